"""Callers with every right and no open profile; the other kinds are in `security/test_access_matrix.py`."""

from dataclasses import replace

import pytest

from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.database import ScopeError
from monespace_app.core.errors import Denied, NotFound
from monespace_app.core.permissions import Permission
from tests.factories import patient
from tests.security.people import make_target
from tests.security.test_access_matrix import RULES, public_services

NEED_NO_PROFILE = {
    "access.register": "the directory belongs to nobody",
    "activation.import_registry": "the registry belongs to nobody",
    "activation.issue_codes": "the registry belongs to nobody",
    "demo.load_demo": "makes the profiles",
    "medical_profile.overview": "only names the sections, for now",
    "messaging.receive_many": "is given no mail here; with one it refuses",
    "session.list_devices": "the account's own",
    "session.on_profile": "gives a profile to an account that may open it",
    "session.open_profile": "gives a profile to a tab of a session",
    "session.revoke_device": "the account's own",
    "settings.change_password": "the account's own",
    "settings.disconnect_device": "the account's own",
}
"""Services that an actor without profile may call, and why."""


def test_every_other_service_refuses_a_caller_without_a_profile():
    target = make_target()
    everything = frozenset(Permission)
    of_an_account = replace(patient(target.account), profile_id=None, permissions=everything)
    of_nobody = Actor(ActorKind.SERVICE, everything)
    answered = set()
    for name in sorted(RULES.keys() - NEED_NO_PROFILE.keys()):
        for actor in (of_an_account, of_nobody):
            try:
                public_services()[name](actor, *RULES[name].arguments(target))
            except (Denied, ScopeError):
                continue
            answered.add(name)
    assert answered == set()


def test_the_table_names_services_that_exist():
    assert NEED_NO_PROFILE.keys() <= RULES.keys()


@pytest.mark.parametrize("name", ["session.list_devices", "session.revoke_device", "session.on_profile",
                                  "settings.change_password", "settings.disconnect_device"])  # fmt: skip
def test_what_is_an_accounts_own_needs_an_account(name: str):
    target = make_target()
    service = Actor(ActorKind.SERVICE, frozenset(Permission), profile_id=target.profile.id)
    arguments = (target.child.id,) if name == "session.on_profile" else RULES[name].arguments(target)
    with pytest.raises((Denied, NotFound)):
        public_services()[name](service, *arguments)
