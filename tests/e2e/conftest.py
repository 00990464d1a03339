"""One demonstration server for the journeys, and browser pages as wide as a phone and as a desktop."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from tests import services
from tests.e2e.people import Patient
from tools import browser as browsers
from tools.install import BIN, ROOT
from tools.server import DemoServer, environment

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
expect.set_options(timeout=15_000)
"""Patience for a slow machine: what is awaited is never itself a figure."""

EXPECTED_OFFLINE = ("net::ERR_", "WebSocket connection to")
"""What Chromium itself writes in the console while a server is down."""


@pytest.fixture(autouse=True)
def database() -> None:
    """Journeys use the server's own data, not the database of the other tests."""


@pytest.fixture(scope="package")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration loaded once, copied for each server."""
    folder = tmp_path_factory.mktemp("demonstration")
    for command in (("database", "upgrade"), ("demo", "load")):
        subprocess.run(
            [BIN / "monespace", *command], cwd=ROOT, env=environment(folder), check=True, capture_output=True
        )
    return folder


@contextmanager
def server_on(data: Path, folder: Path) -> Iterator[DemoServer]:
    """A running server on its own copy of `data`."""
    shutil.copytree(data, folder, dirs_exist_ok=True)
    running = DemoServer(folder)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="package")
def server(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The server that most journeys share: what they write in it, they name so that others don't mind."""
    with server_on(demo_data, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def own_server(demo_data: Path, tmp_path: Path) -> Iterator[DemoServer]:
    """A server of the test's own, to be killed."""
    with server_on(demo_data, tmp_path / "own") as running:
        yield running


class Place(NamedTuple):
    """Where a journey happens: the server that the browser talks to, and the one that receives the mail."""

    door: DemoServer
    mail: DemoServer


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Two servers that share PostgreSQL, Redis and the folder of files."""
    folder = tmp_path_factory.mktemp("installation")
    with services.temporary_postgresql() as database:
        shared = {"MONESPACE_DATABASE_URL": database, "MONESPACE_REDIS_URL": services.redis_url()}
        place = Place(DemoServer(folder, **shared), DemoServer(folder, **shared))
        try:
            # One after the other: the first makes the tables and the demonstration.
            for server in place:
                server.start()
            yield place
        finally:
            for server in place:
                server.stop()


@pytest.fixture
def two_processes(installation: Place) -> Place:
    """The installation, both servers running again if a test killed one."""
    for server in installation:
        server.start()
    return installation


@pytest.fixture(params=["sqlite", "postgresql-redis-two-processes"])
def place(request: pytest.FixtureRequest) -> Place:
    """A small installation, then a large one."""
    if request.param == "sqlite":
        server = request.getfixturevalue("own_server")
        return Place(server, server)
    return request.getfixturevalue("two_processes")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = browsers.installed()
    assert path, browsers.NONE_FOUND
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(browsers.FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> str:
    return request.param


Browse = Callable[..., BrowserContext]


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Browse]:
    """Open browsers that share nothing: `browse("phone")`; any script that fails in them fails the test."""
    opened: list[BrowserContext] = []
    failures: list[str] = []

    def new(width: str = "desktop", **options: object) -> BrowserContext:
        context = chromium.new_context(
            viewport=WIDTHS[width], locale="fr-FR", timezone_id="Europe/Paris", **options
        )
        context.on("weberror", lambda error: failures.append(str(error.error)))
        context.on("console", lambda message: failures.extend(_complaint(message)))
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    assert failures == []


def _complaint(message: ConsoleMessage) -> list[str]:
    """A console error, such as a refusal of the content security policy, but not that the server is away."""
    expected = any(words in message.text for words in EXPECTED_OFFLINE)
    answered_404 = "status of 404" in message.text
    return [message.text] if message.type == "error" and not expected and not answered_404 else []


@pytest.fixture
def page(browse: Browse, width: str) -> Page:
    return browse(width).new_page()


@pytest.fixture(scope="package")
def logged_in(chromium: Browser, server: DemoServer) -> Callable[[str], StorageState]:
    """The cookies of somebody who logged in once for all the tests (which must not log out)."""
    known: dict[str, StorageState] = {}

    def state_of(identifier: str) -> StorageState:
        if identifier not in known:
            context = chromium.new_context(locale="fr-FR")
            Patient(context.new_page(), server).log_in(identifier)
            known[identifier] = context.storage_state()
            context.close()
        return known[identifier]

    return state_of


@pytest.fixture
def enter(
    browse: Browse, logged_in: Callable[[str], StorageState], server: DemoServer
) -> Callable[..., Patient]:
    """Somebody in their space, at once: `enter("inaya.michel", "phone")`."""

    def patient(identifier: str, width: str = "desktop", **options: object) -> Patient:
        context = browse(width, storage_state=logged_in(identifier), **options)
        return Patient(context.new_page(), server)

    return patient


@pytest.fixture
def inaya(enter: Callable[..., Patient], width: str) -> Patient:
    """Inaya Michel, logged in."""
    return enter("inaya.michel", width)
