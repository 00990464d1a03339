"""What every private page needs of the session: the header, the idle clock, the announcements; and `run`."""

import asyncio
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import reflex as rx
from reflex.state import OnLoadInternalState
from reflex_base.event.context import EventContext
from sqlalchemy.exc import DataError, OperationalError

from monespace_app.core import clock, french
from monespace_app.core.actor import Actor
from monespace_app.core.errors import NotFound, TemporaryTrouble
from monespace_app.core.permissions import Permission
from monespace_app.session import guard, http, services
from monespace_app.session.rules import SessionEnd
from monespace_app.session.schemas import HeaderView
from monespace_app.session.tab import TabState

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


async def run(
    service: Callable[Concatenate[Actor, P], R], actor: Actor, *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call a synchronous service in a worker thread: the event loop, and so everybody else, goes on.

    Raises:
        DomainError: The service's own refusal, or `TemporaryTrouble` when the database could not do it now.
    """
    return await run_public(service, actor, *args, **kwargs)


async def run_public(service: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`run` for the few services that nobody in particular calls: login and presentation."""
    try:
        return await asyncio.to_thread(service, *args, **kwargs)
    except OperationalError as error:
        log.error("database trouble in %s: %s", service.__name__, type(error.orig).__name__)
        raise TemporaryTrouble() from None
    except DataError:
        # An identifier that the database cannot even compare (a NUL, say) names nothing.
        raise NotFound() from None


def tab_token() -> str:
    """The token of the browser tab whose event is being handled."""
    return EventContext.get().token


@guard.public_state
class VisitorState(rx.State):
    """Whether the visitor of a public page has a space open: their own cookie says so, and only to them."""

    has_open_space: bool = False

    @rx.event
    async def look(self):
        """At each public page; reading it does not prolong the session."""
        self.has_open_space = await guard.connection_of_event() is not None


@guard.private_state(Permission.PROFILE_READ, passive={"check_deadline", "refresh_header", "expire"})
class SessionState(rx.State):
    """The shell of private pages: whose space is open, how long the session lives, what was announced."""

    header: HeaderView = HeaderView()
    announcement: str = ""
    announcement_nonce: int = 0
    leaving: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def load(self):
        """Fill the header at each private page."""
        actor = guard.current_actor()
        self.header = await run(services.header, actor)
        await self._show_end(await run(services.session_end, actor))

    @rx.event
    async def refresh_header(self, _object_id: str = ""):
        """The unread marks changed (pushed)."""
        self.header = await run(services.header, guard.current_actor())

    @rx.event
    async def check_deadline(self):
        """Another tab may have kept the session alive: tell when it ends, without prolonging it."""
        await self._show_end(await run(services.session_end, guard.current_actor()))

    @rx.event
    async def keep_alive(self):
        """« Rester connecté »."""
        actor = guard.current_actor()
        await self._show_end(await run_public(services.touch, actor.session_id or ""))

    @rx.event
    async def expire(self, _object_id: str = ""):
        """The idle clock ran out in the browser: the guard has the last word at this very event."""
        await self._show_end(await run(services.session_end, guard.current_actor()))

    @rx.event
    async def logout(self):
        """« Se déconnecter »: the page posts to the HTTP route, which alone can clear the cookie."""
        self.leaving = {"motif": "deconnexion"}

    @rx.event
    async def open_profile(self, profile_id: str):
        """Switch the whole tab to another profile, staying on the same section (PROF-2)."""
        actor = guard.current_actor()
        await run(services.open_profile, actor, tab_token(), str(profile_id))
        connection = await guard.connection_of_event()
        if connection is None:
            return rx.redirect(http.LOGIN_PATH)
        await guard.bind(self._get_root_state(), connection)
        guard.as_actor(connection.actor)
        self.header = await run(services.header, connection.actor)
        await self._show_end(connection.end)
        self._announce(f"Profil {french.of(self.header.given_name)} ouvert")
        return self._reload_section()

    def _reload_section(self):
        # The route without its variable part: a conversation of the other profile is not to be looked for here.
        section = "/" + self.router.route_id.partition("[")[0].strip("/")
        # Nor what was searched for.
        if section != self.router.url.path.rstrip("/") or self.router.url.query:
            return rx.redirect(section)
        return OnLoadInternalState.on_load_internal

    def _announce(self, message: str) -> None:
        self.announcement = message
        # Not a counter: the switch of profile that is announced has just reset this state.
        self.announcement_nonce = int(clock.now().timestamp() * 1000)

    async def _show_end(self, end: SessionEnd) -> None:
        (await self.get_state(TabState))._show_end(end)
