"""Whether every file that rows name is there and opens, and every stored file is named by a row (DOC-12).

May run beside the application: what is committed or removed meanwhile is no trouble. Rows are read before the store
is listed, and whatever then looks wrong is read again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from obstore.exceptions import BaseError
from sqlalchemy import select
from sqlalchemy.orm import Session

from monespace_app.core import blobs, clock
from monespace_app.core.actor import Actor, operator
from monespace_app.core.blobs import Blob
from monespace_app.core.crypto import DecryptionError
from monespace_app.core.database import (
    ProfileKey,
    ProfileOwned,
    platform_snapshot,
    profile_key,
    snapshot,
)
from monespace_app.core.errors import TemporaryTrouble
from monespace_app.core.permissions import Permission

Progress = Callable[[int, int], None]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STORE_AWAY = "Le stockage des fichiers (MONESPACE_BLOB_URL) ne répond pas, la vérification s'arrête"


class Fault(StrEnum):
    """What may be wrong with a file."""

    MISSING = "missing"
    DOES_NOT_OPEN = "does-not-open"
    WRONG_SIZE = "wrong-size"
    FOREIGN_NAME = "foreign-name"
    UNNAMED_ROW = "unnamed-row"
    OLD_ORPHAN = "old-orphan"


class Age(StrEnum):
    """How long bytes that no row names have been there."""

    HOUR = "hour"
    DAY = "day"
    SWEPT_LATER = "swept-later"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault, and the identifiers of the file that has it."""

    fault: Fault
    profile_id: str
    blob_id: str


@dataclass(slots=True)
class Report:
    """What was looked at. Young orphans are none of the troubles: the sweep removes them when they are old enough."""

    profiles: int = 0
    files: int = 0
    bytes: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    orphans: Counter[Age] = field(default_factory=Counter)
    foreign: int = 0
    """Files of no profile of this database."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the rows of a profile say of its files."""

    key: bytes
    sizes: dict[str, int]
    named: set[str]


def check(actor: Actor, progress: Progress = lambda done, total: None) -> Report:
    """Look at every row and every file. `TemporaryTrouble` when the store does not answer."""
    actor.require(Permission.STORAGE_CHECK)
    report = Report()
    known = {profile_id: _rows(profile_id) for profile_id in _profiles()}
    report.profiles = len(known)
    try:
        _check_files(known, report, progress)
        _check_orphans(known, report)
    except (BaseError, OSError) as error:
        reason, _, _ = str(error).partition("\n")
        raise TemporaryTrouble(f"{STORE_AWAY}\u00a0: {reason}") from None
    return report


def _profiles() -> list[str]:
    with platform_snapshot() as session:
        return list(session.scalars(select(ProfileKey.profile_id)))


def _rows(profile_id: str) -> _Rows:
    with snapshot(operator(profile_id)) as session:
        sizes = {row.id: row.size for row in session.execute(select(Blob.id, Blob.size))}
        return _Rows(profile_key(), sizes, set(_names(session)))


def _names(session: Session) -> Iterator[str]:
    """Every file that a row of the profile in scope names, whatever its table."""
    for table in _tables(ProfileOwned):
        for name, column in table.__table__.columns.items():
            if any(key.target_fullname == "blob.id" for key in column.foreign_keys):
                named = getattr(table, name)
                yield from session.scalars(select(named).where(named.is_not(None)))


def _tables(base: type) -> Iterator[type]:
    for child in base.__subclasses__():
        if hasattr(child, "__table__"):
            yield child
        yield from _tables(child)


def _check_files(known: dict[str, _Rows], report: Report, progress: Progress) -> None:
    total = sum(len(rows.sizes) for rows in known.values())
    for profile_id, rows in known.items():
        suspects = set()
        for blob_id, size in rows.sizes.items():
            if _fault(rows, profile_id, blob_id) is not None:
                suspects.add(blob_id)
            report.files += 1
            report.bytes += size
            progress(report.files, total)
        report.troubles += _confirmed(profile_id, suspects)
        report.troubles += [
            Trouble(Fault.FOREIGN_NAME, profile_id, blob_id) for blob_id in rows.named - rows.sizes.keys()
        ]


def _confirmed(profile_id: str, suspects: set[str]) -> Iterator[Trouble]:
    """The faults that are there when one looks again: a document may have been deleted meanwhile."""
    if not suspects:
        return
    rows = _rows(profile_id)
    for blob_id in sorted(suspects & rows.sizes.keys()):
        if (fault := _fault(rows, profile_id, blob_id)) is not None:
            yield Trouble(fault, profile_id, blob_id)


def _fault(rows: _Rows, profile_id: str, blob_id: str) -> Fault | None:
    try:
        content = blobs.unseal(rows.key, profile_id, blob_id)
    except FileNotFoundError:
        return Fault.MISSING
    except DecryptionError:
        return Fault.DOES_NOT_OPEN
    if len(content) != rows.sizes[blob_id]:
        return Fault.WRONG_SIZE
    return None if blob_id in rows.named else Fault.UNNAMED_ROW


def _check_orphans(known: dict[str, _Rows], report: Report) -> None:
    suspects: dict[str, dict[str, datetime]] = defaultdict(dict)
    for profile_id, blob_id, written_at in blobs.stored_files():
        rows = known.get(profile_id)
        if rows is None:
            report.foreign += 1
        elif blob_id not in rows.sizes:
            suspects[profile_id][blob_id] = written_at
    for profile_id, found in suspects.items():
        # What was added since the rows were read has its row by now, or is young.
        for blob_id in sorted(found.keys() - _rows(profile_id).sizes.keys()):
            _note_orphan(report, profile_id, blob_id, found[blob_id])


def _note_orphan(report: Report, profile_id: str, blob_id: str, written_at: datetime) -> None:
    age = clock.now() - written_at
    # A day more than the age at which the hourly sweep takes them: it may have been off for the night.
    if age > blobs.ORPHAN_AGE + DAY:
        report.troubles.append(Trouble(Fault.OLD_ORPHAN, profile_id, blob_id))
    else:
        report.orphans[Age.HOUR if age < HOUR else Age.DAY if age < DAY else Age.SWEPT_LATER] += 1
