"""« Informations personnelles » on screen (SET-1)."""

from collections.abc import Sequence

import reflex as rx

from monespace_app.core.errors import DomainError, Invalid
from monespace_app.core.forms import FieldProblem, typed
from monespace_app.core.permissions import Permission
from monespace_app.features.settings import rules, services
from monespace_app.features.settings.schemas import PasswordChange, PersonalInformation
from monespace_app.session import guard
from monespace_app.session import services as session_services
from monespace_app.session.schemas import DeviceRow
from monespace_app.session.state import run
from monespace_app.ui.components import notify

PASSWORD_CHANGED = "Mot de passe modifié. Vos autres appareils ont été déconnectés."


@guard.private_state(Permission.ACCOUNT_READ)
class PersonalInformationState(rx.State):
    """The account's identifier, masked contacts and connected devices."""

    information: PersonalInformation = PersonalInformation()
    devices: rx.Field[list[DeviceRow]] = rx.field(default_factory=list)
    is_loaded: bool = False
    error: str = ""

    @rx.event
    async def load(self):
        """Show the account as it is now."""
        actor = guard.current_actor()
        try:
            self.information = await run(services.personal_information, actor)
            self.devices = await run(session_services.list_devices, actor)
        except DomainError as trouble:
            self.error = trouble.sentence
            return
        self.error, self.is_loaded = "", True

    @rx.event
    async def disconnect(self, session_id: str):
        """« Déconnecter » a device: its session ends, its open pages stop at their next event."""
        actor = guard.current_actor()
        try:
            await run(services.disconnect_device, actor, str(session_id))
            self.devices = await run(session_services.list_devices, actor)
        except DomainError as refusal:
            return [notify(refusal.sentence, kind="error"), PersonalInformationState.load]
        return notify("Appareil déconnecté")


@guard.private_state(Permission.ACCOUNT_PASSWORD)
class PasswordState(rx.State):
    """The form that changes the password. What is typed in it never enters the state."""

    is_open: bool = False
    problems: rx.Field[list[FieldProblem]] = rx.field(default_factory=list)
    tries: int = 0

    @rx.event
    async def open_form(self):
        """« Modifier »."""
        self.is_open, self.problems = True, []

    @rx.event
    async def close_form(self):
        """« Annuler », and every new visit of the page."""
        was_open, self.is_open, self.problems = self.is_open, False, []
        return rx.set_focus(rules.CHANGE_BUTTON) if was_open else None

    @rx.event
    async def submit(self, form: dict):
        """« Enregistrer »: the old password, the new one, the new one again."""
        change = PasswordChange(
            old=typed(form, rules.OLD), new=typed(form, rules.NEW), again=typed(form, rules.AGAIN)
        )
        refusals = services.change_problems(change) or await self._change(change)
        self.tries += 1
        self.problems = [FieldProblem(field=_field(r), message=r.sentence) for r in refusals]
        if refusals:
            return None
        self.is_open = False
        return [PersonalInformationState.load, rx.set_focus(rules.CHANGE_BUTTON), notify(PASSWORD_CHANGED)]

    async def _change(self, change: PasswordChange) -> Sequence[DomainError]:
        try:
            await run(services.change_password, guard.current_actor(), change)
        except DomainError as refusal:
            return [refusal]
        return []

    @rx.var
    def old_error(self) -> str:
        """The sentence beside « Mot de passe actuel »."""
        return self._sentence(rules.OLD)

    @rx.var
    def new_error(self) -> str:
        """The sentence beside « Nouveau mot de passe »."""
        return self._sentence(rules.NEW)

    @rx.var
    def again_error(self) -> str:
        """The sentence beside « Confirmer le nouveau mot de passe »."""
        return self._sentence(rules.AGAIN)

    def _sentence(self, field: str) -> str:
        return next((problem.message for problem in self.problems if problem.field == field), "")


def _field(refusal: DomainError) -> str:
    return refusal.field if isinstance(refusal, Invalid) else rules.OLD
