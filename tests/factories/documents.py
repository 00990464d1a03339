"""Documents, uploads and folders, written without opening any file: tests of decoders are elsewhere."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from monespace_app.core import blobs, clock
from monespace_app.core.actor import Actor
from monespace_app.core.content import Kind
from monespace_app.core.database import transaction
from monespace_app.features.documents import services
from monespace_app.features.documents.models import AuthorKind, Category, Document, Scan, Upload
from monespace_app.features.documents.services import shelf
from monespace_app.features.documents.services.uploads import UPLOAD_LIFE

TEXT = b"Un texte."


@dataclass(frozen=True, slots=True)
class Made:
    """A document to make; the day is today's unless one is given."""

    name: str = "Ordonnance"
    day: date | None = None
    category: Category = Category.PRESCRIPTION
    author: str = "Jeanne Martin"
    author_kind: AuthorKind = AuthorKind.PATIENT
    is_masked: bool = False
    folder_id: str | None = None
    kind: Kind = Kind.TEXT
    scan: Scan = Scan.CLEAN
    content: bytes = TEXT
    added_at: datetime | None = None
    upload_key: str = field(default_factory=lambda: str(uuid4()))


def make_document(actor: Actor, made: Made = Made()) -> str:
    """One document of the actor's open profile; returns its identifier."""
    return make_documents(actor, [made])[0]


def make_documents(actor: Actor, wanted: list[Made]) -> list[str]:
    """Many, in one transaction."""
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        rows = []
        for made in wanted:
            row = _row(actor, made, blobs.put(session, actor, made.content))
            shelf.number_change(own_shelf, row)
            rows.append(row)
        session.flush()
        session.add_all(rows)
        return [row.id for row in rows]


def _row(actor: Actor, made: Made, blob_id: str) -> Document:
    return Document(
        profile_id=actor.open_profile,
        name=made.name,
        document_date=made.day or clock.today(),
        category=made.category.value,
        is_masked=made.is_masked,
        folder_id=made.folder_id,
        author_kind=made.author_kind.value,
        author_name=made.author,
        account_id=actor.account_id if made.author_kind is AuthorKind.PATIENT else None,
        kind=made.kind.value,
        pages=1,
        size=len(made.content),
        scan=made.scan.value,
        blob_id=blob_id,
        upload_key=made.upload_key,
        added_at=made.added_at or clock.now(),
        change_number=0,
    )


def make_upload(
    actor: Actor, file_name: str = "Ordonnance.txt", *, scan: Scan = Scan.CLEAN, kind: Kind = Kind.TEXT
) -> str:
    """A file that waits for its description; returns its identifier."""
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        upload = Upload(
            profile_id=actor.open_profile,
            upload_key=str(uuid4()),
            account_id=actor.own_account,
            file_name=file_name,
            kind=kind.value,
            pages=1,
            size=len(TEXT),
            scan=scan.value,
            blob_id=blobs.put(session, actor, TEXT),
        )
        session.flush()
        session.add(upload)
        shelf.purge_before(own_shelf, upload.received_at + UPLOAD_LIFE)
        return upload.id


def make_folder(actor: Actor, name: str = "Grossesse") -> str:
    """A folder; returns its identifier."""
    return services.create_folder(actor, name)
