"""Who may connect: anybody on this machine in demo mode; in production, the operator alone, over TLS."""

import hmac
import ssl
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from monespace_app.core.settings import Settings
from monespace_app.gateways.network import is_loopback

MIN_PASSWORD = 16
UNUSABLE = (
    "MONESPACE_SMTP_IN_CERTIFICATE, MONESPACE_SMTP_IN_KEY\u00a0: "
    "ce certificat et sa clé ne peuvent pas être lus, ou ne vont pas ensemble."
)


def check(settings: Settings) -> None:
    """Raise `ValueError`, with a French sentence, when the settings would let anybody in, or show no certificate."""
    if settings.is_demo:
        if not is_loopback(settings.smtp_in_host):
            raise ValueError("Le mode démonstration ne reçoit que sur 127.0.0.1 (MONESPACE_SMTP_IN_HOST).")
        return
    required = {
        "MONESPACE_SMTP_IN_CERTIFICATE": settings.smtp_in_certificate,
        "MONESPACE_SMTP_IN_KEY": settings.smtp_in_key,
        "MONESPACE_SMTP_IN_OPERATOR": settings.smtp_in_operator,
        "MONESPACE_SMTP_IN_PASSWORD": settings.smtp_in_password,
    }
    if missing := [name for name, value in required.items() if value is None]:
        raise ValueError(f"En production, il faut définir {', '.join(missing)}.")
    if len(_password(settings)) < MIN_PASSWORD:
        raise ValueError(f"MONESPACE_SMTP_IN_PASSWORD\u00a0: {MIN_PASSWORD} caractères au moins.")
    tls_context(settings)


def tls_context(settings: Settings) -> ssl.SSLContext | None:
    """The server's certificate; None when there is none to show. `ValueError` when it cannot be shown."""
    if settings.smtp_in_certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.smtp_in_certificate, settings.smtp_in_key)
    except OSError as error:
        raise ValueError(UNUSABLE) from error
    return context


def _password(settings: Settings) -> str:
    return settings.smtp_in_password.get_secret_value() if settings.smtp_in_password else ""


class Operator:
    """The MSSanté operator that brings the mail, and vouches for its authors."""

    def __init__(self, settings: Settings) -> None:
        self._name = (settings.smtp_in_operator or "").encode()
        self._password = _password(settings).encode()

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        """Compare in constant time. Without a password in the settings, nobody is the operator."""
        known = isinstance(given, LoginPassword) and bool(self._password)
        same_name = known and hmac.compare_digest(given.login, self._name)
        same_password = known and hmac.compare_digest(given.password, self._password)
        return AuthResult(success=same_name and same_password, handled=False)
