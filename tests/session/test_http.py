"""The cookie, the routes that set and clear it (ASVS 3.3.1 to 3.3.4, 3.5.1, 3.5.3, 7.2.4), the gate and the headers."""

import asyncio
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette

from monespace_app.core.settings import settings
from monespace_app.session import http, services
from tests.factories import make_account, make_session

ORIGIN = "http://localhost:3000"


def post(path: str, form: Any = None, **details: Any) -> httpx.Response:
    """Send a form to the routes behind the gate, as the application puts them together."""
    headers = {"Origin": ORIGIN} | details.pop("headers", {})
    return asyncio.run(_request("POST", path, headers=headers, data=form, **details))


async def _request(method: str, path: str, **details: Any) -> httpx.Response:
    application = http.SecurityHeaders(http.OriginGate(Starlette(routes=http.ROUTES)))
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url=settings().base_url) as client:
        return await client.request(method, path, **details)


def ticket() -> str:
    return services.issue_ticket(make_account().id)


def cookie_of(answer: httpx.Response) -> Any:
    (morsel,) = SimpleCookie(answer.headers["set-cookie"]).values()
    return morsel


@pytest.mark.row("LOGIN-7")
def test_a_ticket_opens_a_session_in_a_cookie_that_no_script_sees():
    answer = post(http.OPEN_PATH, {"ticket": ticket(), "destination": "/messagerie"})
    cookie = cookie_of(answer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/messagerie")
    assert cookie.key == "monespace_session"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (
        True,
        "lax",
        "/",
        "",
    )
    assert (cookie["domain"], cookie["max-age"]) == ("", "43200")
    assert answer.headers["cache-control"] == "no-store"
    assert services.connect(cookie.value, "tab") is not None
    assert len(cookie.value) >= 43


@pytest.mark.usefixtures("production")
@pytest.mark.row("LOGIN-7")
def test_under_https_the_cookie_is_secure_and_bound_to_the_host():
    headers = {"Origin": "https://sante.example"}
    answer = post(http.OPEN_PATH, {"ticket": ticket()}, headers=headers)
    cookie = cookie_of(answer)
    assert cookie.key == "__Host-monespace_session"
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    plain = f"monespace_session={cookie.value}"
    assert http.token_in(plain) is None
    assert http.token_in(f"__Host-{plain}") == cookie.value


@pytest.mark.row("LOGIN-7")
def test_the_token_is_renewed_at_login_and_the_old_one_ends():
    account = make_account()
    old = make_session(account)
    headers = {"Cookie": f"monespace_session={old}"}
    answer = post(http.OPEN_PATH, {"ticket": services.issue_ticket(account.id)}, headers=headers)
    new = cookie_of(answer).value
    assert new != old
    assert services.connect(old, "tab") is None
    assert services.connect(new, "tab") is not None


def test_a_session_chosen_by_somebody_else_is_never_adopted():
    fixed = "a" * 43
    answer = post(http.OPEN_PATH, {"ticket": ticket()}, headers={"Cookie": f"monespace_session={fixed}"})
    assert cookie_of(answer).value != fixed
    assert services.connect(fixed, "tab") is None


@pytest.mark.row("LOGIN-8")
@pytest.mark.parametrize(
    "destination",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/%5Cevil.example",
        "/%2Fevil.example",
        "javascript:alert(1)",
        "\nhttps://evil.example",
        "/accueil\r\nSet-Cookie: x=1",
        "/" + "a" * 400,
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_the_login(destination: str):
    answer = post(http.OPEN_PATH, {"ticket": ticket(), "destination": destination})
    assert answer.headers["location"] == "/accueil"


@pytest.mark.parametrize("bad", ["", "x", "x" * 43, "\x00", "é" * 40])
def test_a_ticket_that_is_none_opens_nothing(bad: str):
    answer = post(http.OPEN_PATH, {"ticket": bad})
    assert answer.headers["location"] == "/connexion?motif=ticket"
    assert "set-cookie" not in answer.headers


def test_a_ticket_works_once():
    form = {"ticket": ticket()}
    assert "set-cookie" in post(http.OPEN_PATH, form).headers
    assert "set-cookie" not in post(http.OPEN_PATH, form).headers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        urlencode({"ticket": "x" * 5_000}).encode(),
        b"x" * 2_000_000,
        b"a=1&" * 1_000,
    ],
)
def test_a_form_of_no_reasonable_size_is_refused(content: bytes):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = post(http.OPEN_PATH, content=content, headers=headers)
    assert answer.status_code in {400, 413}


def test_a_form_that_hides_its_size_is_refused():
    async def endless() -> Any:
        yield b"ticket="
        yield b"x" * 1_000_000

    answer = post(
        http.OPEN_PATH, content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "x"]
)
def test_a_form_of_another_kind_opens_nothing(kind: str):
    answer = post(http.OPEN_PATH, content=b"--x\r\nticket", headers={"Content-Type": kind})
    assert answer.status_code in {303, 400}
    assert "set-cookie" not in answer.headers


@pytest.mark.row("LOGIN-7")
def test_logging_out_ends_the_session_and_clears_the_browser():
    cookie = make_session(make_account())
    answer = post(http.CLOSE_PATH, headers={"Cookie": f"monespace_session={cookie}"})
    assert answer.headers["location"] == "/connexion?motif=deconnexion"
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert (cookie_of(answer).value, cookie_of(answer)["max-age"]) == ("", "0")
    assert services.connect(cookie, "tab") is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize("path", [http.OPEN_PATH, http.CLOSE_PATH])
def test_a_link_neither_opens_nor_ends_a_session(method: str, path: str):
    cookie = make_session(make_account())
    headers = {"Origin": ORIGIN, "Cookie": f"monespace_session={cookie}"}
    answer = asyncio.run(_request(method, path, headers=headers))
    assert answer.status_code == 405
    assert services.connect(cookie, "tab") is not None


@pytest.mark.parametrize(
    "origin", [None, "null", "", "http://localhost:3000.evil.example", "http://evil.example", f"{ORIGIN}/"]
)
def test_a_form_of_another_site_is_refused(origin: str | None):
    cookie = make_session(make_account())
    headers = {"Cookie": f"monespace_session={cookie}"} | ({"Origin": origin} if origin is not None else {})
    assert asyncio.run(_request("POST", http.CLOSE_PATH, headers=headers)).status_code == 403
    assert services.connect(cookie, "tab") is not None


@pytest.mark.parametrize(
    "header",
    [
        "",
        "monespace_session",
        "monespace_session=",
        "monespace_session=court",
        f"monespace_session={'x' * 101}",
        f"autre={'x' * 43}",
        "=;=;\x00;\ud800",
        "a" * 100_000,
    ],
)
def test_a_cookie_header_without_a_token_gives_none(header: str):
    assert http.token_in(header) is None


def test_every_answer_carries_the_security_headers():
    answer = post(http.CLOSE_PATH)
    for name, value in http.SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "strict-transport-security" not in answer.headers
