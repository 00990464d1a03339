"""Folders of documents, one level of them (DOC-10)."""

from sqlalchemy.orm import Session

from monespace_app.core.actor import Actor
from monespace_app.core.database import transaction
from monespace_app.core.errors import Invalid, NotFound
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import queries, rules
from monespace_app.features.documents.models import Folder
from monespace_app.features.documents.schemas import NAME
from monespace_app.features.documents.services import shelf

MAX_FOLDERS = 200
MISSING = "Ce dossier est introuvable."
SAME_NAME = "Un de vos dossiers a déjà ce nom. Choisissez-en un autre."
TOO_MANY = f"Vous avez déjà {MAX_FOLDERS} dossiers. Supprimez-en un avant d'en créer un autre."


def create_folder(actor: Actor, name: str) -> str:
    """« Nouveau dossier »; returns its identifier. `Invalid` when the name cannot be."""
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        name = _checked(session, name)
        if len(session.scalars(queries.folder_ids()).all()) >= MAX_FOLDERS:
            raise Invalid(NAME, TOO_MANY)
        folder = Folder(profile_id=actor.open_profile, name=name)
        session.add(folder)
        shelf.tell(session, own_shelf, folder.id)
        return folder.id


def rename_folder(actor: Actor, folder_id: str, name: str) -> None:
    """« Renommer »."""
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        folder = _existing(session, folder_id)
        folder.name = _checked(session, name, but=folder_id)
        shelf.tell(session, own_shelf, folder_id)


def delete_folder(actor: Actor, folder_id: str) -> None:
    """« Supprimer le dossier »: its documents, deleted ones too, are in no folder any more."""
    actor.require(Permission.DOCUMENT_WRITE)
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        folder = _existing(session, folder_id)
        for document in session.scalars(queries.in_folder(folder_id)):
            document.folder_id = None
            shelf.number_change(own_shelf, document)
        session.flush()
        session.delete(folder)
        shelf.tell(session, own_shelf, folder_id)


def _existing(session: Session, folder_id: str) -> Folder:
    folder = session.get(Folder, folder_id)
    if folder is None:
        raise NotFound(MISSING)
    return folder


def _checked(session: Session, name: object, *, but: str = "") -> str:
    """The name as it is kept; `Invalid` when it breaks a rule, or when another has it, accents and case apart."""
    cleaned = rules.clean_name(name if isinstance(name, str) else "")
    if problem := rules.name_problem(cleaned, "Le nom du dossier"):
        raise Invalid(NAME, problem)
    others = [folder for folder in session.scalars(queries.folders()) if folder.id != but]
    if rules.fold(cleaned) in {rules.fold(folder.name) for folder in others}:
        raise Invalid(NAME, SAME_NAME)
    return cleaned
