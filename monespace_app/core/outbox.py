"""Effects on the outside, written with their cause and sent afterwards, at least once.

A service adds an `OutboxEntry` in its own transaction. Each channel has its relay, which claims due entries one by
one, hands them to the sender with the idempotency key, and writes down what came of it. A relay or a server that
dies between the two sends again: senders and receivers recognise the key (a mail's Message-ID, say).

While an entry is being sent it may come back, or be asked for again: what was written then stands, whatever the
relay has to say afterwards (`is_overtaken`).
"""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Index, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from monespace_app.core import bus, clock
from monespace_app.core.bus import BusEvent, Topic
from monespace_app.core.database import (
    SystemText,
    UtcDateTime,
    id_column,
    platform_snapshot,
    platform_transaction,
)

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)
"""How long an entry is left to a relay that died. One that lives renews its claim for as long as it sends."""
RENEWAL_SECONDS = 30.0
DONE_FOR = timedelta(hours=1)
"""What nobody will ask for again, a code that has left say, is forgotten after this long."""
PAUSES = tuple(timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 3600, 3600 * 3, 3600 * 6))
"""After the n-th failed try, wait this long; once they are used up (about 17 hours), the entry has failed."""
POLL_SECONDS = 2.0
UNEXPECTED = "Une erreur inattendue a empêché l'envoi."


class Channel(StrEnum):
    """The ways out."""

    EMAIL = "email"
    SMS = "sms"
    MSSANTE = "mssante"


class Status(StrEnum):
    """Where an entry is."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class OutboxEntry(SQLModel, table=True):
    """One thing to send. `payload` is JSON, sealed: it may hold a code or a patient's words."""

    __tablename__ = "outbox_entry"
    __table_args__ = (Index("ix_outbox_entry_due", "status", "next_attempt_at"),)

    id: str = id_column()
    channel: str = Field(max_length=16)
    idempotency_key: str = Field(max_length=200, unique=True)
    payload: str = Field(sa_column=Column(SystemText("outbox_entry.payload"), nullable=False))
    profile_id: str | None = Field(default=None, foreign_key="profile.id", max_length=32)
    reference: str = Field(default="", max_length=32)
    status: str = Field(default=Status.PENDING.value, max_length=16)
    attempts: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    next_attempt_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    claimed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_error: str = Field(default="", max_length=500)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An entry as its sender sees it."""

    id: str
    channel: Channel
    idempotency_key: str
    payload: dict[str, Any]
    profile_id: str | None
    reference: str


class SendFailed(Exception):
    """The sender could not hand it over. `permanent` failures are not tried again; `reason` is French."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try."""

    status: Status
    reason: str = ""


Sender = Callable[[Outgoing], None]
"""Hands an entry over or raises `SendFailed`."""
Observer = Callable[[Outgoing, Outcome], None]
"""Told of each outcome, before the entry is closed; must be idempotent."""


def add(
    session: Session,
    channel: Channel,
    payload: Mapping[str, Any],
    *,
    key: str,
    profile_id: str | None = None,
    reference: str = "",
) -> None:
    """Add an effect to the transaction. The same `key` twice breaks the transaction: it must name the cause."""
    session.add(
        OutboxEntry(
            channel=channel.value,
            idempotency_key=key,
            payload=json.dumps(payload, ensure_ascii=False),
            profile_id=profile_id,
            reference=reference,
        )
    )
    bus.publish_after_commit(session, BusEvent(Topic.OUTBOX, channel.value))


def retry_now(session: Session, reference: str) -> None:
    """Make an entry due again, with all its tries (« Réessayer »). The caller knows that it has not arrived."""
    # The claim stays: nobody may send it in parallel with an exchange that is not over.
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.reference == reference)
        .values(status=Status.PENDING.value, attempts=0, next_attempt_at=clock.now())
    )
    bus.publish_after_commit(session, BusEvent(Topic.OUTBOX, reference))


def came_back(session: Session, reference: str, reason: str) -> None:
    """What was handed over has come back undelivered: it has failed after all, and may be tried again."""
    session.execute(
        update(OutboxEntry)
        .where(OutboxEntry.reference == reference)
        .values(status=Status.FAILED.value, last_error=reason[:500])
    )


def is_overtaken(session: Session, reference: str) -> bool:
    """Whether what is being sent came back, or was asked for again, before its outcome was written down."""
    entry = session.scalar(select(OutboxEntry).where(OutboxEntry.reference == reference))
    return entry is not None and entry.claimed_until is not None and _overtaken(entry)


def _overtaken(claimed: OutboxEntry) -> bool:
    # A relay counts its try when it claims: nothing else makes the number zero, or the state another one.
    return claimed.status != Status.PENDING.value or claimed.attempts == 0


def purge() -> None:
    """Forget what has left, or failed, and cannot be asked for again: it may hold a code."""
    with platform_transaction() as session:
        session.execute(
            delete(OutboxEntry).where(
                OutboxEntry.status != Status.PENDING.value,
                OutboxEntry.reference == "",
                OutboxEntry.next_attempt_at < clock.now() - DONE_FOR,
            )
        )


