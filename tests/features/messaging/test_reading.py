"""The list and the open conversation: what is shown, what is marked, what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from monespace_app.core import clock
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import engine, snapshot, transaction
from monespace_app.core.errors import NotFound
from monespace_app.features.messaging import services
from monespace_app.features.messaging.models import Conversation
from tests.factories import make_account, make_child, patient
from tests.features.messaging.mails import (
    DOCTOR,
    key_of,
    mail,
    newest,
    receive,
    receive_later,
    somebody,
    typed,
)

pytestmark = pytest.mark.usefixtures("frozen_clock")


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine(), "before_cursor_execute", note)


def fill(actor: Actor, count: int) -> None:
    now = clock.now()
    mails = [mail(subject=f"Sujet {n}", received_at=now + timedelta(minutes=n)) for n in range(count)]
    services.receive_many(mail_gateway(actor.open_profile), mails)


def add_older(actor: Actor, count: int) -> None:
    """Conversations further down the list, without a mail each: receiving thousands takes its time."""
    before = clock.now() - timedelta(days=1)
    with transaction(actor) as session:
        for n in range(count):
            moment = before - timedelta(minutes=n)
            session.add(
                Conversation(profile_id=actor.open_profile, subject=f"Sujet {n}", last_message_at=moment)
            )


@pytest.mark.both_databases
@pytest.mark.row("MSG-2")
def test_the_list_is_cut_in_pages_of_fifty_newest_first():
    actor = somebody()
    fill(actor, 101)
    pages = [services.list_conversations(actor, page) for page in (1, 2, 3)]
    subjects = [row.subject for page in pages for row in page.rows]
    assert subjects == [f"Sujet {n}" for n in reversed(range(101))]
    assert [len(page.rows) for page in pages] == [50, 50, 1]
    assert [(page.has_previous, page.has_next) for page in pages] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert pages[2].range_text == "101 - 101 sur 101"


@pytest.mark.row("MSG-2")
@pytest.mark.parametrize(("asked", "given"), [(-5, 1), (0, 1), (1, 1), (2, 2), (3, 2), (10**6, 2)])
def test_a_page_out_of_range_becomes_the_nearest_one(asked: int, given: int):
    actor = somebody()
    fill(actor, 51)
    assert services.list_conversations(actor, asked).page == given


@pytest.mark.row("MSG-1")
def test_an_empty_list_is_one_empty_page():
    page = services.list_conversations(somebody())
    assert (page.rows, page.total, page.range_text, page.has_next) == ([], 0, "", False)


@pytest.mark.row("MSG-2")
def test_the_list_takes_as_many_statements_at_two_thousand_conversations_as_at_fifty():
    few, many = somebody(), somebody()
    fill(few, 50)
    fill(many, 50)
    add_older(many, 1_950)
    assert services.list_conversations(many).total == 2_000
    costs = []
    for actor in (few, many):
        services.list_conversations(actor)
        with statements() as seen:
            services.list_conversations(actor)
            services.count_unread(actor)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 9


@pytest.mark.row("MSG-3")
def test_a_conversation_takes_as_many_statements_with_forty_messages_as_with_one():
    actor = somebody()
    first = mail()
    services.receive_mail(mail_gateway(actor.open_profile), first)
    conversation = newest(actor)
    services.open_conversation(actor, conversation)
    with statements() as few:
        services.view_conversation(actor, conversation)
    for minute in range(40):
        receive_later(actor, minute, references=(first.message_id,))
    services.open_conversation(actor, conversation)
    with statements() as many:
        services.view_conversation(actor, conversation)
    assert len(few) == len(many)


@pytest.mark.row("MSG-2")
def test_unread_and_draft_are_marked_on_their_own_rows():
    actor = somebody()
    read, unread, with_draft = (receive_later(actor, n, subject=f"s{n}") for n in range(3))
    rows = {row.subject: row.id for row in services.list_conversations(actor).rows}
    services.open_conversation(actor, rows["s0"])
    services.save_draft(actor, typed(key_of(actor, rows["s2"], with_draft), "Je réponds"))
    marks = {row.subject: (row.is_unread, row.has_draft) for row in services.list_conversations(actor).rows}
    assert marks == {"s0": (False, False), "s1": (True, False), "s2": (True, True)}
    assert read != unread


@pytest.mark.both_databases
@pytest.mark.row("MSG-3")
def test_opening_marks_read_and_leaves_a_trace_each_time():
    actor = somebody()
    receive(actor)
    conversation = newest(actor)
    assert services.count_unread(actor) == 1
    services.open_conversation(actor, conversation)
    services.open_conversation(actor, conversation)
    assert services.count_unread(actor) == 0
    with snapshot(actor) as session:
        acts = [t.act for t in session.scalars(select(AuditEntry).order_by(AuditEntry.at))]
    assert acts.count(Act.CONVERSATION_READ.value) == 2


@pytest.mark.row("MSG-3")
def test_a_refresh_marks_and_traces_nothing():
    actor = somebody()
    receive(actor)
    services.view_conversation(actor, newest(actor))
    assert services.count_unread(actor) == 1
    with snapshot(actor) as session:
        assert Act.CONVERSATION_READ.value not in {t.act for t in session.scalars(select(AuditEntry))}


@pytest.mark.row("MSG-3")
def test_messages_are_shown_newest_first_with_who_when_and_to_whom():
    actor = somebody()
    first = mail(text="Un")
    services.receive_mail(mail_gateway(actor.open_profile), first)
    receive_later(actor, 5, text="Deux", references=(first.message_id,))
    view = services.open_conversation(actor, newest(actor))
    assert [message.body for message in view.messages] == ["Deux", "Un"]
    assert {message.sender for message in view.messages} == {DOCTOR.name}
    assert view.reply_to_name == DOCTOR.name
    assert view.reply_to_id == view.messages[0].id


@pytest.mark.row("MSG-5")
def test_an_automatic_message_cannot_be_answered():
    actor = somebody()
    automatic = receive(actor, is_automatic=True)
    conversation = newest(actor)
    assert services.open_conversation(actor, conversation).reply_to_id == ""
    with pytest.raises(NotFound):
        services.save_draft(actor, typed(key_of(actor, conversation, automatic), "x"))
    with pytest.raises(NotFound):
        services.empty_draft(actor, conversation, automatic)


@pytest.mark.row("MSG-4")
def test_only_a_new_message_of_ones_own_is_announced():
    actor, stranger = somebody(), somebody()
    message = receive(actor)
    assert services.announcement(actor, message) == f"Nouveau message de {DOCTOR.name}"
    assert services.announcement(stranger, message) == ""
    assert services.announcement(actor, "x") == ""
    services.open_conversation(actor, newest(actor))
    assert services.announcement(actor, message) == ""


@pytest.mark.row("NAV-1")
def test_unread_messages_are_counted_for_each_profile_on_its_own():
    lola = make_child("Lola")
    parent = make_account(children=(lola,))
    receive(patient(parent, lola))
    assert services.count_unread(patient(parent, lola)) == 1
    assert services.count_unread(patient(parent)) == 0


@pytest.mark.both_databases
@pytest.mark.parametrize("identifier", ["", "x", "0" * 32, "é" * 40, "' OR 1=1 --", "a" * 5_000])
def test_an_unknown_conversation_is_not_found(identifier: str):
    actor = somebody()
    with pytest.raises(NotFound):
        services.open_conversation(actor, identifier)
    with pytest.raises(NotFound):
        services.view_conversation(actor, identifier)


@pytest.mark.both_databases
def test_somebody_elses_conversation_is_not_found_even_by_its_identifier():
    actor, stranger = somebody(), somebody()
    message = receive(actor)
    conversation = newest(actor)
    for service in (services.open_conversation, services.view_conversation):
        with pytest.raises(NotFound):
            service(stranger, conversation)
    with pytest.raises(NotFound):
        services.empty_draft(stranger, conversation, message)
    assert services.load_draft(stranger, conversation) is None
    assert services.count_unread(actor) == 1
