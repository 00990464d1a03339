"""« Corbeille » and « Qui a consulté mes documents ? » on screen (DOC-8, DOC-9)."""

import reflex as rx

from monespace_app.core.errors import DomainError
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import ConsultationPage, DocumentPage
from monespace_app.features.documents.state.address import CONSULTATIONS, TRASH, asked_page, parameters
from monespace_app.session import guard
from monespace_app.session.state import run
from monespace_app.ui.components import PAGE_TITLE_ID, notify


@guard.private_state(Permission.DOCUMENT_DELETE, passive={"refresh"})
class TrashState(rx.State):
    """What was deleted and can come back."""

    page: DocumentPage = DocumentPage()
    is_loaded: bool = False
    trouble: str = ""

    @rx.event
    async def load(self):
        """Show the page that the address asks for."""
        await self._read(asked_page(self.router.url.query))

    @rx.event
    async def refresh(self, _object_id: str = ""):
        """Something changed (pushed)."""
        if self.is_loaded:
            await self._read(self.page.page)

    @rx.event
    async def restore(self, document_id: str):
        """« Restaurer »: back where it was."""
        try:
            await run(services.restore_document, guard.current_actor(), str(document_id))
        except DomainError as refusal:
            return notify(refusal.sentence, kind="error")
        await self._read(self.page.page)
        # Its row has gone, and the button that was pressed with it.
        return [rx.set_focus(PAGE_TITLE_ID), notify("Document restauré")]

    @rx.event
    async def previous_page(self):
        """The 50 deleted later."""
        return self._turn(-1)

    @rx.event
    async def next_page(self):
        """The 50 deleted earlier."""
        return self._turn(1)

    def _turn(self, by: int):
        return [rx.redirect(f"{TRASH}?page={max(1, self.page.page + by)}"), rx.set_focus(PAGE_TITLE_ID)]

    async def _read(self, page: int) -> None:
        try:
            self.page = await run(services.list_trash, guard.current_actor(), page)
        except DomainError as refusal:
            self.trouble = refusal.sentence
            return
        self.is_loaded, self.trouble = True, ""


@guard.private_state(Permission.DOCUMENT_READ)
class ConsultationState(rx.State):
    """Every look of a professional, at one document or at all."""

    page: ConsultationPage = ConsultationPage()
    is_loaded: bool = False
    trouble: str = ""

    @rx.event
    async def load(self):
        """Show the page that the address asks for."""
        query = self.router.url.query
        document_id = parameters(query).get("document", [""])[0]
        try:
            self.page = await run(
                services.list_consultations, guard.current_actor(), asked_page(query), document_id
            )
        except DomainError as refusal:
            self.reset()
            self.trouble = refusal.sentence
            return
        self.is_loaded, self.trouble = True, ""

    @rx.event
    async def previous_page(self):
        """The 50 newer looks."""
        return self._turn(-1)

    @rx.event
    async def next_page(self):
        """The 50 older looks."""
        return self._turn(1)

    def _turn(self, by: int):
        one = f"&document={self.page.document_id}" if self.page.document_id else ""
        page = max(1, self.page.page + by)
        return [rx.redirect(f"{CONSULTATIONS}?page={page}{one}"), rx.set_focus(PAGE_TITLE_ID)]
