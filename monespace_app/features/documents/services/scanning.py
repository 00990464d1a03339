"""Files that wait for the antivirus: asked about again until it answers (DOC-13). Until then nobody reads them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from monespace_app.core import audit, blobs
from monespace_app.core.actor import Actor, housekeeper
from monespace_app.core.audit import Act
from monespace_app.core.crypto import DecryptionError
from monespace_app.core.database import platform_snapshot, snapshot, transaction
from monespace_app.core.errors import TemporaryTrouble
from monespace_app.features.documents import queries
from monespace_app.features.documents.models import Document, Scan, Upload
from monespace_app.features.documents.services import shelf, uploads

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InfectedFile:
    """A file that is about to be removed, for whoever tells the patient. `id` is an upload's or a document's."""

    profile_id: str
    id: str
    name: str


Tell = Callable[[InfectedFile], None]
"""Tells the patient; may be called twice of the same file."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: str
    blob_id: str
    name: str


def scan_waiting(tell: Tell) -> int:
    """Ask about every file that waits; returns how many were settled. Stops as soon as the scanner is away."""
    with platform_snapshot() as session:
        due = session.scalars(queries.profiles_to_scan()).all()
    settled = 0
    for profile_id in due:
        answered, is_there = _scan_profile(housekeeper(profile_id), tell)
        settled += answered
        if not is_there:
            break
    return settled


def _scan_profile(actor: Actor, tell: Tell) -> tuple[int, bool]:
    """How many files were settled, and whether the scanner answered."""
    settled = 0
    for waiting in _waiting(actor):
        try:
            with snapshot(actor) as session:
                content = blobs.get(session, waiting.blob_id)
            verdict = uploads.scan(content)
        except uploads.Infected:
            tell(InfectedFile(actor.open_profile, waiting.id, waiting.name))
            _settle(actor, waiting.id, _remove)
        except (TemporaryTrouble, DecryptionError) as error:
            log.error("documents: %s while a file was read for the antivirus", type(error).__name__)
            continue
        else:
            if verdict is Scan.WAITING:
                return settled, False
            _settle(actor, waiting.id, _let_pass)
        settled += 1
    _note_whether_due(actor)
    return settled, True


def _waiting(actor: Actor) -> list[_Waiting]:
    with snapshot(actor) as session:
        files = [
            _Waiting(row.id, row.blob_id, row.file_name) for row in session.scalars(queries.waiting_uploads())
        ]
        documents = session.scalars(queries.waiting_documents())
        return files + [_Waiting(row.id, row.blob_id, row.name) for row in documents]


def _settle(actor: Actor, file_id: str, action: Callable[[Session, Actor, Upload | Document], None]) -> None:
    """Do `action` under the shelf's lock. A described upload has become a document of the same identifier."""
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        row = session.get(Document, file_id) or session.get(Upload, file_id)
        if row is None:
            return
        if isinstance(row, Document):
            shelf.number_change(own_shelf, row)
        action(session, actor, row)
        shelf.tell(session, own_shelf, file_id)


def _let_pass(_session: Session, _actor: Actor, row: Upload | Document) -> None:
    row.scan = Scan.CLEAN.value


def _remove(session: Session, actor: Actor, row: Upload | Document) -> None:
    audit.record(session, actor, Act.DOCUMENT_INFECTED, object_id=row.id)
    uploads.forget(session, row)


def _note_whether_due(actor: Actor) -> None:
    """Others may have come while these were looked at."""
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        own_shelf.is_scan_due = (
            session.scalar(queries.waiting_uploads().limit(1)) is not None
            or session.scalar(queries.waiting_documents().limit(1)) is not None
        )
