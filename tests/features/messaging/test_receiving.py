"""Mail that arrives: once, in its thread, from its people, to its patient; and what became of mail that left."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from monespace_app.core import blobs
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import snapshot
from monespace_app.core.errors import Denied, NotFound
from monespace_app.core.settings import settings
from monespace_app.features.messaging import services
from monespace_app.features.messaging.models import Conversation, Delivery, Message, Participant
from monespace_app.features.messaging.schemas import Correspondent
from tests.conftest import FrozenClock
from tests.factories import make_account, make_child, make_profile, patient
from tests.features.messaging.mails import (
    DOCTOR,
    OTHER,
    answerable,
    mail,
    newest,
    receive,
    receive_later,
    somebody,
    typed,
)

pytestmark = pytest.mark.usefixtures("frozen_clock")


def count_of(actor: Actor, table: type) -> int:
    with snapshot(actor) as session:
        return session.scalar(select(func.count(table.id))) or 0


@pytest.mark.both_databases
@pytest.mark.row("MSS-3")
def test_the_same_message_id_twice_is_one_message():
    actor = somebody()
    once = mail()
    first = services.receive_mail(mail_gateway(actor.open_profile), once)
    again = services.receive_mail(mail_gateway(actor.open_profile), once)
    assert first == again
    assert (count_of(actor, Message), count_of(actor, Conversation)) == (1, 1)


@pytest.mark.both_databases
@pytest.mark.row("MSS-3")
def test_the_same_mail_on_eight_connections_at_once_is_one_message():
    actor = somebody()
    once, gateway = mail(raw=b"x"), mail_gateway(actor.open_profile)
    with ThreadPoolExecutor(8) as pool:
        results = [pool.submit(copy_context().run, services.receive_mail, gateway, once) for _ in range(8)]
        assert len({result.result() for result in results}) == 1
    assert (count_of(actor, Message), count_of(actor, Conversation)) == (1, 1)
    assert services.count_unread(actor) == 1


@pytest.mark.both_databases
@pytest.mark.row("MSS-3")
def test_eight_mails_at_once_in_one_conversation_name_each_person_once_and_the_latest_moment(
    frozen_clock: FrozenClock,
):
    actor = somebody()
    first = mail()
    gateway = mail_gateway(actor.open_profile)
    services.receive_mail(gateway, first)
    for round_ in range(5):
        newcomer = Correspondent(f"Dr {round_}", f"dr.{round_}@medecin.mssante.fr")
        moments = [frozen_clock.now() + timedelta(minutes=10 * round_ + n) for n in range(8)]
        mails = [
            mail(sender=newcomer, references=(first.message_id,), received_at=moment)
            for moment in reversed(moments)
        ]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(services.receive_mail, [gateway] * 8, mails))
        with snapshot(actor) as session:
            people = {p.address: p.last_wrote_at for p in session.scalars(select(Participant))}
            assert session.scalars(select(Conversation)).one().last_message_at == moments[-1]
        assert count_of(actor, Participant) == round_ + 2
        assert people[newcomer.address] == moments[-1]


@pytest.mark.row("MSS-3")
def test_the_same_mail_to_two_patients_is_one_message_each():
    one, two = somebody(), somebody()
    both = mail()
    services.receive_mail(mail_gateway(one.open_profile), both)
    services.receive_mail(mail_gateway(two.open_profile), both)
    assert (count_of(one, Message), count_of(two, Message)) == (1, 1)


@pytest.mark.both_databases
@pytest.mark.row("MSS-3")
@pytest.mark.parametrize("decorated", ["{}", "  {} "])
def test_an_answer_continues_its_conversation(decorated: str):
    actor = somebody()
    first = mail()
    services.receive_mail(mail_gateway(actor.open_profile), first)
    receive_later(
        actor, 1, references=("<unknown@x>", decorated.format(first.message_id)), subject="Autre chose"
    )
    assert count_of(actor, Conversation) == 1
    assert len(services.open_conversation(actor, newest(actor)).messages) == 2


@pytest.mark.row("MSS-3")
def test_an_answer_to_a_message_we_sent_continues_its_conversation():
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    with snapshot(actor) as session:
        ours = session.get_one(Message, sent).message_id
    receive_later(actor, 1, references=(ours,))
    assert count_of(actor, Conversation) == 1


@pytest.mark.row("MSS-3")
def test_a_mail_that_answers_nothing_known_starts_a_conversation():
    actor, stranger = somebody(), somebody()
    theirs = mail()
    services.receive_mail(mail_gateway(stranger.open_profile), theirs)
    receive(actor, references=("<nothing@x>",))
    receive_later(actor, 1, references=(theirs.message_id,))
    assert count_of(actor, Conversation) == 2
    assert count_of(stranger, Message) == 1


@pytest.mark.row("MSS-3")
def test_sender_to_and_cc_are_participants_once_and_the_patient_is_not():
    actor = somebody()
    mine = Correspondent("Moi", services.inbox_info(actor).address)
    shouting = Correspondent("Dr Chanteau", OTHER.address.upper())
    receive(actor, to=(mine, OTHER), cc=(shouting, Correspondent("", "labo@labo.mssante.fr")))
    with snapshot(actor) as session:
        found = {(p.name, p.address) for p in session.scalars(select(Participant))}
    assert found == {
        (DOCTOR.name, DOCTOR.address),
        (OTHER.name, OTHER.address),
        ("labo@labo.mssante.fr", "labo@labo.mssante.fr"),
    }


@pytest.mark.row("MSG-2")
def test_the_last_sender_is_named_first():
    actor = somebody()
    first = mail(to=(OTHER,))
    services.receive_mail(mail_gateway(actor.open_profile), first)
    assert services.list_conversations(actor).rows[0].names == f"{DOCTOR.name}, {OTHER.name}"
    receive_later(actor, 1, sender=OTHER, references=(first.message_id,))
    assert services.list_conversations(actor).rows[0].names == f"{OTHER.name}, {DOCTOR.name}"


@pytest.mark.row("MSS-8")
def test_a_minors_mail_goes_to_the_minors_own_address():
    lola = make_child("Lola")
    parent = make_account(children=(lola,))
    own, hers = patient(parent), patient(parent, lola)
    address = services.inbox_info(hers).address
    assert address != services.inbox_info(own).address
    mailbox = services.find_mailbox(f" {address.upper()} ")
    assert mailbox is not None
    assert mailbox.profile_id == lola.id
    services.receive_mail(mail_gateway(mailbox.profile_id), mail())
    assert (count_of(hers, Message), count_of(own, Message)) == (1, 0)


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    "address", ["", "x", "@", "1@elsewhere.example", "288037511100177@patient.mssante.fr.evil"]
)
def test_anybody_elses_address_is_no_mailbox(address: str):
    make_profile(ins="288037511100177")
    assert services.find_mailbox(address) is None


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize("written", ["2B0127505012334", "2b0127505012334"])
def test_the_address_of_somebody_born_in_corsica_has_a_letter(written: str):
    profile = make_profile(ins="2B0127505012334")
    mailbox = services.find_mailbox(f"{written}@Patient.MSSante.fr")
    assert mailbox is not None
    assert mailbox.profile_id == profile.id


@pytest.mark.both_databases
@pytest.mark.row("MSS-4")
def test_the_original_is_kept_sealed_and_every_arrival_is_traced():
    actor = somebody()
    message_id = receive(actor, raw=b"Subject: original")
    with snapshot(actor) as session:
        message = session.get_one(Message, message_id)
        assert blobs.get(session, message.original_blob_id or "") == b"Subject: original"
        traces = session.scalars(select(AuditEntry)).all()
    [sealed] = [file for file in (settings().data_dir / "blobs").rglob("*") if file.is_file()]
    assert b"original" not in sealed.read_bytes()
    assert [(t.act, t.object_id, t.actor_kind) for t in traces] == [
        (Act.MESSAGE_RECEIVED.value, message.conversation_id, "service")
    ]


@pytest.mark.both_databases
def test_many_mails_arrive_together_or_not_at_all():
    actor = somebody()
    gateway = mail_gateway(actor.open_profile)
    assert services.receive_many(gateway, [mail(), mail()]) == 2
    with pytest.raises(AttributeError):
        services.receive_many(gateway, [mail(), None])  # type: ignore[list-item]
    assert count_of(actor, Message) == 2


def test_a_late_mail_does_not_move_its_conversation_down(frozen_clock: FrozenClock):
    actor = somebody()
    first = mail()
    services.receive_mail(mail_gateway(actor.open_profile), first)
    receive_later(actor, 5, subject="Plus récent")
    receive_later(actor, -60, references=(first.message_id,))
    assert [row.subject for row in services.list_conversations(actor).rows] == ["Plus récent", "Résultats"]
    frozen_clock.advance(timedelta(hours=1))


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
@pytest.mark.parametrize("delivery", [Delivery.SENT, Delivery.FAILED])
def test_what_the_relay_said_is_shown(delivery: Delivery):
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    services.mark_delivery(mail_gateway(actor.open_profile), sent, delivery, "Boîte pleine")
    shown = services.open_conversation(actor, newest(actor)).messages
    assert {m.delivery for m in shown if m.is_mine} == {delivery.value}
    assert {m.delivery_reason for m in shown if m.is_mine} == {"Boîte pleine"}


@pytest.mark.row("MSS-6")
def test_the_relay_may_say_the_same_thing_twice():
    """A relay that dies before it closes its entry sends again, and says so again."""
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    gateway = mail_gateway(actor.open_profile)
    services.mark_delivery(gateway, sent, Delivery.SENT)
    once = services.view_conversation(actor, newest(actor))
    services.mark_delivery(gateway, sent, Delivery.SENT)
    assert services.view_conversation(actor, newest(actor)) == once
    services.mark_delivery(gateway, "inconnu", Delivery.SENT)


@pytest.mark.row("MSS-6")
def test_a_long_reason_is_cut_to_what_can_be_kept():
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    services.mark_delivery(mail_gateway(actor.open_profile), sent, Delivery.FAILED, "é" * 2_000)
    with snapshot(actor) as session:
        assert session.get_one(Message, sent).delivery_reason == "é" * 500


@pytest.mark.row("MSS-6")
def test_a_bounce_marks_the_message_it_names_and_no_other():
    actor, stranger = somebody(), somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    with snapshot(actor) as session:
        message_id = session.get_one(Message, sent).message_id
    received = mail()
    services.receive_mail(mail_gateway(actor.open_profile), received)
    assert not services.mark_bounced(mail_gateway(stranger.open_profile), message_id, "Inconnu")
    assert not services.mark_bounced(mail_gateway(actor.open_profile), received.message_id, "Inconnu")
    assert not services.mark_bounced(mail_gateway(actor.open_profile), "<nothing@x>", "Inconnu")
    assert services.mark_bounced(mail_gateway(actor.open_profile), message_id, "Adresse inconnue")
    with snapshot(actor) as session:
        assert session.get_one(Message, sent).delivery == Delivery.FAILED.value


def test_a_relay_can_mark_neither_a_received_message_nor_somebody_elses():
    actor, stranger = somebody(), somebody()
    received = receive(actor)
    sent = services.send_message(stranger, typed(answerable(stranger), "Merci"))
    services.mark_delivery(mail_gateway(actor.open_profile), received, Delivery.FAILED)
    services.mark_delivery(mail_gateway(actor.open_profile), sent, Delivery.FAILED)
    with snapshot(actor) as session:
        assert session.get_one(Message, received).delivery is None
    with snapshot(stranger) as session:
        assert session.get_one(Message, sent).delivery == Delivery.SENDING.value


def test_a_patient_cannot_receive_and_the_gateway_cannot_read():
    actor = somebody()
    gateway = mail_gateway(actor.open_profile)
    receive(actor)
    with pytest.raises(Denied):
        services.receive_mail(actor, mail())
    for service in (services.list_conversations, services.inbox_info, services.count_unread):
        with pytest.raises(Denied):
            service(gateway)
    with pytest.raises(Denied):
        services.open_conversation(gateway, newest(actor))
    with pytest.raises(NotFound):
        services.open_conversation(actor, "0" * 32)