def next_pause(attempts: int) -> timedelta | None:
    """How long to wait after `attempts` failed tries; None when it is time to give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


async def run_relays(senders: Mapping[Channel, Sender], observers: Mapping[Channel, Observer]) -> None:
    """A relay for each channel, side by side: one that is slow does not hold another up."""
    async with asyncio.TaskGroup() as ways_out:
        for channel, sender in senders.items():
            ways_out.create_task(Relay(channel, sender, observers.get(channel)).run())


class Relay:
    """Sends what is due on one channel, in the application's own process."""

    def __init__(self, channel: Channel, sender: Sender, observer: Observer | None = None) -> None:
        self._channel = channel
        self._sender = sender
        self._observer = observer
        self._wake = asyncio.Event()
        self._is_stopped = False

    async def run(self) -> None:
        """Send for ever: at once when something is added, and every few seconds for what was put off."""
        stop = bus.subscribe(self._on_bus)
        try:
            while True:
                self._wake.clear()
                try:
                    await asyncio.to_thread(self.drain)
                except Exception as error:  # the loop must survive a database that is away
                    log.error("outbox: %s, trying again", type(error).__name__)
                try:
                    await asyncio.wait_for(self._wake.wait(), POLL_SECONDS)
                except TimeoutError:
                    continue
        finally:
            # The thread cannot be cancelled: it ends the exchange it is in, and begins no other.
            self._is_stopped = True
            stop()

    def _on_bus(self, event: BusEvent) -> None:
        if event.topic is Topic.OUTBOX:
            self._wake.set()

    def drain(self) -> int:
        """Send everything that is due now; returns how many entries were tried."""
        tried = 0
        while not self._is_stopped and (entry := _claim_next(self._channel)) is not None:
            with _kept_claimed(entry.id):
                self._send(entry)
            tried += 1
        return tried

    def _send(self, entry: Outgoing) -> None:
        try:
            self._sender(entry)
        except SendFailed as failure:
            outcome = _failure_outcome(entry.id, failure)
        except Exception as error:  # one entry that nobody can send must not hold the others up
            log.error("outbox: %s while sending an entry", type(error).__name__)
            outcome = _failure_outcome(entry.id, SendFailed(UNEXPECTED))
        else:
            outcome = Outcome(Status.SENT)
        if self._observer is not None:
            self._observer(entry, outcome)
        _close(entry.id, outcome)


def _claim_next(channel: Channel) -> Outgoing | None:
    present = clock.now()
    free = or_(col(OutboxEntry.claimed_until).is_(None), col(OutboxEntry.claimed_until) < present)
    due = (
        OutboxEntry.channel == channel.value,
        OutboxEntry.status == Status.PENDING.value,
        OutboxEntry.next_attempt_at <= present,
        free,
    )
    with platform_snapshot() as session:
        candidate = session.scalar(select(OutboxEntry.id).where(*due).order_by(OutboxEntry.next_attempt_at))
    if candidate is None:
        return None
    with platform_transaction() as session:
        won = session.execute(
            update(OutboxEntry)
            .where(OutboxEntry.id == candidate, *due)
            .values(claimed_until=present + CLAIM, attempts=OutboxEntry.attempts + 1)
        )
        # Another process may have been faster; the next round finds what is left.
        row = session.get_one(OutboxEntry, candidate) if won.rowcount else None
        return _outgoing(row) if row is not None else None


@contextmanager
def _kept_claimed(entry_id: str) -> Iterator[None]:
    """Renew the claim until the end: however slow the exchange, no other process begins the same one."""
    over = threading.Event()
    keeper = threading.Thread(target=copy_context().run, args=(_keep_claimed, entry_id, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_claimed(entry_id: str, over: threading.Event) -> None:
    while not over.wait(RENEWAL_SECONDS):
        try:
            _renew(entry_id)
        except SQLAlchemyError as error:  # the next time may be early enough
            log.error("outbox: %s while renewing a claim", type(error).__name__)


def _renew(entry_id: str) -> None:
    with platform_transaction() as session:
        session.execute(
            update(OutboxEntry)
            .where(OutboxEntry.id == entry_id, col(OutboxEntry.claimed_until).is_not(None))
            .values(claimed_until=clock.now() + CLAIM)
        )


def _outgoing(row: OutboxEntry) -> Outgoing:
    return Outgoing(
        id=row.id,
        channel=Channel(row.channel),
        idempotency_key=row.idempotency_key,
        payload=json.loads(row.payload),
        profile_id=row.profile_id,
        reference=row.reference,
    )


def _failure_outcome(entry_id: str, failure: SendFailed) -> Outcome:
    with platform_snapshot() as session:
        attempts = session.get_one(OutboxEntry, entry_id).attempts
    if failure.permanent or next_pause(attempts) is None:
        return Outcome(Status.FAILED, failure.reason)
    return Outcome(Status.PENDING, failure.reason)


def _close(entry_id: str, outcome: Outcome) -> None:
    with platform_transaction() as session:
        entry = session.get_one(OutboxEntry, entry_id, with_for_update=True)
        entry.claimed_until = None
        if _overtaken(entry):
            return
        entry.status = outcome.status.value
        entry.last_error = outcome.reason[:500]
        if outcome.status is Status.PENDING:
            entry.next_attempt_at = clock.now() + (next_pause(entry.attempts) or PAUSES[-1])
