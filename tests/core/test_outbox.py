"""The outbox: written with its cause, sent at least once, given up only after its last pause."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from monespace_app.core import bus, clock, outbox
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.outbox import (
    CLAIM,
    PAUSES,
    Channel,
    OutboxEntry,
    Outcome,
    Outgoing,
    Relay,
    SendFailed,
    Status,
)

pytestmark = pytest.mark.both_databases


def add(key: str = "k", *, channel: Channel = Channel.EMAIL, reference: str = "", **payload) -> None:
    with platform_transaction() as session:
        outbox.add(session, channel, payload or {"to": "a@b.fr"}, key=key, reference=reference)


def entries() -> list[OutboxEntry]:
    with platform_snapshot() as session:
        return list(session.scalars(select(OutboxEntry).order_by(OutboxEntry.idempotency_key)))


def states() -> list[tuple[str, int]]:
    return [(entry.status, entry.attempts) for entry in entries()]


class Recorder:
    """A sender that keeps what it is given, and fails when told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.sent: list[Outgoing] = []
        self.failure = failure

    def __call__(self, entry: Outgoing) -> None:
        self.sent.append(entry)
        if self.failure is not None:
            raise self.failure

    @property
    def keys(self) -> list[str]:
        return [entry.idempotency_key for entry in self.sent]


def relay(sender, observer=None) -> Relay:
    return Relay(Channel.EMAIL, sender, observer)


def test_an_entry_is_sent_once_with_its_payload():
    add("mail:1", subject="Été", text="ligne\nligne")
    sender = Recorder()
    assert relay(sender).drain() == 1
    assert relay(sender).drain() == 0
    [entry] = sender.sent
    assert (entry.channel, entry.idempotency_key) == (Channel.EMAIL, "mail:1")
    assert entry.payload == {"subject": "Été", "text": "ligne\nligne"}
    assert states() == [("sent", 1)]


def test_an_entry_goes_with_its_transaction():
    with pytest.raises(ZeroDivisionError), platform_transaction() as session:  # noqa: PT012
        outbox.add(session, Channel.SMS, {"to": "+33600000000"}, key="k")
        session.flush()
        1 / 0  # noqa: B018
    assert entries() == []


def test_the_same_key_twice_breaks_the_second_transaction():
    add("k")
    with pytest.raises(IntegrityError):
        add("k")
    assert len(entries()) == 1


def test_a_failed_try_waits_for_its_pause(frozen_clock):
    add()
    sender = Recorder(SendFailed("Le relais ne répond pas."))
    relay(sender).drain()
    assert states() == [("pending", 1)]
    assert entries()[0].last_error == "Le relais ne répond pas."
    frozen_clock.advance(PAUSES[0] - timedelta(seconds=1))
    assert relay(sender).drain() == 0
    frozen_clock.advance(timedelta(seconds=1))
    sender.failure = None
    assert relay(sender).drain() == 1
    assert (states(), entries()[0].last_error) == ([("sent", 2)], "")


def test_pauses_grow_and_the_last_one_is_followed_by_a_last_try(frozen_clock):
    add()
    sender = Recorder(SendFailed("Le relais ne répond pas."))
    for number, pause in enumerate(PAUSES, start=1):
        assert relay(sender).drain() == 1
        assert states() == [("pending", number)]
        frozen_clock.advance(pause)
    relay(sender).drain()
    assert states() == [("failed", len(PAUSES) + 1)]
    frozen_clock.advance(timedelta(days=30))
    assert relay(sender).drain() == 0
    assert list(PAUSES) == sorted(PAUSES)


def test_a_permanent_failure_is_not_tried_again(frozen_clock):
    add()
    outcomes: list[Outcome] = []
    failed = relay(
        Recorder(SendFailed("Cette adresse n'existe pas.", permanent=True)),
        lambda _entry, outcome: outcomes.append(outcome),
    )
    failed.drain()
    frozen_clock.advance(timedelta(days=1))
    assert failed.drain() == 0
    assert outcomes == [Outcome(Status.FAILED, "Cette adresse n'existe pas.")]


def test_trying_again_makes_a_failed_entry_due_with_all_its_tries(frozen_clock):
    add("a", reference="message-1")
    add("b", reference="message-2")
    relay(Recorder(SendFailed("Non.", permanent=True))).drain()
    with platform_transaction() as session:
        outbox.retry_now(session, "message-1")
    assert states() == [("pending", 0), ("failed", 1)]
    sender = Recorder()
    relay(sender).drain()
    assert sender.keys == ["a"]


