"""Engines with the durability this service promises, on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from monespace_app.core.settings import settings

SQLITE_BUSY_MILLISECONDS = 5_000
_OPENING = Lock()
_WRITING = Lock()


def new_engine(url: str) -> Engine:
    """An engine with the durability this service promises, on SQLite or PostgreSQL."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, parsed.database)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20)


def _sqlite_engine(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=10,
        max_overflow=20,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver must not open transactions on its own: BEGIN IMMEDIATE is ours to say.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {SQLITE_BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer that began as a reader can fail half-way on a busy database: writers say so from the start.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def engine() -> Engine:
    """The engine of this process."""
    # Threads that ask for the first time together would each open one, and lose all but the last.
    with _OPENING:
        return _engine()


@contextmanager
def writers_turn() -> Iterator[None]:
    """Wait for one's turn to write, where there is one writer at a time (SQLite), `SQLITE_BUSY_MILLISECONDS` at most.

    Left to itself, SQLite naps between two looks, longer each time: among twenty writers, the unlucky ones wait a
    hundred times what a commit takes. It still has the last word: other processes write too.
    """
    is_ours = engine().dialect.name == "sqlite" and _WRITING.acquire(timeout=SQLITE_BUSY_MILLISECONDS / 1000)
    try:
        yield
    finally:
        if is_ours:
            _WRITING.release()


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return new_engine(settings().resolved_database_url)


@lru_cache(maxsize=1)
def reading_engine() -> Engine:
    """The same engine for reads: one consistent state from the first statement to the last."""
    if engine().dialect.name == "sqlite":
        return engine().execution_options(reading=True)
    return engine().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def close_engines() -> None:
    """Close every connection; the next use opens the database of the settings."""
    if _engine.cache_info().currsize:
        engine().dispose()
    _engine.cache_clear()
    reading_engine.cache_clear()
