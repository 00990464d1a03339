"""Each profile's data key, wrapped by the master key."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from monespace_app.core import clock, crypto
from monespace_app.core.database.columns import UtcDateTime


class ProfileKey(SQLModel, table=True):
    """A profile's data key, wrapped by the master key. Destroying the row destroys the record's text."""

    __tablename__ = "profile_key"

    profile_id: str = Field(
        sa_column=Column(String(32), ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    )
    wrapped: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


def _wrapping_context(profile_id: str) -> str:
    return f"profile-key:{profile_id}"


_profile_keys: dict[str, bytes] = {}


def create_profile_key(session: Session, profile_id: str) -> None:
    """Give a new profile its key, in the transaction that creates the profile."""
    key = crypto.new_key()
    wrapping = crypto.system_key("wrap")
    session.add(
        ProfileKey(
            profile_id=profile_id, wrapped=crypto.encrypt(wrapping, key, _wrapping_context(profile_id))
        )
    )


def load_profile_key(session: Session, profile_id: str) -> bytes | None:
    """Unwrap a profile's key; None when there is no such profile."""
    if (known := _profile_keys.get(profile_id)) is not None:
        return known
    row = session.get(ProfileKey, profile_id)
    if row is None:
        return None
    key = crypto.decrypt(crypto.system_key("wrap"), row.wrapped, _wrapping_context(profile_id))
    _profile_keys[profile_id] = key
    return key


def forget_profile_keys() -> None:
    """Forget the keys that were unwrapped."""
    _profile_keys.clear()
