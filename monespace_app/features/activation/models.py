"""The insurer's registry: who is insured, who represents whom, what codes were sent. FHIR: Patient."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import SystemText, UtcDateTime, id_column


class InsuredPerson(SQLModel, table=True):
    """A person the insurer knows. Children have no card: its kind and serial come together or not at all."""

    __tablename__ = "insured_person"
    __table_args__ = (
        CheckConstraint("sex IN ('F', 'M')", name="sex"),
        CheckConstraint(
            "(card_kind IS NULL AND card_serial IS NULL AND card_serial_digest IS NULL) OR "
            "(card_kind IN ('plain', 'photo') "
            "AND card_serial IS NOT NULL AND card_serial_digest IS NOT NULL)",
            name="card",
        ),
    )

    id: str = id_column()
    nir: str = Field(sa_column=Column(SystemText("insured_person.nir"), nullable=False))
    nir_digest: str = Field(max_length=64, unique=True)
    family_name: str = Field(max_length=100)
    given_name: str = Field(max_length=100)
    birth_date: date
    sex: str = Field(max_length=1)
    card_kind: str | None = Field(default=None, max_length=8)
    card_serial: str | None = Field(
        default=None, sa_column=Column(SystemText("insured_person.card_serial"), nullable=True)
    )
    card_serial_digest: str | None = Field(default=None, max_length=64)
    email: str | None = Field(
        default=None, sa_column=Column(SystemText("insured_person.email"), nullable=True)
    )
    mobile: str | None = Field(
        default=None, sa_column=Column(SystemText("insured_person.mobile"), nullable=True)
    )
    profile_id: str = Field(foreign_key="profile.id", unique=True, max_length=32)
    imported_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class LegalRepresentative(SQLModel, table=True):
    """An adult who represents a minor, as the insurer knows it."""

    __tablename__ = "legal_representative"
    __table_args__ = (
        UniqueConstraint("minor_id", "adult_id"),
        CheckConstraint("minor_id <> adult_id", name="two_people"),
    )

    id: str = id_column()
    minor_id: str = Field(foreign_key="insured_person.id", max_length=32)
    adult_id: str = Field(foreign_key="insured_person.id", index=True, max_length=32)


class ProvisionalCode(SQLModel, table=True):
    """A code that opens the activation once (REG-3). Only its fingerprint is kept."""

    __tablename__ = "provisional_code"
    __table_args__ = (
        CheckConstraint("expires_at > issued_at", name="lifetime"),
        CheckConstraint("used_at IS NULL OR used_at >= issued_at", name="use"),
        Index("ix_provisional_code_person", "person_id", "expires_at"),
    )

    id: str = id_column()
    digest: str = Field(max_length=64, unique=True)
    person_id: str = Field(foreign_key="insured_person.id", max_length=32)
    issued_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
