"""`/profils/ajouter`."""

import reflex as rx

from monespace_app.features.information.services import operator
from monespace_app.features.profiles import components
from monespace_app.ui.components import page_title
from monespace_app.ui.typography import typeset


def ajouter() -> rx.Component:
    """« Ajouter un ou plusieurs profils » (PROF-1, PROF-4), not possible yet and said so."""
    return rx.fragment(
        page_title(
            "Ajouter un ou plusieurs profils",
            intro=typeset("Pour l'instant, un profil ne peut pas être ajouté en ligne sur ce service."),
        ),
        components.not_yet(operator().how_to_reach),
    )
