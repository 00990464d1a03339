"""Other people's words stay out of the logs (ASVS 16.2.5)."""

import logging
from collections.abc import Iterator

import pytest

from monespace_app.core import logs


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    """Put the discreet records in place, and the former ones back."""
    before = logging.getLogRecordFactory()
    logs.install()
    logs.install()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    "name", ["reflex.app", "engineio.server", "asyncio", "sqlalchemy", "monespace_apparent", "root"]
)
def test_of_a_librarys_record_only_the_place_and_the_gravity_are_kept(
    name: str, caplog: pytest.LogCaptureFixture
):
    logging.getLogger(name).error("Event data: %s", "quetzal")
    logging.getLogger(name).error("Event data: quetzal", stack_info=True)
    assert "quetzal" not in caplog.text
    assert "ERROR" in caplog.text
    assert "test_logs.py" in caplog.text


@pytest.mark.parametrize(
    "name", ["monespace_app", "monespace_app.session.guard", "granian", "alembic.runtime"]
)
def test_our_own_words_and_the_harmless_ones_are_kept(name: str, caplog: pytest.LogCaptureFixture):
    logging.getLogger(name).error("bus: %s is away", "redis")
    assert "bus: redis is away" in caplog.text


@pytest.mark.parametrize("name", ["monespace_app.x", "reflex_base.event", "granian"])
def test_of_an_exception_the_kind_and_the_place_are_kept_and_never_its_words(
    name: str, caplog: pytest.LogCaptureFixture
):
    try:
        raise KeyError("quetzal")
    except KeyError:
        logging.getLogger(name).exception("it broke")
    assert "KeyError at test_logs.py:" in caplog.text
    assert "quetzal" not in caplog.text
    assert "Traceback" not in caplog.text
