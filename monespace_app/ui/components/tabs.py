"""Tabs: parts of one page, of which one is seen."""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

import reflex as rx
from reflex.event import passthrough_event_spec
from reflex_base.constants.compiler import MemoizationMode

from monespace_app.ui.components.base import Node, Text, present


class _TabsPart(rx.Component):
    library = "@radix-ui/react-tabs@1.2.1"
    _memoization_mode: ClassVar[MemoizationMode] = MemoizationMode(recursive=False)


class TabsRoot(_TabsPart):
    """Holds the tabs and their panels."""

    tag = "Root"
    alias = "TabsRoot"
    value: rx.Var[str]
    default_value: rx.Var[str]
    on_value_change: rx.EventHandler[passthrough_event_spec(str)]


class TabsList(_TabsPart):
    """The row of tabs."""

    tag = "List"
    alias = "TabsList"


class TabsTrigger(_TabsPart):
    """One tab."""

    tag = "Trigger"
    alias = "TabsTrigger"
    value: rx.Var[str]


class TabsContent(_TabsPart):
    """The panel of one tab."""

    tag = "Content"
    alias = "TabsContent"
    value: rx.Var[str]


class Tab(NamedTuple):
    """One tab: its value, its word and what it shows."""

    value: str
    label: Node
    content: Node


def tabs(
    items: Sequence[Tab], *, label: Text, value: Text | None = None, on_change: Any = None
) -> rx.Component:
    """Tabs named `label` for screen readers; the first is open unless `value` (with `on_change`) says."""
    first = items[0].value if value is None else None
    return TabsRoot.create(
        TabsList.create(
            *[TabsTrigger.create(item.label, value=item.value, class_name="tab") for item in items],
            aria_label=label,
            class_name="tab-list",
        ),
        *[TabsContent.create(item.content, value=item.value, class_name="tab-panel") for item in items],
        class_name="tabs",
        **present(value=value, default_value=first, on_value_change=on_change),
    )
