"""The few header fields that matter, read leniently: real mail breaks every rule."""

import email.utils
import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import Any

from monespace_app.gateways.mime.model import (
    MAX_ADDRESS,
    MAX_CORRESPONDENTS,
    MAX_HEADER,
    MAX_MESSAGE_ID,
    MAX_NAME,
    MAX_REFERENCES,
    MAX_SUBJECT,
    UnreadableMail,
)
from monespace_app.gateways.mime.words import decode, one_line

_MESSAGE_ID = re.compile(rf"<[^<>\s\x00-\x1f\x7f]{{1,{MAX_MESSAGE_ID - 2}}}>")
_NOT_IN_ADDRESS = r"\s@<>()\\,;:\"\x00-\x1f\x7f\ud800-\udfff"
_ADDRESS = re.compile(rf"[^{_NOT_IN_ADDRESS}]+@[^{_NOT_IN_ADDRESS}]+")

# Recent Pythons drop a whole list for one unquoted comma (« From: Chanteau, Marie <…> »), older ones cannot.
_LENIENT: dict[str, Any] = {"strict": False} if getattr(email.utils, "supports_strict_parsing", False) else {}


def field(message: Message, name: str) -> str:
    """The first field called `name` as it came, its raw 8-bit letters made into text."""
    values = _values(message, name)
    return values[0] if values else ""


def _values(message: Message, name: str) -> list[str]:
    # Asked of `raw_items`: Message.get would make unreadable letters into « ? ».
    wanted = name.lower()
    return [_eight_bits(str(value)) for key, value in message.raw_items() if key.lower() == wanted]


def _eight_bits(value: str) -> str:
    raw = value.encode("utf-8", "surrogateescape")
    return value if raw.isascii() else decode(raw, None)


def decoded(value: str, limit: int) -> str:
    """Encoded words (RFC 2047) made into letters, on one clean line of at most `limit` characters."""
    head = " ".join(value[: limit * 12].split())
    try:
        parts = decode_header(head)
    except (HeaderParseError, ValueError):
        return one_line(head, limit)
    words = "".join(_encoded_word(part, charset) for part, charset in parts)
    return one_line(words, limit) or one_line(head, limit)


def _encoded_word(raw: bytes | str, charset: str | None) -> str:
    if isinstance(raw, str):
        return raw
    # decode_header gives what is not encoded as raw-unicode-escape bytes, without a charset.
    return raw.decode("raw-unicode-escape", "replace") if charset is None else decode(raw, charset)


def subject(message: Message) -> str:
    """The subject in words; empty when absent."""
    return decoded(field(message, "Subject"), MAX_SUBJECT)


def people(message: Message, name: str) -> tuple[tuple[str, str], ...]:
    """Names and addresses of a field such as `To`, each address once, in lower case."""
    values = _values(message, name)
    if sum(map(len, values)) > MAX_HEADER:
        raise UnreadableMail("too many addresses")
    try:
        pairs = email.utils.getaddresses(values, **_LENIENT)
    except RecursionError as error:
        raise UnreadableMail("addresses nested too deep") from error
    found: dict[str, str] = {}
    for label, address in pairs:
        if len(found) < MAX_CORRESPONDENTS and is_address(address):
            found.setdefault(address.lower(), decoded(label, MAX_NAME))
    return tuple((label, address) for address, label in found.items())


def is_address(text: str) -> bool:
    """True when `text` has the shape of a mail address."""
    return len(text) <= MAX_ADDRESS and _ADDRESS.fullmatch(text) is not None


def author(message: Message) -> tuple[str, str]:
    """Name and address of the one author; empty when there is none, or several."""
    authors = people(message, "From")
    return authors[0] if len(authors) == 1 else ("", "")


def message_ids(message: Message, name: str) -> tuple[str, ...]:
    """The identifiers of a field, in order: the first ones and the most recent when there are too many."""
    found = tuple(dict.fromkeys(_MESSAGE_ID.findall(field(message, name))))
    return found if len(found) <= MAX_REFERENCES else (found[0], *found[1 - MAX_REFERENCES :])


def first_message_id(message: Message, name: str) -> str:
    """The first identifier of a field, or an empty text."""
    found = message_ids(message, name)
    return found[0] if found else ""


def sent_at(message: Message) -> datetime | None:
    """The date the sender wrote, in UTC; None when absent or senseless."""
    try:
        moment = email.utils.parsedate_to_datetime(field(message, "Date")[:200])
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
