"""Handing mail over to the operator's relay, and what its answers mean."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from monespace_app.core.outbox import SendFailed
from monespace_app.gateways import reasons
from monespace_app.gateways.network import is_loopback
from monespace_app.gateways.smtp_login import log_in

TIMEOUT_SECONDS = 20.0
"""For each command and its reply, the mail itself excepted."""
DATA_TIMEOUT_SECONDS = 600.0
"""For the mail and its reply (RFC 5321, 4.5.3.2.6): giving up earlier would send again what has been accepted."""
NOT_NOW = "La messagerie sécurisée est momentanément indisponible. Le message partira dès que possible."
NOT_ENCRYPTED = "Le serveur d'envoi n'offre pas de connexion chiffrée. Le message attend."
_OURS = frozenset({454, 530, 534, 535, 538})
"""Replies about our own access to the relay: the operator's to put right, no fault of the message."""


Replies = dict[str, tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class RelayAddress:
    """Where to hand over. Without TLS a relay is only used on this very machine."""

    host: str
    port: int
    tls_from_start: bool
    user: str = ""
    password: str = ""


def parse_address(url: str) -> RelayAddress:
    """Read `smtp://user:password@host:port` or `smtps://…`; `ValueError` with a French sentence otherwise."""
    parts = urlsplit(url)
    ports = {"smtp": 587 if parts.username else 25, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("L'adresse d'un relais s'écrit smtp://hôte:port ou smtps://hôte:port.")
    return RelayAddress(
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        tls_from_start=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class MailRelay:
    """Sends mail through one relay."""

    def __init__(
        self,
        url: str,
        *,
        own_name: str,
        tls: ssl.SSLContext | None = None,
        timeout: float = TIMEOUT_SECONDS,
        data_timeout: float = DATA_TIMEOUT_SECONDS,
    ) -> None:
        self._address = parse_address(url)
        self._own_name = own_name
        self._tls = tls
        self._timeout = timeout
        self._data_timeout = data_timeout

    def send(self, mail: EmailMessage, sender: str, recipients: Sequence[str]) -> None:
        """Hand a mail over; it is the relay's once this returns.

        Raises:
            SendFailed: Temporary, nothing was accepted for anybody; or permanent, for the recipients it names.
        """
        try:
            with self._conversation() as relay:
                refused = self._hand_over(relay, mail.as_bytes(), sender, recipients)
        except smtplib.SMTPResponseException as error:
            raise failure(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(NOT_NOW) from error
        if refused:
            raise SendFailed(_refusals(refused), permanent=True)

    def _hand_over(
        self, relay: smtplib.SMTP, content: bytes, sender: str, recipients: Sequence[str]
    ) -> Replies:
        """Say it all to the relay; returns who was refused for good, when others were accepted.

        smtplib's own `sendmail` would send to some while others are to be tried again: they would have it twice.
        """
        _expect(250, relay.mail(sender, [f"SIZE={len(content)}"] if relay.has_extn("size") else []))
        refused = {to: reply for to in recipients if (reply := relay.rcpt(to))[0] not in {250, 251}}
        later = [reply for reply in refused.values() if not 500 <= reply[0] < 600]
        if later or len(refused) == len(recipients):
            raise smtplib.SMTPResponseException(*(later or list(refused.values()))[0])
        _wait_at_most(relay, self._data_timeout)
        _expect(250, relay.data(content))
        _wait_at_most(relay, self._timeout)
        return refused

    @contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        relay = self._greet()
        try:
            yield relay
            # The mail is the relay's already: a goodbye that fails must not have it sent again.
            with suppress(smtplib.SMTPException, OSError):
                relay.quit()
        finally:
            relay.close()

    def _greet(self) -> smtplib.SMTP:
        """Be connected, encrypted and known. What fails here is no fault of the message: it is tried again."""
        try:
            relay = self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(NOT_NOW) from error
        try:
            self._secure(relay)
        except (smtplib.SMTPException, OSError) as error:
            relay.close()
            raise SendFailed(NOT_NOW) from error
        except SendFailed:
            relay.close()
            raise
        return relay

    def _connect(self) -> smtplib.SMTP:
        where = (self._address.host, self._address.port, self._own_name)
        if self._address.tls_from_start:
            return smtplib.SMTP_SSL(*where, timeout=self._timeout, context=self._context())
        return smtplib.SMTP(*where, timeout=self._timeout)

    def _context(self) -> ssl.SSLContext:
        return self._tls or ssl.create_default_context()

    def _secure(self, relay: smtplib.SMTP) -> None:
        relay.ehlo_or_helo_if_needed()
        if not self._address.tls_from_start:
            if relay.has_extn("starttls"):
                relay.starttls(context=self._context())
                relay.ehlo()
            elif not is_loopback(self._address.host):
                raise SendFailed(NOT_ENCRYPTED)
        if self._address.user:
            log_in(relay, self._address.user, self._address.password)


def _wait_at_most(relay: smtplib.SMTP, seconds: float) -> None:
    if relay.sock is not None:
        relay.sock.settimeout(seconds)


def _expect(code: int, reply: tuple[int, bytes]) -> None:
    if reply[0] != code:
        raise smtplib.SMTPResponseException(*reply)


def failure(code: int, words: bytes | str) -> SendFailed:
    """What a relay's refusal means for the message."""
    if not 500 <= code < 600 or code in _OURS:
        return SendFailed(NOT_NOW)
    return SendFailed(_reason(code, words), permanent=True)


def _reason(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return reasons.from_reply(code, text)


def _refusals(refused: Mapping[str, tuple[int, bytes]]) -> str:
    named = " ".join(f"{address}\u00a0: {_reason(*reply)}" for address, reply in refused.items())
    return f"{named} Les autres destinataires ont reçu le message."
