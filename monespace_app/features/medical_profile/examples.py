"""The medical profile in the atelier."""

import reflex as rx

from monespace_app.features.medical_profile import components
from monespace_app.features.medical_profile.rules import SECTIONS
from monespace_app.ui.atelier import example
from monespace_app.ui.components import page_title

GROUP = "Profil médical"


def _page(*content: rx.Component) -> rx.Component:
    # The class gives the pieces the distances they have in a page.
    return rx.el.div(*content, class_name="main")


@example(GROUP, "vide")
def empty() -> rx.Component:
    return _page(
        page_title("Profil médical"),
        components.not_yet(),
        components.section_list(SECTIONS, count=len(SECTIONS)),
    )


@example(GROUP, "en chargement")
def loading() -> rx.Component:
    return _page(page_title("Profil médical"), components.not_yet(), components.section_list([], count=0))
