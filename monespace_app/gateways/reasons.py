"""Why a mail could not be delivered, in French, from SMTP's codes (RFC 3463)."""

import re

NO_SUCH_ADDRESS = "L'adresse du professionnel n'existe plus."
DISABLED = "La messagerie du professionnel est désactivée."
FULL = "La messagerie du professionnel est pleine."
TOO_BIG = "Le message est trop lourd pour la messagerie du professionnel."
UNREACHABLE = "La messagerie du professionnel ne répond pas."
FORMAT = "La messagerie du professionnel ne sait pas lire ce message."
REFUSED = "La messagerie du professionnel a refusé ce message."
UNKNOWN = "La messagerie du professionnel n'a pas pu recevoir ce message."

_BY_STATUS = (
    ("1.", NO_SUCH_ADDRESS),
    ("2.1", DISABLED),
    ("2.2", FULL),
    ("2.3", TOO_BIG),
    ("3.4", TOO_BIG),
    ("4.", UNREACHABLE),
    ("6.", FORMAT),
    ("7.", REFUSED),
)
_BY_CODE = {550: NO_SUCH_ADDRESS, 551: NO_SUCH_ADDRESS, 552: FULL, 553: NO_SUCH_ADDRESS}
_STATUS = re.compile(r"\b([245])\.(\d{1,3}\.\d{1,3})\b")


def from_status(status: str) -> str:
    """The reason behind an enhanced status such as « 5.1.1 »."""
    detail = status.partition(".")[2]
    return next((reason for prefix, reason in _BY_STATUS if detail.startswith(prefix)), UNKNOWN)


def from_reply(code: int, text: str) -> str:
    """The reason behind a server's reply: its enhanced status if it gives one, else its code."""
    match = _STATUS.match(text.strip())
    return from_status(match.group()) if match else _BY_CODE.get(code, UNKNOWN)
