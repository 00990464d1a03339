"""Limits on guesses: exact, even when everybody guesses at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from monespace_app.core import throttle
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.throttle import ThrottleBucket, ThrottleTry

WINDOW = timedelta(minutes=15)

pytestmark = pytest.mark.both_databases


def reserve(subject: str = "inaya.michel", limit: int = 5) -> str | None:
    with platform_transaction() as session:
        return throttle.reserve(session, throttle.bucket("password", subject), limit=limit, window=WINDOW)


def tries() -> int:
    with platform_snapshot() as session:
        return session.scalar(select(func.count(ThrottleTry.id))) or 0


@pytest.mark.row("LOGIN-6")
def test_fifty_guesses_at_once_never_pass_the_limit():
    barrier = threading.Barrier(50)

    def guess(_number: int) -> str | None:
        barrier.wait()
        return reserve()

    with ThreadPoolExecutor(50) as pool:
        passed = [found for found in pool.map(guess, range(50)) if found]
    assert len(passed) == len(set(passed)) == 5
    assert tries() == 5


def test_the_limit_is_reached_at_its_last_try_and_not_before(frozen_clock):
    assert [reserve() is not None for _ in range(7)] == [True] * 5 + [False] * 2


def test_a_try_is_forgotten_at_the_end_of_the_window(frozen_clock):
    for _ in range(5):
        reserve()
        frozen_clock.advance(timedelta(minutes=1))
    frozen_clock.advance(WINDOW - timedelta(minutes=5, seconds=1))
    assert reserve() is None
    frozen_clock.advance(timedelta(seconds=1))
    assert reserve() is not None
    assert reserve() is None


def test_a_refused_guess_does_not_push_the_end_of_the_window_away(frozen_clock):
    for _ in range(5):
        reserve()
    frozen_clock.advance(WINDOW - timedelta(seconds=1))
    assert reserve() is None
    frozen_clock.advance(timedelta(seconds=1))
    assert reserve() is not None


def test_a_right_guess_is_taken_back(frozen_clock):
    for _ in range(20):
        attempt = reserve(limit=1)
        assert attempt is not None
        with platform_transaction() as session:
            throttle.release(session, [attempt])


def test_subjects_and_purposes_are_counted_apart(frozen_clock):
    assert reserve("inaya.michel", limit=1)
    assert reserve("karim.michel", limit=1)
    assert reserve("inaya.michel", limit=1) is None
    assert throttle.bucket("password", "x") != throttle.bucket("code", "x")


def test_a_guess_counts_only_when_its_transaction_does(frozen_clock):
    with pytest.raises(ZeroDivisionError), platform_transaction() as session:  # noqa: PT012
        throttle.reserve(session, throttle.bucket("password", "x"), limit=1, window=WINDOW)
        1 / 0  # noqa: B018
    assert reserve("x", limit=1)


def test_a_bucket_can_be_emptied(frozen_clock):
    for _ in range(5):
        reserve()
    with platform_transaction() as session:
        throttle.forget(session, throttle.bucket("password", "inaya.michel"))
    assert tries() == 0
    assert reserve() is not None


def test_purging_removes_what_is_older_than_every_window(frozen_clock):
    reserve("old")
    frozen_clock.advance(timedelta(days=2))
    reserve("new")
    with platform_transaction() as session:
        throttle.purge(session, frozen_clock.now() - timedelta(days=1))
    with platform_snapshot() as session:
        assert session.scalars(select(ThrottleBucket.key)).all() == [throttle.bucket("password", "new")]
    assert tries() == 1


def test_who_is_counted_cannot_be_read_from_the_table():
    reserve("inaya.michel")
    with platform_snapshot() as session:
        assert "inaya" not in str(session.scalars(select(ThrottleBucket.key)).all())
