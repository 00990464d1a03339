"""Select builders. The scope (which profile) is added by the session, never here."""

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import load_only
from sqlmodel import col

from monespace_app.core.paging import PAGE_SIZE
from monespace_app.features.messaging.models import (
    ClosedWriter,
    Conversation,
    Direction,
    Draft,
    Message,
    Participant,
)


def conversation_page(page: int) -> Select[tuple[Conversation]]:
    """One page of conversations, the newest first; pages count from 1."""
    return (
        select(Conversation)
        .order_by(col(Conversation.last_message_at).desc(), col(Conversation.id).desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )


def conversation_count() -> Select[tuple[int]]:
    """How many conversations there are."""
    return select(func.count(Conversation.id))


def participants_of(conversation_ids: list[str]) -> Select[tuple[Participant]]:
    """The correspondents of some conversations."""
    return select(Participant).where(col(Participant.conversation_id).in_(conversation_ids))


def unread_among(conversation_ids: list[str]) -> Select[tuple[str]]:
    """Which of these conversations hold something unread."""
    return _unread(select(Message.conversation_id).distinct()).where(
        col(Message.conversation_id).in_(conversation_ids)
    )


def unread_count() -> Select[tuple[int]]:
    """How many messages are unread."""
    return _unread(select(func.count(Message.id)))


def unread_in(conversation_id: str) -> Select[tuple[Message]]:
    """The unread messages of one conversation."""
    return _unread(select(Message)).where(Message.conversation_id == conversation_id)


def _unread(statement: Select) -> Select:
    return statement.where(col(Message.read_at).is_(None), Message.direction == Direction.IN.value)


def drafts_among(conversation_ids: list[str]) -> Select[tuple[str]]:
    """Which of these conversations have a draft."""
    return select(Draft.conversation_id).where(col(Draft.conversation_id).in_(conversation_ids))


def messages_of(conversation_id: str) -> Select[tuple[Message]]:
    """The messages of a conversation, the newest first."""
    return (
        select(Message)
        .where(Message.conversation_id == conversation_id)
        .order_by(col(Message.received_at).desc(), col(Message.id).desc())
    )


def draft_of(conversation_id: str) -> Select[tuple[Draft]]:
    """The draft of a conversation."""
    return select(Draft).where(Draft.conversation_id == conversation_id)


def closed_writer(writer: str) -> Select[tuple[ClosedWriter]]:
    """What is remembered of an editor whose words were sent, deleted or replaced."""
    return select(ClosedWriter).where(ClosedWriter.writer == writer)


# A patient who types comes to these two at every pause: they are made once.

CONVERSATION_TO_WRITE = (
    select(Conversation)
    .where(Conversation.id == bindparam("conversation_id"))
    .options(load_only(col(Conversation.profile_id), col(Conversation.draft_version)))
    .with_for_update()
)
"""A conversation that nobody else can change until this transaction ends; its subject stays sealed."""

MET_BY_SAVE = (
    select(Message, Draft, ClosedWriter)
    .outerjoin(Draft, Draft.conversation_id == Message.conversation_id)
    .outerjoin(ClosedWriter, ClosedWriter.writer == bindparam("writer"))
    .where(Message.id == bindparam("reply_to_id"))
    .options(
        load_only(
            col(Message.conversation_id),
            col(Message.direction),
            col(Message.is_automatic),
            col(Message.sender_name),
            col(Message.sender_address),
        )
    )
)
"""What decides on a save: the message answered, the draft of its conversation, what became of the editor.

Of the message only what tells whether, and whom, it answers: the rest stays sealed.
"""


def message_by_digest(digests: list[str]) -> Select[tuple[Message]]:
    """Messages by the fingerprint of their Message-ID, the newest first."""
    return (
        select(Message)
        .where(col(Message.message_id_digest).in_(digests))
        .order_by(col(Message.received_at).desc())
    )


def message_by_send_key(send_key: str) -> Select[tuple[Message]]:
    """The message an editor has sent, if any."""
    return select(Message).where(Message.send_key == send_key)
