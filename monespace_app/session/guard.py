"""Lock 1: every Reflex event passes here before its handler, Reflex's own events included.

An event runs only when its state class declares a policy, met by the session cookie of the very socket the
event came in on. State is bound to the session and profile that filled it: presented with another cookie (a
stolen client token, a logout, a switch of profile), it is emptied before anything is sent.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import reflex as rx
from reflex.istate.shared import SharedStateBaseInternal
from reflex.middleware import Middleware
from reflex.state import (
    BaseState,
    FrontendEventExceptionState,
    OnLoadInternalState,
    State,
    StateUpdate,
    UpdateVarsInternalState,
)
from reflex_base.event import Event
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from monespace_app.core import crypto, logs
from monespace_app.core.actor import Actor
from monespace_app.core.permissions import Permission
from monespace_app.session import http, live, preload, services
from monespace_app.session.services import Connection
from monespace_app.session.tab import TabState

log = logging.getLogger(__name__)

StateClass = TypeVar("StateClass", bound=type[BaseState])


class MissingPolicy(RuntimeError):
    """A state class says nothing about who may call it: the application does not start."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call the handlers of a state class.

    Attributes:
        permission: The right a session needs; None when anybody may call.
        passive: Handlers that are no sign of a person at work (pushes, checks): the session is not prolonged.
        closed: Handlers nobody may call from outside.
    """

    permission: Permission | None
    passive: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


_policies: dict[type[BaseState], Policy] = {
    State: Policy(None, passive=frozenset({"hydrate", "hydrate_and_load", "set_is_hydrated"})),
    OnLoadInternalState: Policy(None),
    FrontendEventExceptionState: Policy(None),
    # The application keeps nothing in browser storage and shares no state: these doors stay shut.
    UpdateVarsInternalState: Policy(None, closed=frozenset({"update_vars_internal"})),
    SharedStateBaseInternal: Policy(None, closed=frozenset({"*"})),
    TabState: Policy(None, closed=frozenset({"*"})),
}

CLOSED_EVERYWHERE = frozenset({"setvar"})
"""The framework gives every state a handler that writes any variable: nobody may call it."""
_HYDRATES = frozenset({"hydrate", "hydrate_and_load"})

_ANONYMOUS = "anonymous"

_actor: ContextVar[Actor | None] = ContextVar("actor_of_this_event", default=None)


def public_state(cls: StateClass) -> StateClass:
    """Declare that anybody may call this state's handlers (login, presentation pages)."""
    _policies[cls] = Policy(None)
    return cls


def private_state(
    permission: Permission, *, passive: Iterable[str] = ()
) -> Callable[[StateClass], StateClass]:
    """Declare the right that a live session needs to call this state's handlers."""

    def declare(cls: StateClass) -> StateClass:
        _policies[cls] = Policy(permission, passive=frozenset(passive))
        return cls

    return declare


def check_policies() -> None:
    """Fail the start, and so the build, when a state class has handlers but no policy of its own."""
    handlers = RegistrationContext.get().event_handlers
    missing = {entry.states[0].__name__ for entry in handlers.values() if entry.states[0] not in _policies}
    if missing:
        raise MissingPolicy(f"these states declare no policy: {', '.join(sorted(missing))}")


def policy_of(event_name: str) -> tuple[Policy | None, str]:
    """The policy of a registered event and the bare name of its handler."""
    entry = RegistrationContext.get().event_handlers.get(event_name)
    handler = event_name.rpartition(".")[2]
    return (_policies.get(entry.states[0]) if entry else None), handler


def log_failure(error: Exception) -> None:
    """Where a bug is, without the data it met: messages and arguments of exceptions may hold health text."""
    log.error("unhandled %s at %s", type(error).__name__, logs.place(error.__traceback__))


def current_actor() -> Actor:
    """Who sent the event being handled. Only a handler of a private state may ask."""
    actor = _actor.get()
    if actor is None:
        raise MissingPolicy("a handler of a public state asked for the actor")
    return actor


def as_actor(actor: Actor | None) -> None:
    """Say who the rest of this event acts for, once it has opened another profile."""
    _actor.set(actor)


def _router_data() -> dict[str, Any]:
    return EventContext.get().router_data


async def connection_of_event() -> Connection | None:
    """The live session of the socket this event came in on."""
    token = _cookie_of_event()
    if token is None:
        return None
    return await asyncio.to_thread(services.connect, token, EventContext.get().token)


def _cookie_of_event() -> str | None:
    headers = _router_data().get("headers") or {}
    return http.token_in(str(headers.get("cookie", "")))


def _cookie_mark() -> str:
    cookie = _cookie_of_event()
    return crypto.digest(cookie, "tab") if cookie else _ANONYMOUS


def _page_asked_for() -> str:
    return str(_router_data().get("asPath") or "")


