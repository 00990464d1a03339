"""Mail as it leaves: standard, 7-bit, and impossible to inject a header into."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import Any

from monespace_app.gateways.mime.headers import is_address
from monespace_app.gateways.mime.words import clean, one_line

MAX_LINE = 500
_IDENTIFIER = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")


class Unsendable(ValueError):
    """An address, or the mail's own identifier, has not the shape of one; the reason holds none of it."""


class _MessageIds(UnstructuredHeader):
    """Identifiers, one to a line: the library's own folding encodes the long ones, and nobody would know them."""

    max_count = None

    def fold(self: Any, *, policy: Policy) -> str:
        """The field as it is sent."""
        return f"{self.name}: {f'{policy.linesep} '.join(str(self).split())}{policy.linesep}"


def _headers() -> Any:
    registry: Any = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references"):
        registry.map_to_type(name, _MessageIds)
    return registry


POLICY = SMTP.clone(cte_type="7bit", header_factory=_headers())


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words. Addresses must be addresses; everything else may hold anything."""

    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    date: datetime
    sender_name: str = ""
    cc: tuple[str, ...] = ()
    html: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    """Further header fields, of our own making."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody it goes to, each once."""
        return tuple(dict.fromkeys((*self.to, *self.cc)))


def message_id(key: str, domain: str) -> str:
    """The identifier of what an outbox entry sends: the same each time it is sent again."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def compose(letter: Letter) -> EmailMessage:
    """The mail ready to be sent.

    Raises:
        Unsendable: An address, or the mail's own identifier, is not one.
    """
    if not _identifiers((letter.message_id,)):
        raise Unsendable("message identifier")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(letter.sender, letter.sender_name)
    mail["To"] = [_address(address) for address in letter.to]
    if letter.cc:
        mail["Cc"] = [_address(address) for address in letter.cc]
    mail["Subject"] = one_line(letter.subject, MAX_LINE)
    mail["Date"] = format_datetime(letter.date)
    for name, identifiers in _threading(letter).items():
        if identifiers:
            mail[name] = " ".join(identifiers)
    for name, value in letter.extra.items():
        mail[name] = one_line(value, MAX_LINE)
    _add_body(mail, letter)
    return mail


def _threading(letter: Letter) -> dict[str, list[str]]:
    return {
        "Message-ID": _identifiers((letter.message_id,)),
        # Others' identifiers: one that cannot be repeated must not keep the answer from leaving.
        "In-Reply-To": _identifiers((letter.in_reply_to,)),
        "References": _identifiers(letter.references),
    }


def _address(address: str, name: str = "") -> Address:
    try:
        if is_address(address) and address.isascii():
            return Address(display_name=one_line(name, MAX_LINE), addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        pass
    raise Unsendable("address")


def _identifiers(texts: Iterable[str]) -> list[str]:
    bare = (text.strip().removeprefix("<").removesuffix(">") for text in texts)
    return [f"<{text}>" for text in bare if _IDENTIFIER.fullmatch(text)]


def _add_body(mail: EmailMessage, letter: Letter) -> None:
    mail.set_content(clean(letter.text))
    if letter.html:
        mail.add_alternative(clean(letter.html), subtype="html")
    for attachment in letter.attachments:
        kind, _, subtype = attachment.media_type.partition("/")
        name = one_line(attachment.name, MAX_LINE)
        mail.add_attachment(attachment.content, maintype=kind, subtype=subtype, filename=name)
