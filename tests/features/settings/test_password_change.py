"""« Informations personnelles »: the account, its password, its devices (SET-1)."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from monespace_app.core.actor import Actor, operator
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import platform_snapshot, snapshot
from monespace_app.core.errors import Conflict, Denied, DomainError, Invalid, NotFound, TooManyTries
from monespace_app.features.login import services as login
from monespace_app.features.settings import services
from monespace_app.features.settings.schemas import PasswordChange
from monespace_app.session import services as sessions
from monespace_app.session.models import Account
from tests.conftest import FrozenClock
from tests.factories import make_child, make_session, patient
from tests.features.login.helpers import (
    PASSWORD,
    begin,
    begin_and_receive,
    in_parallel,
    make_patient,
    sent_messages,
)

NEW = "Éléphant-7"
CHANGE = PasswordChange(old=PASSWORD, new=NEW, again=NEW)


def connected(account: Account) -> tuple[Actor, str]:
    """The actor of a live session and its cookie's token."""
    token = make_session(account)
    connection = sessions.connect(token, "tab")
    assert connection is not None
    return connection.actor, token


def refusal_of(actor: Actor, change: PasswordChange) -> DomainError:
    with pytest.raises(DomainError) as caught:
        services.change_password(actor, change)
    return caught.value


@pytest.mark.both_databases
@pytest.mark.row("SET-1")
def test_the_new_password_opens_the_account_and_the_old_one_no_longer_does():
    account = make_patient()
    actor, _ = connected(account)
    services.change_password(actor, CHANGE)
    assert begin(account, NEW)
    with pytest.raises(Invalid):
        begin(account, PASSWORD)


@pytest.mark.both_databases
@pytest.mark.row("SET-1")
def test_every_other_session_ends_and_this_one_goes_on():
    account = make_patient()
    actor, token = connected(account)
    other, strangers = make_session(account), make_session(make_patient())
    services.change_password(actor, CHANGE)
    assert sessions.connect(token, "tab") is not None
    assert sessions.connect(other, "tab") is None
    assert sessions.connect(strangers, "tab") is not None


@pytest.mark.row("SET-1")
def test_logins_on_their_way_with_the_old_password_end_too():
    account = make_patient()
    attempt, code = begin_and_receive(account)
    ticket = sessions.issue_ticket(account.id)
    services.change_password(patient(account), CHANGE)
    with pytest.raises(NotFound):
        login.finish_login(attempt, code)
    assert sessions.redeem_ticket(ticket, "") is None


@pytest.mark.row("SET-1")
@pytest.mark.parametrize(
    ("email", "mobile", "channel"),
    [("jeanne@example.org", "+33639981214", "email"), (None, "+33639981214", "sms")],
)
def test_the_patient_is_told_without_a_password_in_the_message(
    email: str | None, mobile: str, channel: str, frozen_clock: FrozenClock
):
    account = make_patient(email=email, mobile=mobile)
    services.change_password(patient(account), CHANGE)
    (entry,) = sent_messages()
    payload = json.loads(entry.payload)
    assert (entry.channel, payload["to"]) == (channel, email or mobile)
    assert "15 juin 2026 à 12:00" in payload["text"]
    assert PASSWORD not in entry.payload
    assert NEW not in entry.payload


@pytest.mark.row("SET-1")
def test_the_change_is_traced_on_the_own_profile_even_from_a_childs():
    lola = make_child()
    account = make_patient(children=(lola,))
    services.change_password(patient(account, lola), CHANGE)
    with snapshot(patient(account)) as session:
        (entry,) = session.scalars(select(AuditEntry))
    assert (entry.act, entry.profile_id) == (Act.PASSWORD_CHANGED, account.profile_id)
    with snapshot(patient(account, lola)) as session:
        assert list(session.scalars(select(AuditEntry))) == []


@pytest.mark.both_databases
@pytest.mark.row("SET-1")
def test_a_wrong_old_password_changes_nothing_and_is_limited_with_the_logins():
    account = make_patient()
    actor, token = connected(account)
    other = make_session(account)
    for _ in range(2):
        with pytest.raises(Invalid):
            begin(account, "Faux-2026!")
    wrong = PasswordChange(old="Faux-2026!", new=NEW, again=NEW)
    results = in_parallel(10, lambda _: services.change_password(actor, wrong))
    assert sum(isinstance(r, Invalid) for r in results) == 3
    assert sum(isinstance(r, TooManyTries) for r in results) == 7
    assert isinstance(refusal_of(actor, CHANGE), TooManyTries)
    assert sessions.connect(token, "tab") is not None
    assert sessions.connect(other, "tab") is not None
    assert sent_messages() == []


