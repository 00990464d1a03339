"""How often a password may be tried (LOGIN-6), wherever it is asked for."""

from sqlalchemy.orm import Session

from monespace_app.core import throttle
from monespace_app.core.errors import TooManyTries
from monespace_app.features.login.rules import codes

TOO_MANY_PASSWORDS = (
    "Trop d'essais en peu de temps. Par sécurité, attendez 15\u00a0minutes avant de recommencer."
)


def count_password_try(session: Session, identifier: str, address: str | None = None) -> list[str]:
    """Count a try before it is evaluated; returns what `throttle.release` takes back if it turns out right.

    Args:
        identifier: As typed; one that exists and one that does not are counted alike.
        address: Where it comes from, when it is a stranger's try.

    Raises:
        TooManyTries: The account or the address has used up its tries; nothing may be evaluated.
    """
    counted = []
    # Always the address first: two tries that wait for each other's rows would be a deadlock.
    if address is not None:
        counted.append(
            _count(session, "address", codes.counted_address(address), codes.PASSWORD_TRIES_PER_ADDRESS)
        )
    subject = codes.counted_identifier(identifier)
    counted.append(_count(session, "account", subject, codes.PASSWORD_TRIES_PER_ACCOUNT))
    return counted


def _count(session: Session, kind: str, subject: str, limit: int) -> str:
    key = throttle.bucket(f"password:{kind}", subject)
    attempt = throttle.reserve(session, key, limit=limit, window=codes.WINDOW)
    if attempt is None:
        raise TooManyTries(TOO_MANY_PASSWORDS)
    return attempt
