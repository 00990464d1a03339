"""What may reach the browser, and what the mail gateway hands over."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

LIST_TOP_ID = "premieres-conversations"
"""Where the focus goes when the list shows another of its pages."""
REPLY_BUTTON_ID = "repondre"
"""Where the focus goes when the composer is shut."""


class ConversationRow(BaseModel):
    """One line of the list (MSG-2)."""

    id: str = ""
    names: str = ""
    initials: str = ""
    subject: str = ""
    moment: str = ""
    moment_long: str = ""
    is_unread: bool = False
    has_draft: bool = False


class ConversationPage(BaseModel):
    """A page of the list. `total` counts every conversation of the profile; `query` ends this page's address."""

    rows: list[ConversationRow] = []
    page: int = 1
    query: str = ""
    total: int = 0
    range_text: str = ""
    has_previous: bool = False
    has_next: bool = False


class MessageView(BaseModel):
    """One message of an open conversation (MSG-3, MSG-14)."""

    id: str = ""
    is_mine: bool = False
    sender: str = ""
    initials: str = ""
    recipients: str = ""
    moment: str = ""
    body: str = ""
    has_attachments: bool = False
    delivery: str = ""
    delivery_text: str = ""
    delivery_reason: str = ""


class ConversationView(BaseModel):
    """An open conversation, its newest message first. `reply_to_id` is empty when it can't be answered."""

    id: str = ""
    subject: str = ""
    names: str = ""
    messages: list[MessageView] = []
    reply_to_id: str = ""
    reply_to_name: str = ""
    has_unread: bool = False


class DraftView(BaseModel):
    """A stored draft as its editor needs it. Version 0: there is none."""

    document_key: str = ""
    recipient: str = ""
    text: str = ""
    version: int = 0
    writer: str = ""
    seq: int = 0
    saved_at: str = ""


class InboxInfo(BaseModel):
    """What stands above the list (MSG-1)."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of a save: `outcome` is a value of `rules.Save`, `draft` what is stored now."""

    outcome: str
    draft: DraftView


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A name and an address of a mail; `professional_id` when the directory knows the address."""

    name: str
    address: str
    professional_id: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A mail that the gateway accepted, for one patient."""

    message_id: str
    sender: Correspondent
    subject: str
    text: str
    received_at: datetime
    to: tuple[Correspondent, ...] = ()
    cc: tuple[Correspondent, ...] = ()
    references: tuple[str, ...] = ()
    """In-Reply-To and References together, oldest first."""
    raw: bytes = b""
    is_automatic: bool = False
    has_attachments: bool = False
    is_read: bool = False
    """Only demonstration data arrive already read."""
