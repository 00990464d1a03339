"""The pieces of the medical profile: data in, component out."""

from typing import Any

import reflex as rx

from monespace_app.ui.components import card, empty_state, link_button, prose, section, skeleton_lines
from monespace_app.ui.components.base import Rows, each, when
from monespace_app.ui.typography import typeset


def not_yet() -> rx.Component:
    """Nothing can be added in this version: say it, and what works meanwhile."""
    return empty_state(
        "Le profil médical est encore vide",
        typeset(
            "Il réunira ce qu'un professionnel de santé doit savoir. L'ajout d'informations arrive avec une prochaine "
            "version."
        ),
        drawing_name="profil-medical",
        action=link_button("Revenir à mon accueil", "/accueil", kind="secondary"),
    )


def section_list(sections: Rows, *, count: Any) -> rx.Component:
    """What the profile will hold; plain words, since none of the sections can be opened yet."""
    words = card(prose(rx.el.ol(each(sections, _section))))
    return section(
        "Ce que contiendra le profil médical", when(count > 0, words, skeleton_lines(6)), id="rubriques"
    )


def _section(row: Any) -> rx.Component:
    return rx.el.li(rx.el.strong(row.title), "\u00a0: ", row.holds)
