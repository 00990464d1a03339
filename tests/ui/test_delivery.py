"""What the browser is told about the built front end: what may run, what may be kept."""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from monespace_app.ui.delivery import DAY, IMMUTABLE, REVALIDATE, FrontEndDelivery

SCRIPT = "window.started = 1"
FINGERPRINT = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()


Get = Callable[[str], httpx.Response]


@pytest.fixture
def get(tmp_path: Path) -> Get:
    """Ask for a path of a front end that has one page, `/aide`; an answer's text is the file that was served."""
    (tmp_path / "aide.html").write_text(f'<script src="/a.js"></script><script>{SCRIPT}</script>', "utf-8")
    transport = httpx.ASGITransport(FrontEndDelivery(_name_of_the_file, tmp_path))

    async def ask(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
            return await client.get(path)

    return lambda path: asyncio.run(ask(path))


async def _name_of_the_file(scope: Scope, receive: Receive, send: Send) -> None:
    kind = HTMLResponse if scope["path"].endswith(".html") else PlainTextResponse
    await kind(scope["path"])(scope, receive, send)


def rules_of(policy: str) -> dict[str, str]:
    return {name: sources for name, _, sources in (rule.partition(" ") for rule in policy.split("; "))}


def test_only_our_files_and_the_builds_own_inline_scripts_may_run(get: Get) -> None:
    rules = rules_of(get("/aide").headers["content-security-policy"])
    assert rules["script-src"] == f"'self' 'sha256-{FINGERPRINT}'"
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["default-src"] == rules["form-action"] == rules["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["/aide", "/aide/"])
def test_a_page_has_a_clean_address(get: Get, path: str) -> None:
    assert get(path).text == "/aide.html"


@pytest.mark.parametrize("path", ["/absente", "/..%2Faide", "/AIDE", "/aide%00", "/a//b"])
def test_another_address_is_left_as_it_is(get: Get, path: str) -> None:
    assert not get(path).text.endswith(".html")


@pytest.mark.parametrize(
    ("path", "kept"), [("/assets/a-1.js", IMMUTABLE), ("/fonts/a.woff2", DAY), ("/aide", REVALIDATE)]
)
def test_a_file_is_kept_as_long_as_its_name_tells_its_content(get: Get, path: str, kept: str) -> None:
    assert get(path).headers["cache-control"] == kept
