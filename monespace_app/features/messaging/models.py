"""Conversations, their messages and the drafts that answer them. FHIR: Communication."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from monespace_app.core import clock
from monespace_app.core.database import ProfileOwned, ProfileText, UtcDateTime, id_column


class Direction(StrEnum):
    """Which way a message went, seen from the patient."""

    IN = "in"
    OUT = "out"


class Delivery(StrEnum):
    """Where a sent message is on its way out (MSG-14)."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


def _same_profile_as_conversation(table: str) -> ForeignKeyConstraint:
    # The pair, not the id alone: no row can hang on another profile's conversation.
    return ForeignKeyConstraint(
        ["conversation_id", "profile_id"],
        ["conversation.id", "conversation.profile_id"],
        name=f"fk_{table}_conversation",
    )


class Conversation(ProfileOwned, table=True):
    """Messages that answer each other. `draft_version` only grows, even when drafts come and go."""

    __tablename__ = "conversation"
    __table_args__ = (
        UniqueConstraint("id", "profile_id"),
        Index("ix_conversation_list", "profile_id", "last_message_at", "id"),
    )

    id: str = id_column()
    subject: str = Field(sa_column=Column(ProfileText("conversation.subject"), nullable=False))
    last_message_at: datetime = Field(sa_type=UtcDateTime)
    draft_version: int = 0


class Participant(ProfileOwned, table=True):
    """A correspondent of a conversation: who wrote, or was written to."""

    __tablename__ = "participant"
    __table_args__ = (
        _same_profile_as_conversation("participant"),
        Index("ix_participant_conversation", "conversation_id"),
    )

    id: str = id_column()
    conversation_id: str = Field(max_length=32)
    professional_id: str | None = Field(default=None, foreign_key="professional.id", max_length=32)
    name: str = Field(sa_column=Column(ProfileText("participant.name"), nullable=False))
    address: str = Field(sa_column=Column(ProfileText("participant.address"), nullable=False))
    last_wrote_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Message(ProfileOwned, table=True):
    """One mail, received or sent. The original bytes of a received one are kept in `original_blob_id`."""

    __tablename__ = "message"
    __table_args__ = (
        _same_profile_as_conversation("message"),
        UniqueConstraint("profile_id", "message_id_digest"),
        UniqueConstraint("profile_id", "send_key"),
        UniqueConstraint("id", "profile_id"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint(
            "(direction = 'in' AND delivery IS NULL AND send_key IS NULL) OR "
            "(direction = 'out' AND delivery IN ('sending', 'sent', 'failed') AND send_key IS NOT NULL)",
            name="delivery",
        ),
        Index("ix_message_conversation", "conversation_id", "received_at"),
        Index(
            "ix_message_unread",
            "profile_id",
            "conversation_id",
            sqlite_where=text("read_at IS NULL AND direction = 'in'"),
            postgresql_where=text("read_at IS NULL AND direction = 'in'"),
        ),
    )

    id: str = id_column()
    conversation_id: str = Field(max_length=32)
    direction: str = Field(max_length=3)
    sender_name: str = Field(sa_column=Column(ProfileText("message.sender_name"), nullable=False))
    sender_address: str = Field(sa_column=Column(ProfileText("message.sender_address"), nullable=False))
    recipients: str = Field(sa_column=Column(ProfileText("message.recipients"), nullable=False))
    """JSON: `{"to": [[name, address]…], "cc": […]}`."""
    subject: str = Field(sa_column=Column(ProfileText("message.subject"), nullable=False))
    body: str = Field(sa_column=Column(ProfileText("message.body"), nullable=False))
    message_id: str = Field(sa_column=Column(ProfileText("message.message_id"), nullable=False))
    message_id_digest: str = Field(max_length=64)
    references: str = Field(sa_column=Column(ProfileText("message.references"), nullable=False))
    """Message-IDs of the thread before this one, oldest first, separated by spaces."""
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_automatic: bool = False
    send_key: str | None = Field(default=None, max_length=36)
    delivery: str | None = Field(default=None, max_length=8)
    delivery_reason: str = Field(default="", max_length=500)
    original_blob_id: str | None = Field(default=None, foreign_key="blob.id", max_length=32)
    has_attachments: bool = False
    """Something besides the text came along; it is in the original."""


class Draft(ProfileOwned, table=True):
    """An answer being typed: one a conversation. `writer` and `seq` name the last save that was kept (MSG-12)."""

    __tablename__ = "draft"
    __table_args__ = (
        _same_profile_as_conversation("draft"),
        ForeignKeyConstraint(
            ["reply_to_id", "profile_id"], ["message.id", "message.profile_id"], name="fk_draft_reply_to"
        ),
        UniqueConstraint("conversation_id"),
        CheckConstraint("version > 0 AND seq >= 0", name="counters"),
    )

    id: str = id_column()
    conversation_id: str = Field(max_length=32)
    reply_to_id: str = Field(max_length=32)
    text: str = Field(sa_column=Column(ProfileText("draft.text"), nullable=False))
    version: int
    writer: str = Field(max_length=36)
    seq: int
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class ClosedWriter(ProfileOwned, table=True):
    """An editor whose words were sent, deleted or replaced: a late save of it must not bring the draft back."""

    __tablename__ = "closed_writer"
    __table_args__ = (UniqueConstraint("profile_id", "writer"),)

    id: str = id_column()
    writer: str = Field(max_length=36)
    closed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    is_replaced: bool = False
    """Another editor went on from its words, or sent them."""
    seq: int
    """The last of its words that were sent or deleted: newer ones are still the patient's."""
