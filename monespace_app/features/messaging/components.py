"""The pieces of the messagerie: data in, component out."""

from typing import Any

import reflex as rx

from monespace_app.core.paging import PAGE_SIZE
from monespace_app.features.messaging.schemas import LIST_TOP_ID, REPLY_BUTTON_ID
from monespace_app.ui.client import autosave_editor
from monespace_app.ui.components import (
    avatar,
    back_link,
    badge,
    banner,
    button,
    button_group,
    cluster,
    confirm_dialog,
    copy_field,
    empty_state,
    list_row,
    pagination,
    plain_text,
    quiet,
    row_list,
    skeleton_lines,
    skeleton_rows,
    stack,
    thread_item,
    unread_dot,
    visually_hidden,
)
from monespace_app.ui.components.base import Flag, Handler, Node, Text, each, pick, when

ADDRESS_LABEL = "Mon adresse de messagerie à communiquer à mes professionnels de santé\u00a0:"
WHO_MAY_WRITE = (
    "Je peux uniquement contacter les professionnels qui m'ont déjà écrit "
    "et qui n'ont pas mis fin aux échanges."
)
NOBODY_YET = "Seul un professionnel de santé peut débuter un échange. Vous pourrez ensuite lui répondre."
ATTACHMENTS = (
    "Ce message a des pièces jointes. Elles sont gardées, et s'ouvriront dans une prochaine version."
)
NOTHING_OPEN = "Cliquez sur une conversation pour l'afficher"


def address_card(address: Text, has_conversations: Flag) -> rx.Component:
    """The patient's own address, to give to professionals (MSG-1); empty while it is not known."""
    rule = pick(has_conversations, WHO_MAY_WRITE, NOBODY_YET)
    known = rx.fragment(
        copy_field(ADDRESS_LABEL, address, done="Adresse copiée"),
        rx.el.p(rule, class_name="address-rule"),
    )
    # The words that need no data are in the page as it is first painted.
    unknown = rx.fragment(
        rx.el.p(ADDRESS_LABEL), skeleton_lines(2), rx.el.p(WHO_MAY_WRITE, class_name="address-rule")
    )
    return rx.el.div(when(address != "", known, unknown), class_name="address-card")


def conversation_row(row: Any, open_id: Text, query: Text = "") -> rx.Component:
    """One line of the list (MSG-2); `row` is a ConversationRow. `query` keeps the list on its page."""
    subject = rx.fragment(
        when(row.has_draft, rx.el.span("Brouillon, ", class_name="draft-word")), row.subject
    )
    unread = when(row.is_unread, visually_hidden("Non lu\u00a0: "))
    return list_row(
        rx.fragment(unread, row.names),
        key=row.id,
        href=f"/messagerie/{row.id}{query}",
        lead=avatar(row.initials),
        quiet=subject,
        note=rx.fragment(unread_dot(row.is_unread, label=""), rx.el.time(row.moment, title=row.moment_long)),
        strong=row.is_unread,
        current=row.id == open_id,
    )


def conversation_list(
    page: Any, open_id: Text, *, is_loaded: Flag, on_previous: Handler, on_next: Handler
) -> rx.Component:
    """The list and its pages; `page` is a ConversationPage."""
    rows = row_list(page.rows, lambda row: conversation_row(row, open_id, page.query), label="Conversations")
    top = rx.el.p(page.range_text, id=LIST_TOP_ID, tab_index=-1, class_name="list-top")
    pages = pagination(
        page.range_text,
        previous=on_previous,
        next=on_next,
        has_previous=page.has_previous,
        has_next=page.has_next,
        label="Pages des conversations",
    )
    filled = when(
        page.total > 0,
        when(page.total > PAGE_SIZE, rx.fragment(top, rows, pages), rows),
        empty_inbox(),
    )
    return when(is_loaded, filled, skeleton_rows(6))


def empty_inbox() -> rx.Component:
    """Nobody has written yet."""
    return empty_state(
        "Aucun message pour l'instant",
        "Les messages de vos professionnels de santé arriveront ici. "
        "Donnez-leur votre adresse\u00a0: ils pourront vous écrire.",
        drawing_name="messages",
    )


def nothing_open() -> rx.Component:
    """Beside the list, while no conversation is open (MSG-3)."""
    return empty_state(NOTHING_OPEN, "Vos échanges sont privés et chiffrés.", drawing_name="messages")


def conversation_missing(sentence: Text) -> rx.Component:
    """The address names a conversation that is not in this space."""
    return empty_state(
        sentence,
        "Elle n'existe pas dans l'espace ouvert. Vérifiez le profil affiché en haut de la page.",
        drawing_name="recherche",
        action=back_link("Retour à la messagerie", "/messagerie"),
    )


def conversation_heading(conversation: Any, action: Node, *, query: Text = "") -> rx.Component:
    """The subject, the correspondents and the one action; the way back leads to the list's own page."""
    return rx.el.header(
        back_link("Retour aux conversations", f"/messagerie{query}"),
        rx.el.div(
            rx.el.div(
                rx.el.h2(
                    conversation.subject,
                    tab_index=-1,
                    class_name="conversation-subject",
                    custom_attrs={"data-page-focus": "true"},
                ),
                rx.el.p(conversation.names, class_name="conversation-names"),
            ),
            action,
            class_name="conversation-title",
        ),
        class_name="conversation-head",
    )


