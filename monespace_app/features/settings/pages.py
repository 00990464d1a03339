"""`/parametres/informations-personnelles`."""

import reflex as rx

from monespace_app.features.information.services import operator
from monespace_app.features.settings import components
from monespace_app.features.settings.state import PasswordState, PersonalInformationState
from monespace_app.ui.components import trouble

ON_LOAD = (PersonalInformationState.load, PasswordState.close_form)


def informations_personnelles() -> rx.Component:
    """The account behind the profiles: identifiers, password, devices, contacts."""
    state = PersonalInformationState
    return rx.fragment(
        components.settings_title(state.information.title),
        rx.cond(
            state.error != "",
            trouble(state.error, on_retry=state.load),
            rx.cond(state.is_loaded, _account(), components.waiting()),
        ),
    )


def _account() -> rx.Component:
    state = PersonalInformationState
    return components.personal_information(
        components.login_information(
            state.information.identifier,
            _password_form(),
            is_open=PasswordState.is_open,
            on_change=PasswordState.open_form,
        ),
        components.devices(state.devices, on_disconnect=state.disconnect),
        components.contact_details(
            state.information.email, state.information.mobile, operator().how_to_reach
        ),
    )


def _password_form() -> rx.Component:
    return components.password_form(
        username=PersonalInformationState.information.identifier,
        problems=PasswordState.problems,
        tries=PasswordState.tries,
        old_error=PasswordState.old_error,
        new_error=PasswordState.new_error,
        again_error=PasswordState.again_error,
        on_submit=PasswordState.submit,
        on_cancel=PasswordState.close_form,
    )
