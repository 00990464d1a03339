"""Lock 2 and the trace: who may do what, and who did."""

import pytest
from sqlalchemy import select

from monespace_app.core import audit, permissions
from monespace_app.core.actor import Actor, ActorKind, mail_gateway, operator
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import ScopeError, platform_snapshot, snapshot, transaction
from monespace_app.core.errors import Denied
from monespace_app.core.permissions import Permission
from tests.factories import make_account, make_profile, patient


def test_a_right_one_does_not_hold_is_denied_in_a_sentence():
    actor = Actor(ActorKind.PATIENT, frozenset({Permission.MESSAGE_READ}))
    actor.require(Permission.MESSAGE_READ)
    with pytest.raises(Denied) as refusal:
        actor.require(Permission.MESSAGE_SEND)
    assert refusal.value.sentence == "Cette action n'est pas possible depuis cet espace."


def test_without_a_profile_or_an_account_nothing_is_open():
    nobody = Actor(ActorKind.SERVICE, frozenset())
    with pytest.raises(Denied):
        _ = nobody.open_profile
    with pytest.raises(Denied):
        _ = nobody.own_account


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [(mail_gateway("p"), permissions.MAIL_GATEWAY), (operator(), permissions.OPERATOR)],
    ids=["mail gateway", "operator"],
)
def test_services_hold_their_own_rights_only(actor, allowed):
    held = set()
    for permission in Permission:
        try:
            actor.require(permission)
        except Denied:
            continue
        held.add(permission)
    assert held == allowed
    assert not held & permissions.PATIENT


def test_an_actor_cannot_be_changed():
    actor = operator()
    with pytest.raises(AttributeError):
        actor.permissions = permissions.PATIENT  # type: ignore[misc]


def _act(session, actor) -> None:
    audit.record(session, actor, Act.CONVERSATION_READ, object_id="c" * 32, reason="titulaire")


@pytest.mark.both_databases
def test_the_trace_says_who_did_what_when_and_why(frozen_clock):
    account = make_account()
    actor = patient(account)
    with transaction(actor) as session:
        _act(session, actor)
    with snapshot(actor) as session:
        [entry] = session.scalars(select(AuditEntry)).all()
    assert entry.at == frozen_clock.now()
    assert (entry.actor_kind, entry.account_id, entry.act) == ("patient", account.id, "conversation.read")
    assert (entry.object_id, entry.reason) == ("c" * 32, "titulaire")


@pytest.mark.both_databases
def test_the_trace_goes_with_its_act():
    actor = patient(make_account())
    with pytest.raises(ZeroDivisionError), transaction(actor) as session:  # noqa: PT012
        _act(session, actor)
        1 / 0  # noqa: B018
    with snapshot(actor) as session:
        assert session.scalars(select(AuditEntry)).all() == []


@pytest.mark.both_databases
def test_the_trace_belongs_to_the_profile():
    child = make_profile("Lola")
    actor = patient(make_account(children=(child,)), child)
    with transaction(actor) as session:
        _act(session, actor)
    with snapshot(mail_gateway(make_profile().id)) as session:
        assert session.scalars(select(AuditEntry)).all() == []
    with pytest.raises(ScopeError), platform_snapshot() as session:
        session.scalars(select(AuditEntry)).all()
