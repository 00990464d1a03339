"""The guard's own promises: no state without a policy, no door of the framework left open."""

import logging
from collections.abc import Iterator

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from monespace_app.core.permissions import Permission
from monespace_app.session import guard
from monespace_app.session.guard import MissingPolicy
from monespace_app.session.state import SessionState
from tests.factories import make_account


@pytest.fixture
def own_registry() -> Iterator[None]:
    """A registry that the test may add states to."""
    token = RegistrationContext.set(RegistrationContext.get().fork())
    children = set(rx.State.get_substates())
    yield
    RegistrationContext.reset(token)
    assert set(rx.State.get_substates()) == children


def test_the_application_s_own_states_all_declare_a_policy():
    guard.check_policies()


@pytest.mark.usefixtures("own_registry")
def test_a_state_class_without_a_policy_fails_the_start():
    class Forgotten(rx.State):
        @rx.event
        async def read(self):
            """Read."""

    with pytest.raises(MissingPolicy, match="Forgotten"):
        guard.check_policies()
    guard.private_state(Permission.MESSAGE_READ)(Forgotten)
    guard.check_policies()


@pytest.mark.usefixtures("own_registry")
def test_a_policy_is_not_inherited():
    @guard.public_state
    class Parent(rx.State):
        @rx.event
        async def read(self):
            """Read."""

    class Child(Parent):
        @rx.event
        async def write(self):
            """Write."""

    with pytest.raises(MissingPolicy, match="Child"):
        guard.check_policies()


def test_an_event_nobody_registered_has_no_policy():
    assert guard.policy_of("reflex___state____state.no_such_handler") == (None, "no_such_handler")


def test_the_session_s_state_asks_for_a_right():
    name = f"{SessionState.get_full_name()}.load"
    policy, handler = guard.policy_of(name)
    assert policy is not None
    assert (policy.permission, handler) == (Permission.PROFILE_READ, "load")


def test_only_pushes_and_checks_leave_a_session_as_old_as_it_is():
    """A handler that a person's own action calls must prolong the session (LOGIN-7)."""
    passive = {
        f"{cls.__name__}.{handler}"
        for cls, policy in guard._policies.items()
        for handler in policy.passive
        if policy.permission is not None
    }
    assert passive <= {
        "SessionState.check_deadline",
        "SessionState.refresh_header",
        "SessionState.expire",
        "InboxState.refresh",
        "ConversationState.refresh",
        "ComposerState.refresh",
        "HomeState.refresh",
        "DocumentListState.refresh",
        "TrashState.refresh",
        "UploadState.refresh",
        "ViewerState.refresh",
    }


def test_a_public_handler_cannot_act_for_anybody():
    with pytest.raises(MissingPolicy):
        guard.current_actor()


def test_a_bug_is_logged_by_its_place_without_the_data_it_met(caplog: pytest.LogCaptureFixture):
    account = make_account()
    try:
        raise ValueError(f"quetzal {account.email}")
    except ValueError as error:
        with caplog.at_level(logging.ERROR):
            guard.log_failure(error)
    assert "unhandled ValueError at test_guard.py:" in caplog.text
    assert "quetzal" not in caplog.text
