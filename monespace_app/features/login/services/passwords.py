"""Password hashes: argon2id with OWASP's parameters, upgraded when their owner next logs in."""

from passlib.context import CryptContext

from monespace_app.features.login.rules import passwords

_CONTEXT = CryptContext(
    schemes=["argon2"],
    argon2__type="ID",
    argon2__memory_cost=19_456,
    argon2__time_cost=2,
    argon2__parallelism=1,
)
_NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$YiwFYCylFIIQwjgHgFBKKQ$YGw9lbGeqo/pWuGF2sz8sCLKg2KwWeiGKqLnh0FvP6Q"
)
"""Made from a random password that was thrown away. Verified when there is no account, so that the answer to
an unknown identifier takes as long as to a known one (LOGIN-6)."""


def hash_password(password: str) -> str:
    """The hash to store for a password that meets the rules; takes tens of milliseconds on purpose."""
    return _CONTEXT.hash(passwords.normalised(password))


def verify_password(password: str, stored: str | None) -> bool:
    """Compare with a stored hash, or with nobody's (always False): exactly one verification either way."""
    is_real = stored is not None and _CONTEXT.identify(stored) is not None
    candidate = passwords.normalised(password) if passwords.is_usable(password) else ""
    matches = _CONTEXT.verify(candidate, stored if is_real else _NOBODYS_HASH)
    return bool(matches) and is_real


def needs_upgrade(stored: str) -> bool:
    """True for a hash made with weaker parameters than today's."""
    return _CONTEXT.needs_update(stored)
