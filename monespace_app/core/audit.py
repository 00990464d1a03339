"""The trace of everything that touches a profile: who, what, when, on which profile, why it was allowed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session
from sqlmodel import Field

from monespace_app.core import clock
from monespace_app.core.actor import Actor
from monespace_app.core.database import ProfileOwned, UtcDateTime, id_column


class Act(StrEnum):
    """What was done, named like the permission it needed."""

    PROFILE_OPENED = "profile.opened"
    CONVERSATION_READ = "conversation.read"
    MESSAGE_RECEIVED = "message.received"
    MESSAGE_SENT = "message.sent"
    DRAFT_DELETED = "draft.deleted"
    DOCUMENT_ADDED = "document.added"
    DOCUMENT_CHANGED = "document.changed"
    DOCUMENT_READ = "document.read"
    DOCUMENT_DOWNLOADED = "document.downloaded"
    DOCUMENT_DELETED = "document.deleted"
    DOCUMENT_RESTORED = "document.restored"
    DOCUMENT_INFECTED = "document.infected"
    PASSWORD_CHANGED = "account.password_changed"
    DEVICE_DISCONNECTED = "account.device_disconnected"


class AuditEntry(ProfileOwned, table=True):
    """One line of « Historique d'activité ». Names objects by identifier only, never by content."""

    __tablename__ = "audit_entry"

    id: str = id_column()
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    actor_kind: str = Field(max_length=16)
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    actor_label: str = Field(default="", max_length=200)
    act: str = Field(max_length=40)
    object_id: str = Field(default="", max_length=32)
    reason: str = Field(default="", max_length=80)


def record(session: Session, actor: Actor, act: Act, *, object_id: str = "", reason: str = "") -> None:
    """Write the trace in the transaction of the act itself: both happen or neither does.

    Args:
        reason: Why it was allowed, when it is not the actor's own reason (« titulaire », « représentant légal »).
    """
    session.add(
        AuditEntry(
            profile_id=actor.open_profile,
            actor_kind=actor.kind.value,
            account_id=actor.account_id,
            actor_label=actor.label,
            act=act.value,
            object_id=object_id,
            reason=reason or actor.reason,
        )
    )
