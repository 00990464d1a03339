"""Menus: a button that opens a list of actions, with full keyboard and screen-reader behaviour.

The behaviour (arrows, Home, End, first letters, Escape, focus given back) is that of
`@radix-ui/react-dropdown-menu`; the look is ours.
"""

from typing import Any, ClassVar, Literal

import reflex as rx
from reflex.event import no_args_event_spec, passthrough_event_spec
from reflex_base.constants.compiler import MemoizationMode

from monespace_app.ui.components.base import Flag, Handler, Node, Text, classes, pick, present
from monespace_app.ui.components.link import anchor, file_anchor
from monespace_app.ui.components.text import icon


class _MenuPart(rx.Component):
    library = "@radix-ui/react-dropdown-menu@2.2.1"
    _memoization_mode: ClassVar[MemoizationMode] = MemoizationMode(recursive=False)


class MenuRoot(_MenuPart):
    """Holds a menu and its button."""

    tag = "Root"
    alias = "MenuRoot"
    modal: rx.Var[bool]
    open: rx.Var[bool]
    default_open: rx.Var[bool]
    on_open_change: rx.EventHandler[passthrough_event_spec(bool)]


class MenuTrigger(_MenuPart):
    """The button that opens the menu."""

    tag = "Trigger"
    alias = "MenuTrigger"
    as_child: rx.Var[bool]


class MenuContent(_MenuPart):
    """The open menu."""

    tag = "Content"
    alias = "MenuContent"
    align: rx.Var[Literal["start", "center", "end"]]
    side_offset: rx.Var[int]
    collision_padding: rx.Var[int]
    loop: rx.Var[bool]


class MenuItem(_MenuPart):
    """One action."""

    tag = "Item"
    alias = "MenuItem"
    as_child: rx.Var[bool]
    disabled: rx.Var[bool]
    text_value: rx.Var[str]
    on_select: rx.EventHandler[no_args_event_spec]


class MenuLabel(_MenuPart):
    """A title in a menu."""

    tag = "Label"
    alias = "MenuLabel"


class MenuSeparator(_MenuPart):
    """A line between two groups of actions."""

    tag = "Separator"
    alias = "MenuSeparator"


def menu(
    trigger: rx.Component,
    *items: Node,
    align: Literal["start", "center", "end"] = "end",
    open: Flag | None = None,
    on_open_change: Any = None,
) -> rx.Component:
    """A menu button: `menu(icon_button("Actions", "ellipsis"), menu_item("Supprimer", on_select=…))`.

    The trigger is a button without on_click. The open menu stays beside its button in the page, so that a screen
    reader finds it in the same region, in a dialog too.
    """
    root = MenuRoot.create(
        MenuTrigger.create(trigger, as_child=True),
        MenuContent.create(
            *items, align=align, side_offset=8, collision_padding=8, loop=True, class_name="menu"
        ),
        modal=False,
        **present(open=open, on_open_change=on_open_change),
    )
    return rx.el.div(root, class_name="menu-anchor")


def menu_item(
    label: Node,
    *,
    icon_name: str | None = None,
    on_select: Handler | None = None,
    href: Text | None = None,
    download: bool = False,
    danger: bool = False,
    current: Flag = False,
    disabled: Flag = False,
    before: Node | None = None,
    after: Node | None = None,
    part: type[MenuItem] = MenuItem,
    **props: Any,
) -> rx.Component:
    """One action (`on_select`) or one destination (`href`, a file with `download`); `current` marks the one in use.

    `part` is a kind of `MenuItem` that does more than call `on_select`.
    """
    look = classes("menu-item", "menu-item-danger" if danger else None)
    inside = [*([before] if before is not None else []), *([icon(icon_name)] if icon_name else [])]
    inside.append(rx.el.span(label, class_name="menu-item-label"))
    inside.extend([after] if after is not None else [])
    marks = present(aria_current=pick(current, "true", "false") if current is not False else None)
    if href is not None:
        make = file_anchor if download else anchor
        target = make(*inside, href=href, class_name=look, **marks)
        return part.create(target, as_child=True, disabled=disabled, **props)
    return part.create(
        *inside, disabled=disabled, class_name=look, **marks, **present(on_select=on_select), **props
    )


def menu_label(label: Text) -> rx.Component:
    """The title of a group of actions."""
    return MenuLabel.create(label, class_name="menu-label")


def menu_separator() -> rx.Component:
    """A line between two groups of actions."""
    return MenuSeparator.create(class_name="menu-separator")
