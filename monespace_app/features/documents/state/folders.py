"""Folders on screen: named, renamed, deleted (DOC-10)."""

import reflex as rx

from monespace_app.core.errors import DomainError
from monespace_app.core.forms import typed
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import FOLDER_NAME, FolderRow, ListQuery
from monespace_app.features.documents.state.address import ROUTE, parameters
from monespace_app.session import guard
from monespace_app.session.state import run
from monespace_app.ui.components import notify


@guard.private_state(Permission.DOCUMENT_WRITE)
class FolderState(rx.State):
    """What is asked about a folder: `asks` is `new`, `rename`, `delete` or nothing."""

    asks: str = ""
    folder: FolderRow = FolderRow()
    error: str = ""

    @rx.event
    async def ask_new(self):
        """« Nouveau dossier »."""
        self.asks, self.folder, self.error = "new", FolderRow(), ""

    @rx.event
    async def ask_rename(self, folder_id: str):
        """« Renommer »."""
        await self._ask("rename", folder_id)

    @rx.event
    async def ask_delete(self, folder_id: str):
        """« Supprimer »."""
        await self._ask("delete", folder_id)

    @rx.event
    async def change_open(self, is_open: bool):
        """« Annuler », « Fermer », Escape."""
        self.asks = self.asks if is_open else ""

    @rx.event
    async def name(self, form: dict):
        """« Créer le dossier », or « Enregistrer » its new name."""
        actor, name = guard.current_actor(), typed(form, FOLDER_NAME)
        try:
            if self.asks == "rename":
                await run(services.rename_folder, actor, self.folder.id, name)
            else:
                await run(services.create_folder, actor, name)
        except DomainError as refusal:
            self.error = refusal.sentence
            return None
        done = "Dossier renommé" if self.asks == "rename" else "Dossier créé"
        self.asks = ""
        return notify(done)

    @rx.event
    async def delete(self):
        """« Supprimer le dossier », confirmed: its documents stay."""
        self.asks = ""
        try:
            await run(services.delete_folder, guard.current_actor(), self.folder.id)
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        told = notify("Dossier supprimé")
        if self.folder.id in parameters(self.router.url.query).get("dossier", []):
            return [rx.redirect(ROUTE), told]
        return told

    async def _ask(self, what: str, folder_id: str) -> None:
        folders = (await run(services.list_documents, guard.current_actor(), ListQuery())).folders
        found = next((folder for folder in folders if folder.id == folder_id), None)
        if found is not None:
            self.asks, self.folder, self.error = what, found, ""
