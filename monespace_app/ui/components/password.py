"""A password and the button that shows it."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.forms import Input

from monespace_app.ui.components.base import JS, Text
from monespace_app.ui.components.field import described, field


class PasswordInput(Input):
    """An `<input>` with its « Afficher » button; the password never leaves the form until it is sent."""

    library = f"{JS}/password_input.jsx"
    tag = "PasswordInput"


def password_field(
    label: Text,
    name: str,
    *,
    id: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    auto_complete: str = "current-password",
    **props: Any,
) -> rx.Component:
    """A password field; `auto_complete` is `current-password` or `new-password` for password managers."""
    key = id or name
    control = PasswordInput.create(
        id=key,
        name=name,
        auto_complete=auto_complete,
        class_name="input",
        spell_check=False,
        auto_capitalize="off",
        aria_required="true",
        **described(key, hint, error),
        **props,
    )
    return field(label, control, id=key, hint=hint, error=error)
