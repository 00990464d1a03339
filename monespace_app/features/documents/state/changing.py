"""« Modifier », « Déplacer » and « Supprimer » on screen (DOC-8, DOC-10)."""

from collections.abc import Iterable

import reflex as rx

from monespace_app.core import clock
from monespace_app.core.errors import DomainError
from monespace_app.core.forms import FieldProblem, InvalidForm, typed
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import (
    CATEGORY,
    CONFIDENTIALITY,
    DATE,
    EDIT,
    FOLDER,
    NAME,
    DescriptionErrors,
    DocumentForm,
    DocumentView,
    ListQuery,
)
from monespace_app.features.documents.state.address import ROUTE, asked_document
from monespace_app.session import guard
from monespace_app.session.state import run
from monespace_app.ui.components import notify

NO_FOLDER = {"value": "", "label": "Aucun dossier"}


def form_of(form: dict, prefix: str) -> DocumentForm:
    """What was typed in the fields whose names begin with `prefix`."""
    return DocumentForm(
        name=typed(form, f"{prefix}-{NAME}"),
        document_date=typed(form, f"{prefix}-{DATE}"),
        category=typed(form, f"{prefix}-{CATEGORY}"),
        confidentiality=typed(form, f"{prefix}-{CONFIDENTIALITY}"),
    )


def errors_of(problems: Iterable[FieldProblem]) -> DescriptionErrors:
    """What stands beside each field, whatever its id begins with."""
    found = dict.fromkeys((NAME, DATE, CATEGORY, CONFIDENTIALITY), "")
    for problem in problems:
        name = next((known for known in found if problem.field.endswith(known)), NAME)
        found[name] = found[name] or problem.message
    return DescriptionErrors(
        name=found[NAME],
        document_date=found[DATE],
        category=found[CATEGORY],
        confidentiality=found[CONFIDENTIALITY],
    )


def problems_of(refusal: DomainError) -> list[FieldProblem]:
    """A refusal of a description, field by field; one about no field in particular is about the name."""
    if isinstance(refusal, InvalidForm):
        return refusal.problems
    return [FieldProblem(field=NAME, message=refusal.sentence)]


@guard.private_state(Permission.DOCUMENT_WRITE)
class EditState(rx.State):
    """The dialog « Modifier »."""

    document: DocumentView = DocumentView()
    is_open: bool = False
    errors: DescriptionErrors = DescriptionErrors()
    problems: rx.Field[list[FieldProblem]] = rx.field(default_factory=list)
    tries: int = 0
    today: str = ""

    @rx.event
    async def ask(self, document_id: str):
        """Open it on a document as it is now."""
        try:
            self.document = await run(services.view_document, guard.current_actor(), str(document_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        self.errors, self.problems, self.today = DescriptionErrors(), [], clock.today().isoformat()
        self.is_open = True
        return None

    @rx.event
    async def change_open(self, is_open: bool):
        """« Annuler », « Fermer », Escape."""
        self.is_open = is_open and self.is_open

    @rx.event
    async def save(self, form: dict):
        """« Enregistrer »."""
        try:
            await run(services.update_document, guard.current_actor(), self.document.id, form_of(form, EDIT))
        except DomainError as refusal:
            self._show(problems_of(refusal))
            return None
        self.is_open = False
        return notify("Document modifié")

    def _show(self, problems: list[FieldProblem]) -> None:
        self.tries += 1
        self.errors = errors_of(problems)
        self.problems = [FieldProblem(field=f"{EDIT}-{p.field}", message=p.message) for p in problems]


@guard.private_state(Permission.DOCUMENT_WRITE)
class MoveState(rx.State):
    """The dialog « Déplacer »."""

    document: DocumentView = DocumentView()
    is_open: bool = False
    choices: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def ask(self, document_id: str):
        """Open it on a document, with the folders there are."""
        actor = guard.current_actor()
        try:
            self.document = await run(services.view_document, actor, str(document_id))
            folders = (await run(services.list_documents, actor, ListQuery())).folders
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        self.choices = [NO_FOLDER, *({"value": one.id, "label": one.name} for one in folders)]
        self.is_open = True
        return None

    @rx.event
    async def change_open(self, is_open: bool):
        """« Annuler », « Fermer », Escape."""
        self.is_open = is_open and self.is_open

    @rx.event
    async def move(self, form: dict):
        """« Déplacer »."""
        wanted = typed(form, FOLDER)
        self.is_open = False
        try:
            await run(services.move_document, guard.current_actor(), self.document.id, wanted)
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        name = next((one["label"] for one in self.choices if one["value"] == wanted), "")
        return notify(f"Document rangé dans «\u202f{name}\u202f»" if wanted else "Document sorti du dossier")


@guard.private_state(Permission.DOCUMENT_DELETE)
class DeletionState(rx.State):
    """« Supprimer » and its way back."""

    document: DocumentView = DocumentView()
    is_open: bool = False

    @rx.event
    async def ask(self, document_id: str):
        """Ask first."""
        try:
            self.document = await run(services.view_document, guard.current_actor(), str(document_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        self.is_open = True
        return None

    @rx.event
    async def change_open(self, is_open: bool):
        """« Annuler », « Fermer », Escape."""
        self.is_open = is_open and self.is_open

    @rx.event
    async def delete(self):
        """« Supprimer », confirmed: to « Corbeille », with ten seconds to take it back at once."""
        deleted, self.is_open = self.document.id, False
        try:
            await run(services.delete_document, guard.current_actor(), deleted)
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        told = notify("Document supprimé", undo=DeletionState.restore(deleted), id=f"supprime-{deleted}")
        if asked_document(self.router.url.path) == deleted:
            return [rx.redirect(ROUTE), told]
        return told

    @rx.event
    async def restore(self, document_id: str):
        """« Annuler » just after, or « Restaurer » in « Corbeille »."""
        try:
            await run(services.restore_document, guard.current_actor(), str(document_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        return notify("Document restauré")
