"""Reading the messagerie: the list, a conversation, what is unread."""

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from monespace_app.core import audit, clock, french, paging
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.bus import BusEvent, Topic, publish_after_commit
from monespace_app.core.database import platform_snapshot, snapshot, transaction
from monespace_app.core.errors import NotFound
from monespace_app.core.permissions import Permission
from monespace_app.features.messaging import queries, rules
from monespace_app.features.messaging.models import Conversation, Delivery, Direction, Message, Participant
from monespace_app.features.messaging.schemas import (
    ConversationPage,
    ConversationRow,
    ConversationView,
    InboxInfo,
    MessageView,
)
from monespace_app.features.messaging.services.mail import address_of
from monespace_app.session.models import Profile

MISSING = "Cette conversation est introuvable."
DELIVERY_WORDS = {
    Delivery.SENDING.value: "Envoi en cours",
    Delivery.SENT.value: "Envoyé",
    Delivery.FAILED.value: "Non remis",
}


def inbox_info(actor: Actor) -> InboxInfo:
    """The address to give to professionals (MSG-1)."""
    actor.require(Permission.MESSAGE_READ)
    with platform_snapshot() as session:
        profile = session.get_one(Profile, actor.open_profile)
        return InboxInfo(address=address_of(profile.ins))


def count_unread(actor: Actor) -> int:
    """How many messages of the open profile are unread: the badge (NAV-1)."""
    actor.require(Permission.MESSAGE_READ)
    with snapshot(actor) as session:
        return session.scalar(queries.unread_count()) or 0


def list_conversations(actor: Actor, page: int = 1) -> ConversationPage:
    """A page of 50 conversations, the newest first (MSG-2). A page out of range becomes the nearest one."""
    actor.require(Permission.MESSAGE_READ)
    with snapshot(actor) as session:
        total = session.scalar(queries.conversation_count()) or 0
        page = min(max(1, page), paging.page_count(total))
        conversations = session.scalars(queries.conversation_page(page)).all()
        rows = _rows(session, conversations)
    return ConversationPage(
        rows=rows,
        query=f"?page={page}" if page > 1 else "",
        **paging.place(page, total),
    )


def _rows(session: Session, conversations: Sequence[Conversation]) -> list[ConversationRow]:
    ids = [conversation.id for conversation in conversations]
    names: dict[str, list[Participant]] = defaultdict(list)
    for participant in session.scalars(queries.participants_of(ids)):
        names[participant.conversation_id].append(participant)
    unread = set(session.scalars(queries.unread_among(ids)))
    drafts = set(session.scalars(queries.drafts_among(ids)))
    return [
        ConversationRow(
            id=conversation.id,
            names=_names(names[conversation.id]),
            initials=_initials(_names(names[conversation.id])),
            subject=conversation.subject or rules.NO_SUBJECT,
            moment=french.list_moment(conversation.last_message_at),
            moment_long=french.long_moment(conversation.last_message_at),
            is_unread=conversation.id in unread,
            has_draft=conversation.id in drafts,
        )
        for conversation in conversations
    ]


def _names(participants: list[Participant]) -> str:
    return rules.names_text([(p.name, p.last_wrote_at) for p in participants])


def _initials(names: str) -> str:
    words = [word for word in names.partition(",")[0].split() if word not in {"Dr", "Labo", "Hôpital"}]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def open_conversation(actor: Actor, conversation_id: str) -> ConversationView:
    """Show a conversation, mark its messages read and trace it (MSG-3)."""
    actor.require(Permission.MESSAGE_READ)
    with transaction(actor) as session:
        conversation = _get(session, conversation_id)
        unread = session.scalars(queries.unread_in(conversation.id)).all()
        for message in unread:
            message.read_at = clock.now()
        audit.record(session, actor, Act.CONVERSATION_READ, object_id=conversation.id)
        if unread:
            publish_after_commit(session, BusEvent(Topic.MESSAGES, actor.open_profile))
        return _view(session, conversation)


def view_conversation(actor: Actor, conversation_id: str) -> ConversationView:
    """The same view, marking and tracing nothing: a refresh of what is already open."""
    actor.require(Permission.MESSAGE_READ)
    with snapshot(actor) as session:
        return _view(session, _get(session, conversation_id))


def announcement(actor: Actor, message_id: str) -> str:
    """« Nouveau message de Christelle Thomas », or nothing when the message is no news to the patient (MSG-4)."""
    actor.require(Permission.MESSAGE_READ)
    with snapshot(actor) as session:
        message = session.get(Message, message_id)
    if message is None or message.direction != Direction.IN.value or message.read_at is not None:
        return ""
    return f"Nouveau message de {message.sender_name}"


def _get(session: Session, conversation_id: str) -> Conversation:
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound(MISSING)
    return conversation


def _view(session: Session, conversation: Conversation) -> ConversationView:
    messages = session.scalars(queries.messages_of(conversation.id)).all()
    participants = list(session.scalars(queries.participants_of([conversation.id])))
    answerable = next((message for message in messages if _can_reply(message)), None)
    return ConversationView(
        id=conversation.id,
        subject=conversation.subject or rules.NO_SUBJECT,
        names=_names(participants),
        messages=[_message_view(message) for message in messages],
        reply_to_id=answerable.id if answerable else "",
        reply_to_name=answerable.sender_name if answerable else "",
        has_unread=any(m.read_at is None and m.direction == Direction.IN.value for m in messages),
    )


def _can_reply(message: Message) -> bool:
    return rules.can_reply_to(
        direction=message.direction,
        is_automatic=message.is_automatic,
        sender_address=message.sender_address,
    )


def _message_view(message: Message) -> MessageView:
    return MessageView(
        id=message.id,
        is_mine=message.direction == Direction.OUT.value,
        sender=message.sender_name,
        initials=_initials(message.sender_name),
        recipients=_recipients_text(message.recipients),
        moment=french.long_moment(message.received_at),
        body=message.body,
        has_attachments=message.has_attachments,
        delivery=message.delivery or "",
        delivery_text=DELIVERY_WORDS.get(message.delivery or "", ""),
        delivery_reason=message.delivery_reason,
    )


def _recipients_text(recipients: str) -> str:
    everybody = json.loads(recipients)
    names = [name or address for name, address in (*everybody["to"], *everybody["cc"])]
    return ", ".join(names)
