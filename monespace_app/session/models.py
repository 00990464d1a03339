"""Accounts, the profiles they open, and the sessions they are connected with."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import SystemText, UtcDateTime, id_column


class ProfileState(StrEnum):
    """Where a space is in its life."""

    PENDING = "pending"
    ACTIVE = "active"
    OPPOSED = "opposed"
    CLOSED = "closed"


class Profile(SQLModel, table=True):
    """One person's health space (« profil, espace santé »). FHIR: Patient."""

    __tablename__ = "profile"
    __table_args__ = (CheckConstraint("state IN ('pending', 'active', 'opposed', 'closed')", name="state"),)

    id: str = id_column()
    ins: str = Field(sa_column=Column(SystemText("profile.ins"), nullable=False))
    ins_digest: str = Field(max_length=64, unique=True)
    family_name: str = Field(max_length=100)
    given_name: str = Field(max_length=100)
    birth_date: date
    state: str = Field(default=ProfileState.PENDING.value, max_length=16)
    activated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Account(SQLModel, table=True):
    """An adult who can log in. Opens the own profile and those of the minors represented."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("identifier = lower(identifier) AND length(identifier) >= 8", name="identifier"),
    )

    id: str = id_column()
    identifier: str = Field(max_length=64, unique=True)
    password_hash: str = Field(max_length=200)
    profile_id: str = Field(foreign_key="profile.id", unique=True, max_length=32)
    email: str | None = Field(default=None, sa_column=Column(SystemText("account.email")))
    mobile: str | None = Field(default=None, sa_column=Column(SystemText("account.mobile")))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ProfileManager(SQLModel, table=True):
    """An account's right on a profile: its holder, or the legal representative of a minor."""

    __tablename__ = "profile_manager"
    __table_args__ = (UniqueConstraint("account_id", "profile_id"),)

    id: str = id_column()
    account_id: str = Field(foreign_key="account.id", max_length=32)
    profile_id: str = Field(foreign_key="profile.id", index=True, max_length=32)
    is_holder: bool = False
    since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class LoginSession(SQLModel, table=True):
    """A connected device (LOGIN-7). Only a fingerprint of the cookie's token is kept."""

    __tablename__ = "login_session"
    __table_args__ = (Index("ix_login_session_live", "account_id", sqlite_where=text("revoked_at IS NULL")),)

    id: str = id_column()
    token_digest: str = Field(max_length=64, unique=True)
    account_id: str = Field(foreign_key="account.id", max_length=32)
    device: str = Field(default="", max_length=120)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SessionTicket(SQLModel, table=True):
    """The one-time exchange of a finished login for a cookie, over HTTP. Lives one minute."""

    __tablename__ = "session_ticket"

    digest: str = Field(sa_column=Column(String(64), primary_key=True))
    account_id: str = Field(foreign_key="account.id", max_length=32)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OpenTab(SQLModel, table=True):
    """Which profile a browser tab shows (PROF-3). In the database, so that a restart of the server keeps it."""

    __tablename__ = "open_tab"
    __table_args__ = (UniqueConstraint("session_id", "tab_digest"),)

    id: str = id_column()
    session_id: str = Field(foreign_key="login_session.id", ondelete="CASCADE", max_length=32)
    tab_digest: str = Field(max_length=64)
    profile_id: str = Field(foreign_key="profile.id", max_length=32)
    opened_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
