"""The list of documents on screen; what it shows is kept in the address (DOC-2)."""

from dataclasses import replace

import reflex as rx

from monespace_app.core.errors import DomainError
from monespace_app.core.forms import typed
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import rules, services
from monespace_app.features.documents.schemas import (
    FILTER_PREFIX,
    LIST_TOP_ID,
    SEARCH,
    CategoryChoice,
    DocumentPage,
    ListQuery,
)
from monespace_app.features.documents.state.address import ROUTE, parameters
from monespace_app.session import guard
from monespace_app.session.state import run
from monespace_app.ui.components import PAGE_TITLE_ID


@guard.private_state(Permission.DOCUMENT_READ, passive={"refresh"})
class DocumentListState(rx.State):
    """A page of 50 documents, as the address asks for it."""

    page: DocumentPage = DocumentPage()
    is_loaded: bool = False
    trouble: str = ""
    is_choosing: bool = False
    search_key: int = 0
    """Grows when the search changed otherwise than by typing: the field then takes it."""

    _typed_search: str = ""

    @rx.event
    async def load(self):
        """Show what the address asks for."""
        before = self.page.folder_id
        was_loaded = self.is_loaded
        query = rules.list_query(parameters(self.router.url.query))
        if not await self._read(query):
            return None
        if self.page.search != self._typed_search:
            self._typed_search = self.page.search
            self.search_key += 1
        # A folder is a page of its own to whoever hears it: its name is said.
        return rx.set_focus(PAGE_TITLE_ID) if was_loaded and before != self.page.folder_id else None

    @rx.event
    async def refresh(self, _object_id: str = ""):
        """Something changed (pushed): read the same page again."""
        if self.is_loaded:
            await self._read(self._query())

    @rx.event
    async def search(self, form: dict):
        """« Rechercher » by name, in the open folder if there is one."""
        wanted = rules.list_query({"q": typed(form, SEARCH)}).search
        self._typed_search = wanted
        return self._go(replace(self._query(), search=wanted, page=1))

    @rx.event
    async def choose(self, is_open: bool):
        """« Filtrer par », and « Annuler », « Fermer », Escape."""
        self.is_choosing = is_open

    @rx.event
    async def filter(self, form: dict):
        """« Afficher les documents »: those of the categories that were ticked."""
        self.is_choosing = False
        ticked = tuple(
            category.value
            for category in rules.CATEGORY_LABELS
            if typed(form, FILTER_PREFIX + category.value)
        )
        return self._go(replace(self._query(), categories=ticked, page=1))

    @rx.event
    async def unfilter(self, category: str):
        """The cross of a category."""
        query = self._query()
        kept = tuple(value for value in query.categories if value != category)
        return [self._go(replace(query, categories=kept, page=1)), rx.set_focus(PAGE_TITLE_ID)]

    @rx.event
    async def clear_search(self):
        """The cross of the search."""
        return [self._go(replace(self._query(), search="", page=1)), rx.set_focus(SEARCH)]

    @rx.event
    async def clear_filters(self):
        """« Effacer les filtres », the search included; the order and the folder stay."""
        query = replace(self._query(), search="", categories=(), page=1)
        return [self._go(query), rx.set_focus(PAGE_TITLE_ID)]

    @rx.event
    async def sort(self, order: str):
        """« Trier par »."""
        known = rules.list_query({"tri": order}).sort
        return self._go(replace(self._query(), sort=known, page=1))

    @rx.event
    async def previous_page(self):
        """The 50 documents before."""
        return self._turn(-1)

    @rx.event
    async def next_page(self):
        """The 50 documents after."""
        return self._turn(1)

    @rx.var
    def chosen(self) -> list[CategoryChoice]:
        """The categories that the list is limited to."""
        return [category for category in self.page.categories if category.is_chosen]

    @rx.var
    def is_filtered(self) -> bool:
        """True when a search or a category hides documents."""
        return bool(self.page.search) or any(category.is_chosen for category in self.page.categories)

    def _query(self) -> ListQuery:
        page = self.page
        return ListQuery(
            categories=tuple(category.value for category in self.chosen),
            sort=page.sort,
            search=page.search,
            folder_id=page.folder_id,
            page=page.page,
        )

    def _turn(self, by: int):
        page = max(1, self.page.page + by)
        return [self._go(replace(self._query(), page=page)), rx.set_focus(LIST_TOP_ID)]

    def _go(self, query: ListQuery):
        return rx.redirect(ROUTE + rules.query_string(query))

    async def _read(self, query: ListQuery) -> bool:
        try:
            self.page = await run(services.list_documents, guard.current_actor(), query)
        except DomainError as refusal:
            self.trouble = refusal.sentence
            return False
        self.is_loaded, self.trouble = True, ""
        return True
