"""Files that came in, on screen: each waits for its description (DOC-3, DOC-5)."""

import reflex as rx

from monespace_app.core import french
from monespace_app.core.errors import DomainError
from monespace_app.core.forms import FieldProblem
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import AccessRow, DescriptionErrors, UploadView
from monespace_app.features.documents.state.address import ROUTE
from monespace_app.features.documents.state.changing import errors_of, form_of, problems_of
from monespace_app.session import guard
from monespace_app.session.state import run
from monespace_app.ui.components import notify


@guard.private_state(Permission.DOCUMENT_WRITE, passive={"refresh"})
class UploadState(rx.State):
    """The files of the open profile that wait; what is typed stays in the browser until « Valider »."""

    profile_id: str = ""
    uploads: rx.Field[list[UploadView]] = rx.field(default_factory=list)
    access: rx.Field[list[AccessRow]] = rx.field(default_factory=list)
    problems: rx.Field[list[FieldProblem]] = rx.field(default_factory=list)
    tries: int = 0
    is_loaded: bool = False
    trouble: str = ""

    @rx.event
    async def load(self):
        """Show what waits: it survives a reload of the page."""
        actor = guard.current_actor()
        try:
            self.access = await run(services.who_has_access, actor)
            await self._read()
        except DomainError as refusal:
            self.trouble = refusal.sentence
            return
        self.profile_id, self.is_loaded, self.trouble = actor.open_profile, True, ""

    @rx.event
    async def refresh(self, _object_id: str = ""):
        """A file came in, was analysed, described or removed, perhaps in another tab (pushed)."""
        if self.is_loaded:
            await self._read()

    @rx.event
    async def received(self, upload_id: str):
        """A file has arrived from this page: its form comes."""
        if upload_id not in {upload.id for upload in self.uploads}:
            await self._read()

    @rx.event
    async def remove(self, upload_id: str):
        """« Retirer », or « Annuler » when the file had arrived already."""
        try:
            await run(services.cancel_upload, guard.current_actor(), str(upload_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        await self._read()
        return None

    @rx.event
    async def validate(self, form: dict):
        """« Valider »: what is right is added, the rest stays with what was typed."""
        added, refused = 0, []
        for upload in list(self.uploads):
            try:
                await run(services.add_document, guard.current_actor(), upload.id, form_of(form, upload.id))
                added += 1
            except DomainError as refusal:
                refused.append((upload, problems_of(refusal)))
        self._show(refused)
        await self._read()
        told = [notify(_added(added))] if added else []
        return told if self.uploads else [rx.redirect(ROUTE), *told]

    def _show(self, refused: list[tuple[UploadView, list[FieldProblem]]]) -> None:
        self.tries += 1
        several = len(refused) > 1
        for upload, problems in refused:
            upload.errors = errors_of(problems)
        self.uploads = [upload for upload, _ in refused]
        self.problems = [
            FieldProblem(field=problem.field, message=_said(upload, problem, several=several))
            for upload, problems in refused
            for problem in problems
        ]

    async def _read(self) -> None:
        waiting = await run(services.list_uploads, guard.current_actor())
        errors = {upload.id: upload.errors for upload in self.uploads}
        for upload in waiting:
            upload.errors = errors.get(upload.id, DescriptionErrors())
        self.uploads = waiting
        ids = {upload.id for upload in waiting}
        self.problems = [problem for problem in self.problems if problem.field[:32] in ids]


def _said(upload: UploadView, problem: FieldProblem, *, several: bool) -> str:
    return f"{upload.file_name}\u00a0: {problem.message}" if several else problem.message


def _added(count: int) -> str:
    return "Document ajouté" if count == 1 else french.plural(count, "document ajouté", "documents ajoutés")
