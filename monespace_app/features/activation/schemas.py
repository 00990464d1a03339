"""What the registry's commands take in and report."""

from dataclasses import dataclass, field
from datetime import date, datetime

from monespace_app.features.activation.rules import CardKind


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """A person as a line of the insurer's file describes them, checked."""

    line: int
    nir: str
    family_name: str
    given_name: str
    birth_date: date
    sex: str
    card_kind: CardKind | None = None
    card_serial: str | None = None
    email: str | None = None
    mobile: str | None = None
    representatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line was refused. The sentence names neither the person nor what the line holds."""

    line: int
    sentence: str
    masked_nir: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file: either every count, or the refused lines and nothing else."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Letter:
    """A provisional code to print. `addressees` are the representatives of a minor, or the person."""

    addressees: tuple[str, ...]
    person: str
    is_minor: bool
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class IssueReport:
    """How many codes went by e-mail, how many are in the letters, how many people could not be reached."""

    emailed: int = 0
    lettered: int = 0
    unreachable: int = 0
