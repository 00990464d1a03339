"""What may reach the browser, and what its forms bring."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import BaseModel

from monespace_app.core.content import SafeFile

NAME, DATE, CATEGORY, CONFIDENTIALITY = "name", "document-date", "category", "confidentiality"
"""Names of the fields of a document's form; with several documents on a page, ids are `f"{upload_id}-{NAME}"`."""
VISIBLE, MASKED = "visible", "masked"
"""The two values of `CONFIDENTIALITY`."""
EDIT = "modification"
"""What the ids of the fields of « Modifier » begin with."""
SEARCH, FOLDER, FOLDER_NAME = "recherche", "dossier", "nom-du-dossier"
FILTER_PREFIX = "categorie-"
"""Names of the fields of the list's own forms."""
LIST_TOP_ID = "premiers-documents"
"""Where the focus goes when the list shows another of its pages."""


class CategoryChoice(BaseModel):
    """A category to choose or to filter by; `count` of the documents that have it."""

    value: str = ""
    label: str = ""
    count: int = 0
    is_chosen: bool = False


class FolderRow(BaseModel):
    """A folder of the open profile and how many documents it holds."""

    id: str = ""
    name: str = ""
    count: int = 0


class DocumentRow(BaseModel):
    """A line of a list of documents (DOC-1). `added_by` is who; `category` is in words."""

    id: str = ""
    name: str = ""
    date: str = ""
    added_by: str = ""
    category: str = ""
    folder_id: str = ""
    kind: str = ""
    size: str = ""
    is_masked: bool = False
    is_mine: bool = True
    """False for what a professional added: only its confidentiality changes here (DOC-8)."""
    is_waiting: bool = False
    """The antivirus has not answered yet (DOC-13)."""
    deleted: str = ""
    """In « Corbeille »: « Supprimé le 12/03/2026, effacé le 11/04/2026 »."""


class DocumentPage(BaseModel):
    """A page of the list, and the address's own values as they were understood (DOC-2).

    `query` ends this page's address. `profile_id` begins the addresses of files, see `http.py`.
    """

    rows: list[DocumentRow] = []
    page: int = 1
    query: str = ""
    search: str = ""
    sort: str = "recent"
    categories: list[CategoryChoice] = []
    folder_id: str = ""
    folder_name: str = ""
    folders: list[FolderRow] = []
    total: int = 0
    """Documents that match."""
    grand_total: int = 0
    """Documents of the profile, trash excluded."""
    trash_count: int = 0
    range_text: str = ""
    has_previous: bool = False
    has_next: bool = False
    profile_id: str = ""


class DescriptionErrors(BaseModel):
    """What stands beside each field of a document's form; empty where nothing is wrong."""

    name: str = ""
    document_date: str = ""
    category: str = ""
    confidentiality: str = ""


class UploadView(BaseModel):
    """A file that waits for its description, with the values its form begins with (DOC-5)."""

    id: str = ""
    key: str = ""
    file_name: str = ""
    name: str = ""
    """The file's name as a document's name: no extension, no refused character, 50 at most."""
    document_date: str = ""
    """Today, as a date field takes it: 2026-03-12."""
    category: str = ""
    confidentiality: str = VISIBLE
    kind: str = ""
    pages: int = 1
    size: str = ""
    is_waiting: bool = False
    errors: DescriptionErrors = DescriptionErrors()
    """What is wrong with what was typed."""


class AccessRow(BaseModel):
    """A professional in « Qui a accès à mes documents ? » (DOC-5)."""

    name: str = ""
    profession: str = ""
    is_administrator: bool = False


class DocumentForm(BaseModel):
    """What was typed to describe a document, as it came."""

    name: str = ""
    document_date: str = ""
    category: str = ""
    confidentiality: str = ""


class DocumentView(BaseModel):
    """An open document (DOC-7). `preview` is `pages` (images by page), `text` or `none`."""

    id: str = ""
    profile_id: str = ""
    name: str = ""
    file_name: str = ""
    """The name it is downloaded under."""
    date: str = ""
    document_date: str = ""
    """As a date field takes it."""
    added_by: str = ""
    added: str = ""
    category: str = ""
    category_value: str = ""
    folder_id: str = ""
    folder_name: str = ""
    kind: str = ""
    size: str = ""
    pages: list[int] = []
    is_masked: bool = False
    is_mine: bool = True
    is_waiting: bool = False
    is_deleted: bool = False
    preview: str = "none"
    text: str = ""


class ConsultationRow(BaseModel):
    """A professional's look at a document (DOC-9)."""

    id: str = ""
    document_id: str = ""
    document_name: str = ""
    who: str = ""
    moment: str = ""
    context: str = ""


class ConsultationPage(BaseModel):
    """A page of looks, the newest first; `document_name` when they are those of one document."""

    rows: list[ConsultationRow] = []
    document_id: str = ""
    document_name: str = ""
    page: int = 1
    total: int = 0
    range_text: str = ""
    has_previous: bool = False
    has_next: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list is asked for; anything odd was already brought to its default by `rules.list_query`."""

    categories: tuple[str, ...] = ()
    sort: str = "recent"
    search: str = ""
    folder_id: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Description:
    """A description that passed the rules."""

    name: str
    document_date: date
    category: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes as stored, to be downloaded."""

    file_name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document that comes from elsewhere than its patient's browser: an archive, the demonstration.

    Attributes:
        key: What the same document always has, however often it comes: it is kept once.
        label: What a report calls it.
        read: Makes its safe version; called when it is needed, in a thread. May raise a `DomainError`.
        author_kind: One of `models.AuthorKind`; a patient's has an `account_id`.
        added_at: When it was added; now, when it comes from elsewhere.
    """

    key: str
    label: str
    read: Callable[[], SafeFile]
    name: str
    document_date: date
    category: str
    author_kind: str
    author_name: str
    is_masked: bool = False
    account_id: str | None = None
    professional_id: str | None = None
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of an archive that is not accepted, and why."""

    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an archive: either what was added and what was there, or what was refused and nothing else."""

    added: int = 0
    known: int = 0
    waiting: int = 0
    """Of those added, those that the antivirus has not seen yet."""
    refused: list[RefusedFile] = field(default_factory=list)
