"""The messagerie's handlers without a browser: what a tab shows after each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from reflex.istate.data import RouterData
from reflex.state import BaseState, State
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.clock import later
from monespace_app.core.database import snapshot
from monespace_app.features.messaging import services
from monespace_app.features.messaging.rules import parse_document
from monespace_app.features.messaging.state import ComposerState, ConversationState, InboxState
from monespace_app.session import guard
from monespace_app.session.state import SessionState
from tests.factories import make_account, make_child, patient
from tests.features.messaging.mails import DOCTOR, key_of, mail, newest, receive, receive_later, typed

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("frozen_clock")]

StateType = TypeVar("StateType", bound=BaseState)


class Tab:
    """The messagerie in one tab of one person."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.root = State(_reflex_internal_init=True)
        guard.as_actor(actor)

    def at(self, path: str) -> "Tab":
        data = {"asPath": path, "headers": {"origin": "http://localhost:3000"}}
        self.root.router = RouterData.from_router_data(data)
        return self

    def state(self, cls: type[StateType]) -> StateType:
        found = self.root.get_substate(cls.get_full_name().split("."))
        assert isinstance(found, cls)
        return found

    @property
    def inbox(self) -> InboxState:
        return self.state(InboxState)

    @property
    def conversation(self) -> ConversationState:
        return self.state(ConversationState)

    @property
    def composer(self) -> ComposerState:
        return self.state(ComposerState)

    async def call(self, cls: type[BaseState], handler: str, *arguments: Any) -> Any:
        guard.as_actor(self.actor)
        return await getattr(cls, handler).fn(self.state(cls), *arguments)

    async def open(self, conversation_id: str) -> "Tab":
        self.at(f"/messagerie/{conversation_id}")
        await self.call(InboxState, "load")
        await self.call(ConversationState, "load")
        return self


@pytest.fixture
def actor() -> Iterator[Actor]:
    yield patient(make_account())
    guard.as_actor(None)


def payload(key: str, text: str, *, writer: str | None = None, seq: int = 1, base_version: int = 0) -> dict:
    return {
        "document_key": key,
        "writer": writer or str(uuid4()),
        "seq": seq,
        "base_version": base_version,
        "text": text,
    }


@pytest.fixture
def key(actor: Actor) -> str:
    message = receive(actor)
    return key_of(actor, newest(actor), message)


def conversation_of(key: str) -> str:
    return parse_document(key).conversation_id


@pytest.mark.row("MSG-1")
async def test_an_empty_messagerie_shows_the_address_and_no_row(actor: Actor):
    tab = Tab(actor).at("/messagerie")
    await tab.call(InboxState, "load")
    assert tab.inbox.info.address.endswith("@patient.mssante.fr")
    assert (tab.inbox.conversations.total, tab.inbox.is_loaded) == (0, True)


@pytest.mark.row("MSG-2")
@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "1e3", "²", "9999999", ""])
async def test_an_odd_page_in_the_address_shows_a_page_that_exists(actor: Actor, key: str, page: str):
    tab = Tab(actor).at(f"/messagerie?page={page}")
    await tab.call(InboxState, "load")
    assert tab.inbox.conversations.page == 1
    assert len(tab.inbox.conversations.rows) == 1


