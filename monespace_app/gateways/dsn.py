"""Mail that comes back: delivery status notifications (RFC 3464), never shown as messages."""

import re
from dataclasses import dataclass
from email.message import Message

from monespace_app.gateways import reasons
from monespace_app.gateways.mime import UnreadableMail, headers, tree

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a mail of ours.

    Attributes:
        message_id: The mail's own, with its angle brackets.
        has_failed: False for a mere delay or a success.
        reason: In French, for the patient.
    """

    message_id: str
    has_failed: bool
    reason: str


def read(raw: bytes) -> Report | None:
    """The report a mail holds; None when it is not one, or does not say of which mail it speaks."""
    try:
        root = tree.read(raw)
    except UnreadableMail:
        return None
    if root.get_content_type() != "multipart/report":
        return None
    parts = tree.children(root)
    fields = [block for part in parts if _is_status(part) for block in tree.children(part)]
    message_id = _returned_message_id(parts)
    if not fields or not message_id:
        return None
    failed = [block for block in fields if headers.field(block, "Action").strip().lower() == "failed"]
    return Report(message_id, bool(failed), _reason(failed[0]) if failed else "")


def _is_status(part: Message) -> bool:
    return part.get_content_type() in {"message/delivery-status", "message/global-delivery-status"}


def _returned_message_id(parts: list[Message]) -> str:
    """The identifier in the copy of the mail, or of its header, that comes with the report."""
    for part in parts[1:]:
        if (found := _message_id_in(part)) and not _is_status(part):
            return found
    return ""


def _message_id_in(part: Message) -> str:
    if part.get_content_type() not in {"text/rfc822-headers", "message/global-headers"}:
        return next((found for child in tree.children(part) if (found := _own_id(child))), "")
    payload = part.get_payload(decode=True)
    try:
        return _own_id(tree.read(payload if isinstance(payload, bytes) else b""))
    except UnreadableMail:
        return ""


def _own_id(message: Message) -> str:
    return headers.first_message_id(message, "Message-ID")


def _reason(block: Message) -> str:
    match = _STATUS.search(headers.field(block, "Status"))
    if match is not None and reasons.from_status(match.group()) != reasons.UNKNOWN:
        return reasons.from_status(match.group())
    diagnostic = headers.field(block, "Diagnostic-Code").partition(";")[2].strip()
    code, _, words = diagnostic.partition(" ")
    return reasons.from_reply(int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 0, words)