@pytest.mark.row("SET-1")
def test_the_old_password_can_be_tried_again_after_fifteen_minutes(frozen_clock: FrozenClock):
    account = make_patient()
    actor = patient(account)
    for _ in range(5):
        refusal_of(actor, PasswordChange(old="Faux-2026!", new=NEW, again=NEW))
    assert isinstance(refusal_of(actor, CHANGE), TooManyTries)
    frozen_clock.advance(timedelta(minutes=15))
    services.change_password(actor, CHANGE)


@pytest.mark.row("SET-1")
@pytest.mark.parametrize(
    ("change", "fields"),
    [
        (PasswordChange(), ["old_password", "new_password"]),
        (PasswordChange(old=PASSWORD, new="court", again="court"), ["new_password"]),
        (PasswordChange(old=PASSWORD, new="Password1!", again="Password1!"), ["new_password"]),
        (PasswordChange(old=PASSWORD, new=PASSWORD, again=PASSWORD), ["new_password"]),
        (PasswordChange(old=PASSWORD, new=NEW, again=NEW + " "), ["new_password_again"]),
        (
            PasswordChange(old="", new="a" * 5_000, again=""),
            ["old_password", "new_password", "new_password_again"],
        ),
        (PasswordChange(old=PASSWORD, new="aA1!\ud800xxx", again="aA1!\ud800xxx"), ["new_password"]),
    ],
)
def test_a_wrong_form_names_each_wrong_field_and_costs_no_try(change: PasswordChange, fields: list[str]):
    account = make_patient()
    assert [problem.field for problem in services.change_problems(change)] == fields
    for _ in range(6):
        assert isinstance(refusal_of(patient(account), change), Invalid)
    services.change_password(patient(account), CHANGE)


@pytest.mark.both_databases
@pytest.mark.row("SET-1")
def test_two_changes_at_once_end_in_one_password():
    account = make_patient()
    words = ["Éléphant-1", "Éléphant-2"]
    actor = patient(account)
    results = in_parallel(
        2,
        lambda n: services.change_password(actor, PasswordChange(old=PASSWORD, new=words[n], again=words[n])),
    )
    lost = [r for r in results if r is not None]
    assert len(lost) == 1
    assert isinstance(lost[0], Conflict | Invalid)
    with platform_snapshot() as session:
        stored = session.get_one(Account, account.id).password_hash
    assert [login.verify_password(word, stored) for word in words] == [r is None for r in results]


@pytest.mark.row("SET-1")
def test_the_account_is_shown_with_masked_contacts_and_the_open_profiles_name():
    lola = make_child("Lola")
    account = make_patient(email="inaya.michel@example.org", mobile=None, children=(lola,))
    shown = services.personal_information(patient(account, lola))
    assert shown.title == "Paramètres de Lola"
    assert shown.identifier == account.identifier
    assert (shown.email, shown.mobile) == ("i•••••@•••••.org", "Non renseigné")


@pytest.mark.row("SET-1")
def test_somebody_without_the_right_neither_reads_nor_changes():
    make_patient()
    for call in (
        lambda: services.personal_information(operator()),
        lambda: services.change_password(operator(), CHANGE),
        lambda: services.disconnect_device(operator(), "0" * 32),
    ):
        with pytest.raises(Denied):
            call()


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-7")
def test_another_device_is_disconnected_but_not_this_one_nor_a_strangers():
    account = make_patient()
    actor, token = connected(account)
    other = make_session(account)
    stranger, strangers_token = connected(make_patient())
    other_id = next(row.id for row in sessions.list_devices(actor) if not row.is_current)
    for foreign in (stranger.session_id or "", actor.session_id or "", "", "\x00", "x" * 10_000):
        with pytest.raises(NotFound):
            services.disconnect_device(actor, foreign)
    services.disconnect_device(actor, other_id)
    assert sessions.connect(other, "tab") is None
    assert sessions.connect(token, "tab") is not None
    assert sessions.connect(strangers_token, "tab") is not None
