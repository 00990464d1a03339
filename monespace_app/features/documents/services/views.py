"""How rows of the tables become what the browser sees."""

from datetime import timedelta

from monespace_app.core import clock, french
from monespace_app.core.content import Kind
from monespace_app.features.documents import rules
from monespace_app.features.documents.models import AuthorKind, Category, Document, Scan, Upload
from monespace_app.features.documents.schemas import DocumentRow, DocumentView, UploadView

TRASH_LIFE = timedelta(days=30)
"""How long a deleted document can come back (DOC-8)."""


def row(document: Document) -> DocumentRow:
    """A line of a list."""
    return DocumentRow(
        id=document.id,
        name=document.name,
        date=french.short_date(document.document_date),
        added_by=document.author_name,
        category=rules.CATEGORY_LABELS[Category(document.category)],
        folder_id=document.folder_id or "",
        kind=document.kind,
        size=french.file_size(document.size),
        is_masked=document.is_masked,
        is_mine=is_mine(document),
        is_waiting=is_waiting(document),
        deleted=_deleted(document),
    )


def is_mine(document: Document) -> bool:
    """False for what a professional added: only its confidentiality changes here (DOC-8)."""
    return document.author_kind != AuthorKind.PROFESSIONAL.value


def is_waiting(file: Document | Upload) -> bool:
    """True until the antivirus has said that a file is clean: nobody reads it (DOC-13)."""
    return file.scan != Scan.CLEAN.value


def _deleted(document: Document) -> str:
    if document.deleted_at is None:
        return ""
    gone = document.deleted_at + TRASH_LIFE
    since, until = (french.short_date(clock.paris(moment).date()) for moment in (document.deleted_at, gone))
    return f"Supprimé le {since}, effacé le {until}"


def upload(row: Upload) -> UploadView:
    """A file that waits, with the values its form begins with."""
    return UploadView(
        id=row.id,
        key=row.upload_key,
        file_name=row.file_name,
        name=rules.name_from_file(row.file_name),
        document_date=clock.today().isoformat(),
        kind=row.kind,
        pages=row.pages,
        size=french.file_size(row.size),
        is_waiting=is_waiting(row),
    )


def document(row: Document, *, folder_name: str = "", text: str | None = None) -> DocumentView:
    """An open document.

    Args:
        text: What a TXT or an RTF says; None when it could not be read, or for another kind.
    """
    return DocumentView(
        id=row.id,
        profile_id=row.profile_id,
        name=row.name,
        file_name=rules.download_name(row.name, row.kind),
        date=french.long_date(row.document_date),
        document_date=row.document_date.isoformat(),
        added_by=row.author_name,
        added=french.long_moment(row.added_at),
        category=rules.CATEGORY_LABELS[Category(row.category)],
        category_value=row.category,
        folder_id=row.folder_id or "",
        folder_name=folder_name,
        kind=row.kind,
        size=french.file_size(row.size),
        pages=list(range(1, row.pages + 1)) if _has_pages(row) else [],
        is_masked=row.is_masked,
        is_mine=is_mine(row),
        is_waiting=is_waiting(row),
        is_deleted=row.deleted_at is not None,
        preview="text" if text is not None else "pages" if _has_pages(row) else "none",
        text=text or "",
    )


def has_text(row: Document) -> bool:
    """True for a TXT or an RTF that may be read."""
    return row.kind in {Kind.TEXT, Kind.RTF} and not is_waiting(row)


def _has_pages(row: Document) -> bool:
    return row.kind not in {Kind.TEXT, Kind.RTF} and not is_waiting(row)
