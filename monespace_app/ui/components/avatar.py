"""Initials of people, and the small marks of what is new."""

from typing import Literal

import reflex as rx
from reflex.vars.base import Var

from monespace_app.ui.components.base import Count, Flag, Text, classes, pick, when
from monespace_app.ui.components.text import visually_hidden

PROFILE_COLORS = ("blue", "violet", "teal", "plum", "olive", "rust")
"""The colours of profiles, in the order they are given: the own profile is blue."""

BadgeKind = Literal["neutral", "new", "done", "attention", "error"]


def avatar(
    initials: Text, *, color: Text = "neutral", size: Literal["small", "medium", "large"] = "medium"
) -> rx.Component:
    """Initials on a profile's colour, or on grey for other people; silent, since the name stands beside."""
    return rx.el.span(
        initials, aria_hidden="true", class_name=classes("avatar", f"avatar-{size}"), data_profile=color
    )


def badge(label: Text, *, kind: BadgeKind = "neutral") -> rx.Component:
    """A word in a coloured pill: « Nouveau », « Masqué », « Brouillon »."""
    return rx.el.span(label, class_name=f"badge badge-{kind}")


def count_badge(count: Count, *, one: str = "message non lu", many: str = "messages non lus") -> rx.Component:
    """A number in a pink pill, absent at zero, « 99+ » above 99; screen readers hear `one` or `many` too."""
    shown = pick(count > 99, "99+", count.to_string() if isinstance(count, Var) else str(count))
    words = pick(count > 1, many, one)
    pill = rx.el.span(shown, visually_hidden(" ", words), class_name="count")
    return when(count > 0, pill)


def unread_dot(shown: Flag = True, *, label: Text = "Non lu") -> rx.Component:
    """A pink dot with its words for screen readers."""
    return when(shown, rx.el.span(visually_hidden(label), class_name="dot"))
