"""Fill a page's state before its first snapshot leaves, instead of one round trip later.

A page then shows its content at once, and a reconnection (a server that was restarted, say) redraws what was
on the screen without passing through an empty page: what is being typed keeps its place and its focus.
"""

import inspect
from collections.abc import Callable

import reflex as rx
from reflex.event import EventHandler
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler

from monespace_app.session.tab import TabState

MayCall = Callable[[type[BaseState]], bool]


async def fill(app: rx.App, root: BaseState, may_call: MayCall) -> None:
    """Run the page's `on_load` handlers now, if the caller may call them and none answers an event."""
    tab = await root.get_state(TabState)
    tab._preloaded = ""
    path = root.rx_router_url.path
    handlers = [handler for handler in app.get_load_events(path) if isinstance(handler, EventHandler)]
    classes = [_state_of(handler) for handler in handlers]
    if not handlers or not all(may_call(cls) for cls in classes):
        return
    for handler, cls in zip(handlers, classes, strict=True):
        answer = handler.fn(await root.get_state(cls))
        if inspect.isawaitable(answer) and await answer is not None:
            return
    tab._preloaded = path


async def was_filled(root: BaseState) -> bool:
    """True once after `fill`: the `on_load` that follows a hydration has nothing left to do."""
    tab = await root.get_state(TabState)
    done = tab._preloaded == root.rx_router_url.path
    tab._preloaded = ""
    return done


def _state_of(handler: EventHandler) -> type[BaseState]:
    return RegistrationContext.get().event_handlers[format_event_handler(handler)].states[0]
