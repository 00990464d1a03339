"""The socket's own door, before and after the guard: what comes in is well formed, what goes out goes home.

Reflex writes a malformed event to the logs in full, session cookie included, and keeps it in memory; and it sends
an update to whichever socket presents the tab's client token at that moment.
"""

import logging
from typing import Any

import reflex as rx
from reflex.app import EventNamespace
from reflex.state import StateUpdate
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext

from monespace_app.session import arguments, http

log = logging.getLogger(__name__)

BROWSER_STORAGE = "vars"
"""With what a page keeps in the browser. This application keeps nothing there, so it takes nothing from there."""


def install(app: rx.App) -> None:
    """Put the door in the application's one namespace."""
    plain = app.event_namespace
    if plain is None or app.sio is None:
        raise RuntimeError("the application has no socket to put a door in")
    app._event_namespace = GatedNamespace(plain.namespace, app)
    app.sio.register_namespace(app._event_namespace)


class GatedNamespace(EventNamespace):
    """Reflex's namespace, with a look at each packet."""

    async def on_event(self, sid: str, data: Any) -> None:
        """Pass on an event that its handler can take; drop anything else without a word of it in the logs."""
        try:
            event = checked(data)
        except arguments.Misfit:
            log.info("gate: a malformed event was dropped")
            return
        if sid in self.sid_to_token:
            await super().on_event(sid, event)

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """Send an update, but never to another session than the one whose event made it."""
        if self._is_home(token):
            await super().emit_update(update, token)

    def _is_home(self, token: str) -> bool:
        """True when the tab's present socket is the one the event came by, or carries the same session.

        A tab that has reconnected meanwhile, perhaps to another server, reads everything anew: nothing is missing.
        """
        record = self._token_manager.token_to_socket.get(token)
        here = self._static_router_data.get(record.sid) if record else None
        if here is None:
            return False
        origin = EventContext.get().router_data
        if origin.get("sid") == here["sid"]:
            return True
        session = _session(origin)
        return session is not None and session == _session(here)


def _session(router_data: dict[str, Any]) -> str | None:
    return http.token_in(str((router_data.get("headers") or {}).get("cookie", "")))


def checked(data: object) -> dict[str, Any]:
    """An event made of what is known of it, and of nothing else; `arguments.Misfit` when it is none."""
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise arguments.Misfit
    entry = RegistrationContext.get().event_handlers.get(data["name"])
    if entry is None:
        raise arguments.Misfit
    payload = data.get("payload") or {}
    if isinstance(payload, dict):
        payload = {name: value for name, value in payload.items() if name != BROWSER_STORAGE}
    return {
        "name": data["name"],
        "payload": arguments.fitted(entry.handler.fn, payload),
        "router_data": arguments.page(data.get("router_data") or {}),
    }