@pytest.mark.row("MSG-14")
def test_what_came_back_can_be_tried_again():
    add("a", reference="message-1")
    relay(Recorder()).drain()
    with platform_transaction() as session:
        outbox.came_back(session, "message-1", "L'adresse n'existe plus.")
    assert states() == [("failed", 1)]
    with platform_transaction() as session:
        outbox.retry_now(session, "message-1")
    sender = Recorder()
    relay(sender).drain()
    assert sender.keys == ["a"]


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize("instant", ["before it is told", "before it is closed"])
def test_what_comes_back_before_it_is_written_down_has_failed(instant: str):
    add("a", reference="message-1")

    def bounce(*_arguments: object) -> None:
        with platform_transaction() as session:
            outbox.came_back(session, "message-1", "L'adresse n'existe plus.")
            assert outbox.is_overtaken(session, "message-1")

    if instant == "before it is told":
        relay(bounce).drain()
    else:
        relay(Recorder(), bounce).drain()
    [entry] = entries()
    assert (entry.status, entry.last_error, entry.claimed_until) == (
        "failed",
        "L'adresse n'existe plus.",
        None,
    )


def test_an_entry_that_is_sent_or_waits_is_not_overtaken():
    add("a", reference="message-1")
    seen: list[bool] = []

    def look(*_arguments: object) -> None:
        with platform_snapshot() as session:
            seen.append(outbox.is_overtaken(session, "message-1"))

    look()
    relay(look, look).drain()
    look()
    assert seen == [False] * 4


@pytest.mark.row("MSG-14")
def test_what_is_asked_for_again_during_its_exchange_is_sent_again_after_it_and_not_beside():
    add("a", reference="message-1")
    sent: list[str] = []

    def send(entry: Outgoing) -> None:
        sent.append(entry.idempotency_key)
        if len(sent) == 1:
            with platform_transaction() as session:
                outbox.came_back(session, "message-1", "Boîte pleine.")
                outbox.retry_now(session, "message-1")
            assert relay(Recorder()).drain() == 0, "the first exchange is not over"

    assert relay(send).drain() == 2
    assert (sent, states()) == (["a", "a"], [("sent", 1)])


@pytest.mark.row("MSG-14")
def test_trying_again_in_the_instant_of_the_failure_is_not_forgotten():
    add("a", reference="message-1")
    sender = Recorder(SendFailed("Non.", permanent=True))

    def ask_again(_entry: Outgoing, outcome: Outcome) -> None:
        if outcome.status is Status.FAILED:
            sender.failure = None
            with platform_transaction() as session:
                outbox.retry_now(session, "message-1")

    assert relay(sender, ask_again).drain() == 2
    assert states() == [("sent", 1)]


def test_two_relays_never_send_the_same_entry():
    for number in range(30):
        add(f"k{number:02d}")
    sender, lock = Recorder(), threading.Lock()

    def send(entry: Outgoing) -> None:
        with lock:
            sender(entry)

    with ThreadPoolExecutor(6) as pool:
        tried = sum(pool.map(lambda _: relay(send).drain(), range(6)))
    while relay(send).drain():
        pass
    assert tried <= 30
    assert sorted(sender.keys) == [f"k{number:02d}" for number in range(30)]
    assert set(states()) == {("sent", 1)}


def test_an_entry_whose_relay_died_is_sent_again_after_its_claim(frozen_clock):
    add("k")

    class Killed(BaseException):
        pass

    with pytest.raises(Killed):
        relay(Recorder(Killed())).drain()
    sender = Recorder()
    assert relay(sender).drain() == 0, "somebody may still be sending it"
    frozen_clock.advance(CLAIM + timedelta(seconds=1))
    assert relay(sender).drain() == 1
    assert sender.keys == ["k"]


def test_an_entry_sent_but_not_written_down_is_sent_again_with_the_same_key(frozen_clock, monkeypatch):
    add("k")
    sender = Recorder()
    with monkeypatch.context() as patched:

        def killed(*_arguments):
            raise KeyboardInterrupt

        patched.setattr(outbox, "_close", killed)
        with pytest.raises(KeyboardInterrupt):
            relay(sender).drain()
    frozen_clock.advance(CLAIM + timedelta(seconds=1))
    relay(sender).drain()
    assert sender.keys == ["k", "k"]


def test_an_observer_is_told_before_the_entry_is_closed():
    add(reference="message-1")
    seen: list[tuple[str, Status, str]] = []

    def observe(entry: Outgoing, outcome: Outcome) -> None:
        seen.append((entry.reference, outcome.status, entries()[0].status))

    relay(Recorder(), observe).drain()
    assert seen == [("message-1", Status.SENT, "pending")]


def test_an_entry_that_breaks_its_sender_does_not_hold_the_others_up(frozen_clock, caplog):
    add("a", text="canari-secret")
    add("b")
    sender = Recorder()

    def send(entry: Outgoing) -> None:
        if entry.idempotency_key == "a":
            raise KeyError(entry.payload["text"])
        sender(entry)

    assert relay(send).drain() == 2
    assert sender.keys == ["b"]
    assert states() == [("pending", 1), ("sent", 1)]
    assert entries()[0].last_error == outbox.UNEXPECTED
    assert "canari-secret" not in caplog.text


