"""Choices: native select, checkbox, radio buttons and switch, the most accessible there are."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import reflex as rx
from reflex.vars.base import Var

from monespace_app.ui.components.base import Flag, Rows, Text, classes, each, pick, present, when
from monespace_app.ui.components.field import described, field, field_error


class Option(NamedTuple):
    """One choice of a list: what is sent, what is read, and a quiet line under it."""

    value: str
    label: Text
    hint: Text | None = None


def select_field(
    label: Text,
    name: Text,
    options: Rows,
    *,
    id: Text | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    required: bool = True,
    placeholder: Text | None = None,
    **props: Any,
) -> rx.Component:
    """A native list. Options are objects with `value` and `label`, or a Var of them; `placeholder` is no choice."""
    key = id or name
    first = [rx.el.option(placeholder, value="")] if placeholder is not None else []
    control = rx.el.select(
        *first,
        each(options, _option),
        id=key,
        name=name,
        class_name="input select",
        aria_required="true" if required else "false",
        **described(key, hint, error),
        **props,
    )
    return field(label, control, id=key, hint=hint, error=error, required=required)


def checkbox(
    label: Text | rx.Component,
    name: str,
    *,
    id: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    **props: Any,
) -> rx.Component:
    """One box to tick; `checked` and `on_change`, or `default_checked` in a form."""
    key = id or name
    return rx.el.div(
        _tick("checkbox", key, name, label, hint, **described(key, hint, error), **props),
        field_error(key, error),
        class_name=classes("field", pick(error if error is not None else False, "field-invalid", "")),
    )


def checkbox_group(
    legend: Text, *boxes: rx.Component, hint: Text | None = None, error: Text | None = None, id: str = "choix"
) -> rx.Component:
    """Several boxes under one question."""
    return _fieldset(legend, boxes, id=id, hint=hint, error=error)


def radio_group(
    legend: Text,
    name: Text,
    options: Sequence[Option],
    *,
    value: Text | None = None,
    default_value: Text | None = None,
    on_change: Any = None,
    hint: Text | None = None,
    error: Text | None = None,
    disabled: Flag = False,
) -> rx.Component:
    """One choice among a few. Give `value` and `on_change` (called with the choice), or `default_value`."""
    rows = [_radio(name, option, value, default_value, on_change, disabled) for option in options]
    return _fieldset(legend, rows, id=name, hint=hint, error=error)


def switch(
    label: Text,
    name: str,
    *,
    checked: Flag | None = None,
    default_checked: bool | None = None,
    on_change: Any = None,
    hint: Text | None = None,
    disabled: Flag = False,
    id: str | None = None,
) -> rx.Component:
    """A setting saved at once; its state is written too: « activé » or « désactivé »."""
    key = id or name
    given = present(checked=checked, default_checked=default_checked, on_change=on_change)
    words = rx.el.span(
        rx.el.span("activé", class_name="switch-on"),
        rx.el.span("désactivé", class_name="switch-off"),
        aria_hidden="true",
        class_name="switch-words",
    )
    described_by = present(aria_describedby=f"{key}-aide" if hint is not None else None)
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=key, class_name="switch-label"),
            when(hint, rx.el.p("" if hint is None else hint, id=f"{key}-aide", class_name="field-hint")),
            class_name="switch-text",
        ),
        rx.el.div(
            rx.el.input(
                type="checkbox",
                role="switch",
                id=key,
                name=name,
                disabled=disabled,
                class_name="switch-input",
                **described_by,
                **given,
            ),
            words,
            class_name="switch-control",
        ),
        class_name="switch",
    )


def _option(option: Any) -> rx.Component:
    if isinstance(option, Var):
        return rx.el.option(option["label"], value=option["value"])
    return rx.el.option(option.label, value=option.value)


def _radio(
    name: Text, option: Option, value: Text | None, default: Text | None, on_change: Any, disabled: Flag
) -> rx.Component:
    given = present(
        checked=None if value is None else value == option.value,
        default_checked=None if default is None else default == option.value,
        on_change=on_change,
    )
    key = f"{name}-{option.value}"
    described_by = present(aria_describedby=f"{key}-aide" if option.hint is not None else None)
    return _tick(
        "radio",
        key,
        name,
        option.label,
        option.hint,
        value=option.value,
        disabled=disabled,
        **described_by,
        **given,
    )


def _tick(kind: str, key: Text, name: Text, label: Any, hint: Text | None, **props: Any) -> rx.Component:
    hints = [rx.el.p(hint, id=f"{key}-aide", class_name="field-hint")] if hint is not None else []
    return rx.el.div(
        rx.el.input(type=kind, id=key, name=name, class_name="choice-input", **props),
        rx.el.div(
            rx.el.label(label, html_for=key, class_name="choice-label"),
            *hints,
            class_name="choice-text",
        ),
        class_name="choice",
    )


def _fieldset(
    legend: Text, rows: Sequence[rx.Component], *, id: Text, hint: Text | None, error: Text | None
) -> rx.Component:
    hints = [rx.el.p(hint, id=f"{id}-aide", class_name="field-hint")] if hint is not None else []
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="field-label"),
        *hints,
        rx.el.div(*rows, class_name="choices"),
        field_error(id, error),
        class_name=classes(
            "field", "fieldset", pick(error if error is not None else False, "field-invalid", "")
        ),
        **described(id, hint),
    )
