"""Limits on guesses, counted atomically: parallel tries do not slip through.

A try is written down before it is evaluated, under a lock on its bucket (SQLite's single writer, or the row lock
of PostgreSQL), and taken back when it turns out to be right: only wrong guesses count.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from monespace_app.core import clock, crypto
from monespace_app.core.database import UtcDateTime, id_column


class ThrottleBucket(SQLModel, table=True):
    """The row that is locked while tries of one kind on one subject are counted."""

    __tablename__ = "throttle_bucket"

    key: str = Field(primary_key=True, max_length=64)
    touched_at: datetime = Field(sa_type=UtcDateTime)


class ThrottleTry(SQLModel, table=True):
    """One counted try."""

    __tablename__ = "throttle_try"

    id: str = id_column()
    key: str = Field(foreign_key="throttle_bucket.key", index=True, max_length=64)
    at: datetime = Field(sa_type=UtcDateTime)


def bucket(purpose: str, subject: str) -> str:
    """The key of a bucket: a fingerprint, so that identifiers and addresses are not kept."""
    return crypto.digest(subject, f"throttle:{purpose}")


def reserve(session: Session, key: str, *, limit: int, window: timedelta) -> str | None:
    """Count one try and return its identifier, or None when `limit` was reached within `window`."""
    present = clock.now()
    _lock(session, key, present)
    session.execute(delete(ThrottleTry).where(ThrottleTry.key == key, ThrottleTry.at <= present - window))
    count = session.scalar(select(func.count(ThrottleTry.id)).where(ThrottleTry.key == key)) or 0
    if count >= limit:
        return None
    attempt = ThrottleTry(key=key, at=present)
    session.add(attempt)
    session.flush()
    return attempt.id


def release(session: Session, attempt_ids: list[str]) -> None:
    """Take back tries that were right."""
    session.execute(delete(ThrottleTry).where(col(ThrottleTry.id).in_(attempt_ids)))


def forget(session: Session, key: str) -> None:
    """Take back every try of a bucket: what was counted has come to a good end."""
    session.execute(delete(ThrottleTry).where(ThrottleTry.key == key))


def purge(session: Session, before: datetime) -> None:
    """Remove the buckets that nothing has touched since `before`, older than every window, and their tries."""
    # Buckets are locked before their tries, as in `reserve`: the other order would be a deadlock.
    session.scalars(select(ThrottleBucket).where(ThrottleBucket.touched_at < before).with_for_update()).all()
    stale = select(ThrottleBucket.key).where(ThrottleBucket.touched_at < before)
    session.execute(delete(ThrottleTry).where(col(ThrottleTry.key).in_(stale)))
    session.execute(delete(ThrottleBucket).where(ThrottleBucket.touched_at < before))


def _lock(session: Session, key: str, present: datetime) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(ThrottleBucket).values(key=key, touched_at=present)
    session.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"touched_at": present}))
