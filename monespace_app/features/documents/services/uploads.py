"""Files that come in, wait for their description, and become documents (DOC-3, DOC-5, DOC-12, DOC-13)."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from obstore.exceptions import BaseError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from monespace_app.core import audit, blobs, clock, content
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.content import SafeFile
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import Conflict, DomainError, Invalid, NotFound, TemporaryTrouble
from monespace_app.core.forms import InvalidForm
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import queries, rules
from monespace_app.features.documents.models import AuthorKind, Document, Scan, Upload
from monespace_app.features.documents.schemas import DocumentForm, UploadView
from monespace_app.features.documents.services import shelf, views
from monespace_app.session.models import Account, Profile

log = logging.getLogger(__name__)

Scanner = Callable[[bytes], Scan]

MAX_UPLOADS = 20
"""That wait at once, a profile."""
UPLOAD_LIFE = timedelta(hours=24)
"""How long a file waits for its description."""

MISSING = "Ce fichier est introuvable\u00a0: il a été annulé, ou il attendait depuis plus de 24 heures."
ALREADY_ADDED = "Ce fichier a déjà été ajouté."
TOO_MANY = f"{MAX_UPLOADS} fichiers attendent déjà. Décrivez-les ou annulez-les avant d'en ajouter d'autres."
NOT_KEPT = "Le fichier n'a pas pu être enregistré\u00a0: rien n'a été gardé. Réessayez dans un instant."
BAD_KEY = "Cet envoi est illisible. Rechargez la page, puis réessayez."


INFECTED = (
    "L'antivirus a trouvé un programme malveillant dans ce fichier\u00a0: il n'a pas été gardé. "
    "Demandez-en une autre copie à la personne qui vous l'a donné."
)


class Infected(DomainError):
    """The antivirus knows what is in this file."""

    def __init__(self) -> None:
        super().__init__(INFECTED)


def _without_antivirus(_content: bytes) -> Scan:
    return Scan.CLEAN


_scanners: list[Scanner] = [_without_antivirus]


def scan_with(scanner: Scanner) -> None:
    """Let an antivirus look at every file before it is kept; it raises `Infected`, or says that it waits (DOC-13)."""
    _scanners[:] = [scanner]


def scan(content: bytes) -> Scan:
    """What the antivirus says of a file, for whoever keeps one. May wait for it: never in a transaction."""
    return _scanners[0](content)


def receive_upload(actor: Actor, key: str, file_name: str, content: bytes) -> UploadView:
    """Check a file and keep its safe version until it is described. Again with the same key: the same upload.

    Args:
        key: A UUID that the browser gives to the file.
        file_name: The file's name on the patient's device; never believed for its type.

    Raises:
        Refused: The file is not accepted; the sentence says why.
        Conflict: It is a document already, or too many files wait.
        TemporaryTrouble: It could not be written (disk full, database busy): nothing of it is kept.
    """
    actor.require(Permission.DOCUMENT_WRITE)
    key, account_id = _key(key), actor.own_account
    try:
        with snapshot(actor) as session:
            if (known := _known(session, key)) is not None:
                return known
        # Outside of any transaction: a decoder may take seconds.
        safe = _safe_version(content)
        verdict = scan(safe.content)
        upload = Upload(
            profile_id=actor.open_profile,
            upload_key=key,
            account_id=account_id,
            file_name=rules.clean_file_name(file_name),
            kind=safe.kind.value,
            pages=safe.pages,
            size=len(safe.content),
            scan=verdict.value,
            blob_id="",
        )
        return _keep(actor, upload, safe.content)
    except (OSError, BaseError, OperationalError) as error:
        log.error("uploads: %s while a file was written", type(error).__name__)
        raise TemporaryTrouble(NOT_KEPT) from None


def _safe_version(given: bytes) -> SafeFile:
    return content.make_safe(given)


def _key(key: str) -> str:
    try:
        return str(UUID(key))
    except (ValueError, AttributeError, TypeError):
        raise Invalid("file", BAD_KEY) from None


def _known(session: Session, key: str) -> UploadView | None:
    """The upload this key already names; None when there is room for a new one."""
    row = session.scalar(queries.upload_by_key(key))
    if row is not None:
        return views.upload(row)
    if session.scalar(queries.document_by_key(key)) is not None:
        raise Conflict(ALREADY_ADDED)
    if (session.scalar(queries.upload_count()) or 0) >= MAX_UPLOADS:
        raise Conflict(TOO_MANY)
    return None


def _keep(actor: Actor, upload: Upload, kept: bytes) -> UploadView:
    with blobs.written(actor, kept) as file, transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        # Asked again under the lock: the same file may have come twice at once.
        if (known := _known(session, upload.upload_key)) is not None:
            return known
        upload.blob_id = file.name_in(session)
        session.add(upload)
        shelf.purge_before(own_shelf, upload.received_at + UPLOAD_LIFE)
        own_shelf.is_scan_due |= views.is_waiting(upload)
        shelf.tell(session, own_shelf, upload.id)
        file.leave_to(session)
        return views.upload(upload)


def list_uploads(actor: Actor) -> list[UploadView]:
    """The files that wait for their description, in the order they came; they survive a reload of the page."""
    actor.require(Permission.DOCUMENT_WRITE)
    with snapshot(actor) as session:
        return [views.upload(row) for row in session.scalars(queries.uploads()) if not _is_too_old(row)]


def _is_too_old(row: Upload) -> bool:
    return row.received_at + UPLOAD_LIFE <= clock.now()


def cancel_upload(actor: Actor, upload_id: str) -> None:
    """« Annuler »: the file is forgotten at once, bytes included. Nothing happens when there is none."""
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        if session.get(Upload, upload_id) is None:
            return
        own_shelf = shelf.lock(session, actor)
        # It may have become a document, or been cancelled, while the lock was waited for.
        upload = session.get(Upload, upload_id, populate_existing=True)
        if upload is not None:
            forget(session, upload)
            shelf.tell(session, own_shelf, upload_id)


def forget(session: Session, row: Upload | Document) -> None:
    """Remove a row and its file, under the shelf's lock."""
    session.delete(row)
    blobs.delete(session, row.blob_id)


