"""Documents that come in numbers from elsewhere: an earlier DMP, the demonstration (DOC-14). All of them or none."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from monespace_app.core import audit, blobs, clock, crypto
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.blobs import Written
from monespace_app.core.content import SafeFile
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import DomainError, TemporaryTrouble
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import queries
from monespace_app.features.documents.models import Document, Scan
from monespace_app.features.documents.schemas import ImportReport, IncomingDocument, RefusedFile
from monespace_app.features.documents.services import shelf, uploads

Progress = Callable[[int, int], None]

BATCH = 8
"""Files that are in memory at once, 5 MB each at most."""
THREADS = 2
"""As many as there are decoders at once (`core.content`)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document whose bytes are written, without its row."""

    incoming: IncomingDocument
    key: str
    kind: str
    pages: int
    scan: Scan
    file: Written


@dataclass(slots=True)
class _Work:
    """What was done so far."""

    kept: list[_Kept] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)


def import_documents(
    actor: Actor, documents: Sequence[IncomingDocument], progress: Progress = lambda done, total: None
) -> ImportReport:
    """Add these documents to the open profile. Those it has already are left as they are.

    One refused file, and nothing is added. Bytes are written before the transaction, so that nobody waits for them;
    they are removed when the rows do not follow.

    Raises:
        TemporaryTrouble: Files could not be read or written; nothing is added.
    """
    actor.require(Permission.DOCUMENT_IMPORT)
    keys = {_stored_key(document.key): document for document in documents}
    known = _known(actor)
    new = {key: document for key, document in keys.items() if key not in known}
    with ExitStack() as files:
        work = _keep_files(actor, new, files, progress)
        if work.refused:
            return ImportReport(refused=work.refused)
        added = _add_rows(actor, work.kept) if work.kept else []
    return ImportReport(
        added=len(added),
        known=len(documents) - len(added),
        waiting=sum(one.scan is Scan.WAITING for one in added),
    )


def _stored_key(key: str) -> str:
    """In the place of an upload's key: the database itself keeps a second import from adding anything.

    A keyed fingerprint: a plain one would tell who has a file that one has too.
    """
    return crypto.digest(key, "document-import")[:32]


def _known(actor: Actor) -> set[str]:
    with snapshot(actor) as session:
        return _known_keys(session)


def _known_keys(session: Session) -> set[str]:
    return set(session.scalars(queries.keys()))


def _keep_files(
    actor: Actor, documents: dict[str, IncomingDocument], files: ExitStack, progress: Progress
) -> _Work:
    """Write every file. After a refusal the others are still looked at, for the report, and not written."""
    work, done = _Work(), 0
    with ThreadPoolExecutor(THREADS) as threads:
        for batch in _batches(list(documents.items())):
            answers = threads.map(lambda item: _safe(item[1]), batch)
            for (key, document), answer in zip(batch, answers, strict=True):
                if isinstance(answer, RefusedFile):
                    work.refused.append(answer)
                elif not work.refused:
                    safe, scan = answer
                    file = files.enter_context(blobs.written(actor, safe.content))
                    work.kept.append(_Kept(document, key, safe.kind.value, safe.pages, scan, file))
                done += 1
                progress(done, len(documents))
    return work


def _batches(items: list[tuple[str, IncomingDocument]]) -> Iterator[list[tuple[str, IncomingDocument]]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _safe(document: IncomingDocument) -> tuple[SafeFile, Scan] | RefusedFile:
    try:
        safe = document.read()
        return safe, uploads.scan(safe.content)
    except TemporaryTrouble:
        raise
    except DomainError as refusal:
        return RefusedFile(document.label, refusal.sentence)


def _add_rows(actor: Actor, kept: list[_Kept]) -> list[_Kept]:
    """Those that were added: another import may have been faster."""
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        known = _known_keys(session)
        new = [one for one in kept if one.key not in known]
        for one in new:
            document = _document(actor, one, one.file.name_in(session))
            shelf.number_change(own_shelf, document)
            own_shelf.is_scan_due |= one.scan is Scan.WAITING
            session.add(document)
            audit.record(session, actor, Act.DOCUMENT_ADDED, object_id=document.id)
        shelf.tell(session, own_shelf)
        for one in new:
            one.file.leave_to(session)
        return new


def _document(actor: Actor, one: _Kept, blob_id: str) -> Document:
    incoming = one.incoming
    return Document(
        id=crypto.new_id(),
        profile_id=actor.open_profile,
        name=incoming.name,
        document_date=incoming.document_date,
        category=incoming.category,
        is_masked=incoming.is_masked,
        author_kind=incoming.author_kind,
        author_name=incoming.author_name,
        account_id=incoming.account_id,
        professional_id=incoming.professional_id,
        kind=one.kind,
        pages=one.pages,
        size=one.file.size,
        scan=one.scan.value,
        blob_id=blob_id,
        upload_key=one.key,
        added_at=incoming.added_at or clock.now(),
        change_number=0,  # numbered under the shelf's lock
    )
