"""E-mails to patients: codes, and notices that say nothing of health."""

from monespace_app.core import clock
from monespace_app.core.outbox import Outgoing, SendFailed
from monespace_app.gateways.compose import Letter, Unsendable, compose, message_id
from monespace_app.gateways.relay import MailRelay

FROM_NAME = "Mon espace santé"
BAD_ADDRESS = "Cette adresse e-mail n'est pas valable."


class EmailSender:
    """Hands outbox entries of the channel `email` over to the e-mail relay."""

    def __init__(self, relay: MailRelay, sender: str) -> None:
        self._relay = relay
        self._sender = sender

    def __call__(self, entry: Outgoing) -> None:
        """Send one e-mail, or raise `SendFailed`."""
        letter = letter_of(entry, self._sender)
        try:
            mail = compose(letter)
        except Unsendable as error:
            raise SendFailed(BAD_ADDRESS, permanent=True) from error
        self._relay.send(mail, letter.sender, letter.recipients)


def letter_of(entry: Outgoing, sender: str) -> Letter:
    """The e-mail an outbox entry describes, in plain text and, when it has one, in HTML."""
    return Letter(
        sender=sender,
        sender_name=FROM_NAME,
        to=(entry.payload["to"],),
        subject=entry.payload["subject"],
        text=entry.payload["text"],
        html=entry.payload.get("html", ""),
        message_id=message_id(entry.idempotency_key, sender.rpartition("@")[2]),
        date=clock.now(),
        # No out-of-office reply to a machine (RFC 3834).
        extra={"Auto-Submitted": "auto-generated"},
    )
