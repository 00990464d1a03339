"""Every error of a form in one place, each a link to its field."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.typography import Div

from monespace_app.core.forms import FieldProblem
from monespace_app.ui.components.base import JS, Rows, Text, count_of, each, pick, when
from monespace_app.ui.components.link import anchor
from monespace_app.ui.components.text import icon


class FocusArea(Div):
    """Takes the focus when it appears or when `signal` changes; its links focus the field they name.

    Not before the page is `ready`: what the server remembers of the page before it is loaded again is no news.
    """

    library = f"{JS}/focus_area.jsx"
    tag = "FocusArea"
    signal: rx.Var[Any]
    ready: rx.Var[bool]


def error_summary(
    errors: Rows, *, signal: Any = 0, title: Text | None = None, id: str = "resume-erreurs"
) -> rx.Component:
    """Shown above a form when `errors` is not empty (a list or Var of `FieldProblem`).

    It takes the focus when it appears; count the tries in `signal` so that it takes it again at each try.
    """
    words = pick(count_of(errors) > 1, "Il reste des points à corriger", "Il reste un point à corriger")
    return when(
        errors,
        FocusArea.create(
            rx.el.h2(
                icon("circle_alert"),
                rx.el.span(words if title is None else title),
                id=f"{id}-titre",
                class_name="error-summary-title",
            ),
            rx.el.ul(each(errors, _line), class_name="error-summary-list"),
            signal=signal,
            ready=rx.State.is_hydrated,
            id=id,
            role="group",
            aria_labelledby=f"{id}-titre",
            tab_index=-1,
            class_name="error-summary",
        ),
    )


def _line(error: Any) -> rx.Component:
    if isinstance(error, FieldProblem):
        return rx.el.li(anchor(error.message, href=f"#{error.field}"))
    return rx.el.li(anchor(error["message"], href=f"#{error['field']}"))
