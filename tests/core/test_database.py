"""Engines and column types: durable writes, one writer at a time, instants in UTC."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from monespace_app.core import database as core_database
from monespace_app.core.database import (
    UtcDateTime,
    engines,
    is_ready,
    platform_snapshot,
    platform_transaction,
)
from monespace_app.core.settings import settings
from monespace_app.core.throttle import ThrottleBucket
from monespace_app.session.models import ProfileManager
from tests.conftest import NOON
from tests.factories import make_account, make_profile

DIALECTS = [sqlite.dialect(), postgresql.dialect()]
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(moment=moments)
def test_an_instant_comes_back_as_the_same_instant_in_utc(dialect, moment):
    column = UtcDateTime()
    stored = column.process_bind_param(moment, dialect)
    assert stored is not None
    forgetful = stored.replace(tzinfo=None) if dialect.name == "sqlite" else stored
    back = column.process_result_value(forgetful, dialect)
    # Python says that an hour which a time zone repeats equals no instant of another zone.
    assert back == moment.astimezone(UTC)
    assert back is not None
    assert back.utcoffset() == timedelta(0)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_no_instant_stays_no_instant(dialect):
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None


@pytest.mark.both_databases
def test_a_naive_datetime_is_refused():
    with pytest.raises(StatementError, match="naive"), platform_transaction() as session:
        session.add(ThrottleBucket(key="k", touched_at=datetime(2026, 1, 1)))  # noqa: DTZ001


@pytest.mark.both_databases
def test_instants_are_compared_across_time_zones():
    noon_in_paris = NOON.astimezone(timezone(timedelta(hours=2)))
    with platform_transaction() as session:
        session.add(ThrottleBucket(key="k", touched_at=noon_in_paris))
    tokyo = timezone(timedelta(hours=9))
    with platform_snapshot() as session:
        statement = select(ThrottleBucket.touched_at).where(
            ThrottleBucket.touched_at <= NOON.astimezone(tokyo),
            ThrottleBucket.touched_at > (NOON - timedelta(microseconds=1)).astimezone(tokyo),
        )
        assert session.scalars(statement).all() == [NOON]
        assert session.scalar(statement).tzinfo is UTC


def test_sqlite_is_told_to_be_durable():
    with core_database.engine().connect() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_every_connection_of_the_pool_is_told():
    engine = core_database.engine()
    held = [engine.connect() for _ in range(12)]
    try:
        assert {c.exec_driver_sql("PRAGMA foreign_keys").scalar() for c in held[:1]} == {1}
        for connection in held[:1]:
            connection.rollback()
        answers = []
        for connection in held:
            answers.append(connection.exec_driver_sql("PRAGMA synchronous").scalar())
            connection.rollback()
        assert answers == [2] * 12
    finally:
        for connection in held:
            connection.close()


def test_threads_that_ask_first_together_share_one_engine(monkeypatch):
    together = threading.Barrier(4)
    opened = []

    def slowly(url):
        opened.append(url)
        time.sleep(0.05)
        return engines.create_engine(url)

    def ask():
        together.wait()
        return core_database.engine()

    monkeypatch.setattr(engines, "new_engine", slowly)
    with ThreadPoolExecutor(4) as pool:
        found = [future.result() for future in [pool.submit(ask) for _ in range(4)]]
    assert (len(opened), len(set(map(id, found)))) == (1, 1)


def test_a_writer_takes_the_lock_from_the_start():
    with platform_transaction() as session:
        session.execute(select(ThrottleBucket.key)).all()
        other = sqlite3.connect(settings().data_dir / "monespace.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_reader_takes_no_lock():
    with platform_snapshot() as session:
        session.execute(select(ThrottleBucket.key)).all()
        other = sqlite3.connect(settings().data_dir / "monespace.db", timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.both_databases
def test_readers_go_on_while_somebody_writes():
    with platform_transaction() as writer:
        writer.add(ThrottleBucket(key="k", touched_at=NOON))
        writer.flush()
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_keys).result(timeout=20) == []
    assert _keys() == ["k"]


def _keys() -> list[str]:
    with platform_snapshot() as session:
        return list(session.scalars(select(ThrottleBucket.key)))


def test_a_writer_that_read_first_never_writes_over_what_it_did_not_see():
    with platform_transaction() as session:
        session.add(ThrottleBucket(key="counter", touched_at=NOON))
    barrier = threading.Barrier(8)

    def add_a_second(_number: int) -> None:
        barrier.wait()
        with platform_transaction() as session:
            row = session.get_one(ThrottleBucket, "counter")
            row.touched_at += timedelta(seconds=1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_a_second, range(8)))
    with platform_snapshot() as session:
        assert session.get_one(ThrottleBucket, "counter").touched_at == NOON + timedelta(seconds=8)


def test_writers_wait_in_line_rather_than_nap():
    # With no patience at all, SQLite refuses whoever comes while another one writes.
    core_database.forget_engine()
    engine = core_database.engine()
    sqlalchemy_event.listen(engine, "connect", lambda raw, _entry: raw.execute("PRAGMA busy_timeout = 0"))
    barrier = threading.Barrier(4)

    def write(number: int) -> None:
        barrier.wait()
        with platform_transaction() as session:
            session.add(ThrottleBucket(key=str(number), touched_at=NOON))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert sorted(_keys()) == ["0", "1", "2", "3"]


def test_a_line_that_does_not_move_is_left(monkeypatch):
    monkeypatch.setattr(engines, "SQLITE_BUSY_MILLISECONDS", 1)
    with engines.writers_turn(), engines.writers_turn():
        make_profile()


def test_a_database_that_stays_busy_is_an_operational_error(monkeypatch):
    monkeypatch.setattr(engines, "SQLITE_BUSY_MILLISECONDS", 1)
    core_database.forget_engine()
    other = sqlite3.connect(settings().data_dir / "monespace.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        make_profile()
    other.close()
    make_profile()


@pytest.mark.both_databases
def test_foreign_keys_hold():
    account = make_account()
    with pytest.raises(IntegrityError), platform_transaction() as session:
        session.add(ProfileManager(account_id=account.id, profile_id="nobody"))


@pytest.mark.both_databases
def test_an_error_does_not_show_what_was_to_be_written():
    profile = make_profile()
    with pytest.raises(IntegrityError) as error:
        make_profile(ins=profile.ins, family_name="Canari-Secret")
    assert "Canari-Secret" not in str(error.value.args[0])
    assert "[SQL parameters hidden" in str(error.value)


@pytest.mark.both_databases
def test_a_database_that_answers_is_ready():
    assert is_ready()


def test_a_database_out_of_reach_is_not_ready(monkeypatch):
    monkeypatch.setenv("MONESPACE_DATABASE_URL", "postgresql://postgres@127.0.0.1:1/nowhere")
    settings.cache_clear()
    core_database.forget_engine()
    with pytest.raises(OperationalError):
        is_ready()
