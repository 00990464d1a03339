"""The medical profile on screen."""

import reflex as rx

from monespace_app.core.permissions import Permission
from monespace_app.features.medical_profile import services
from monespace_app.features.medical_profile.schemas import MedicalProfileView
from monespace_app.session import guard
from monespace_app.session.state import run


@guard.private_state(Permission.MEDICAL_READ)
class MedicalProfileState(rx.State):
    """The sections of the open profile."""

    view: MedicalProfileView = MedicalProfileView()

    @rx.event
    async def load(self):
        """Show the open profile's sections."""
        self.view = await run(services.overview, guard.current_actor())
