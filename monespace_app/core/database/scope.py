"""What a session may touch, for the column types that seal patients' text."""

from contextvars import ContextVar
from dataclasses import dataclass


class ScopeError(RuntimeError):
    """A programming error: a statement outside its scope. Never shown, always a bug."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a session may touch: one profile's rows, sealed with one key."""

    profile_id: str | None
    profile_key: bytes | None


current_scope: ContextVar[Scope | None] = ContextVar("database_scope", default=None)


def profile_key() -> bytes:
    """The data key of the profile in scope; `ScopeError` outside of one."""
    scope = current_scope.get()
    if scope is None or scope.profile_key is None:
        raise ScopeError("patients' text needs a transaction on one profile")
    return scope.profile_key