def reply_button(conversation: Any, *, is_composing: Flag, on_reply: Handler) -> rx.Component:
    """« Répondre », for a message that can be answered, while the composer is shut."""
    reply = button("Répondre", icon_name="reply", id=REPLY_BUTTON_ID, on_click=on_reply)
    offered = when(is_composing, rx.fragment(), reply)
    return when(conversation.reply_to_id != "", offered)


def message_bubble(message: Any, *, color: Text, on_retry: Any) -> rx.Component:
    """One message; `message` is a MessageView, `color` the open profile's, for what the patient wrote."""
    return thread_item(
        message.sender,
        when(message.body != "", plain_text(message.body), quiet("Message sans texte")),
        when(message.has_attachments, quiet(ATTACHMENTS)),
        when_sent=message.moment,
        initials=message.initials,
        to=message.recipients,
        color=pick(message.is_mine, color, "neutral"),
        status=when(message.is_mine, delivery_status(message, on_retry=on_retry)),
        key=message.id,
    )


def delivery_status(message: Any, *, on_retry: Any) -> rx.Component:
    """« Envoi en cours », « Envoyé », or « Non remis » with its reason and « Réessayer » (MSG-14)."""
    failed = rx.fragment(
        badge(message.delivery_text, kind="error"),
        rx.el.p(message.delivery_reason, class_name="delivery-reason"),
        button("Réessayer", kind="secondary", small=True, on_click=on_retry(message.id)),
    )
    moving = badge(message.delivery_text, kind="neutral")
    sent = badge(message.delivery_text, kind="done")
    return cluster(when(message.delivery == "failed", failed, when(message.delivery == "sent", sent, moving)))


def thread(messages: Any, *, color: Text, on_retry: Any) -> rx.Component:
    """All messages of a conversation, the newest first."""
    return rx.el.div(
        each(messages, lambda message: message_bubble(message, color=color, on_retry=on_retry)),
        class_name="thread",
        aria_label="Messages",
        role="group",
    )


def composer(
    draft: Any,
    *,
    error: Text = "",
    conflict: Flag = False,
    other_text: Text = "",
    reset_nonce: Any = 0,
    rebase_nonce: Any = 0,
    gone_nonce: Any = 0,
    refused_nonce: Any = 0,
    auto_focus: Flag = False,
    on_save: Any = None,
    on_send: Any = None,
    on_close: Any = None,
    on_delete: Any = None,
    on_keep_mine: Any = None,
    on_take_other: Any = None,
) -> rx.Component:
    """The answer being typed; it saves itself (MSG-12). `draft` is a DraftView."""
    editor = autosave_editor(
        button("Fermer", kind="quiet", icon_name="x", on_click=on_close),
        when(draft.version > 0, delete_draft_button(on_delete)),
        document_key=draft.document_key,
        value=draft.text,
        version=draft.version,
        acknowledged=draft.seq,
        acknowledged_writer=draft.writer,
        acknowledged_version=draft.version,
        saved_at=draft.saved_at,
        conflict=conflict,
        error=error,
        reset_nonce=reset_nonce,
        rebase_nonce=rebase_nonce,
        gone_nonce=gone_nonce,
        refused_nonce=refused_nonce,
        label="Votre réponse",
        auto_focus=auto_focus,
        on_save=on_save,
        on_send=on_send,
    )
    return rx.el.section(
        rx.el.p("À\u00a0: ", rx.el.strong(draft.recipient), class_name="composer-to"),
        when(conflict, draft_conflict(other_text, on_keep_mine=on_keep_mine, on_take_other=on_take_other)),
        editor,
        class_name="composer",
        aria_label="Répondre",
    )


def delete_draft_button(on_delete: Any) -> rx.Component:
    """« Supprimer le brouillon », confirmed."""
    return confirm_dialog(
        "Supprimer le brouillon\u202f?",
        "Le texte de ce brouillon sera effacé. Cette action est définitive.",
        confirm="Supprimer",
        on_confirm=on_delete,
        trigger=button("Supprimer le brouillon", kind="quiet", icon_name="trash_2"),
        danger=True,
    )


def draft_conflict(other_text: Text, *, on_keep_mine: Any, on_take_other: Any) -> rx.Component:
    """Two tabs on one draft: both texts are shown, the patient chooses, nothing is overwritten silently."""
    is_gone = other_text == ""
    keep = button("Garder mon texte", kind="primary", on_click=on_keep_mine)
    gone = stack(
        rx.el.p("Dans un autre onglet ou sur un autre appareil. Que faire du texte écrit ici\u202f?"),
        button_group(keep, button("Abandonner mon texte", kind="secondary", on_click=on_take_other)),
        gap="3",
    )
    changed = stack(
        rx.el.p("Il a été modifié dans un autre onglet ou sur un autre appareil. Quel texte garder\u202f?"),
        rx.el.h3("L'autre version"),
        plain_text(other_text),
        button_group(keep, button("Prendre l'autre version", kind="secondary", on_click=on_take_other)),
        gap="3",
    )
    return banner(
        when(is_gone, gone, changed),
        kind="attention",
        title=pick(
            is_gone, "Ce brouillon a été envoyé ou supprimé ailleurs", "Ce brouillon existe en deux versions"
        ),
        live=True,
    )
