"""What the mail server asks of the application. The two know nothing else of each other."""

from enum import StrEnum
from typing import Protocol

from monespace_app.gateways.mime import ParsedMail


class RecipientStatus(StrEnum):
    """Whether a patient's address takes mail."""

    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    """A closed or opposed space."""


class Mailbox(Protocol):
    """Patients' mailboxes. Called in threads of the mail server; any exception means « try again later »."""

    def check_recipient(self, address: str) -> RecipientStatus:
        """Whether `address`, as the sender typed it, takes mail."""

    def check_sender(self, address: str) -> bool:
        """True when this author (lower case; empty without a single one) is in the directory of professionals."""

    def deliver(self, address: str, raw: bytes, mail: ParsedMail) -> None:
        """Keep the mail: committed when this returns. The same Message-ID again changes nothing.

        Raises:
            NotFound: There is no such patient (any more).
            Denied: The space is closed or opposed.
            Invalid: This mail can never be kept.
        """

    def bounce(self, address: str, message_id: str, reason: str) -> None:
        """A mail this patient sent came back; `reason` is French. An unknown `message_id` changes nothing."""
