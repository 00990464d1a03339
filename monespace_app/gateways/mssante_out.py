"""Patients' answers go out to professionals (MSS-6), from the patient's own address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from monespace_app.core.outbox import Outgoing, SendFailed
from monespace_app.gateways import reasons
from monespace_app.gateways.compose import Letter, Unsendable, compose, message_id
from monespace_app.gateways.relay import MailRelay


class MSSanteSender:
    """Hands outbox entries of the channel `mssante` over to the operator's relay."""

    def __init__(self, relay: MailRelay, domain: str) -> None:
        self._relay = relay
        self._domain = domain

    def __call__(self, entry: Outgoing) -> None:
        """Send one message, or raise `SendFailed`."""
        letter = letter_of(entry, self._domain)
        try:
            mail = compose(letter)
        except Unsendable as error:
            raise SendFailed(reasons.NO_SUCH_ADDRESS, permanent=True) from error
        self._relay.send(mail, letter.sender, letter.recipients)


def letter_of(entry: Outgoing, domain: str) -> Letter:
    """The mail an outbox entry describes; its Message-ID is the same each time the entry is sent again."""
    payload: Mapping[str, Any] = entry.payload
    return Letter(
        sender=payload["from"],
        sender_name=payload["from_name"],
        to=tuple(payload["to"]),
        cc=tuple(payload["cc"]),
        subject=payload["subject"],
        text=payload["text"],
        message_id=payload["message_id"] or message_id(entry.idempotency_key, domain),
        date=datetime.fromisoformat(payload["date"]),
        in_reply_to=payload["in_reply_to"],
        references=tuple(payload["references"]),
    )
