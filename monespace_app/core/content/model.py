"""What is stored, the limits, and why a file is refused. Imported by the worker too: standard library only."""

from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 5_000_000
"""Of a file as it comes, and of its safe version."""
MAX_PIXELS = 64_000_000
"""Of one image, or one page of a TIFF."""
MAX_TIFF_PAGES = 200
MAX_PDF_PAGES = 500
PREVIEW_MEDIA_TYPE = "image/jpeg"


class Kind(StrEnum):
    """What may be stored; the value is the file's extension."""

    JPEG = "jpg"
    PDF = "pdf"
    TEXT = "txt"
    RTF = "rtf"
    TIFF = "tif"

    @property
    def extension(self) -> str:
        """Without the dot."""
        return self.value

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PDF: "application/pdf",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.RTF: "application/rtf",
    Kind.TIFF: "image/tiff",
}


@dataclass(frozen=True)
class SafeFile:
    """The version of a file that is kept; a photo or a text has one page."""

    kind: Kind
    content: bytes
    pages: int


class Reason(StrEnum):
    """Why a file is refused: the only words the worker can say (the sentences are in `sentences.py`)."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    GROWN = "grown"
    UNKNOWN_TYPE = "unknown-type"
    SEVERAL_TYPES = "several-types"
    DAMAGED = "damaged"
    TOO_HEAVY = "too-heavy"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_MANY_PAGES = "too-many-pages"
    PASSWORD = "password"
    SCRIPT = "script"
    ACTION = "action"
    ATTACHMENT = "attachment"
    MULTIMEDIA = "multimedia"
    XFA_FORM = "xfa-form"
    RTF_OBJECT = "rtf-object"
    RTF_FIELD = "rtf-field"
    RTF_DRAWING = "rtf-drawing"
    NOT_TEXT = "not-text"
    NO_SUCH_PAGE = "no-such-page"


class Rejected(Exception):
    """Inside the worker: the file is refused for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
