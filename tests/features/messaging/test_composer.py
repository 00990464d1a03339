"""The composer in a tab that chooses, refuses, is followed by others or has moved on; and hostile arguments."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from monespace_app.core.actor import Actor
from monespace_app.core.clock import later
from monespace_app.core.database import snapshot
from monespace_app.features.messaging import services
from monespace_app.features.messaging.models import Message
from monespace_app.features.messaging.rules import parse_document
from monespace_app.features.messaging.schemas import REPLY_BUTTON_ID, ConversationView, DraftView
from monespace_app.features.messaging.state import ComposerState, ConversationState, InboxState
from monespace_app.session.state import SessionState
from tests.factories import make_account, make_child, patient
from tests.features.messaging.mails import (
    DOCTOR,
    OTHER,
    answerable,
    key_of,
    newest,
    receive,
    receive_later,
    somebody,
    typed,
)
from tests.session.tabs import Tab

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("frozen_clock")]

WRITER, OTHER_WRITER = str(uuid4()), str(uuid4())
TO_REPLY = f'"ref_{REPLY_BUTTON_ID}"'
"""The focus given to « Répondre »."""


def form(key: str, text: str, *, writer: str = WRITER, seq: int = 1, base_version: int = 0) -> dict[str, Any]:
    """What the editor sends."""
    return {
        "document_key": key,
        "writer": writer,
        "seq": str(seq),
        "base_version": str(base_version),
        "text": text,
    }


def conversation_of(key: str) -> str:
    return parse_document(key).conversation_id


def stored_text(actor: Actor, key: str) -> str | None:
    draft = services.load_draft(actor, conversation_of(key))
    return draft.text if draft else None


async def go_to(tab: Tab, conversation_id: str) -> None:
    tab.go(f"/messagerie/{conversation_id}")
    await tab.call(InboxState.load)
    await tab.call(ConversationState.load)


async def answering() -> tuple[Tab, str]:
    """A tab where « Répondre » was pressed, and the key of the answer."""
    tab = Tab(somebody())
    key = answerable(tab.actor)
    await go_to(tab, conversation_of(key))
    await tab.call(ComposerState.reply)
    return tab, key


async def in_conflict() -> tuple[Tab, str]:
    """A tab whose words met those of another tab."""
    tab, key = await answering()
    services.save_draft(tab.actor, typed(key, "Écrit ailleurs", writer=OTHER_WRITER))
    await tab.call(ComposerState.save, form(key, "Écrit ici"))
    assert tab.state(ComposerState).has_conflict
    return tab, key


def arrive_in_conversation_of(actor: Actor, key: str) -> str:
    """Somebody else's mail in the same conversation; returns the key of its answer."""
    with snapshot(actor) as session:
        reference = session.get_one(Message, parse_document(key).reply_to_id).message_id
    message = receive_later(actor, 5, references=(reference,), sender=OTHER)
    return key_of(actor, conversation_of(key), message)


def another_conversation(actor: Actor) -> str:
    """A mail of somebody else; returns the key of its answer."""
    message = receive_later(actor, 1, sender=OTHER)
    return key_of(actor, newest(actor), message)


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize("choice", [ComposerState.keep_mine, ComposerState.take_other], ids=["mine", "other"])
async def test_choosing_twice_is_choosing_once(choice: Any):
    tab, _key = await in_conflict()
    await tab.call(choice)
    once = tab.state(ComposerState).dict()
    with later(timedelta(seconds=1)):
        await tab.call(choice)
    assert tab.state(ComposerState).dict() == once


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize(
    ("choice", "is_open"), [(ComposerState.keep_mine, True), (ComposerState.take_other, False)]
)
async def test_choosing_when_the_other_draft_is_gone_keeps_or_closes(choice: Any, is_open: bool):
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Un", base_version=7))
    composer = tab.state(ComposerState)
    assert (composer.has_conflict, composer.other) == (True, DraftView())
    await tab.call(choice)
    assert (composer.has_conflict, composer.is_open) == (False, is_open)


@pytest.mark.row("MSG-12")
async def test_while_the_patient_is_choosing_nothing_moves():
    tab, key = await in_conflict()
    services.save_draft(tab.actor, typed(key, "Encore", writer=OTHER_WRITER, seq=2))
    before = tab.state(ComposerState).dict()
    await tab.call(ComposerState.refresh, conversation_of(key))
    assert tab.state(ComposerState).dict() == before


