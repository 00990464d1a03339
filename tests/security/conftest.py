"""A real back end, people with canaries in their records, and an eye on the logs."""

import logging
from collections.abc import Iterator

import pytest

from monespace_app.session import guard
from tests.security.people import MARK
from tests.security.server import BackEnd, serving


@pytest.fixture(scope="session")
def running() -> Iterator[BackEnd]:
    """The application, on a port of its own."""
    with serving() as server:
        yield server


@pytest.fixture
def server(running: BackEnd) -> Iterator[BackEnd]:
    """The same, without the tabs of other tests."""
    running.forget_tabs()
    yield running
    running.close_all()


class Ears:
    """What was written to the logs, and the bugs that were reported."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.failures: list[str] = []

    def heard(self, *secrets: str) -> list[str]:
        """The lines with a canary or one of `secrets`."""
        return [line for line in self.lines if any(secret in line for secret in (MARK, *secrets))]


@pytest.fixture
def ears(running: BackEnd, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ears]:
    """Listen to every logger, and to `guard.log_failure`."""
    found = Ears()
    handler = logging.Handler()
    handler.emit = lambda record: found.lines.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    loggers = [logging.getLogger(), logging.getLogger("reflex"), logging.getLogger("monespace_app")]
    log_failure = guard.log_failure

    def note(error: Exception) -> None:
        found.failures.append(repr(error))
        log_failure(error)

    monkeypatch.setattr(guard, "log_failure", note)
    loggers[2].setLevel(logging.INFO)
    for logger in loggers[:2]:
        logger.addHandler(handler)
    yield found
    for logger in loggers[:2]:
        logger.removeHandler(handler)
