"""How the built front end is delivered: clean addresses, caching, and a content security policy."""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monespace_app.core.settings import settings

IMMUTABLE = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
DAY = "public, max-age=86400"
REVALIDATE = "no-cache"

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


class FrontEndDelivery:
    """Serve `/aide` from `aide.html` without a redirect, and add the headers of the built files."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Rewrite the path of a page to its file, and pass on."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        page = self._page_file(path)
        if page is not None:
            scope = {**scope, "path": f"/{page}", "raw_path": f"/{page}".encode()}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(path, message)}
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _page_file(self, path: str) -> str | None:
        name = path.strip("/")
        if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", name):
            return None
        return f"{name}.html" if (self._folder / f"{name}.html").is_file() else None

    def _headers(self, path: str, message: Message) -> list[tuple[bytes, bytes]]:
        headers = list(message.get("headers", []))
        names = {name for name, _ in headers}
        if b"cache-control" not in names:
            headers.append((b"cache-control", _caching(path).encode()))
        if dict(headers).get(b"content-type", b"").startswith(b"text/html"):
            headers.append((b"content-security-policy", content_security_policy(self._folder).encode()))
        return headers


def _caching(path: str) -> str:
    if path.startswith("/assets/"):
        return IMMUTABLE
    return DAY if path.startswith(("/fonts/", "/drawings/")) else REVALIDATE


@lru_cache(maxsize=4)
def content_security_policy(folder: Path) -> str:
    """Only our own files, and the inline scripts that the build wrote, each by its fingerprint.

    No `unsafe-eval`: see `ui.plugin.DataOnly`. Nobody else may frame our pages; the atelier frames its examples.
    """
    hashes = " ".join(
        sorted({_fingerprint(script) for page in folder.rglob("*.html") for script in _inline(page)})
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"connect-src 'self' {_socket_origin()}",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _socket_origin() -> str:
    # Some browsers do not count a web socket of the same origin as « self ».
    return settings().base_url.replace("http", "ws", 1)


def _inline(page: Path) -> list[str]:
    return [script for script in _INLINE_SCRIPT.findall(page.read_text("utf-8")) if script]


def _fingerprint(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