@pytest.mark.row("MSG-3")
async def test_opening_a_conversation_shows_and_reads_it(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    assert [message.body for message in tab.conversation.conversation.messages] == [mail().text]
    assert tab.conversation.missing == ""
    assert services.count_unread(actor) == 0


@pytest.mark.row("MSG-3")
@pytest.mark.parametrize("asked", ["0" * 32, "x", "../..", "a/b", "é"])
async def test_a_conversation_that_is_none_of_ones_own_is_said_to_be_missing(actor: Actor, asked: str):
    tab = await Tab(actor).open(asked)
    assert tab.conversation.missing == "Cette conversation est introuvable."
    assert tab.conversation.conversation.messages == []


@pytest.mark.row("MSG-3")
async def test_one_comes_back_to_the_list_from_a_conversation_that_is_missing(actor: Actor):
    tab = await Tab(actor).open("0" * 32)
    await tab.open("")
    assert tab.conversation.missing == ""


async def test_going_back_to_the_list_closes_the_conversation_and_the_composer(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Bonjour"))
    tab = await Tab(actor).open(conversation_of(key))
    assert tab.composer.is_open
    await tab.open("")
    assert tab.conversation.conversation.id == ""
    assert (tab.composer.is_open, tab.composer.draft.text) == (False, "")


@pytest.mark.row("MSG-12")
async def test_the_draft_is_there_when_one_comes_back(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Bonjour"))
    tab = await Tab(actor).open(conversation_of(key))
    assert (tab.composer.is_open, tab.composer.draft.text, tab.composer.draft.version) == (True, "Bonjour", 1)


@pytest.mark.row("MSG-10")
async def test_repondre_opens_an_empty_answer_to_the_sender(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    assert not tab.composer.is_open
    await tab.call(ComposerState, "reply")
    assert (tab.composer.is_open, tab.composer.draft.document_key) == (True, key)
    assert tab.composer.draft.recipient == DOCTOR.name


@pytest.mark.row("MSG-12")
async def test_a_save_is_acknowledged_with_what_is_stored(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "reply")
    writer = str(uuid4())
    await tab.call(ComposerState, "save", payload(key, "Bon", writer=writer))
    await tab.call(ComposerState, "save", payload(key, "Bonjour", writer=writer, seq=2))
    draft = tab.composer.draft
    assert (draft.text, draft.version, draft.writer, draft.seq) == ("Bonjour", 2, writer, 2)
    assert draft.saved_at == "à 12:00"


@pytest.mark.row("MSG-12")
async def test_a_save_right_after_a_restart_needs_nothing_of_the_tab(actor: Actor, key: str):
    """The queued save of a page that reconnects may come before its `load`."""
    tab = Tab(actor).at("/messagerie")
    await tab.call(ComposerState, "save", payload(key, "Bonjour"))
    stored = services.load_draft(actor, conversation_of(key))
    assert stored is not None
    assert stored.text == "Bonjour"


@pytest.mark.row("MSG-12")
async def test_two_tabs_are_shown_both_texts_and_the_patient_chooses(actor: Actor, key: str):
    first, second = await Tab(actor).open(conversation_of(key)), await Tab(actor).open(conversation_of(key))
    for tab in (first, second):
        await tab.call(ComposerState, "reply")
    await first.call(ComposerState, "save", payload(key, "Premier"))
    await second.call(ComposerState, "save", payload(key, "Second"))
    assert (second.composer.has_conflict, second.composer.other.text) == (True, "Premier")
    with later(timedelta(seconds=1)):
        await second.call(ComposerState, "keep_mine")
    assert (second.composer.has_conflict, second.composer.draft.version) == (False, 1)
    assert second.composer.rebase_nonce > 0
    await second.call(ComposerState, "save", payload(key, "Second", base_version=1))
    await first.call(ComposerState, "refresh", conversation_of(key))
    assert first.composer.draft.text == "Second"


@pytest.mark.row("MSG-12")
async def test_taking_the_other_version_gives_up_ones_own(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Premier"))
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "save", payload(key, "Second"))
    await tab.call(ComposerState, "take_other")
    assert (tab.composer.draft.text, tab.composer.is_open, tab.composer.has_conflict) == (
        "Premier",
        True,
        False,
    )


@pytest.mark.row("MSG-12")
async def test_a_push_does_not_hide_a_conflict(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Premier"))
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "save", payload(key, "Second"))
    await tab.call(ComposerState, "refresh", conversation_of(key))
    assert tab.composer.has_conflict


@pytest.mark.row("MSG-12")
async def test_a_draft_deleted_elsewhere_leaves_the_composer_to_what_is_typed(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Premier"))
    tab = await Tab(actor).open(conversation_of(key))
    services.delete_draft(actor, conversation_of(key), 1, "")
    await tab.call(ComposerState, "refresh", conversation_of(key))
    assert (tab.composer.is_open, tab.composer.draft.version, tab.composer.draft.text) == (True, 0, "")
    assert tab.composer.gone_nonce > 0


@pytest.mark.row("MSG-12")
async def test_the_draft_is_deleted_as_it_was_seen(actor: Actor, key: str):
    services.save_draft(actor, typed(key, "Premier"))
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "delete")
    assert not tab.composer.is_open
    assert services.load_draft(actor, conversation_of(key)) is None


@pytest.mark.row("PROF-3")
async def test_the_last_save_of_a_tab_that_switched_profile_goes_to_the_profile_it_was_typed_for():
    lola = make_child("Lola")
    parent = make_account(children=(lola,))
    hers, own = patient(parent, lola), patient(parent)
    message = receive(hers)
    key = key_of(hers, newest(hers), message)
    await Tab(own).at("/messagerie").call(ComposerState, "save", payload(key, "Pour Lola"))
    draft = services.load_draft(hers, conversation_of(key))
    assert draft is not None
    assert draft.text == "Pour Lola"
    assert services.list_conversations(own).total == 0


@pytest.mark.row("MSG-14")
async def test_sending_empties_the_composer_and_says_so(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "reply")
    said = await tab.call(ComposerState, "send", payload(key, "Merci"))
    assert "Message envoyé" in str(said)
    assert (tab.composer.is_open, tab.composer.error) == (False, "")
    await tab.call(ConversationState, "refresh", "")
    assert [m.body for m in tab.conversation.conversation.messages if m.is_mine] == ["Merci"]


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Écrivez votre message"),
        ("  \n", "Écrivez votre message"),
        ("x" * 10_001, "trop long de 1 caractère"),
    ],
)
async def test_what_cannot_be_sent_says_why_and_loses_nothing(
    actor: Actor, key: str, text: str, sentence: str
):
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "reply")
    await tab.call(ComposerState, "send", payload(key, text))
    assert sentence in tab.composer.error
    assert tab.composer.is_open


@pytest.mark.row("MSG-14")
async def test_sending_over_words_saved_elsewhere_shows_both_instead(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "reply")
    services.save_draft(actor, typed(key, "Écrit ailleurs"))
    form = payload(key, "Écrit ici")
    chained = await tab.call(ComposerState, "send", form)
    assert chained is not None
    await tab.call(ComposerState, "save", form)
    assert (tab.composer.has_conflict, tab.composer.other.text) == (True, "Écrit ailleurs")
    assert not [m for m in services.open_conversation(actor, conversation_of(key)).messages if m.is_mine]


@pytest.mark.parametrize("handler", ["save", "send"])
@pytest.mark.parametrize("sent", [{}, {"text": "x"}, {"document_key": "x"}, {"writer": []}])
async def test_what_no_editor_sends_is_refused_in_words(actor: Actor, handler: str, sent: dict):
    tab = Tab(actor).at("/messagerie")
    await tab.call(ComposerState, handler, sent)
    assert tab.composer.error.endswith(".")


@pytest.mark.parametrize("handler", ["save", "send"])
async def test_somebody_elses_answer_is_not_found(actor: Actor, key: str, handler: str):
    stranger = Tab(patient(make_account())).at("/messagerie")
    await stranger.call(ComposerState, handler, payload(key, "x"))
    assert stranger.composer.error.endswith("introuvable.")
    assert services.load_draft(actor, conversation_of(key)) is None


@pytest.mark.row("MSG-4")
async def test_what_arrives_is_listed_and_announced_without_touching_the_composer(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    await tab.call(ComposerState, "reply")
    await tab.call(ComposerState, "save", payload(key, "Je tape"))
    news = receive_later(actor, 1, subject="Nouveau")
    await tab.call(InboxState, "refresh", news)
    assert tab.inbox.conversations.rows[0].subject == "Nouveau"
    assert tab.state(SessionState).announcement == f"Nouveau message de {DOCTOR.name}"
    assert tab.composer.draft.text == "Je tape"


@pytest.mark.row("MSG-4")
async def test_what_arrives_in_the_open_conversation_is_read_there(actor: Actor):
    first = mail()
    services.receive_mail(mail_gateway(actor.open_profile), first)
    tab = await Tab(actor).open(newest(actor))
    news = receive_later(actor, 1, references=(first.message_id,), text="La suite")
    toast = await tab.call(ConversationState, "refresh", news)
    assert "nouveau message" in str(toast.args)
    assert tab.conversation.conversation.messages[0].body == "La suite"
    assert services.count_unread(actor) == 0


@pytest.mark.row("MSG-4")
@pytest.mark.parametrize("path", ["/accueil", "/messagerie", "/documents"])
async def test_what_arrives_while_one_is_on_another_page_stays_unread(actor: Actor, path: str):
    first = mail()
    services.receive_mail(mail_gateway(actor.open_profile), first)
    tab = await Tab(actor).open(newest(actor))
    news = receive_later(actor, 1, references=(first.message_id,), text="La suite")
    await tab.at(path).call(ConversationState, "refresh", news)
    assert services.count_unread(actor) == 1


async def test_a_page_that_is_redrawn_is_not_written_as_read_again(actor: Actor, key: str):
    tab = await Tab(actor).open(conversation_of(key))
    before = acts_of(actor)
    await tab.open(conversation_of(key))
    assert acts_of(actor) == before
    assert before.count(Act.CONVERSATION_READ) == 1


@pytest.mark.parametrize("path", ["", "x"])
async def test_a_database_that_does_not_answer_is_said_and_can_be_asked_again(
    actor: Actor, key: str, path: str, monkeypatch: pytest.MonkeyPatch
):
    asked = conversation_of(key) if path else ""
    with monkeypatch.context() as broken:
        for name in ("inbox_info", "open_conversation"):
            broken.setattr(services, name, _out_of_reach)
        tab = await Tab(actor).open(asked)
        assert tab.inbox.trouble.endswith(".")
        assert (tab.conversation.trouble != "") == (asked != "")
    await tab.open(asked)
    assert (tab.inbox.trouble, tab.conversation.trouble, tab.inbox.is_loaded) == ("", "", True)


def _out_of_reach(*_: object) -> None:
    raise OperationalError("SELECT", {}, OSError())


def acts_of(actor: Actor) -> list[str]:
    with snapshot(actor) as session:
        return list(session.scalars(select(AuditEntry.act)))


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize("message_id", ["x", "", "0" * 32])
async def test_only_a_failed_message_can_be_tried_again(actor: Actor, key: str, message_id: str):
    tab = await Tab(actor).open(conversation_of(key))
    assert "introuvable" in str(await tab.call(ConversationState, "retry", message_id))
