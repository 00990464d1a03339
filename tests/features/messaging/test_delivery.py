"""From « Envoyer » to the delivery that is shown, whatever comes back and whenever, through the real outbox."""

from collections.abc import Callable

import pytest

from monespace_app import wiring
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.database import snapshot
from monespace_app.core.outbox import Channel, Outcome, Outgoing, Relay
from monespace_app.features.demo.services import list_deliveries
from monespace_app.features.messaging import services
from monespace_app.features.messaging.models import Message
from tests.features.messaging.mails import DOCTOR, answerable, newest, somebody, typed

pytestmark = [pytest.mark.both_databases, pytest.mark.row("MSG-14")]

GONE = "L'adresse n'existe plus."
Interruption = Callable[[Outgoing], None]


@pytest.fixture
def actor() -> Actor:
    return somebody()


@pytest.fixture
def sent(actor: Actor) -> str:
    return services.send_message(actor, typed(answerable(actor), "Merci"))


def nothing(_entry: Outgoing) -> None:
    pass


def drain(*, before_told: Interruption = nothing, before_closed: Interruption = nothing) -> int:
    """Send what is due, as the application does, with something happening in between; returns how many tries."""

    def hand_over(entry: Outgoing) -> None:
        wiring.outgoing_senders()[Channel.MSSANTE](entry)
        before_told(entry)

    def note(entry: Outgoing, outcome: Outcome) -> None:
        wiring.note_delivery(entry, outcome)
        before_closed(entry)

    return Relay(Channel.MSSANTE, hand_over, note).drain()


def bounce(actor: Actor, sent: str) -> None:
    gateway = mail_gateway(actor.open_profile)
    with snapshot(gateway) as session:
        message_id = session.get_one(Message, sent).message_id
    assert services.mark_bounced(gateway, message_id, GONE)


def shown(actor: Actor) -> tuple[str, str]:
    [mine] = [m for m in services.view_conversation(actor, newest(actor)).messages if m.is_mine]
    return mine.delivery, mine.delivery_reason


def test_what_left_is_the_message_as_it_was_written(actor: Actor, sent: str):
    drain()
    [kept] = list_deliveries()
    assert (kept.to, kept.sender) == (DOCTOR.address, services.inbox_info(actor).address)
    assert (kept.subject, kept.text) == ("Re: Résultats", "Merci")
    assert shown(actor) == ("sent", "")


@pytest.mark.parametrize("instant", ["before_told", "before_closed"])
def test_a_mail_that_comes_back_at_once_is_not_delivered_and_can_be_tried_again(
    actor: Actor, sent: str, instant: str
):
    assert drain(**{instant: lambda _entry: bounce(actor, sent)}) == 1
    assert shown(actor) == ("failed", GONE)
    services.retry_delivery(actor, sent)
    assert shown(actor) == ("sending", "")
    assert drain() == 1
    assert shown(actor) == ("sent", "")


@pytest.mark.parametrize("instant", ["before_told", "before_closed"])
def test_trying_again_at_once_what_came_back_at_once_sends_it_again(actor: Actor, sent: str, instant: str):
    tries: list[str] = []

    def interrupt(entry: Outgoing) -> None:
        tries.append(entry.reference)
        if len(tries) == 1:
            bounce(actor, sent)
            services.retry_delivery(actor, sent)

    assert drain(**{instant: interrupt}) == 2
    assert shown(actor) == ("sent", "")


def test_a_mail_that_comes_back_long_after_it_left_can_be_tried_again(actor: Actor, sent: str):
    drain()
    bounce(actor, sent)
    assert shown(actor) == ("failed", GONE)
    services.retry_delivery(actor, sent)
    assert drain() == 1
    assert shown(actor) == ("sent", "")
