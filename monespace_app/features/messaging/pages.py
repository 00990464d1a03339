"""/messagerie and /messagerie/[conversation]: one page, so that the list stays where it was."""

import reflex as rx

from monespace_app.features.messaging import components
from monespace_app.features.messaging.state import ComposerState, ConversationState, InboxState
from monespace_app.session.state import SessionState
from monespace_app.ui.components import page_title, trouble
from monespace_app.ui.layout import two_pane

ON_LOAD = (InboxState.load, ConversationState.load)


def messagerie() -> rx.Component:
    """« Messagerie de santé »: the list on the left, the conversation on the right; one at a time on a phone."""
    is_open = ConversationState.shows != "nothing"
    return two_pane(_list(), _detail(), detail_open=is_open, list_label="Liste des conversations")


def _list() -> rx.Component:
    return rx.fragment(
        page_title("Messagerie de santé"),
        components.address_card(InboxState.info.address, InboxState.conversations.total > 0),
        rx.cond(
            InboxState.trouble != "",
            trouble(InboxState.trouble, on_retry=InboxState.load),
            components.conversation_list(
                InboxState.conversations,
                ConversationState.conversation.id,
                is_loaded=InboxState.is_loaded,
                on_previous=InboxState.previous_page,
                on_next=InboxState.next_page,
            ),
        ),
    )


def _detail() -> rx.Component:
    state = ConversationState
    return rx.match(
        state.shows,
        ("missing", components.conversation_missing(state.missing)),
        ("trouble", trouble(state.trouble, on_retry=state.load)),
        ("conversation", _conversation()),
        components.nothing_open(),
    )


def _conversation() -> rx.Component:
    conversation = ConversationState.conversation
    return rx.fragment(
        components.conversation_heading(
            conversation,
            components.reply_button(
                conversation, is_composing=ComposerState.is_open, on_reply=ComposerState.reply
            ),
            query=InboxState.conversations.query,
        ),
        rx.cond(ComposerState.is_open, _composer()),
        components.thread(
            conversation.messages, color=SessionState.header.color, on_retry=ConversationState.retry
        ),
    )


def _composer() -> rx.Component:
    return components.composer(
        ComposerState.draft,
        error=ComposerState.error,
        conflict=ComposerState.has_conflict,
        other_text=ComposerState.other.text,
        reset_nonce=ComposerState.reset_nonce,
        rebase_nonce=ComposerState.rebase_nonce,
        gone_nonce=ComposerState.gone_nonce,
        refused_nonce=ComposerState.refused_nonce,
        auto_focus=ComposerState.was_asked,
        on_save=ComposerState.save,
        on_send=ComposerState.send,
        on_close=ComposerState.close,
        on_delete=ComposerState.delete,
        on_keep_mine=ComposerState.keep_mine,
        on_take_other=ComposerState.take_other,
    )
