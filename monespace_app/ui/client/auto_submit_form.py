"""A form that posts itself."""

from collections.abc import Mapping

import reflex as rx

from monespace_app.ui.client.modules import library


class AutoSubmitForm(rx.Component):
    """The React component; see `auto_submit_form`."""

    library = library("auto_submit_form.jsx")
    tag = "AutoSubmitForm"

    action: rx.Var[str]
    fields: rx.Var[dict[str, str]]


def auto_submit_form(
    action: rx.Var[str] | str, fields: rx.Var[dict[str, str]] | Mapping[str, rx.Var[str] | str]
) -> rx.Component:
    """Post `fields` to `action`, once, as soon as every one of them is there; a new set is posted again."""
    return AutoSubmitForm.create(action=action, fields=fields)
