"""An open document on screen (DOC-7)."""

import reflex as rx

from monespace_app.core.errors import DomainError, NotFound
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services
from monespace_app.features.documents.schemas import DocumentView
from monespace_app.features.documents.state.address import asked_document
from monespace_app.session import guard
from monespace_app.session.state import run


@guard.private_state(Permission.DOCUMENT_READ, passive={"refresh"})
class ViewerState(rx.State):
    """The document that the address names."""

    document: DocumentView = DocumentView()
    missing: str = ""
    trouble: str = ""

    @rx.event
    async def load(self):
        """Open the document of the address; opening is written in the activity log, a redraw is not."""
        asked = asked_document(self.router.url.path)
        if asked != self.document.id or self.missing:
            self.reset()
        service = services.view_document if self.document.id else services.open_document
        await self._show(service, asked)

    @rx.event
    async def refresh(self, object_id: str = ""):
        """It changed, or was analysed (pushed)."""
        opened = self.document.id
        if opened and object_id in {"", opened} and opened == asked_document(self.router.url.path):
            await self._show(services.view_document, opened)

    @rx.var
    def shows(self) -> str:
        """What the page is about: missing, trouble, or document."""
        if self.missing or self.trouble:
            return "missing" if self.missing else "trouble"
        return "document"

    async def _show(self, service, asked: str) -> None:
        try:
            self.document = await run(service, guard.current_actor(), asked)
        except NotFound as refusal:
            self.reset()
            self.missing = refusal.sentence
            return
        except DomainError as refusal:
            self.trouble = refusal.sentence
            return
        self.trouble = ""
