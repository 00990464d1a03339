"""What may be answered, what a save of a draft means, how lists are worded. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from monespace_app.core import french
from monespace_app.core.errors import Invalid

BODY_LIMIT = 10_000
SEQ_LIMIT = 2**31 - 1
SERVICE_NAME = "Mon espace santé"
NO_SUBJECT = "Aucun sujet"


class Save(Enum):
    """What to do with an incoming save."""

    WRITE = "write"
    ALREADY_SAVED = "already_saved"
    CLOSED = "closed"
    CONFLICT = "conflict"


class Writer(Enum):
    """What became of an editor's earlier words."""

    OPEN = "open"
    REPLACED = "replaced"
    """Another editor went on from them, or sent them; or they are newer than what was sent: what comes now is a
    conflict, never a draft anew."""
    CLOSED = "closed"
    """They were sent or deleted."""


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Which save a stored draft comes from."""

    writer: str
    seq: int
    version: int


@dataclass(frozen=True, slots=True)
class DraftSave:
    """One save of an editor. `writer` names the editor since it adopted `base_version`; `seq` grows as it types."""

    document: "DocumentKey"
    writer: str
    seq: int
    base_version: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What an editor edits: the answer to one message, in one conversation of one profile.

    The profile is part of it: what is typed for a child goes to the child's record, even if the tab has
    moved on to another profile when the last save arrives.
    """

    profile_id: str
    conversation_id: str
    reply_to_id: str

    def __str__(self) -> str:
        return f"{self.profile_id}:{self.conversation_id}:{self.reply_to_id}"


_DOCUMENT = re.compile(r"([0-9a-f]{32}):([0-9a-f]{32}):([0-9a-f]{32})\Z")


def parse_document(key: object) -> DocumentKey:
    """Read a document key sent by a browser; `Invalid` for anything else."""
    match = _DOCUMENT.match(key) if isinstance(key, str) else None
    if match is None:
        raise Invalid("text", "Ce brouillon est introuvable.")
    return DocumentKey(*match.groups())


def parse_save(payload: object) -> DraftSave:
    """Read what an editor sent; `Invalid` with a sentence when it cannot be kept.

    Numbers come as text from a form. Lines end with a single line feed, lengths count characters.
    """
    if not isinstance(payload, dict):
        raise Invalid("text", "Ce brouillon est illisible.")
    return DraftSave(
        document=parse_document(payload.get("document_key")),
        writer=_writer(payload.get("writer")),
        seq=_count(payload.get("seq")),
        base_version=_count(payload.get("base_version")),
        text=clean_text(payload.get("text")),
    )


def _writer(value: object) -> str:
    try:
        return str(UUID(value if isinstance(value, str) else ""))
    except ValueError:
        raise Invalid("text", "Ce brouillon est illisible.") from None


def _count(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,10}", value):
        value = int(value)
    # A truth value is a whole number to Python, not to a browser.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= SEQ_LIMIT:
        raise Invalid("text", "Ce brouillon est illisible.")
    return value


def clean_text(value: object) -> str:
    """The text as it is kept: one kind of line end, no NUL, 10 000 characters at most."""
    if not isinstance(value, str):
        raise Invalid("text", "Ce texte est illisible.")
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    # A lone surrogate has no UTF-8 form: it could neither be stored nor mailed.
    text = text.encode("utf-8", "replace").decode()
    if len(text) > BODY_LIMIT:
        over = french.plural(len(text) - BODY_LIMIT, "caractère", "caractères")
        raise Invalid("text", f"Votre message est trop long de {over}. Raccourcissez-le.")
    return text


def decide_save(stored: DraftMark | None, save: DraftSave, writer: Writer) -> Save:
    """What a save means, given the stored draft. Never a silent overwrite of another writer's words (MSG-12)."""
    if writer is Writer.CLOSED:
        return Save.CLOSED
    if stored is not None and stored.writer == save.writer:
        return Save.WRITE if save.seq > stored.seq else Save.ALREADY_SAVED
    if writer is Writer.REPLACED:
        return Save.CONFLICT
    stored_version = stored.version if stored is not None else 0
    return Save.WRITE if save.base_version == stored_version else Save.CONFLICT


def can_send(stored: DraftMark | None, save: DraftSave, writer: Writer) -> bool:
    """True when sending would drop no acknowledged words: neither another editor's, nor newer ones of its own."""
    if writer is not Writer.OPEN:
        return False
    if stored is None:
        return save.base_version == 0
    if stored.writer == save.writer:
        return save.seq >= stored.seq
    return stored.version == save.base_version


def can_reply_to(*, direction: str, is_automatic: bool, sender_address: str) -> bool:
    """Only a message that a professional wrote can be answered; the service's own cannot (MSG-5)."""
    return direction == "in" and not is_automatic and bool(sender_address)


def names_text(names: Sequence[tuple[str, datetime | None]]) -> str:
    """« Christelle Thomas, Dr Marie Chanteau »: the last sender first (MSG-2)."""
    written = sorted(((at, name) for name, at in names if at is not None), reverse=True)
    silent = sorted(name for name, at in names if at is None)
    return ", ".join([*(name for _, name in written), *silent])


def reply_subject(subject: str) -> str:
    """« Re: … », once."""
    bare = subject.strip() or NO_SUBJECT
    return bare if re.match(r"re\s*:", bare, flags=re.IGNORECASE) else f"Re: {bare}"


def thread_references(references: str, message_id: str) -> list[str]:
    """The References of an answer: the thread so far and the message answered, the newest 20 at most."""
    return [*references.split(), message_id][-20:]
