"""What every test can ask for: settings of its own, a fresh database, a clock that stands still."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from monespace_app.core import blobs, clock, crypto
from monespace_app.core import database as core_database
from monespace_app.core.settings import Settings, settings
from monespace_app.tables import metadata
from tests import services

NOON = datetime(2026, 6, 15, 10, 0, tzinfo=UTC)
"""Monday 15 June 2026, 12:00 in Paris."""

hypothesis_settings.register_profile(
    "project", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
hypothesis_settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The whole campaigns are long; every run has a small part of each."""
    parser.addoption("--campaign", choices=("quick", "full"), default="quick")


@pytest.fixture
def is_full(request: pytest.FixtureRequest) -> bool:
    """True when a campaign is to be run whole."""
    return request.config.getoption("--campaign") == "full"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the project's own marks."""
    for line in (
        "row(id): the row of the specification that the test shows",
        "both_databases: run on SQLite and on PostgreSQL",
        "alembic: put by pytest-alembic on the tests it brings",
    ):
        config.addinivalue_line("markers", line)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests marked `both_databases` twice."""
    if metafunc.definition.get_closest_marker("both_databases") is not None:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def anyio_backend() -> str:
    """Asynchronous tests (`@pytest.mark.anyio`) run on asyncio, as the application does."""
    return "asyncio"


def forget_everything() -> None:
    """Drop what the process remembers of its settings, database, keys and files."""
    core_database.forget_engine()
    settings.cache_clear()
    crypto.forget_keys()
    blobs.store.cache_clear()


@pytest.fixture(autouse=True)
def settings_for_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has its own data folder and none of the machine's configuration."""
    for name in [name for name in os.environ if name.startswith("MONESPACE_")]:
        if not name.startswith(("MONESPACE_TEST_", "MONESPACE_REQUIRE_")):
            monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("MONESPACE_DATA_DIR", str(tmp_path / "data"))
    forget_everything()
    yield
    forget_everything()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with every table, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = core_database.new_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL database of this test session's own, with every table."""
    with services.temporary_postgresql() as url:
        engine = core_database.new_engine(url)
        metadata.create_all(engine)
        engine.dispose()
        yield url


@pytest.fixture(autouse=True)
def database(
    request: pytest.FixtureRequest, settings_for_tests: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An empty database: SQLite, or each of the two in turn for a test marked `both_databases`."""
    kind = getattr(request, "param", "sqlite")
    if kind == "sqlite":
        path = settings().data_dir / "monespace.db"
        path.parent.mkdir(parents=True)
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield kind
        return
    url = request.getfixturevalue("postgresql_url")
    monkeypatch.setenv("MONESPACE_DATABASE_URL", url)
    forget_everything()
    yield kind
    core_database.forget_engine()
    services.empty_postgresql(url, metadata)


@pytest.fixture
def production(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a real service, on the test's own database."""
    for name, value in {
        "MODE": "production",
        "BASE_URL": "https://sante.example",
        "MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
        "MSSANTE_RELAY": "smtp://relay.example:25",
        "EMAIL_RELAY": "smtp://relay.example:25",
        "OPERATOR_NAME": "Centre de santé des Tilleuls",
        "OPERATOR_CONTACT": "contact@sante.example",
        "HOSTING_NAME": "Hébergeur de données de santé",
    }.items():
        monkeypatch.setenv(f"MONESPACE_{name}", value)
    forget_everything()


class FrozenClock:
    """Time that moves only when told to, for the test's own context and the threads it starts."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.set(NOON)

    def now(self) -> datetime:
        """The instant it stands at."""
        return clock.now()

    def set(self, moment: datetime) -> None:
        """Go to an aware `moment`."""
        self._stack.enter_context(clock.frozen(moment))

    def advance(self, delta: timedelta) -> None:
        """Go forward (or back)."""
        self._stack.enter_context(clock.later(delta))


@pytest.fixture
def frozen_clock() -> Iterator[FrozenClock]:
    """Stop the clock on Monday 15 June 2026 at 12:00, Paris time."""
    with ExitStack() as stack:
        yield FrozenClock(stack)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys in the browser come last: once it runs, playwright keeps an event loop of its own in this thread."""
    items.sort(key=lambda item: "/e2e/" in item.path.as_posix())
