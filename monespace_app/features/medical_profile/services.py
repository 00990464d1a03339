"""Reading the medical profile."""

from monespace_app.core.actor import Actor
from monespace_app.core.permissions import Permission
from monespace_app.features.medical_profile import rules
from monespace_app.features.medical_profile.schemas import MedicalProfileView


def overview(actor: Actor) -> MedicalProfileView:
    """The sections of the open profile, in their order."""
    actor.require(Permission.MEDICAL_READ)
    return MedicalProfileView(sections=list(rules.SECTIONS))
