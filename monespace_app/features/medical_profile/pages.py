"""`/profil-medical`."""

import reflex as rx

from monespace_app.features.medical_profile import components
from monespace_app.features.medical_profile.state import MedicalProfileState
from monespace_app.ui.components import page_title

ON_LOAD = (MedicalProfileState.load,)


def profil_medical() -> rx.Component:
    """The medical profile, empty for now."""
    sections = MedicalProfileState.view.sections
    return rx.fragment(
        page_title("Profil médical"),
        components.not_yet(),
        components.section_list(sections, count=sections.length()),
    )
