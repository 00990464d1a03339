"""A browser tab without a browser: the server's states of it, and their handlers called for one actor."""

import re
from typing import Any, TypeVar

from reflex.event import EventSpec
from reflex.istate.data import RouterData
from reflex.state import BaseState, State
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler

from monespace_app.core.actor import Actor
from monespace_app.session import guard

AnyState = TypeVar("AnyState", bound=BaseState)


class Tab:
    """One tab. The guard itself is not in the way: it has tests of its own."""

    def __init__(self, actor: Actor, path: str = "/accueil") -> None:
        self.actor = actor
        self.root = State(_reflex_internal_init=True)
        self.go(path)

    def go(self, path: str) -> None:
        """Be at another address; its `on_load` is for the test to call."""
        self.root.router = RouterData.from_router_data({"asPath": path, "pathname": path.partition("?")[0]})

    def state(self, cls: type[AnyState]) -> AnyState:
        """The tab's own instance of a state."""
        found = self.root.get_substate(cls.get_full_name().split("."))
        assert isinstance(found, cls)
        return found

    async def call(self, handler: Any, *arguments: Any) -> list[str]:
        """Run a handler (`InboxState.load`) and those it answers; returns what is left to the browser, as text."""
        guard.as_actor(self.actor)
        entry = RegistrationContext.get().event_handlers[format_event_handler(handler)]
        answer = await handler.fn(self.state(entry.states[0]), *arguments)
        specs = answer if isinstance(answer, list) else [answer] if answer is not None else []
        left = []
        for spec in specs:
            assert isinstance(spec, EventSpec)
            if format_event_handler(spec.handler) in RegistrationContext.get().event_handlers:
                left += await self.call(spec.handler, *(value._var_value for _, value in spec.args))
            else:
                left.append(_readable(" ".join(str(value) for _, value in spec.args)))
        return left


def _readable(script: str) -> str:
    """Accents as they are read: a script for the browser writes them as escapes."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), script)
