"""Fields: a label, its hint, its error, its counter, wired together for screen readers."""

from typing import Any

import reflex as rx
from reflex.vars.base import Var

from monespace_app.ui.components.base import JS, Count, Flag, Node, Text, classes, pick, present, when
from monespace_app.ui.components.text import icon, visually_hidden


def field(
    label: Text,
    control: rx.Component,
    *,
    id: Text,
    hint: Text | None = None,
    error: Text | None = None,
    required: bool = True,
    after: Node | None = None,
) -> rx.Component:
    """Any control under its label. The control must carry `id` and `**described(id, hint, error)`.

    A field that is not `required` says « facultatif »; an empty `error` shows nothing.
    """
    optional = [] if required else [rx.el.span(" (facultatif)", class_name="field-optional")]
    hints = [rx.el.p(hint, id=f"{id}-aide", class_name="field-hint")] if hint is not None else []
    return rx.el.div(
        rx.el.label(label, *optional, html_for=id, class_name="field-label"),
        *hints,
        control,
        *([after] if after is not None else []),
        field_error(id, error),
        class_name=classes("field", pick(error if error is not None else False, "field-invalid", "")),
    )


def field_error(id: Text, error: Text | None) -> rx.Component:
    """The error beside a field: always in the page, so that the field can refer to it, seen if not empty."""
    shown = rx.fragment(
        icon("circle_alert", size=18),
        visually_hidden("Erreur\u00a0: "),
        rx.el.span("" if error is None else error),
    )
    return rx.el.p(when(error, shown), id=f"{id}-erreur", class_name="field-error")


def described(
    id: Text, hint: Text | None = None, error: Text | None = None, extra: Text = ""
) -> dict[str, Any]:
    """`aria-describedby` and `aria-invalid` of a control, from the hint and error of its field."""
    has_extra = isinstance(extra, Var) or extra != ""
    names = [
        *([f"{id}-aide"] if hint is not None else []),
        f"{id}-erreur",
        *([f"{extra}"] if has_extra else []),
    ]
    invalid = present(aria_invalid=pick(error, "true", "false") if error is not None else None)
    return {"aria_describedby": " ".join(names), **invalid}


def text_field(
    label: Text,
    name: Text,
    *,
    id: Text | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    required: bool = True,
    max_length: int | None = None,
    counter: bool = False,
    type: str = "text",
    class_name: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A field of one line: `text_field("Mon identifiant", "identifier", auto_complete="username")`.

    `counter` shows the characters used of `max_length`. Other properties go to the `<input>`.
    """
    key = id or name
    count = character_counter(key, max_length) if counter and max_length else None
    control = rx.el.input(
        id=key,
        name=name,
        type=type,
        class_name=classes("input", class_name),
        aria_required="true" if required else "false",
        **described(key, hint, error, f"{key}-compte" if count is not None else ""),
        **present(max_length=max_length),
        **props,
    )
    return field(label, control, id=key, hint=hint, error=error, required=required, after=count)


def text_area(
    label: Text,
    name: str,
    *,
    id: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    required: bool = True,
    max_length: int | None = None,
    counter: bool = False,
    rows: int = 5,
    **props: Any,
) -> rx.Component:
    """A field of several lines that grows with its text, as `text_field` otherwise."""
    key = id or name
    count = character_counter(key, max_length) if counter and max_length else None
    control = rx.el.textarea(
        id=key,
        name=name,
        rows=rows,
        class_name="input textarea",
        aria_required="true" if required else "false",
        **described(key, hint, error, f"{key}-compte" if count is not None else ""),
        **present(max_length=max_length),
        **props,
    )
    return field(label, control, id=key, hint=hint, error=error, required=required, after=count)


class CharacterCounter(rx.Component):
    """Counts in the browser, without asking the server at each key."""

    library = f"{JS}/character_counter.jsx"
    tag = "CharacterCounter"
    html_for: rx.Var[str]
    max_length: rx.Var[int]


def character_counter(id: Text, max_length: Count) -> rx.Component:
    """« 12 sur 80 caractères » for the field `id`; read out only near the limit."""
    return CharacterCounter.create(html_for=id, max_length=max_length)


def one_time_code_field(
    label: Text = "Code à 6\u00a0chiffres",
    name: str = "code",
    *,
    hint: Text | None = None,
    error: Text | None = None,
    disabled: Flag = False,
    **props: Any,
) -> rx.Component:
    """One field for a one-time code: accepts a paste with spaces and the phone's own suggestion (LOGIN-3)."""
    return text_field(
        label,
        name,
        hint=hint,
        error=error,
        class_name="input-code",
        auto_complete="one-time-code",
        input_mode="numeric",
        disabled=disabled,
        spell_check=False,
        **props,
    )
