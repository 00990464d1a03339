"""Changing documents: their description, their folder, « Corbeille » (DOC-8, DOC-10)."""

from sqlalchemy.orm import Session

from monespace_app.core import audit, clock
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.database import transaction
from monespace_app.core.errors import NotFound
from monespace_app.core.forms import FieldProblem, InvalidForm
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import rules
from monespace_app.features.documents.models import Document, Folder
from monespace_app.features.documents.schemas import CONFIDENTIALITY, MASKED, DocumentForm
from monespace_app.features.documents.services import shelf, views
from monespace_app.features.documents.services.folders import MISSING as MISSING_FOLDER
from monespace_app.features.documents.services.opening import MISSING, existing


def update_document(actor: Actor, document_id: str, form: DocumentForm) -> None:
    """« Modifier »: name, date, category, confidentiality; of a professional's document, confidentiality only.

    Raises:
        InvalidForm: What is wrong with each field.
    """
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        document = _kept(session, document_id)
        if not _describe(document, form):
            return
        shelf.number_change(own_shelf, document)
        audit.record(session, actor, Act.DOCUMENT_CHANGED, object_id=document.id)
        shelf.tell(session, own_shelf, document.id)


def _kept(session: Session, document_id: str) -> Document:
    document = existing(session, document_id)
    if document.deleted_at is not None:
        raise NotFound(MISSING)
    return document


def _describe(document: Document, form: DocumentForm) -> bool:
    """Write the form on the document; False when it says what was there."""
    before = _said(document)
    if not views.is_mine(document):
        if problem := rules.confidentiality_problem(form.confidentiality):
            raise InvalidForm([FieldProblem(field=CONFIDENTIALITY, message=problem)])
        document.is_masked = form.confidentiality == MASKED
        return _said(document) != before
    description, problems = rules.describe(form, clock.today())
    if description is None:
        raise InvalidForm(problems)
    document.name, document.document_date = description.name, description.document_date
    document.category, document.is_masked = description.category, description.is_masked
    return _said(document) != before


def _said(document: Document) -> tuple[object, ...]:
    return document.name, document.document_date, document.category, document.is_masked


def delete_document(actor: Actor, document_id: str) -> None:
    """« Supprimer »: to « Corbeille » for thirty days (DOC-8). Twice is once."""
    actor.require(Permission.DOCUMENT_DELETE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        document = existing(session, document_id)
        if document.deleted_at is not None:
            return
        document.deleted_at = clock.now()
        shelf.number_change(own_shelf, document)
        shelf.purge_before(own_shelf, document.deleted_at + views.TRASH_LIFE)
        audit.record(session, actor, Act.DOCUMENT_DELETED, object_id=document.id)
        shelf.tell(session, own_shelf, document.id)


def restore_document(actor: Actor, document_id: str) -> None:
    """« Restaurer », or « Annuler » just after « Supprimer »: back where it was. Twice is once."""
    actor.require(Permission.DOCUMENT_DELETE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        document = existing(session, document_id)
        if document.deleted_at is None:
            return
        document.deleted_at = None
        shelf.number_change(own_shelf, document)
        audit.record(session, actor, Act.DOCUMENT_RESTORED, object_id=document.id)
        shelf.tell(session, own_shelf, document.id)


def move_document(actor: Actor, document_id: str, folder_id: str) -> None:
    """Put a document in a folder, or out of all with an empty `folder_id` (DOC-10)."""
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        document = _kept(session, document_id)
        if folder_id and session.get(Folder, folder_id) is None:
            raise NotFound(MISSING_FOLDER)
        if document.folder_id == (folder_id or None):
            return
        document.folder_id = folder_id or None
        shelf.number_change(own_shelf, document)
        audit.record(session, actor, Act.DOCUMENT_CHANGED, object_id=document.id)
        shelf.tell(session, own_shelf, document.id)