async def _page_to_return_to(root: BaseState) -> str:
    """The page an event came from. A push comes from none: then the one the tab showed to this very cookie."""
    asked = _page_asked_for()
    tab = await root.get_state(TabState)
    if asked or tab._shown_to != _cookie_mark():
        return asked
    url = root.rx_router_url
    return f"{url.path}?{url.query}" if url.query else url.path


class SessionGuard(Middleware):
    """Refuses events, or lets them through with their actor known."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Return None to let the event run, an update to answer it with a refusal."""
        policy, handler = policy_of(event.name)
        if policy is None or handler in CLOSED_EVERYWHERE or not policy.closed.isdisjoint({handler, "*"}):
            log.warning("guard: an event without policy was refused")
            return StateUpdate()
        connection = await connection_of_event()
        root = state._get_root_state()
        await bind(root, connection)
        _actor.set(connection.actor if connection else None)
        if connection is not None:
            # Before anything is read: a change that is committed meanwhile is pushed rather than missed.
            live.tabs.watch(EventContext.get().token, connection.actor)
        if policy.permission is None:
            return await _of_framework(app, root, handler, connection)
        if connection is None or policy.permission not in connection.actor.permissions:
            live.tabs.forget(EventContext.get().token)
            return await _refusal(root)
        is_somebodys = handler not in policy.passive and not await _is_sent_again(root, event)
        if is_somebodys and connection.needs_touch:
            await _touch(root, connection)
        return None


async def _of_framework(
    app: rx.App, root: BaseState, handler: str, connection: Connection | None
) -> StateUpdate | None:
    if connection is not None and handler in _HYDRATES:
        await preload.fill(app, root, _may_call(connection.actor))
    if handler == "on_load_internal" and await preload.was_filled(root):
        root.is_hydrated = True
        return await _as_it_is(root)
    return None


def _may_call(actor: Actor) -> Callable[[type[BaseState]], bool]:
    def may_call(cls: type[BaseState]) -> bool:
        policy = _policies.get(cls)
        return policy is not None and policy.permission in actor.permissions

    return may_call


async def _as_it_is(root: BaseState) -> StateUpdate:
    delta = await root._get_resolved_delta()
    root._clean()
    return StateUpdate(delta=delta)


async def _refusal(root: BaseState) -> StateUpdate:
    # The emptied state is sent: what an ended session's page still showed disappears with this answer.
    update = await _as_it_is(root)
    page = await _page_to_return_to(root)
    tab = await root.get_state(TabState)
    query = {"motif": "expiree"} if tab._session_ended else {}
    if page not in {"", "/"}:
        query["suite"] = page
    target = http.LOGIN_PATH + (f"?{urlencode(query)}" if query else "")
    redirect = Event.from_event_type([rx.redirect(target, replace=True)])
    return StateUpdate(delta=update.delta, events=redirect)


async def _is_sent_again(root: BaseState, event: Event) -> bool:
    """True for the tab's last event once more, word for word: a page that retries, not a person.

    An event that says nothing but its name (« page suivante ») is a person's each time.
    """
    tab = await root.get_state(TabState)
    words = json.dumps([event.name, event.payload], sort_keys=True, default=str)
    mark, before = crypto.digest(words, "act"), tab._last_act
    tab._last_act = mark
    return bool(event.payload) and mark == before


async def _touch(root: BaseState, connection: Connection) -> None:
    end = await asyncio.to_thread(services.touch, connection.actor.session_id or "")
    (await root.get_state(TabState))._show_end(end)


def _owner_mark(connection: Connection | None) -> str:
    if connection is None:
        return _ANONYMOUS
    return f"{connection.actor.session_id}/{connection.actor.profile_id}"


async def bind(root: BaseState, connection: Connection | None) -> None:
    """Empty the tab's whole state unless it was filled by this very session and profile."""
    tab = await root.get_state(TabState)
    mark, previous = _owner_mark(connection), tab._owner
    if previous != mark:
        shown_to = tab._shown_to if connection is None else _cookie_mark()
        # An owner that is not known (in Redis each state expires on its own) is not this one either.
        await _empty(root)
        tab._owner, tab._shown_to = mark, shown_to
        tab._session_ended = bool(previous) and connection is None
    # Every refusal says why, until the page that tells the person so has come.
    if tab._session_ended and _page_asked_for().startswith(http.LOGIN_PATH):
        tab._session_ended = False


async def _empty(root: BaseState) -> None:
    for cls in _all_substates(State):
        if cls not in _REFLEX_INTERNAL:
            (await root.get_state(cls)).reset()


_REFLEX_INTERNAL = frozenset(
    {OnLoadInternalState, FrontendEventExceptionState, UpdateVarsInternalState, SharedStateBaseInternal}
)


def _all_substates(cls: type[BaseState]) -> Iterable[type[BaseState]]:
    for child in cls.get_substates():
        yield child
        yield from _all_substates(child)
