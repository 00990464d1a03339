"""The real servers some tests talk to: PostgreSQL and Redis.

Where one is missing, the test is skipped on a laptop and fails when `MONESPACE_REQUIRE_SERVICES=1` (CI).
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import MetaData, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from monespace_app.core.database import new_engine

POSTGRESQL = os.environ.get("MONESPACE_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/")
REDIS = os.environ.get("MONESPACE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def missing(service: str) -> NoReturn:
    """Skip, or fail where services are required."""
    if os.environ.get("MONESPACE_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{service} is required here and does not answer")
    pytest.skip(f"{service} does not answer on this machine")


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """The address of a database made for the occasion and dropped afterwards."""
    name = f"monespace_test_{secrets.token_hex(6)}"
    server = make_url(POSTGRESQL)
    admin = create_engine(server.set(database=server.database or "postgres"), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
    except OperationalError:
        missing("PostgreSQL")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        admin.dispose()


def empty_postgresql(url: str, metadata: MetaData) -> None:
    """Remove every row."""
    # Deleting a few rows is fast; TRUNCATE makes new files for every table.
    statements = [f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)]
    engine = new_engine(url)
    with engine.begin() as connection:
        connection.execute(text("; ".join(statements)))
    engine.dispose()


def redis_url() -> str:
    """The address of a Redis that answers."""
    try:
        with Redis.from_url(REDIS, socket_timeout=2) as client:
            client.ping()
    except RedisError:
        missing("Redis")
    return REDIS