@pytest.mark.row("MSG-12")
async def test_a_text_that_cannot_be_kept_says_why_and_the_next_one_clears_it():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "é" * 10_001))
    composer = tab.state(ComposerState)
    assert "trop long de 1 caractère." in composer.error
    assert (composer.draft.version, stored_text(tab.actor, key)) == (0, None)
    await tab.call(ComposerState.save, form(key, "Bonjour", seq=2))
    assert composer.error == ""


@pytest.mark.row("MSG-14")
async def test_sending_twice_sends_once_and_says_so_each_time():
    tab, key = await answering()
    for _ in range(2):
        toast, focus = await tab.call(ComposerState.send, form(key, "Merci"))
        assert ("Message envoyé" in toast, focus) == (True, TO_REPLY)
    messages = services.view_conversation(tab.actor, conversation_of(key)).messages
    assert [message.body for message in messages if message.is_mine] == ["Merci"]


@pytest.mark.row("MSG-14")
async def test_sending_over_another_text_shows_both_and_says_that_nothing_was_sent():
    tab, key = await answering()
    services.save_draft(tab.actor, typed(key, "Écrit ailleurs", writer=OTHER_WRITER))
    [toast] = await tab.call(ComposerState.send, form(key, "Écrit ici"))
    composer = tab.state(ComposerState)
    assert "n'est pas envoyé" in toast
    assert (composer.has_conflict, composer.other.text, composer.refused_nonce > 0) == (
        True,
        "Écrit ailleurs",
        True,
    )


@pytest.mark.row("MSG-14")
async def test_sending_a_draft_that_was_deleted_elsewhere_does_not_pass_for_sent():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Merci"))
    services.delete_draft(tab.actor, conversation_of(key), 1, OTHER_WRITER)
    [toast] = await tab.call(ComposerState.send, form(key, "Merci", seq=2))
    composer = tab.state(ComposerState)
    assert "n'est pas envoyé" in toast
    assert (composer.is_open, composer.has_conflict, composer.other.text) == (True, True, "")


@pytest.mark.row("MSG-12")
async def test_a_deleted_draft_leaves_the_list_too():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    assert tab.state(InboxState).conversations.rows[0].has_draft
    toast, focus = await tab.call(ComposerState.delete)
    assert ("Brouillon supprimé" in toast, focus) == (True, TO_REPLY)
    assert not tab.state(InboxState).conversations.rows[0].has_draft


@pytest.mark.row("MSG-12")
async def test_a_draft_that_changed_elsewhere_is_not_deleted():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    services.save_draft(tab.actor, typed(key, "Bonjour docteur", writer=OTHER_WRITER, base_version=1))
    [toast] = await tab.call(ComposerState.delete)
    assert "n'a pas été supprimé" in toast
    assert (stored_text(tab.actor, key), tab.state(ComposerState).is_open) == ("Bonjour docteur", True)


@pytest.mark.row("MSG-5")
async def test_what_cannot_be_answered_opens_no_composer():
    tab = Tab(somebody())
    receive(tab.actor, is_automatic=True)
    await go_to(tab, newest(tab.actor))
    [toast] = await tab.call(ComposerState.reply)
    assert "introuvable" in toast
    assert not tab.state(ComposerState).is_open


@pytest.mark.row("MSG-12")
async def test_closing_keeps_the_draft_and_repondre_opens_it_again():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    [focus] = await tab.call(ComposerState.close)
    composer = tab.state(ComposerState)
    assert (composer.is_open, focus) == (False, TO_REPLY)
    await tab.call(ComposerState.reply)
    assert (composer.is_open, composer.draft.text) == (True, "Bonjour")


@pytest.mark.row("MSG-12")
async def test_closing_an_emptied_draft_deletes_it():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    await tab.call(ComposerState.save, form(key, " \n", seq=2))
    await tab.call(ComposerState.close)
    assert (tab.state(ComposerState).is_open, stored_text(tab.actor, key)) == (False, None)
    assert not tab.state(InboxState).conversations.rows[0].has_draft


