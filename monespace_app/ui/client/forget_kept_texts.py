"""Forgetting what a previous person typed in this tab."""

import reflex as rx

from monespace_app.ui.client.modules import library


class ForgetKeptTexts(rx.Component):
    """The React component; see `forget_kept_texts`."""

    library = library("forget_kept_texts.jsx")
    tag = "ForgetKeptTexts"


def forget_kept_texts() -> rx.Component:
    """Erase the unsaved texts kept in this tab. For the pages shown before login."""
    return ForgetKeptTexts.create()
