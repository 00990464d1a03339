"""One document: what it is, its pages, its bytes (DOC-7, DOC-8)."""

from sqlalchemy.orm import Session

from monespace_app.core import audit, blobs, content
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.content import Kind
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import DomainError, NotFound
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import rules
from monespace_app.features.documents.models import Document, Folder, Upload
from monespace_app.features.documents.schemas import (
    DocumentView,
    StoredFile,
)
from monespace_app.features.documents.services import views

MISSING = "Ce document est introuvable."
WAITING = "Ce document est en cours d'analyse par l'antivirus. Il s'ouvrira dès que l'analyse sera terminée."
THUMBNAIL = 160
"""Pixels."""


def open_document(actor: Actor, document_id: str) -> DocumentView:
    """Show a document and trace it (DOC-7)."""
    view = view_document(actor, document_id)
    _trace(actor, document_id, Act.DOCUMENT_READ)
    return view


def view_document(actor: Actor, document_id: str) -> DocumentView:
    """The same view, tracing nothing: a refresh of what is already open."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        document = existing(session, document_id)
        folder_name, kept = _folder_name(session, document), _bytes_of_text(session, document)
    return views.document(document, folder_name=folder_name, text=_text(document, kept))


def _trace(actor: Actor, document_id: str, act: Act) -> None:
    """Write down a look. After the file was read, since a slow store must not hold writers up; before it is shown."""
    with transaction(actor) as session:
        audit.record(session, actor, act, object_id=existing(session, document_id).id)


def existing(session: Session, document_id: str) -> Document:
    """A document of the profile in scope, deleted or not; `NotFound` for any other."""
    document = session.get(Document, document_id)
    if document is None:
        raise NotFound(MISSING)
    return document


def _folder_name(session: Session, document: Document) -> str:
    folder = session.get(Folder, document.folder_id) if document.folder_id else None
    return folder.name if folder else ""


def _bytes_of_text(session: Session, document: Document) -> bytes | None:
    return blobs.get(session, document.blob_id) if views.has_text(document) else None


def _text(document: Document, kept: bytes | None) -> str | None:
    """What a text says, read outside of any transaction: it takes its time."""
    if kept is None:
        return None
    try:
        return content.text_of(kept, Kind(document.kind))
    except DomainError:
        return None


def read_file(actor: Actor, document_id: str) -> StoredFile:
    """« Télécharger »: the bytes as stored (DOC-8). `NotFound` until the antivirus has said they are clean."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        document = _readable(session, document_id)
        kept = blobs.get(session, document.blob_id)
    _trace(actor, document_id, Act.DOCUMENT_DOWNLOADED)
    return StoredFile(
        file_name=rules.download_name(document.name, document.kind),
        media_type=Kind(document.kind).media_type,
        content=kept,
    )


def _readable(session: Session, document_id: str) -> Document:
    document = existing(session, document_id)
    if views.is_waiting(document):
        raise NotFound(WAITING)
    return document


def render_page(actor: Actor, document_id: str, page: int, width: int) -> bytes:
    """A page (the first is 1) of a document as a JPEG, at most `width` pixels wide; `NotFound` when it has none."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        document = _readable(session, document_id)
        kept = blobs.get(session, document.blob_id)
    return content.preview(kept, Kind(document.kind), page, width)


def render_upload(actor: Actor, upload_id: str) -> bytes:
    """The first page of a waiting upload as a small JPEG; `NotFound` for a text."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        upload = session.get(Upload, upload_id)
        if upload is None or views.is_waiting(upload):
            raise NotFound(MISSING)
        kept = blobs.get(session, upload.blob_id)
    return content.preview(kept, Kind(upload.kind), 1, THUMBNAIL)
