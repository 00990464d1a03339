"""The messagerie on screen: the list, the open conversation, the composer. Views of the database, never storage."""

import reflex as rx

from monespace_app.core import clock, paging
from monespace_app.core.actor import Actor
from monespace_app.core.errors import Conflict, DomainError, NotFound
from monespace_app.core.permissions import Permission
from monespace_app.features.messaging import rules, services
from monespace_app.features.messaging.schemas import (
    LIST_TOP_ID,
    REPLY_BUTTON_ID,
    ConversationPage,
    ConversationView,
    DraftView,
    InboxInfo,
    SaveResult,
)
from monespace_app.session import guard
from monespace_app.session.services import on_profile
from monespace_app.session.state import SessionState, run
from monespace_app.ui.components import notify

ROUTE = "/messagerie"
GONE = "Ce brouillon a été envoyé ou supprimé ailleurs."


@guard.private_state(Permission.MESSAGE_READ, passive={"refresh"})
class InboxState(rx.State):
    """The list of conversations, 50 a page; the page is kept in the address (`?page=2`)."""

    info: InboxInfo = InboxInfo()
    conversations: ConversationPage = ConversationPage()
    is_loaded: bool = False
    trouble: str = ""

    @rx.event
    async def load(self):
        """Show the page of the list that the address asks for."""
        actor = guard.current_actor()
        page = paging.asked_page(self.router.url.query_parameters.get("page"))
        try:
            self.info = await run(services.inbox_info, actor)
            self.conversations = await run(services.list_conversations, actor, page)
        except DomainError as refusal:
            self.trouble = refusal.sentence
            return
        self.is_loaded, self.trouble = True, ""

    @rx.event
    async def previous_page(self):
        """The 50 newer conversations."""
        return self._go_to_page(self.conversations.page - 1)

    @rx.event
    async def next_page(self):
        """The 50 older conversations."""
        return self._go_to_page(self.conversations.page + 1)

    def _go_to_page(self, page: int):
        return [rx.redirect(f"{self.router.url.path}?page={page}"), rx.set_focus(LIST_TOP_ID)]

    @rx.event
    async def refresh(self, message_id: str):
        """Something changed (pushed): read the same page again, and say aloud what is new."""
        actor = guard.current_actor()
        news = await run(services.announcement, actor, str(message_id))
        self.conversations = await run(services.list_conversations, actor, self.conversations.page)
        if news:
            (await self.get_state(SessionState))._announce(news)