def test_a_relay_leaves_the_other_channels_alone():
    add(channel=Channel.SMS)
    assert relay(Recorder()).drain() == 0
    assert states() == [("pending", 0)]


@pytest.mark.anyio
async def test_a_slow_channel_does_not_hold_another_up():
    stuck, arrived, hung_up = asyncio.Event(), asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    add("answer", channel=Channel.MSSANTE)

    def hang(_entry: Outgoing) -> None:
        loop.call_soon_threadsafe(stuck.set)
        hung_up.wait(60)

    senders = {
        Channel.MSSANTE: hang,
        Channel.EMAIL: lambda _entry: loop.call_soon_threadsafe(arrived.set),
    }
    async with bus.running():
        task = asyncio.create_task(outbox.run_relays(senders, {}))
        try:
            await asyncio.wait_for(stuck.wait(), 20)
            await asyncio.to_thread(add, "code")
            await asyncio.wait_for(arrived.wait(), 20)
            assert ("pending", 1) in states(), "the answer is still on its way"
        finally:
            hung_up.set()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task


@pytest.mark.anyio
async def test_a_relay_that_is_stopped_ends_its_exchange_and_begins_no_other():
    for number in range(5):
        add(f"k{number}")
    begun, loop, go_on = asyncio.Event(), asyncio.get_running_loop(), threading.Event()

    def send(_entry: Outgoing) -> None:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(60)

    task = asyncio.create_task(relay(send).run())
    await asyncio.wait_for(begun.wait(), 20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await loop.shutdown_default_executor()
    assert states() == [("sent", 1), *[("pending", 0)] * 4]


def test_an_exchange_that_outlasts_its_claim_is_not_begun_by_another_process(frozen_clock, monkeypatch):
    monkeypatch.setattr(outbox, "RENEWAL_SECONDS", 0.01)
    renew, renewed, other = outbox._renew, threading.Event(), Recorder()

    def renew_later(entry_id: str) -> None:
        with clock.later(CLAIM):
            renew(entry_id)
        renewed.set()

    monkeypatch.setattr(outbox, "_renew", renew_later)
    add("k")

    def send(_entry: Outgoing) -> None:
        assert renewed.wait(20)
        frozen_clock.advance(CLAIM + timedelta(seconds=1))
        assert relay(other).drain() == 0

    assert relay(send).drain() == 1
    assert (states(), other.sent) == ([("sent", 1)], [])


def test_a_claim_that_cannot_be_renewed_is_tried_again(monkeypatch, caplog):
    monkeypatch.setattr(outbox, "RENEWAL_SECONDS", 0.01)
    twice, seen = threading.Event(), []

    def away(entry_id: str) -> None:
        seen.append(entry_id)
        if len(seen) == 2:
            twice.set()
        raise OperationalError("select 'canari-secret'", {}, Exception())

    monkeypatch.setattr(outbox, "_renew", away)
    add("k")
    relay(lambda _entry: twice.wait(20)).drain()
    assert len(set(seen)) == 1
    assert states() == [("sent", 1)]
    assert "canari-secret" not in caplog.text


def test_entries_leave_in_the_order_they_came(frozen_clock):
    for key in ("c", "a", "b"):
        add(key)
        frozen_clock.advance(timedelta(seconds=1))
    sender = Recorder()
    relay(sender).drain()
    assert sender.keys == ["c", "a", "b"]


@pytest.mark.anyio
async def test_a_running_relay_sends_as_soon_as_something_is_committed():
    arrived, loop = asyncio.Event(), asyncio.get_running_loop()
    async with bus.running():
        task = asyncio.create_task(relay(lambda _entry: loop.call_soon_threadsafe(arrived.set)).run())
        await asyncio.sleep(0)
        await asyncio.to_thread(add)
        await asyncio.wait_for(arrived.wait(), 20)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_there_is_a_pause_for_each_try_and_then_none():
    assert [outbox.next_pause(n) for n in range(1, len(PAUSES) + 2)] == [*PAUSES, None]


def test_what_has_left_is_forgotten_after_an_hour_unless_a_message_refers_to_it(frozen_clock):
    add("code")
    add("answer", reference="message-1")
    relay(Recorder()).drain()
    add("waiting")
    frozen_clock.advance(outbox.DONE_FOR)
    outbox.purge()
    assert len(entries()) == 3
    frozen_clock.advance(timedelta(seconds=1))
    outbox.purge()
    assert [entry.idempotency_key for entry in entries()] == ["answer", "waiting"]
