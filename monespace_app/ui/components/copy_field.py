"""Something to copy elsewhere."""

import reflex as rx

from monespace_app.ui.components.base import JS, Text


class CopyButton(rx.Component):
    """Copies `text` in the browser and says so, on screen and to screen readers."""

    library = f"{JS}/copy_button.jsx"
    tag = "CopyButton"
    text: rx.Var[str]
    label: rx.Var[str]
    done: rx.Var[str]


def copy_button(text: Text, *, label: Text = "Copier", done: Text = "Copié") -> rx.Component:
    """A button that copies `text` and then shows `done` for a moment."""
    return CopyButton.create(text=text, label=label, done=done)


def copy_field(
    label: Text, value: Text, *, action: Text = "Copier les informations", done: Text = "Informations copiées"
) -> rx.Component:
    """A value that can be read, selected and copied."""
    return rx.el.div(
        rx.el.p(
            rx.el.span(label, class_name="copy-label"), " ", rx.el.strong(value, class_name="copy-value")
        ),
        copy_button(value, label=action, done=done),
        class_name="copy-field",
    )
