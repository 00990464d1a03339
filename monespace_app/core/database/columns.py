"""Column types, and the base of every table that belongs to a profile."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, TypeDecorator
from sqlmodel import Field, SQLModel

from monespace_app.core import crypto
from monespace_app.core.database.scope import profile_key

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = MetaData(naming_convention=NAMING).naming_convention


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: they do not say which instant they are."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given to the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone; it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ProfileText(TypeDecorator[str]):
    """Text a patient wrote or received, sealed with the key of the profile in scope (lock 4)."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        return None if value is None else crypto.encrypt(profile_key(), value.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Open."""
        return None if value is None else crypto.decrypt(profile_key(), bytes(value), self.context).decode()


class SystemText(TypeDecorator[str]):
    """Personal data of the platform's own tables (contacts, NIR, mail on its way), sealed with a derived key."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal."""
        if value is None:
            return None
        return crypto.encrypt(crypto.system_key("columns"), value.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Open."""
        if value is None:
            return None
        return crypto.decrypt(crypto.system_key("columns"), bytes(value), self.context).decode()


def id_column() -> Any:
    """A primary key that cannot be guessed."""
    return Field(default_factory=crypto.new_id, primary_key=True, max_length=32)


class ProfileOwned(SQLModel):
    """Rows of one profile. Every statement on them is held to the profile in scope."""

    profile_id: str = Field(foreign_key="profile.id", index=True, max_length=32)
