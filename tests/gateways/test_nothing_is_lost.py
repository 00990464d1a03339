"""From the outbox of the real database to a real relay, whatever the relay does (MSS-6)."""

import socket
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import select

from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.outbox import Channel, OutboxEntry, Outcome, Outgoing, Relay, Status, add
from monespace_app.gateways.mssante_out import MSSanteSender
from monespace_app.gateways.relay import MailRelay
from tests.conftest import FrozenClock
from tests.gateways.relays import Operator, relaying

pytestmark = [pytest.mark.row("MSS-6"), pytest.mark.timeout(120)]

DOMAIN = "patient.mssante.fr"
PAYLOAD = {
    "from": f"288037511100177@{DOMAIN}",
    "from_name": "Inaya Michel",
    "to": ["marie.chanteau@medecin.mssante.fr"],
    "cc": [],
    "subject": "Re: Votre rendez-vous",
    "text": "D'accord pour jeudi.",
    "message_id": "",
    "in_reply_to": "<question@medecin.mssante.fr>",
    "references": ["<question@medecin.mssante.fr>"],
    "date": "2026-06-15T10:00:00+00:00",
}


@pytest.fixture
def port() -> int:
    """A free port, where the relay can go and come back."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def outcomes() -> list[Outcome]:
    return []


@pytest.fixture
def drain(frozen_clock: FrozenClock, outcomes: list[Outcome], port: int) -> Callable[[], int]:
    """Let three minutes pass, then send what is due, as the application's relay does."""
    out = MailRelay(f"smtp://127.0.0.1:{port}", own_name=DOMAIN, timeout=2, data_timeout=2)
    relay = Relay(
        Channel.MSSANTE, MSSanteSender(out, DOMAIN), lambda _entry, outcome: outcomes.append(outcome)
    )

    def run() -> int:
        frozen_clock.advance(timedelta(minutes=3))
        return relay.drain()

    return run


def put(count: int = 1) -> None:
    with platform_transaction() as session:
        for number in range(count):
            add(session, Channel.MSSANTE, PAYLOAD, key=f"mssante:{number}")


def statuses() -> list[str]:
    with platform_snapshot() as session:
        return list(session.scalars(select(OutboxEntry.status)))


def test_a_relay_that_is_down_then_up_gets_every_mail_once(drain: Callable[[], int], port: int):
    operator = Operator()
    put(5)
    for _ in range(3):
        assert drain() == 5
    assert statuses() == [Status.PENDING] * 5

    with relaying(operator, port=port):
        for _ in range(3):
            drain()

    assert statuses() == [Status.SENT] * 5
    assert len({message_from_bytes(raw)["Message-ID"] for _, _, raw in operator.accepted}) == 5
    assert len(operator.accepted) == 5


@pytest.mark.parametrize("trouble", ["reset", "silent", "451", "421"])
def test_a_relay_in_trouble_gets_the_mail_after_its_return(
    drain: Callable[[], int], outcomes: list[Outcome], port: int, trouble: str
):
    operator = Operator()
    operator.reset_after_data = trouble == "reset"
    operator.silent_seconds = 3 if trouble == "silent" else 0
    operator.replies = {"DATA": f"{trouble} 4.3.0 Later"} if trouble.isdigit() else {}
    put()
    with relaying(operator, port=port):
        drain()
        assert statuses() == [Status.PENDING]
        assert outcomes[-1].reason

        operator.reset_after_data, operator.silent_seconds, operator.replies = False, 0, {}
        drain()

    assert statuses() == [Status.SENT]
    # What left twice carries the same identifier: who receives it recognises it.
    assert len({message_from_bytes(raw)["Message-ID"] for _, _, raw in operator.accepted}) == 1


def test_a_sender_killed_before_noting_its_success_sends_the_same_identifier(
    drain: Callable[[], int], port: int, monkeypatch: pytest.MonkeyPatch
):
    operator = Operator()
    put()
    with relaying(operator, port=port):
        with monkeypatch.context() as killed:
            killed.setattr("monespace_app.core.outbox._close", _killed)
            with pytest.raises(KeyboardInterrupt):
                drain()
        assert statuses() == [Status.PENDING]
        drain()

    assert statuses() == [Status.SENT]
    first, second = [message_from_bytes(raw)["Message-ID"] for _, _, raw in operator.accepted]
    assert first == second


def _killed(*_arguments: object) -> None:
    raise KeyboardInterrupt


def test_a_permanent_refusal_ends_with_its_reason(
    drain: Callable[[], int], outcomes: list[Outcome], port: int
):
    operator = Operator()
    operator.replies = {"RCPT": "550 5.1.1 No such user"}
    put()
    with relaying(operator, port=port):
        drain()
        assert drain() == 0

    assert statuses() == [Status.FAILED]
    assert outcomes == [Outcome(Status.FAILED, "L'adresse du professionnel n'existe plus.")]


def test_the_message_id_of_the_message_is_kept(port: int):
    operator = Operator()
    entry = Outgoing(
        "1", Channel.MSSANTE, "k", PAYLOAD | {"message_id": "<mine@patient.mssante.fr>"}, None, ""
    )
    with relaying(operator, port=port):
        MSSanteSender(MailRelay(f"smtp://127.0.0.1:{port}", own_name=DOMAIN), DOMAIN)(entry)

    [(_, _, raw)] = operator.accepted
    assert message_from_bytes(raw)["Message-ID"] == "<mine@patient.mssante.fr>"
