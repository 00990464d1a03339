"""How the demonstration's mails are written down before they get their date."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from monespace_app.features.access.schemas import ProfessionalEntry


def day_name(day: date) -> str:
    """« jeudi 12 mars », « vendredi 1er mai »."""
    text = format_date(day, "EEEE d MMMM", locale="fr")
    return text.replace(" 1 ", " 1er ")


@dataclass(frozen=True, slots=True)
class DemoMail:
    """A mail of the demonstration. `days_ago` and `hour` (Paris) say when; `key` is its part of the Message-ID."""

    key: str
    sender: ProfessionalEntry | None
    subject: str
    text: str
    days_ago: int
    hour: str
    cc: tuple[ProfessionalEntry, ...] = ()
    follows: str = ""
    is_read: bool = True
