"""The one source of « now ». Everything stored is UTC; everything shown is Europe/Paris."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The date it is in Paris, which is not always the UTC date."""
    return now().astimezone(PARIS).date()


def paris(moment: datetime) -> datetime:
    """The same instant on a French wall clock."""
    return moment.astimezone(PARIS)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Stop the clock at `moment` (aware) for a test, in this context and the threads it starts with it."""
    if moment.tzinfo is None:
        raise ValueError("a frozen clock needs an aware datetime")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def later(delta: timedelta) -> Iterator[None]:
    """Move the clock by `delta` from its present value, for a test."""
    with frozen(now() + delta):
        yield
