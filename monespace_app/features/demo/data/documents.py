"""How the demonstration's documents are written down before they get their date."""

from dataclasses import dataclass

from monespace_app.features.access.schemas import ProfessionalEntry
from monespace_app.features.demo.data.papers import Paper, Sheet

SUMMARY, PRESCRIPTION, IMAGING, LABORATORY, REPORT, PREVENTION, CERTIFICATE, OTHER, ADMINISTRATIVE = (
    "summary", "prescription", "imaging", "laboratory", "report", "prevention", "certificate", "other",
    "administrative",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """A document of the demonstration.

    Attributes:
        author: The professional who added it; the patient, or the parent, without one.
        days_ago: The day it is about; it was added on the same day unless `added_days_ago` says otherwise.
        folder: Whose documents are in it; empty for none.
    """

    key: str
    name: str
    category: str
    days_ago: int
    paper: Paper
    author: ProfessionalEntry | None = None
    added_days_ago: int | None = None
    is_masked: bool = False
    folder: str = ""
    is_deleted: bool = False

    @property
    def added(self) -> int:
        """How many days ago it was added."""
        return self.days_ago if self.added_days_ago is None else self.added_days_ago


@dataclass(frozen=True, slots=True)
class DemoLook:
    """A professional's look at a document, `key` of it."""

    professional: ProfessionalEntry
    key: str
    days_ago: int
    hour: str
    is_administrator: bool = False
    is_download: bool = False


def sheet_of(author: ProfessionalEntry, person: str, title: str, *lines: str) -> Sheet:
    """A page on an author's own letterhead."""
    head = (author.display_name, author.profession, f"{author.town} - {author.address}")
    return Sheet(head, person, title, lines, author.display_name)
