"""Which tabs show which profile, and pushing events to them when something changed (MSG-4).

A push is an ordinary event that goes through the guard with the cookie of the socket connected now: a tab whose
session has ended, or whose client token another browser presents, gets nothing.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import reflex as rx
from reflex.event import EventHandler
from reflex_base.event import Event

from monespace_app.core.actor import Actor
from monespace_app.core.bus import BusEvent, Topic
from monespace_app.core.settings import settings

log = logging.getLogger(__name__)

Handler = EventHandler | Callable[..., Any]


class LiveTabs:
    """The tabs of this process, by profile and by session, and what to tell them."""

    def __init__(self) -> None:
        self._by_subject: dict[str, set[str]] = defaultdict(set)
        self._subjects: dict[str, tuple[str, str]] = {}
        self._handlers: dict[Topic, list[Handler]] = defaultdict(list)
        self._app: rx.App | None = None
        self._pushes: set[asyncio.Task[None]] = set()

    def tell(self, topic: Topic, *handlers: Handler) -> None:
        """On `topic`, send these handlers to the tabs concerned; each takes the changed object's identifier."""
        self._handlers[topic].extend(handlers)

    def serve(self, app: rx.App) -> None:
        """Push through this application's sockets."""
        self._app = app

    def watch(self, tab: str, actor: Actor) -> None:
        """Remember what a tab shows; called at each of its events."""
        subjects = (actor.open_profile, actor.session_id or "")
        if self._subjects.get(tab) == subjects:
            return
        self.forget(tab)
        self._subjects[tab] = subjects
        for subject in subjects:
            self._by_subject[subject].add(tab)

    def forget(self, tab: str) -> None:
        """A tab is gone, or shows nothing any more."""
        for subject in self._subjects.pop(tab, ()):
            self._by_subject[subject].discard(tab)
            if not self._by_subject[subject]:
                del self._by_subject[subject]

    def on_bus(self, event: BusEvent) -> None:
        """Tell every tab concerned; called on the event loop."""
        tabs = tuple(self._by_subject.get(event.subject, ()))
        if event.topic is Topic.DRAFTS and len(tabs) < 2 and not settings().redis_url:
            # A draft changes at each pause of the keyboard; the tab that typed it knows already. With several
            # processes the one tab here may be another one than the one that typed.
            return
        for tab in tabs:
            task = asyncio.create_task(self._push(tab, event))
            self._pushes.add(task)
            task.add_done_callback(self._pushes.discard)

    async def _push(self, tab: str, event: BusEvent) -> None:
        router_data = self._socket_of(tab)
        if router_data is None or self._app is None:
            self.forget(tab)
            return
        for handler in self._handlers[event.topic]:
            events = Event.from_event_type([handler(event.object_id)])
            for pushed in events:
                pushed.router_data.update(router_data)
                await self._app.event_processor.enqueue(tab, pushed)

    def _socket_of(self, tab: str) -> dict[str, Any] | None:
        """The connection-bound data of the tab's present socket, cookie included, or None."""
        namespace = self._app.event_namespace if self._app else None
        if namespace is None:
            return None
        # The public `token_to_sid` copies the whole table at each look.
        record = namespace._token_manager.token_to_socket.get(tab)
        static = namespace._static_router_data.get(record.sid) if record else None
        return {**static, "headers": dict(static["headers"])} if static else None


tabs = LiveTabs()
"""The tabs of this process."""
