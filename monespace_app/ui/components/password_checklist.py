"""The rules of a new password, ticked as it is typed (ACT-7)."""

from collections.abc import Sequence

import reflex as rx

from monespace_app.ui.components.base import JS


class PasswordChecklist(rx.Component):
    """Ticks in the browser: the password is not sent while it is typed."""

    library = f"{JS}/password_checklist.jsx"
    tag = "PasswordChecklist"
    html_for: rx.Var[str]
    requirements: rx.Var[list[dict[str, str]]]
    min_length: rx.Var[int]


def password_checklist(
    field_id: str, requirements: Sequence[tuple[str, str]], *, min_length: int
) -> rx.Component:
    """The list for the field `field_id`; a requirement is a kind and its words.

    Kinds: `length` (at least `min_length` characters), `upper`, `lower`, `digit`, `special`.
    """
    lines = [{"kind": kind, "label": label} for kind, label in requirements]
    return PasswordChecklist.create(html_for=field_id, requirements=lines, min_length=min_length)