@pytest.mark.row("MSG-12")
async def test_a_closed_composer_stays_closed_whatever_other_tabs_do():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    await tab.call(ComposerState.close)
    services.save_draft(tab.actor, typed(key, "Bonjour docteur", writer=OTHER_WRITER, base_version=1))
    assert await tab.call(ComposerState.refresh, conversation_of(key)) == []
    services.delete_draft(tab.actor, conversation_of(key), 2, OTHER_WRITER)
    assert await tab.call(ComposerState.refresh, conversation_of(key)) == []
    assert not tab.state(ComposerState).is_open


@pytest.mark.row("MSG-14")
async def test_a_correction_that_comes_after_its_message_was_sent_is_shown_to_the_patient():
    """« Envoyer » had no answer, so the patient typed on; then the answer closed the composer."""
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Mardi"))
    await tab.call(ComposerState.send, form(key, "Mardi"))
    await tab.call(ComposerState.save, form(key, "Non, mercredi", seq=2, base_version=1))
    composer = tab.state(ComposerState)
    assert (composer.is_open, composer.has_conflict, composer.other) == (True, True, DraftView())
    assert (composer.draft.document_key, composer.draft.recipient) == (key, DOCTOR.name)
    await tab.call(ComposerState.keep_mine)
    await tab.call(ComposerState.save, form(key, "Non, mercredi", writer=OTHER_WRITER))
    assert stored_text(tab.actor, key) == "Non, mercredi"


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize("text", ["", "é" * 10_001])
async def test_a_message_that_is_refused_gives_the_field_back(text: str):
    tab, key = await answering()
    await tab.call(ComposerState.send, form(key, text))
    assert tab.state(ComposerState).refused_nonce


@pytest.mark.row("MSG-12")
async def test_a_draft_sent_in_another_tab_leaves_the_composer_open_for_words_not_saved_yet():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    services.send_message(tab.actor, typed(key, "Bonjour", writer=OTHER_WRITER, seq=0, base_version=1))
    [toast] = await tab.call(ComposerState.refresh, conversation_of(key))
    composer = tab.state(ComposerState)
    assert "envoyé ou supprimé ailleurs" in toast
    assert (composer.is_open, composer.draft) == (True, DraftView(document_key=key, recipient=DOCTOR.name))
    assert (bool(composer.gone_nonce), composer.reset_nonce) == (True, 0)
    await tab.call(ComposerState.save, form(key, "Bonjour docteur", seq=2, base_version=1))
    assert composer.has_conflict


@pytest.mark.row("MSG-12")
async def test_a_new_answer_is_not_turned_into_the_draft_of_another_message():
    """Two tabs answer two messages of one conversation, which has one draft: the second one is asked."""
    tab, key = await answering()
    services.save_draft(tab.actor, typed(arrive_in_conversation_of(tab.actor, key), "À Marie"))
    await tab.call(ComposerState.refresh, conversation_of(key))
    composer = tab.state(ComposerState)
    assert composer.draft.document_key == key
    await tab.call(ComposerState.save, form(key, "À Christelle"))
    assert (composer.has_conflict, composer.other.text) == (True, "À Marie")


@pytest.mark.row("MSG-4")
async def test_a_message_that_arrives_moves_nothing_that_is_typed():
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonj"))
    before = tab.state(ComposerState).dict()
    arrive_in_conversation_of(tab.actor, key)
    await tab.call(ConversationState.refresh, "")
    assert len(tab.state(ConversationState).conversation.messages) == 2
    assert tab.state(ComposerState).dict() == before


@pytest.mark.row("MSG-4")
async def test_a_change_that_is_no_news_is_not_announced():
    tab = Tab(somebody(), "/messagerie")
    await tab.call(InboxState.load)
    for object_id in ("", "inconnu", receive(somebody())):
        await tab.call(InboxState.refresh, object_id)
    assert (tab.state(SessionState).announcement, tab.state(InboxState).conversations.rows) == ("", [])


async def test_a_push_reads_nothing_where_no_conversation_is_open():
    tab = Tab(somebody(), "/messagerie")
    await tab.call(ConversationState.load)
    await tab.call(ConversationState.refresh, receive(tab.actor))
    await tab.call(ComposerState.refresh, newest(tab.actor))
    assert services.count_unread(tab.actor) == 1
    assert tab.state(ConversationState).conversation == ConversationView()


