"""Drafts that save themselves, and sending: once and only once, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from monespace_app.core import bus, database
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.bus import BusEvent, Topic
from monespace_app.core.database import platform_snapshot, platform_transaction, snapshot
from monespace_app.core.errors import Conflict, DomainError, Invalid, NotFound
from monespace_app.core.outbox import OutboxEntry, Status
from monespace_app.features.messaging import services
from monespace_app.features.messaging.models import ClosedWriter, Conversation, Delivery, Draft, Message
from monespace_app.features.messaging.rules import DraftSave, Save, parse_document
from monespace_app.features.messaging.schemas import DraftView
from monespace_app.features.messaging.services import writing
from monespace_app.session.services import on_profile
from tests.conftest import FrozenClock
from tests.factories import make_account, make_child, patient
from tests.features.messaging.mails import DOCTOR, OTHER, answerable, key_of, newest, receive, somebody, typed
from tests.features.messaging.tabs_on_a_draft import Play, Stored

pytestmark = pytest.mark.usefixtures("frozen_clock")

WRITER = str(uuid4())


def conversation_of(key: str) -> str:
    return parse_document(key).conversation_id


def in_parallel(actions: list[Callable[[], Any]]) -> list[Any]:
    """Run them at once; refusals are results."""

    def attempt(action: Callable[[], Any]) -> Any:
        try:
            return action()
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(actions)) as pool:
        results = [pool.submit(copy_context().run, attempt, action) for action in actions]
        return [result.result() for result in results]


def entries() -> list[OutboxEntry]:
    with platform_snapshot() as session:
        return list(session.scalars(select(OutboxEntry)))


def sent_messages(actor: Actor) -> int:
    with snapshot(actor) as session:
        return session.scalar(select(func.count(Message.id)).where(Message.direction == "out")) or 0


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_what_is_typed_is_there_when_one_comes_back():
    actor = somebody()
    key = answerable(actor)
    assert services.load_draft(actor, conversation_of(key)) is None
    services.save_draft(actor, typed(key, "Bon", writer=WRITER))
    services.save_draft(actor, typed(key, "Bonjour é 🦠", writer=WRITER, seq=2))
    draft = services.load_draft(actor, conversation_of(key))
    assert draft is not None
    assert (draft.text, draft.version, draft.writer, draft.seq) == ("Bonjour é 🦠", 2, WRITER, 2)
    assert (draft.document_key, draft.recipient, draft.saved_at) == (key, DOCTOR.name, "à 12:00")


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_save_that_arrives_late_or_twice_is_acknowledged_and_changes_nothing():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Bonjour", writer=WRITER, seq=2))
    late = services.save_draft(actor, typed(key, "Bon", writer=WRITER, seq=1))
    assert (late.outcome, late.draft.text, late.draft.version) == ("already_saved", "Bonjour", 1)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_second_tab_is_shown_the_other_text_and_overwrites_nothing():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Premier"))
    refused = services.save_draft(actor, typed(key, "Second"))
    assert (refused.outcome, refused.draft.text, refused.draft.version) == ("conflict", "Premier", 1)
    kept = services.save_draft(actor, typed(key, "Second", base_version=1))
    assert (kept.outcome, kept.draft.text, kept.draft.version) == ("write", "Second", 2)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_of_two_tabs_that_begin_at_once_one_is_kept_and_the_other_is_told():
    for _ in range(5):
        actor = somebody()
        key = answerable(actor)
        saves = [typed(key, f"tab {n}") for n in range(4)]
        results = in_parallel([partial(services.save_draft, actor, save) for save in saves])
        assert sorted(result.outcome for result in results) == ["conflict", "conflict", "conflict", "write"]
        winner = next(result.draft for result in results if result.outcome == "write")
        assert {result.draft.text for result in results} == {winner.text}


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_one_editor_on_two_connections_at_once_keeps_the_newest_text():
    actor = somebody()
    key = answerable(actor)
    saves = [typed(key, f"texte {n}", writer=WRITER, seq=n) for n in range(1, 7)]
    in_parallel([partial(services.save_draft, actor, save) for save in saves])
    draft = services.load_draft(actor, conversation_of(key))
    assert draft is not None
    assert (draft.text, draft.seq) == ("texte 6", 6)


class Services:
    """The real services, for the interleavings of `tabs_on_a_draft`."""

    def __init__(self, actor: Actor, key: str) -> None:
        self.actor, self.document = actor, parse_document(key)

    def save(self, save: DraftSave) -> tuple[Save, Stored | None]:
        result = services.save_draft(self.actor, save)
        return Save(result.outcome), _stored(result.draft)

    def send(self, save: DraftSave) -> bool:
        try:
            services.send_message(self.actor, save)
        except Conflict:
            return False
        return True

    def delete(self, version: int, writer: str) -> bool:
        try:
            services.delete_draft(self.actor, self.document.conversation_id, version, writer)
        except Conflict:
            return False
        return True

    def stored(self) -> Stored | None:
        return _stored(services.load_draft(self.actor, self.document.conversation_id) or DraftView())

    def sent_texts(self) -> list[str]:
        view = services.view_conversation(self.actor, self.document.conversation_id)
        return [message.body for message in view.messages if message.is_mine]

    def restart(self) -> None:
        database.forget_engine()


def _stored(view: DraftView) -> Stored | None:
    return Stored(view.writer, view.seq, view.version, view.text) if view.version else None


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_interleavings_of_tabs_lose_nothing_and_bring_nothing_back_in_the_database_either():
    for seed in range(6):
        actor = somebody()
        Play(Services(actor, answerable(actor)), seed).run(40)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
@pytest.mark.parametrize("ending", ["sent", "deleted"])
def test_a_lost_answer_does_not_bring_back_what_another_tab_sent_or_deleted(ending: str):
    """The first tab never learnt that its words were stored: its editor still says that it began from nothing."""
    actor = somebody()
    key = answerable(actor)
    first = typed(key, "Bonjour", writer=WRITER)
    services.save_draft(actor, first)
    services.save_draft(actor, second := typed(key, "Bonjour docteur", base_version=1))
    if ending == "sent":
        services.send_message(actor, second)
    else:
        services.delete_draft(actor, conversation_of(key), 2, WRITER)
    again = services.save_draft(actor, first)
    assert (again.outcome, again.draft) == ("conflict", DraftView())
    assert services.load_draft(actor, conversation_of(key)) is None
    with pytest.raises(Conflict):
        services.send_message(actor, first)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_what_another_tab_adopted_and_sent_as_it_was_does_not_come_back():
    actor = somebody()
    key = answerable(actor)
    first = typed(key, "Bonjour", writer=WRITER)
    services.save_draft(actor, first)
    services.send_message(actor, typed(key, "Bonjour", seq=0, base_version=1))
    assert services.save_draft(actor, first).outcome == "conflict"
    assert services.load_draft(actor, conversation_of(key)) is None


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_send_that_comes_late_does_not_drop_newer_words_of_the_same_editor():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Bonjour docteur", writer=WRITER, seq=2))
    with pytest.raises(Conflict):
        services.send_message(actor, typed(key, "Bonjour", writer=WRITER, seq=1))
    draft = services.load_draft(actor, conversation_of(key))
    assert draft is not None
    assert (draft.text, sent_messages(actor)) == ("Bonjour docteur", 0)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_draft_that_is_kept_over_another_answers_the_message_it_was_typed_for():
    """A mail came meanwhile: the two tabs answer two messages of one conversation, which has one draft."""
    actor = somebody()
    first = answerable(actor)
    reference = message_id_of(actor, parse_document(first).reply_to_id)
    newer = receive(actor, sender=OTHER, references=(reference,))
    services.save_draft(actor, typed(key_of(actor, conversation_of(first), newer), "À Marie"))
    kept = services.save_draft(actor, typed(first, "À Christelle", base_version=1))
    assert (kept.outcome, kept.draft.document_key, kept.draft.recipient) == ("write", first, DOCTOR.name)
    stored = services.load_draft(actor, conversation_of(first))
    assert stored is not None
    assert (stored.document_key, stored.text) == (first, "À Christelle")


def message_id_of(actor: Actor, identifier: str) -> str:
    with snapshot(actor) as session:
        return session.get_one(Message, identifier).message_id


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
@pytest.mark.parametrize("ending", ["send", "delete"])
def test_a_save_on_its_way_while_the_draft_ends_does_not_survive_it(
    ending: str, monkeypatch: pytest.MonkeyPatch
):
    """The save reaches another connection between the last statement of the ending and its commit."""
    actor = somebody()
    key = answerable(actor)
    click = typed(key, "Merci", writer=WRITER, seq=2)
    if ending == "delete":
        services.save_draft(actor, typed(key, "Mer", writer=WRITER))
    commit, late, pool = database.ScopedSession.commit, [], ThreadPoolExecutor(1)

    def commit_late(session: database.ScopedSession) -> None:
        monkeypatch.setattr(database.ScopedSession, "commit", commit)
        late.append(pool.submit(services.save_draft, actor, click))
        wait(late, timeout=0.3)
        commit(session)

    monkeypatch.setattr(database.ScopedSession, "commit", commit_late)
    if ending == "send":
        services.send_message(actor, click)
    else:
        services.delete_draft(actor, conversation_of(key), 1, WRITER)
    pool.shutdown()
    assert late[0].result().outcome == "closed"
    assert services.load_draft(actor, conversation_of(key)) is None


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_what_was_typed_for_a_child_goes_to_the_child_though_the_tab_has_moved_on():
    child = make_child()
    account = make_account(children=(child,))
    parent, for_child = patient(account), patient(account, child)
    key = answerable(for_child)
    save = typed(key, "Lola va mieux", writer=WRITER)
    with pytest.raises(NotFound):
        services.save_draft(parent, save)
    services.save_draft(on_profile(parent, save.document.profile_id), save)
    assert services.load_draft(parent, conversation_of(key)) is None
    draft = services.load_draft(for_child, conversation_of(key))
    assert draft is not None
    assert draft.text == "Lola va mieux"


@pytest.mark.row("MSG-12")
def test_what_was_typed_for_a_child_whose_profile_was_withdrawn_is_not_kept(frozen_clock: FrozenClock):
    child = make_child()
    account = make_account(children=(child,))
    key = answerable(patient(account, child))
    frozen_clock.advance(timedelta(days=7 * 365))
    with pytest.raises(NotFound):
        on_profile(patient(account), parse_document(key).profile_id)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_draft_whose_message_is_gone_is_refused_in_words():
    actor = somebody()
    key = answerable(actor)
    gone = f"{key[:-32]}{'0' * 32}"
    for action in (services.save_draft, services.send_message):
        with pytest.raises(NotFound, match="brouillon est introuvable"):
            action(actor, typed(gone, "Bonjour"))
    with pytest.raises(NotFound, match="brouillon est introuvable"):
        services.empty_draft(actor, conversation_of(key), "0" * 32)


@pytest.mark.row("MSG-5")
def test_what_cannot_be_answered_takes_no_draft():
    actor = somebody()
    message_id = receive(actor, is_automatic=True)
    key = key_of(actor, newest(actor), message_id)
    for action in (services.save_draft, services.send_message):
        with pytest.raises(NotFound, match="ne peut pas recevoir de réponse"):
            action(actor, typed(key, "Bonjour"))


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_late_save_does_not_bring_a_deleted_draft_back():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Bonjour", writer=WRITER))
    services.delete_draft(actor, conversation_of(key), 1, WRITER)
    late = services.save_draft(actor, typed(key, "Bonjour !", writer=WRITER, seq=2))
    assert (late.outcome, late.draft) == ("closed", DraftView())
    assert services.load_draft(actor, conversation_of(key)) is None
    new = services.save_draft(actor, typed(key, "Autre"))
    assert (new.outcome, new.draft.version) == ("write", 2)


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
@pytest.mark.parametrize("deleting", ["", "0b8f1c62-6a55-4e0e-9a4e-0c3f6f0f6a01"])
def test_words_typed_while_another_tab_deletes_the_draft_are_a_conflict_not_lost(deleting: str):
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Bonjour", writer=WRITER))
    services.delete_draft(actor, conversation_of(key), 1, deleting)
    late = services.save_draft(actor, typed(key, "Bonjour docteur", writer=WRITER, seq=2))
    assert (late.outcome, late.draft) == ("conflict", DraftView())


@pytest.mark.both_databases
@pytest.mark.row("MSG-12")
def test_a_draft_that_was_changed_meanwhile_is_not_deleted():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Un", writer=WRITER))
    services.save_draft(actor, typed(key, "Deux", writer=WRITER, seq=2))
    with pytest.raises(Conflict):
        services.delete_draft(actor, conversation_of(key), 1, WRITER)
    assert services.load_draft(actor, conversation_of(key)) is not None


@pytest.mark.row("MSG-12")
def test_nothing_is_acknowledged_that_is_not_committed(monkeypatch: pytest.MonkeyPatch):
    actor = somebody()
    key = answerable(actor)

    def full_disk(_self: object) -> None:
        raise OSError("no space left on device")

    told: list[BusEvent] = []
    monkeypatch.setattr(bus, "publish", told.append)
    with monkeypatch.context() as patch:
        patch.setattr(database.ScopedSession, "commit", full_disk)
        with pytest.raises(OSError, match="no space"):
            services.save_draft(actor, typed(key, "Bonjour"))
    assert services.load_draft(actor, conversation_of(key)) is None
    assert told == []
    services.save_draft(actor, typed(key, "Bonjour"))
    assert [(event.topic, event.object_id) for event in told] == [(Topic.DRAFTS, conversation_of(key))]


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_sending_writes_the_message_its_way_out_and_the_end_of_the_draft_together():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Mer", writer=WRITER))
    sent = services.send_message(actor, typed(key, "Merci", writer=WRITER, seq=2))
    view = services.open_conversation(actor, conversation_of(key))
    assert [(m.body, m.is_mine, m.delivery) for m in view.messages if m.is_mine] == [
        ("Merci", True, "sending")
    ]
    assert services.load_draft(actor, conversation_of(key)) is None
    assert [(e.channel, e.status, e.reference, e.profile_id) for e in entries()] == [
        ("mssante", "pending", sent, actor.profile_id)
    ]
    with snapshot(actor) as session:
        assert Act.MESSAGE_SENT.value in {t.act for t in session.scalars(select(AuditEntry))}


@pytest.mark.row("MSS-6")
def test_the_outgoing_mail_answers_the_thread_from_the_patients_own_address():
    actor = somebody()
    message_id = receive(actor, references=("<1@x>",), subject="Résultats")
    key = key_of(actor, newest(actor), message_id)
    sent = services.send_message(actor, typed(key, "Merci\ndocteur"))
    payload = services.outgoing_mail(mail_gateway(actor.open_profile), sent)
    with snapshot(actor) as session:
        answered = session.get_one(Message, message_id).message_id
    assert payload["from"] == services.inbox_info(actor).address
    assert (payload["to"], payload["cc"]) == ([DOCTOR.address], [])
    assert (payload["subject"], payload["text"]) == ("Re: Résultats", "Merci\ndocteur")
    assert payload["in_reply_to"] == answered
    assert payload["references"] == ["<1@x>", answered]
    assert entries()[0].payload == "{}", "the outbox keeps no copy under another key than the profile's"


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_double_click_on_eight_connections_sends_once():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Merci", writer=WRITER))
    click = typed(key, "Merci", writer=WRITER, seq=1)
    results = in_parallel([lambda: services.send_message(actor, click) for _ in range(8)])
    assert len(set(results)) == 1
    assert (sent_messages(actor), len(entries())) == (1, 1)


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_double_click_without_any_save_sends_once_too():
    actor = somebody()
    click = typed(answerable(actor), "Merci", writer=WRITER)
    results = in_parallel([lambda: services.send_message(actor, click) for _ in range(4)])
    assert len(set(results)) == 1
    assert (sent_messages(actor), len(entries())) == (1, 1)


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_sending_again_after_the_answer_was_lost_gives_the_same_message(monkeypatch: pytest.MonkeyPatch):
    """The process dies after the commit and before the answer; the browser, reconnected, sends again."""
    actor = somebody()
    click = typed(answerable(actor), "Merci", writer=WRITER)
    commit = database.ScopedSession.commit

    def commit_and_die(session: database.ScopedSession) -> None:
        commit(session)
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr(database.ScopedSession, "commit", commit_and_die)
        with pytest.raises(ConnectionAbortedError):
            services.send_message(actor, click)
    database.forget_engine()
    assert services.send_message(actor, click) == services.send_message(actor, click)
    assert (sent_messages(actor), len(entries())) == (1, 1)


@pytest.mark.row("MSG-14")
def test_a_crash_before_the_commit_leaves_neither_message_nor_mail(monkeypatch: pytest.MonkeyPatch):
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Merci", writer=WRITER))

    def die(*_: object, **__: object) -> None:
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_close", die)
        with pytest.raises(ConnectionAbortedError):
            services.send_message(actor, typed(key, "Merci", writer=WRITER))
    assert (sent_messages(actor), len(entries())) == (0, 0)
    assert services.load_draft(actor, conversation_of(key)) is not None


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_save_after_sending_does_not_bring_the_text_back():
    actor = somebody()
    key = answerable(actor)
    services.send_message(actor, typed(key, "Merci", writer=WRITER))
    late = services.save_draft(actor, typed(key, "Merc", writer=WRITER, seq=0))
    again = services.save_draft(actor, typed(key, "Merci", writer=WRITER))
    assert (late.outcome, again.outcome) == ("closed", "closed")
    assert services.load_draft(actor, conversation_of(key)) is None
    with snapshot(actor) as session:
        assert session.scalar(select(func.count(Draft.id))) == 0
        assert session.scalar(select(func.count(ClosedWriter.id))) == 1


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_correction_typed_after_sending_is_neither_dropped_nor_passed_for_sent():
    """« Envoyer » had no answer yet, and the patient typed on in the same editor."""
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Mardi", writer=WRITER))
    services.send_message(actor, typed(key, "Mardi", writer=WRITER))
    correction = typed(key, "Non, mercredi", writer=WRITER, seq=2, base_version=1)
    with pytest.raises(Conflict):
        services.send_message(actor, correction)
    assert services.save_draft(actor, correction).outcome == "conflict"
    assert sent_messages(actor) == 1


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_words_that_another_tab_saved_meanwhile_are_not_dropped_by_sending():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Écrit ailleurs"))
    with pytest.raises(Conflict):
        services.send_message(actor, typed(key, "Écrit ici"))
    assert sent_messages(actor) == 0
    services.send_message(actor, typed(key, "Écrit ici", base_version=1))
    assert sent_messages(actor) == 1


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize("text", ["", " ", "\n\t \u00a0\u202f"])
def test_nothing_is_not_sent(text: str):
    actor = somebody()
    with pytest.raises(Invalid):
        services.send_message(actor, typed(answerable(actor), text))
    assert (sent_messages(actor), entries()) == (0, [])


@pytest.mark.both_databases
def test_nothing_can_be_written_in_somebody_elses_conversation():
    actor, stranger = somebody(), somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "À moi"))
    own = key_of(stranger, conversation_of(key), parse_document(key).reply_to_id)
    for attempt in (typed(key, "À lui", base_version=1), typed(own, "À lui", base_version=1)):
        with pytest.raises(NotFound):
            services.save_draft(stranger, attempt)
        with pytest.raises(NotFound):
            services.send_message(stranger, attempt)
    services.delete_draft(stranger, conversation_of(key), 1, WRITER)
    draft = services.load_draft(actor, conversation_of(key))
    assert draft is not None
    assert draft.text == "À moi"


def test_a_message_of_another_conversation_cannot_be_answered_here():
    actor = somebody()
    one, two = answerable(actor), answerable(actor)
    mixed = key_of(actor, conversation_of(one), parse_document(two).reply_to_id)
    with pytest.raises(NotFound):
        services.save_draft(actor, typed(mixed, "x"))


@pytest.mark.row("MSG-2")
def test_an_answer_does_not_move_its_conversation_down(frozen_clock: FrozenClock):
    """A mail of another process, whose clock is a little ahead."""
    actor = somebody()
    ahead = frozen_clock.now() + timedelta(seconds=30)
    message_id = receive(actor, received_at=ahead)
    key = key_of(actor, newest(actor), message_id)
    services.send_message(actor, typed(key, "Merci"))
    with snapshot(actor) as session:
        assert session.scalars(select(Conversation)).one().last_message_at == ahead


def _fail(actor: Actor, sent: str) -> None:
    services.mark_delivery(mail_gateway(actor.open_profile), sent, Delivery.FAILED, "Boîte pleine")


def _close_entry(status: Status) -> None:
    with platform_transaction() as session:
        session.scalars(select(OutboxEntry)).one().status = status.value


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_an_undelivered_message_is_tried_again():
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    _fail(actor, sent)
    _close_entry(Status.FAILED)
    assert services.retry_delivery(actor, sent) == newest(actor)
    assert [entry.status for entry in entries()] == ["pending"]
    with pytest.raises(NotFound):
        services.retry_delivery(actor, sent)


@pytest.mark.both_databases
@pytest.mark.row("MSG-14")
def test_a_message_that_came_back_after_it_left_is_tried_again_too():
    """A bounce comes when the relay has long taken the mail: its outbox entry says « sent »."""
    actor = somebody()
    sent = services.send_message(actor, typed(answerable(actor), "Merci"))
    _close_entry(Status.SENT)
    with snapshot(actor) as session:
        message_id = session.get_one(Message, sent).message_id
    services.mark_bounced(mail_gateway(actor.open_profile), message_id, "Adresse inconnue")
    services.retry_delivery(actor, sent)
    assert [entry.status for entry in entries()] == ["pending"]


@pytest.mark.both_databases
def test_only_ones_own_undelivered_message_can_be_tried_again():
    actor, stranger = somebody(), somebody()
    key = answerable(actor)
    sent = services.send_message(actor, typed(key, "Merci"))
    for identifier in (sent, parse_document(key).reply_to_id, "x"):
        with pytest.raises(NotFound):
            services.retry_delivery(actor, identifier)
    _fail(actor, sent)
    with pytest.raises(NotFound):
        services.retry_delivery(stranger, sent)


@pytest.mark.row("MSG-12")
def test_closing_an_editor_leaves_the_relay_nothing_to_send():
    actor = somebody()
    key = answerable(actor)
    services.save_draft(actor, typed(key, "Bonjour", writer=WRITER))
    services.delete_draft(actor, conversation_of(key), 1, WRITER)
    assert entries() == []
