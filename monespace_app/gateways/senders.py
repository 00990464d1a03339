"""The ways out, one a channel: real relays in production, the demo outbox in demo mode."""

from collections.abc import Callable
from typing import Any

from monespace_app.core import clock
from monespace_app.core.outbox import Channel, Outgoing, Sender, SendFailed
from monespace_app.core.settings import Settings
from monespace_app.gateways import email, mssante_out, reasons
from monespace_app.gateways.compose import Letter, Unsendable, compose
from monespace_app.gateways.relay import MailRelay
from monespace_app.gateways.sms import SmsSender

Record = Callable[[dict[str, Any]], None]
"""Keeps what demo mode does not send. The same `key` again must change nothing."""

THREADING = ("Message-ID", "In-Reply-To", "References", "Cc")


def senders(settings: Settings, record: Record | None = None) -> dict[Channel, Sender]:
    """A sender for each channel. In demo mode `record` takes everything, whatever the relays in the settings.

    Raises:
        ValueError: A relay's address is missing or is not one; the sentence is French.
    """
    if settings.is_demo:
        if record is None:
            raise ValueError("Le mode démonstration n'envoie rien : il lui faut une boîte d'envoi.")
        return _DemoSenders(settings, record).by_channel()
    if settings.mssante_relay is None or settings.email_relay is None:
        raise ValueError("Il faut définir MONESPACE_MSSANTE_RELAY et MONESPACE_EMAIL_RELAY.")
    own_name = settings.mssante_domain
    token = settings.sms_token.get_secret_value() if settings.sms_token else ""
    return {
        Channel.MSSANTE: mssante_out.MSSanteSender(
            MailRelay(settings.mssante_relay, own_name=own_name), own_name
        ),
        Channel.EMAIL: email.EmailSender(
            MailRelay(settings.email_relay, own_name=own_name), settings.email_from
        ),
        Channel.SMS: SmsSender(settings.sms_gateway, token),
    }


class _DemoSenders:
    """Keeps what would have left the machine, composed as it would have been."""

    def __init__(self, settings: Settings, record: Record) -> None:
        self._settings = settings
        self._record = record

    def by_channel(self) -> dict[Channel, Sender]:
        return {
            Channel.MSSANTE: lambda entry: self._keep_mail(
                entry, mssante_out.letter_of(entry, self._settings.mssante_domain)
            ),
            Channel.EMAIL: lambda entry: self._keep_mail(
                entry, email.letter_of(entry, self._settings.email_from)
            ),
            Channel.SMS: self._keep_sms,
        }

    def _keep_mail(self, entry: Outgoing, letter: Letter) -> None:
        try:
            mail = compose(letter)
        except Unsendable as error:
            raise SendFailed(reasons.NO_SUCH_ADDRESS, permanent=True) from error
        self._keep(
            entry,
            to=", ".join(letter.to),
            sender=letter.sender,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            headers={name: str(mail[name]) for name in THREADING if name in mail},
        )

    def _keep_sms(self, entry: Outgoing) -> None:
        text = entry.payload["text"]
        self._keep(entry, to=entry.payload["to"], sender=email.FROM_NAME, subject="", text=text)

    def _keep(
        self,
        entry: Outgoing,
        *,
        to: str,
        sender: str,
        subject: str,
        text: str,
        html: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        self._record(
            {
                "channel": entry.channel.value,
                "to": to,
                "from": sender,
                "subject": subject,
                "text": text,
                "html": html,
                "at": clock.now().isoformat(),
                "headers": headers or {},
                "key": entry.idempotency_key,
            }
        )
