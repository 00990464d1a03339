"""Accueil on screen: a view of what the services say."""

import reflex as rx

from monespace_app.core.errors import DomainError
from monespace_app.core.permissions import Permission
from monespace_app.features.home import services
from monespace_app.features.home.schemas import HomeView
from monespace_app.session import guard
from monespace_app.session.state import run


@guard.private_state(Permission.HOME_READ, passive={"refresh"})
class HomeState(rx.State):
    """The greeting and the cards of the open profile."""

    view: HomeView = HomeView()
    is_loaded: bool = False
    error: str = ""

    @rx.event
    async def load(self):
        """Show the open profile's Accueil."""
        await self._read()

    @rx.event
    async def refresh(self, _object_id: str = ""):
        """A message or a document came or changed (pushed): the page follows."""
        if self.is_loaded:
            await self._read()

    async def _read(self) -> None:
        try:
            self.view = await run(services.home, guard.current_actor())
        except DomainError as trouble:
            self.error = trouble.sentence
            return
        self.error, self.is_loaded = "", True
