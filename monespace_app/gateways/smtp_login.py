"""Logging in to an SMTP server with any password."""

import smtplib
from base64 import b64encode


def log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    """Say who we are. smtplib's own `login` only takes ASCII; PLAIN is UTF-8 (RFC 4616).

    Raises:
        SMTPException: The server offers no way, or refuses.
    """
    if user.isascii() and password.isascii():
        server.login(user, password)
        return
    token = b64encode(f"\0{user}\0{password}".encode()).decode()
    code, words = server.docmd("AUTH", f"PLAIN {token}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)
