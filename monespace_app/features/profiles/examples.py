"""« Ajouter un profil » in the atelier."""

import reflex as rx

from monespace_app.features.profiles import components
from monespace_app.ui.atelier import example


@example("Profils", "ajouter, pas encore possible")
def not_yet() -> rx.Component:
    return components.not_yet("écrivez à contact@exemple.fr")
