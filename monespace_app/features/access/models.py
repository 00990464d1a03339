"""The directory of professionals and services that may write to patients, and whom each patient lets see what.

FHIR: Practitioner, Organization; Consent.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import ProfileOwned, UtcDateTime, id_column


class Professional(SQLModel, table=True):
    """A professional, a secretary or a service with an MSSanté address.

    `rpps` is the national number (11 digits); secretaries and services have none. A service has no given name.
    """

    __tablename__ = "professional"
    __table_args__ = (
        CheckConstraint("rpps IS NULL OR length(rpps) = 11", name="rpps"),
        CheckConstraint("mss_address = lower(mss_address) AND mss_address LIKE '%_@_%'", name="mss_address"),
        CheckConstraint("display_name <> ''", name="display_name"),
    )

    id: str = id_column()
    rpps: str | None = Field(default=None, max_length=11, unique=True)
    family_name: str = Field(max_length=100)
    given_name: str = Field(default="", max_length=100)
    display_name: str = Field(max_length=200)
    profession: str = Field(max_length=100)
    town: str = Field(default="", max_length=100)
    mss_address: str = Field(max_length=254, unique=True)


class Level(StrEnum):
    """What a professional may do with a profile (ACC-2)."""

    ADMINISTRATOR = "administrator"
    """Sees masked documents too."""
    AUTHORISED = "authorised"
    BLOCKED = "blocked"


class ProfessionalAccess(ProfileOwned, table=True):
    """A professional whom the patient, or the representative, has let in or shut out; `since` this level."""

    __tablename__ = "professional_access"
    __table_args__ = (
        UniqueConstraint("profile_id", "professional_id"),
        CheckConstraint("level IN ('administrator', 'authorised', 'blocked')", name="level"),
    )

    id: str = id_column()
    professional_id: str = Field(foreign_key="professional.id", max_length=32)
    level: str = Field(max_length=13)
    since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
