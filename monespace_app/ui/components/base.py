"""What the components share: their argument types and a few building helpers."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import reflex as rx
from reflex.event import EventSpec
from reflex.vars.base import Var

Text = str | Var[str]
Flag = bool | Var[bool]
Count = int | Var[int]
Node = rx.Component | str | Var[Any]
Rows = Sequence[Any] | Var[Any]
Handler = EventSpec | Callable[..., Any] | Sequence[EventSpec] | Var[Any]
Level = Literal["h1", "h2", "h3"]

JS = "$/ui"
"""Where the plugin of `ui/plugin.py` puts our own small browser components at build time."""


def when(condition: Any, then: Node, otherwise: Node | None = None) -> rx.Component:
    """`then` if the condition holds: decided now for a plain value, in the browser for a Var."""
    other = rx.fragment() if otherwise is None else otherwise
    if isinstance(condition, Var):
        return rx.cond(condition, then, other)
    chosen = then if condition else other
    return chosen if isinstance(chosen, rx.Component) else rx.fragment(chosen)


def pick(condition: Flag, then: Any, otherwise: Any) -> Any:
    """One of two plain values, as `when` chooses between two components."""
    if isinstance(condition, Var):
        return rx.cond(condition, then, otherwise)
    return then if condition else otherwise


def classes(*names: Text | None) -> list[Text]:
    """Class names without the absent ones."""
    return [name for name in names if isinstance(name, Var) or name]


def count_of(rows: Rows) -> Count:
    """How many rows there are."""
    return rows.length() if isinstance(rows, Var) else len(rows)  # type: ignore[attr-defined]


def each(rows: Rows, render: Callable[[Any], rx.Component]) -> rx.Component:
    """Every row rendered: now for a plain list, in the browser for a Var."""
    if isinstance(rows, Var):
        return rx.foreach(rows, render)
    return rx.fragment(*[render(row) for row in rows])


def heading(level: Level, *children: Node, **props: Any) -> rx.Component:
    """An `h1`, `h2` or `h3`."""
    return getattr(rx.el, level)(*children, **props)


def present(**props: Any) -> dict[str, Any]:
    """The properties that were given: an absent one (None) leaves the browser's own default."""
    return {name: value for name, value in props.items() if value is not None}
