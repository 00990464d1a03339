"""The two HTTP routes that set and clear the session cookie, and the gate in front of everything.

The cookie is HttpOnly: no script, and no Reflex state, ever sees the token. The gate refuses sockets and writing
requests whose Origin is missing or foreign (Reflex alone lets a missing Origin pass).
"""

import asyncio
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monespace_app.core.settings import settings
from monespace_app.session import services
from monespace_app.session.rules import LIFETIME, safe_destination

OPEN_PATH = "/session/ouvrir"
CLOSE_PATH = "/session/fermer"
LOGIN_PATH = "/connexion"
_PLAIN_COOKIE = "monespace_session"
FORM_LIMIT = 4096
"""Bytes of the form that opens a session: a ticket and a path."""


def cookie_name() -> str:
    """`__Host-` binds the cookie to this very host; browsers refuse that prefix without https."""
    return f"__Host-{_PLAIN_COOKIE}" if settings().secure_cookies else _PLAIN_COOKIE


def token_in(cookie_header: str) -> str | None:
    """The session token of a `Cookie` header, or None."""
    try:
        morsel = SimpleCookie(cookie_header).get(cookie_name())
    except CookieError:
        return None
    return morsel.value if morsel and 20 <= len(morsel.value) <= 100 else None


def _set_cookie(response: Response, value: str, max_age: int) -> None:
    response.set_cookie(
        cookie_name(),
        value,
        max_age=max_age,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().secure_cookies,
    )


def _announced_length(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 10 else 0


async def open_session(request: Request) -> Response:
    """Exchange a ticket for the cookie, then go to the page asked for (LOGIN-7, LOGIN-8)."""
    # A form of this kind is read whole into memory, whatever its size.
    if not 0 < _announced_length(request) <= FORM_LIMIT:
        return PlainTextResponse("Formulaire refusé", status_code=413)
    form = await request.form(max_files=0, max_fields=5, max_part_size=FORM_LIMIT)
    ticket, destination = str(form.get("ticket", "")), str(form.get("destination", ""))
    token = await asyncio.to_thread(
        services.redeem_ticket,
        ticket,
        request.headers.get("user-agent", ""),
        token_in(request.headers.get("cookie", "")),
    )
    if token is None:
        return RedirectResponse(f"{LOGIN_PATH}?motif=ticket", status_code=303)
    response = RedirectResponse(safe_destination(destination), status_code=303)
    _set_cookie(response, token, int(LIFETIME.total_seconds()))
    return _uncached(response)


async def close_session(request: Request) -> Response:
    """« Se déconnecter »."""
    if (token := token_in(request.headers.get("cookie", ""))) is not None:
        await asyncio.to_thread(services.end_session, token)
    response = RedirectResponse(f"{LOGIN_PATH}?motif=deconnexion", status_code=303)
    _set_cookie(response, "", 0)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return _uncached(response)


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


ROUTES = [
    Route(OPEN_PATH, open_session, methods=["POST"]),
    Route(CLOSE_PATH, close_session, methods=["POST"]),
]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OriginGate:
    """Refuse a socket, or a request that writes, unless its Origin is ours. Missing counts as foreign."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        needs_origin = scope["type"] == "websocket" or (
            scope["type"] == "http" and (scope["method"] not in SAFE_METHODS or "/_event" in scope["path"])
        )
        if needs_origin and Headers(scope=scope).get("origin") not in settings().origins:
            await _refuse(scope, receive, send)
            return
        await self._app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    await PlainTextResponse("Origine refusée", status_code=403)(scope, receive, send)


SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class SecurityHeaders:
    """Headers every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the start of each HTTP answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        extra = [(k.lower().encode(), v.encode()) for k, v in SECURITY_HEADERS.items()]
        if settings().secure_cookies:
            extra.append((b"strict-transport-security", b"max-age=31536000; includeSubDomains"))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *extra]}
            await send(message)

        await self._app(scope, receive, send_with_headers)
