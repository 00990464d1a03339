"""What the rest of the application may know of a professional."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel


class ProfessionalRef(BaseModel):
    """A correspondent: « Dr Marie Chanteau », « Médecine générale », and the address that receives."""

    id: str
    display_name: str
    profession: str
    address: str


class ProfessionalEntry(BaseModel):
    """A line of the directory, as it comes in. `rpps` is empty for a secretary or a service."""

    rpps: str = ""
    family_name: str
    given_name: str = ""
    display_name: str
    profession: str
    town: str = ""
    address: str


class ProfessionalWithAccess(BaseModel):
    """A professional who may see the open profile, and whether masked items too."""

    id: str
    display_name: str
    profession: str
    is_administrator: bool


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """What a patient has decided about a professional: `level` is one of `models.Level`."""

    address: str
    level: str
    since: datetime