@pytest.mark.row("MSG-12")
async def test_the_last_words_for_one_conversation_are_kept_and_not_shown_in_the_next():
    """Otherwise the next « Envoyer » would go to the other professional."""
    tab, first = await answering()
    second = another_conversation(tab.actor)
    services.save_draft(tab.actor, typed(second, "À Marie", writer=OTHER_WRITER))
    await go_to(tab, conversation_of(second))
    await tab.call(ComposerState.save, form(first, "À Christelle"))
    composer = tab.state(ComposerState)
    assert (composer.draft.document_key, composer.draft.text) == (second, "À Marie")
    assert stored_text(tab.actor, first) == "À Christelle"


@pytest.mark.row("MSG-12")
async def test_a_conflict_stays_in_its_own_conversation():
    tab, key = await in_conflict()
    second = another_conversation(tab.actor)
    services.save_draft(tab.actor, typed(second, "À Marie"))
    await go_to(tab, conversation_of(second))
    composer = tab.state(ComposerState)
    assert (composer.has_conflict, composer.other, composer.draft.text) == (False, DraftView(), "À Marie")
    await tab.call(ComposerState.save, form(key, "Écrit ici", seq=2))
    assert not composer.has_conflict


@pytest.mark.row("MSG-12")
async def test_moving_on_does_not_tell_the_browser_to_forget_what_it_keeps():
    """A new reset number does: it means that the text was sent, deleted or given up."""
    tab, _key = await answering()
    await go_to(tab, conversation_of(another_conversation(tab.actor)))
    assert tab.state(ComposerState).dict() == Tab(tab.actor).state(ComposerState).dict()


@pytest.mark.row("MSG-12")
async def test_a_server_that_was_restarted_does_not_tell_the_browser_to_forget_what_it_keeps():
    tab, key = await answering()
    rebuilt = Tab(tab.actor)
    await go_to(rebuilt, conversation_of(key))
    composer = rebuilt.state(ComposerState)
    assert composer.reset_nonce == 0
    await rebuilt.call(ComposerState.save, form(key, "Bonjour"))
    await rebuilt.call(ComposerState.refresh, conversation_of(key))
    assert (composer.is_open, composer.draft.text) == (True, "Bonjour")


@pytest.mark.row("PROF-3")
async def test_what_was_typed_for_a_child_is_kept_there_and_not_shown_on_the_parents_profile():
    child = make_child()
    account = make_account(children=(child,))
    parent, for_child = patient(account), patient(account, child)
    key = answerable(for_child)
    services.save_draft(for_child, typed(key, "Écrit ailleurs"))
    tab = Tab(parent)
    await go_to(tab, conversation_of(answerable(parent)))
    await tab.call(ComposerState.reply)
    before = tab.state(ComposerState).dict()
    await tab.call(ComposerState.save, form(key, "En conflit"))
    await tab.call(ComposerState.save, form(key, "Gardé", writer=OTHER_WRITER, base_version=1))
    assert tab.state(ComposerState).dict() == before
    assert stored_text(for_child, key) == "Gardé"


HOSTILE: list[Any] = [
    None, True, 0, -1, 2**53, float("nan"), "", "x", "é" * 20_000, [], [None], {},
    {"document_key": None}, {"text": []}, {"writer": {"a": 1}},
]  # fmt: skip


@pytest.mark.parametrize("sent", HOSTILE, ids=lambda sent: repr(sent)[:20])
async def test_no_argument_breaks_a_handler_or_changes_a_draft(sent: Any):
    tab, key = await answering()
    await tab.call(ComposerState.save, form(key, "Bonjour"))
    for handler in (
        InboxState.refresh, ConversationState.refresh, ConversationState.retry,
        ComposerState.refresh, ComposerState.save, ComposerState.send,
    ):  # fmt: skip
        await tab.call(handler, sent)
    for name in ("document_key", "writer"):
        for handler in (ComposerState.save, ComposerState.send):
            await tab.call(handler, {**form(key, "Autre", seq=9), name: sent})
    assert stored_text(tab.actor, key) == "Bonjour"
    assert tab.state(ComposerState).draft.text == "Bonjour"