def add_document(actor: Actor, upload_id: str, form: DocumentForm) -> str:
    """« Valider »: a described upload becomes a document, of the same identifier. Twice is once (DOC-5).

    Raises:
        InvalidForm: What is wrong with each field; their ids begin with `upload_id` and a hyphen.
        NotFound: There is no such upload (any more).
    """
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        if session.get(Document, upload_id) is not None:
            return upload_id
        upload = session.get(Upload, upload_id)
        if upload is None or _is_too_old(upload):
            raise NotFound(MISSING)
        document = _described(session, actor, upload, form)
        shelf.number_change(own_shelf, document)
        session.delete(upload)
        session.add(document)
        audit.record(session, actor, Act.DOCUMENT_ADDED, object_id=document.id)
        shelf.tell(session, own_shelf, document.id)
        return document.id


def _described(session: Session, actor: Actor, upload: Upload, form: DocumentForm) -> Document:
    description, problems = rules.describe(form, clock.today(), f"{upload.id}-")
    if description is None:
        raise InvalidForm(problems)
    return Document(
        id=upload.id,
        profile_id=upload.profile_id,
        name=description.name,
        document_date=description.document_date,
        category=description.category,
        is_masked=description.is_masked,
        author_kind=AuthorKind.PATIENT.value,
        author_name=_name_of(session, actor),
        account_id=actor.own_account,
        kind=upload.kind,
        pages=upload.pages,
        size=upload.size,
        scan=upload.scan,
        blob_id=upload.blob_id,
        upload_key=upload.upload_key,
        change_number=0,
    )


def _name_of(session: Session, actor: Actor) -> str:
    """Who adds: the holder of the account, a parent for a child's document."""
    account = session.get_one(Account, actor.own_account)
    profile = session.get_one(Profile, account.profile_id)
    return f"{profile.given_name} {profile.family_name}"
