"""Documents, their folders, and the files that wait for a description. FHIR: DocumentReference, Binary."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import ProfileOwned, ProfileText, UtcDateTime, id_column


class Category(StrEnum):
    """What a document is about (DOC-6); the words on screen are in `rules.CATEGORY_LABELS`."""

    SUMMARY = "summary"
    PRESCRIPTION = "prescription"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    REPORT = "report"
    PREVENTION = "prevention"
    CERTIFICATE = "certificate"
    OTHER = "other"
    ADMINISTRATIVE = "administrative"


class Scan(StrEnum):
    """What the antivirus says (DOC-13); without one, files are clean as soon as their content is checked."""

    WAITING = "waiting"
    CLEAN = "clean"


class AuthorKind(StrEnum):
    """Who added a document."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"
    IMPORT = "import"


def _one_of(name: str, values: type[StrEnum]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({allowed})", name=name)


KINDS = "kind IN ('jpg', 'pdf', 'txt', 'rtf', 'tif')"


class DocumentShelf(SQLModel, table=True):
    """One row a profile: the lock that whoever changes its documents, folders or uploads holds (`services.shelf`).

    It holds nothing of the patient, so that hourly chores find the few profiles that have something due without
    opening every one.
    """

    __tablename__ = "document_shelf"

    profile_id: str = Field(
        sa_column=Column(String(32), ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    )
    last_change: int = 0
    """The greatest `change_number` ever given: numbers of purged documents do not come back."""
    purge_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When the next upload or deleted document is to be removed; may be early, never late."""
    is_scan_due: bool = Field(default=False, index=True)
    """The antivirus has not said yet what it thinks of every file (DOC-13)."""


class Folder(ProfileOwned, table=True):
    """A folder of documents; folders hold no folders (DOC-10)."""

    __tablename__ = "folder"
    __table_args__ = (UniqueConstraint("id", "profile_id"),)

    id: str = id_column()
    name: str = Field(sa_column=Column(ProfileText("folder.name"), nullable=False))
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Upload(ProfileOwned, table=True):
    """A file that was received and checked, and waits for its description (DOC-3, DOC-5).

    `upload_key` is the browser's: the same file sent again after a cut is one upload.
    """

    __tablename__ = "upload"
    __table_args__ = (
        UniqueConstraint("profile_id", "upload_key"),
        UniqueConstraint("blob_id"),
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("pages > 0 AND size > 0", name="extent"),
        _one_of("scan", Scan),
    )

    id: str = id_column()
    upload_key: str = Field(max_length=36)
    account_id: str = Field(foreign_key="account.id", max_length=32)
    file_name: str = Field(sa_column=Column(ProfileText("upload.file_name"), nullable=False))
    kind: str = Field(max_length=3)
    pages: int
    size: int
    scan: str = Field(max_length=7)
    blob_id: str = Field(foreign_key="blob.id", max_length=32)
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Document(ProfileOwned, table=True):
    """A document of a profile. In « Corbeille » while `deleted_at` is set, purged thirty days later (DOC-8).

    `change_number` grows with each change of any document of the profile: what is kept of their names in memory
    is brought up to date from it.
    """

    __tablename__ = "document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["folder_id", "profile_id"], ["folder.id", "folder.profile_id"], name="fk_document_folder"
        ),
        UniqueConstraint("id", "profile_id"),
        UniqueConstraint("blob_id"),
        UniqueConstraint("profile_id", "upload_key"),
        UniqueConstraint("profile_id", "change_number"),
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("pages > 0 AND size > 0", name="extent"),
        _one_of("category", Category),
        _one_of("scan", Scan),
        _one_of("author_kind", AuthorKind),
        CheckConstraint("(author_kind = 'patient') = (account_id IS NOT NULL)", name="author"),
        # All that a list filters by, then all that is counted: the index alone answers.
        Index(
            "ix_document_list",
            "profile_id",
            "deleted_at",
            "document_date",
            "added_at",
            "id",
            "category",
            "folder_id",
        ),
        Index("ix_document_count", "profile_id", "deleted_at", "category", "folder_id"),
    )

    id: str = id_column()
    name: str = Field(sa_column=Column(ProfileText("document.name"), nullable=False))
    document_date: date
    category: str = Field(max_length=14)
    is_masked: bool = False
    folder_id: str | None = Field(default=None, max_length=32)
    author_kind: str = Field(max_length=12)
    author_name: str = Field(sa_column=Column(ProfileText("document.author_name"), nullable=False))
    """As the list shows it: « Inaya Michel », « Dr Marie Chanteau »."""
    account_id: str | None = Field(default=None, foreign_key="account.id", max_length=32)
    professional_id: str | None = Field(default=None, foreign_key="professional.id", max_length=32)
    kind: str = Field(max_length=3)
    pages: int
    size: int
    scan: str = Field(max_length=7)
    blob_id: str = Field(foreign_key="blob.id", max_length=32)
    upload_key: str | None = Field(default=None, max_length=36)
    """The key of the upload it was: validated twice, it is one document."""
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    change_number: int
