"""Select builders. The scope (which profile) is added by the session, never here, but for the shelf."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlmodel import col

from monespace_app.core.actor import ActorKind
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import ProfileKey
from monespace_app.core.paging import PAGE_SIZE
from monespace_app.features.documents.models import Document, DocumentShelf, Folder, Scan, Upload
from monespace_app.features.documents.schemas import ListQuery

KEPT = col(Document.deleted_at).is_(None)
DELETED = col(Document.deleted_at).is_not(None)


def shelf_of(profile_id: str) -> Select[tuple[DocumentShelf]]:
    """The shelf of a profile."""
    return select(DocumentShelf).where(DocumentShelf.profile_id == profile_id)


def key_of(profile_id: str) -> Select[tuple[ProfileKey]]:
    """The key of a profile: a row that each has from its first day."""
    return select(ProfileKey).where(ProfileKey.profile_id == profile_id)


def last_change(profile_id: str) -> Select[tuple[int]]:
    """The number of the last change to the documents of a profile; no row when there never was one."""
    return select(DocumentShelf.last_change).where(DocumentShelf.profile_id == profile_id)


def listed_ids(query: ListQuery, *, page: int) -> Select[tuple[str]]:
    """The documents of one page sorted by date; the index `ix_document_list` alone answers."""
    columns = [col(Document.document_date), col(Document.added_at), col(Document.id)]
    order = columns if query.sort == "ancien" else [column.desc() for column in columns]
    return (
        _filtered(select(Document.id), query).order_by(*order).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    )


def _filtered(statement: Select, query: ListQuery) -> Select:
    statement = statement.where(KEPT)
    if query.folder_id:
        statement = statement.where(Document.folder_id == query.folder_id)
    if query.categories:
        statement = statement.where(col(Document.category).in_(query.categories))
    return statement


def newest(count: int) -> Select[tuple[Document]]:
    """The documents of the most recent dates."""
    order = (col(Document.document_date).desc(), col(Document.added_at).desc(), col(Document.id).desc())
    return select(Document).where(KEPT).order_by(*order).limit(count)


def trash(page: int) -> Select[tuple[Document]]:
    """One page of the deleted documents, the last deleted first."""
    return (
        select(Document)
        .where(DELETED)
        .order_by(col(Document.deleted_at).desc(), col(Document.id))
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )


def trash_count() -> Select[tuple[int]]:
    """How many documents are deleted."""
    return select(func.count(Document.id)).where(DELETED)


def counts() -> Select[tuple[str, str | None, int]]:
    """How many documents each category has in each folder."""
    return (
        select(Document.category, Document.folder_id, func.count())
        .where(KEPT)
        .group_by(Document.category, Document.folder_id)
    )


def by_ids(ids: Iterable[str]) -> Select[tuple[Document]]:
    """These documents, in no order."""
    return select(Document).where(col(Document.id).in_(list(ids)))


def changed_since(number: int) -> Select:
    """What the index of names keeps of each document, deleted ones included, changed after change `number`."""
    return select(
        Document.id,
        Document.name,
        Document.author_name,
        Document.category,
        Document.folder_id,
        Document.document_date,
        Document.added_at,
        Document.deleted_at,
    ).where(Document.change_number > number)


def folders() -> Select[tuple[Folder]]:
    """Every folder."""
    return select(Folder)


def uploads() -> Select[tuple[Upload]]:
    """The files that wait for their description, in the order they came."""
    return select(Upload).order_by(col(Upload.received_at), col(Upload.id))


def upload_by_key(key: str) -> Select[tuple[Upload]]:
    """The upload the browser calls `key`."""
    return select(Upload).where(Upload.upload_key == key)


def document_by_key(key: str) -> Select[tuple[Document]]:
    """The document that the upload the browser calls `key` has become."""
    return select(Document).where(Document.upload_key == key)


def looks(document_id: str) -> Select[tuple[AuditEntry]]:
    """Every look of a professional at one document, or at all of them."""
    statement = select(AuditEntry).where(
        AuditEntry.actor_kind == ActorKind.PROFESSIONAL.value,
        col(AuditEntry.act).in_((Act.DOCUMENT_READ.value, Act.DOCUMENT_DOWNLOADED.value)),
    )
    return statement.where(AuditEntry.object_id == document_id) if document_id else statement


def keys() -> Select[tuple[str]]:
    """The keys of the uploads and imports that documents come from."""
    return select(Document.upload_key).where(col(Document.upload_key).is_not(None))


def upload_count() -> Select[tuple[int]]:
    """How many files wait for their description."""
    return select(func.count(Upload.id))


def uploads_before(moment: datetime) -> Select[tuple[Upload]]:
    """The files received at `moment` or before."""
    return select(Upload).where(col(Upload.received_at) <= moment)


def deleted_before(moment: datetime) -> Select[tuple[Document]]:
    """The documents deleted at `moment` or before."""
    return select(Document).where(DELETED, col(Document.deleted_at) <= moment)


def oldest_upload() -> Select[tuple[datetime]]:
    """When the file that has waited longest was received."""
    return select(Upload.received_at).order_by(col(Upload.received_at)).limit(1)


def oldest_deletion() -> Select[tuple[datetime]]:
    """When the first of the deleted documents was deleted."""
    return select(Document.deleted_at).where(DELETED).order_by(col(Document.deleted_at)).limit(1)


def profiles_to_purge(moment: datetime) -> Select[tuple[str]]:
    """The profiles that have something to remove at `moment`."""
    return select(DocumentShelf.profile_id).where(col(DocumentShelf.purge_at) <= moment)


def folder_ids() -> Select[tuple[str]]:
    """The identifiers of the folders."""
    return select(Folder.id)


def in_folder(folder_id: str) -> Select[tuple[Document]]:
    """The documents of a folder, deleted ones too."""
    return select(Document).where(Document.folder_id == folder_id)


def profiles_to_scan() -> Select[tuple[str]]:
    """The profiles that have files the antivirus has not seen."""
    return select(DocumentShelf.profile_id).where(col(DocumentShelf.is_scan_due).is_(True))


def waiting_uploads() -> Select[tuple[Upload]]:
    """The uploads the antivirus has not seen."""
    return select(Upload).where(Upload.scan == Scan.WAITING.value)


def waiting_documents() -> Select[tuple[Document]]:
    """The documents the antivirus has not seen, deleted ones too: they may be restored."""
    return select(Document).where(Document.scan == Scan.WAITING.value)