@guard.private_state(Permission.MESSAGE_READ, passive={"refresh"})
class ConversationState(rx.State):
    """The open conversation, named by the address."""

    conversation: ConversationView = ConversationView()
    missing: str = ""
    trouble: str = ""

    @rx.event
    async def load(self):
        """Open the conversation of the address, mark it read, and bring its draft back."""
        asked = self._asked()
        composer = await self.get_state(ComposerState)
        if asked != self.conversation.id or self.missing:
            # Not `_clear`, which tells the browser to forget: what it still keeps for that answer is saved later.
            self.reset()
            composer.reset()
        if not asked:
            return None
        try:
            await self._show(asked)
            return await composer._restore(guard.current_actor(), asked)
        except NotFound as refusal:
            self.reset()
            self.missing = refusal.sentence
            composer.reset()
        except DomainError as refusal:
            self.trouble = refusal.sentence
        return None

    @rx.event
    async def refresh(self, _message_id: str):
        """Something changed (pushed): show it, read since it is on the screen, without touching what is typed."""
        # The tab may have gone to another page: what nobody sees is not read.
        if not self.conversation.id or self.conversation.id != self._asked():
            return None
        known = len(self.conversation.messages)
        await self._show(self.conversation.id)
        newest = self.conversation.messages[0]
        if len(self.conversation.messages) > known and not newest.is_mine:
            # It comes above what is being read, perhaps out of sight.
            return notify("Un nouveau message est arrivé dans cette conversation", kind="info")
        return None

    @rx.var
    def shows(self) -> str:
        """What is on the conversation's side: missing, trouble, conversation or nothing."""
        if self.missing or self.trouble:
            return "missing" if self.missing else "trouble"
        return "conversation" if self.conversation.id else "nothing"

    def _asked(self) -> str:
        return self.router.url.path.removeprefix(ROUTE).strip("/")

    async def _show(self, conversation_id: str) -> None:
        actor = guard.current_actor()
        known = conversation_id == self.conversation.id
        if known:
            self.conversation = await run(services.view_conversation, actor, conversation_id)
        # Opening is written in the activity log: not again each time that a page is redrawn.
        if not known or self.conversation.has_unread:
            self.conversation = await run(services.open_conversation, actor, conversation_id)
        self.trouble = ""

    @rx.event
    async def retry(self, message_id: str):
        """« Réessayer » a message that could not be delivered."""
        try:
            await run(services.retry_delivery, guard.current_actor(), str(message_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        return None


@guard.private_state(Permission.DRAFT_WRITE, passive={"refresh"})
class ComposerState(rx.State):
    """The answer being typed (MSG-12). The browser keeps the text; this keeps what is known to be stored."""

    draft: DraftView = DraftView()
    other: DraftView = DraftView()
    is_open: bool = False
    was_asked: bool = False
    has_conflict: bool = False
    error: str = ""
    reset_nonce: int = 0
    rebase_nonce: int = 0
    gone_nonce: int = 0
    refused_nonce: int = 0

    _writer: str = ""
    """The editor of this tab, as its last save named it."""

    @rx.event
    async def reply(self):
        """« Répondre »: open the composer on the draft there is, or on the message that can be answered."""
        actor = guard.current_actor()
        conversation = (await self.get_state(ConversationState)).conversation
        try:
            stored = await run(services.load_draft, actor, conversation.id)
            self.draft = stored or await run(
                services.empty_draft, actor, conversation.id, conversation.reply_to_id
            )
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        self.is_open, self.was_asked = True, True
        return None

    @rx.event
    async def save(self, payload: dict):
        """Keep what the editor sends, and acknowledge only what is committed."""
        try:
            typed = rules.parse_save(payload)
            self._writer = typed.writer
            result = await run(services.save_draft, await _typist(typed), typed)
        except DomainError as refusal:
            self.error = refusal.sentence
            return None
        is_new = self.draft.version == 0
        if not self.draft.document_key and result.outcome == rules.Save.CONFLICT.value:
            await self._bring_back(typed.document)
        # Last words for what is not on the screen any more are kept, not shown.
        if str(typed.document) == self.draft.document_key:
            self._show_saved(result)
        elif not self.draft.document_key:
            # Typed while the server was away: they may come before, or after, the page was rebuilt without them.
            return [InboxState.refresh(""), ComposerState.refresh(typed.document.conversation_id)]
        return InboxState.refresh("") if is_new else None

    async def _bring_back(self, document: rules.DocumentKey) -> None:
        """Words newer than those that were sent come when the composer is shut: the patient decides about them."""
        if (await self.get_state(ConversationState)).conversation.id == document.conversation_id:
            actor = guard.current_actor()
            self.draft = await run(
                services.empty_draft, actor, document.conversation_id, document.reply_to_id
            )

    def _show_saved(self, result: SaveResult) -> None:
        self.error = ""
        if result.outcome == rules.Save.CONFLICT.value:
            self.other, self.has_conflict, self.is_open = result.draft, True, True
        elif result.outcome == rules.Save.CLOSED.value:
            self._clear()
        else:
            self.draft = result.draft

    @rx.event
    async def send(self, payload: dict):
        """« Envoyer »: once and only once, with the very latest words (MSG-14)."""
        try:
            typed = rules.parse_save(payload)
            await run(services.send_message, await _typist(typed), typed)
        except Conflict as refusal:
            self.refused_nonce = _nonce()
            return [ComposerState.save(payload), notify(refusal.sentence, kind="error")]
        except DomainError as refusal:
            self.error, self.refused_nonce = refusal.sentence, _nonce()
            return None
        # The list and the conversation follow by the bus, as in every other tab of this profile.
        if self.draft.document_key not in {"", str(typed.document)}:
            return notify("Message envoyé")
        self._clear()
        return [notify("Message envoyé"), rx.set_focus(REPLY_BUTTON_ID)]

    @rx.event
    async def close(self):
        """« Fermer »: the draft is kept, unless nothing is left in it."""
        if self.draft.version and not self.draft.text.strip():
            return ComposerState.delete()
        self.is_open, self.was_asked = False, False
        return rx.set_focus(REPLY_BUTTON_ID)

    @rx.event
    async def keep_mine(self):
        """« Garder mon texte »: what is typed here replaces the other text, knowingly."""
        if not self.has_conflict:
            return
        self.draft.version = self.other.version
        self.other, self.has_conflict = DraftView(), False
        self.rebase_nonce = _nonce()

    @rx.event
    async def take_other(self):
        """« Prendre l'autre version », or « Abandonner mon texte »: what is typed here is given up, knowingly."""
        if not self.has_conflict:
            return
        other = self.other
        self._clear()
        if other.version:
            self.draft, self.is_open = other, True

    @rx.event
    async def delete(self):
        """« Supprimer le brouillon », confirmed."""
        conversation = (await self.get_state(ConversationState)).conversation
        seen = self.draft.version
        try:
            await run(services.delete_draft, guard.current_actor(), conversation.id, seen, self._writer)
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        self._clear()
        return [InboxState.refresh(""), notify("Brouillon supprimé"), rx.set_focus(REPLY_BUTTON_ID)]

    @rx.event
    async def refresh(self, conversation_id: str):
        """The draft changed in another tab or on another device (pushed)."""
        conversation = (await self.get_state(ConversationState)).conversation
        if conversation.id and conversation.id == conversation_id and not self.has_conflict:
            return await self._restore(guard.current_actor(), conversation.id)
        return None

    async def _restore(self, actor: Actor, conversation_id: str):
        stored = await run(services.load_draft, actor, conversation_id)
        if stored is None:
            return self._lose() if self.draft.version else None
        shown = self.draft
        # An answer to another message, not stored yet, stays what it is: its first save meets this draft.
        if shown.version or shown.document_key in {"", stored.document_key}:
            # « Fermer » shut it knowingly: what others do does not open it again.
            self.draft, self.is_open = stored, self.is_open or not shown.document_key
        return None

    def _lose(self):
        """Sent or deleted elsewhere. The composer stays: words not saved yet are then a conflict, not lost."""
        self.draft = DraftView(document_key=self.draft.document_key, recipient=self.draft.recipient)
        self.gone_nonce = _nonce()
        return notify(GONE, kind="info") if self.is_open else None

    def _clear(self) -> None:
        self.draft, self.other = DraftView(), DraftView()
        self.is_open, self.was_asked, self.has_conflict, self.error = False, False, False, ""
        self.reset_nonce = _nonce()


def _nonce() -> int:
    """A number never given before, even after a restart: the browser compares it with the last one it saw."""
    return int(clock.now().timestamp() * 1000)


async def _typist(typed: rules.DraftSave) -> Actor:
    """Who typed: the same person, on the profile the text was typed for, even if the tab has moved on."""
    actor = guard.current_actor()
    if typed.document.profile_id == actor.profile_id:
        return actor
    return await run(on_profile, actor, typed.document.profile_id)
