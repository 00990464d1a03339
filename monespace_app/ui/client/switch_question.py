"""The question before a switch of profile that would lose something typed (PROF-2)."""

import reflex as rx

from monespace_app.ui.client.modules import library


class SwitchQuestion(rx.Component):
    """The React component; see `switch_question`."""

    library = library("switch_question.jsx")
    tag = "SwitchQuestion"


def switch_question() -> rx.Component:
    """Where `ProfileItem` asks. One per page, outside of the menu, which closes."""
    return SwitchQuestion.create()
