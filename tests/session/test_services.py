"""Sessions, tickets, devices and open profiles, on both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from monespace_app.core import audit, bus, clock, crypto
from monespace_app.core.actor import mail_gateway
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.bus import Topic
from monespace_app.core.database import platform_snapshot, platform_transaction, snapshot, transaction
from monespace_app.core.errors import Denied, NotFound
from monespace_app.session import rules, services
from monespace_app.session.models import (
    Account,
    LoginSession,
    OpenTab,
    Profile,
    ProfileManager,
    ProfileState,
    SessionTicket,
)
from tests.factories import make_account, make_child, make_profile, make_session, patient

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("frozen_clock")]

TAB, OTHER_TAB = "tab-1", "tab-2"


def connect(token: str, tab: str = TAB):
    return services.connect(token, tab)


def actor_of(token: str, tab: str = TAB):
    connection = connect(token, tab)
    assert connection is not None
    return connection.actor


def change(model, key: str, **values) -> None:
    with platform_transaction() as session:
        row = session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)


@pytest.fixture
def published(monkeypatch) -> list[bus.BusEvent]:
    events: list[bus.BusEvent] = []
    monkeypatch.setattr(bus, "publish", events.append)
    return events


@pytest.mark.row("LOGIN-7")
def test_a_redeemed_ticket_opens_a_session_on_the_own_profile(frozen_clock):
    account = make_account()
    connection = connect(make_session(account))
    assert connection is not None
    assert connection.actor.profile_id == account.profile_id
    assert connection.actor.account_id == account.id
    assert connection.end.at == frozen_clock.now() + rules.IDLE
    assert connection.needs_touch is False


@pytest.mark.row("LOGIN-7")
def test_a_ticket_works_once():
    ticket = services.issue_ticket(make_account().id)
    assert services.redeem_ticket(ticket, "") is not None
    assert services.redeem_ticket(ticket, "") is None


@pytest.mark.row("LOGIN-7")
def test_a_ticket_presented_many_times_at_once_opens_one_session():
    ticket = services.issue_ticket(make_account().id)
    barrier = threading.Barrier(8)

    def redeem(_number: int) -> str | None:
        barrier.wait()
        return services.redeem_ticket(ticket, "")

    change_expiry(ticket)
    with ThreadPoolExecutor(8) as pool:
        tokens = [token for token in pool.map(redeem, range(8)) if token]
    assert len(tokens) == 1


def change_expiry(ticket: str) -> None:
    # Other threads read the real clock.
    with platform_transaction() as session:
        row = session.get_one(SessionTicket, crypto.digest(ticket, "ticket"))
        row.expires_at += timedelta(days=3650)


@pytest.mark.row("LOGIN-7")
def test_a_ticket_lives_a_minute(frozen_clock):
    account = make_account()
    in_time, too_late = services.issue_ticket(account.id), services.issue_ticket(account.id)
    frozen_clock.advance(rules.TICKET_LIFETIME - timedelta(seconds=1))
    assert services.redeem_ticket(in_time, "") is not None
    frozen_clock.advance(timedelta(seconds=1))
    assert services.redeem_ticket(too_late, "") is None


@pytest.mark.parametrize("ticket", ["", "inconnu", "é" * 5_000, "\x00"])
def test_an_unknown_ticket_opens_nothing(ticket):
    assert services.redeem_ticket(ticket, "") is None


@pytest.mark.row("LOGIN-7")
def test_only_fingerprints_of_tokens_are_kept():
    token = make_session(make_account())
    with platform_snapshot() as session:
        [row] = session.scalars(select(LoginSession)).all()
        assert token not in str(row)
        assert row.token_digest == crypto.digest(token, "session")


@pytest.mark.row("LOGIN-7")
def test_logging_in_again_ends_the_browsers_previous_session():
    account = make_account()
    first = make_session(account)
    second = services.redeem_ticket(services.issue_ticket(account.id), "", first)
    assert connect(first) is None
    assert second is not None
    assert connect(second) is not None


@pytest.mark.parametrize("token", ["", "inconnu", "é" * 1_000])
def test_an_unknown_token_connects_nobody(token):
    make_session(make_account())
    assert connect(token) is None


@pytest.mark.row("LOGIN-7")
def test_a_session_ends_after_30_idle_minutes_unless_it_is_touched(frozen_clock):
    token = make_session(make_account())
    frozen_clock.advance(rules.IDLE - timedelta(seconds=1))
    connection = connect(token)
    assert connection is not None
    assert connection.needs_touch
    assert services.touch(connection.actor.session_id).at == frozen_clock.now() + rules.IDLE
    frozen_clock.advance(rules.IDLE - timedelta(seconds=1))
    assert services.session_end(actor_of(token)).at == frozen_clock.now() + timedelta(seconds=1)
    frozen_clock.advance(timedelta(seconds=1))
    assert connect(token) is None


@pytest.mark.row("LOGIN-7")
def test_a_session_ends_after_12_hours_however_busy(frozen_clock):
    token = make_session(make_account())
    session_id = actor_of(token).session_id
    for _ in range(24 * 2 - 1):
        frozen_clock.advance(timedelta(minutes=15))
        services.touch(session_id)
    assert connect(token) is not None
    frozen_clock.advance(timedelta(minutes=15))
    assert connect(token) is None


@pytest.mark.row("LOGIN-7")
def test_a_dead_session_cannot_be_touched_back_to_life(frozen_clock):
    token = make_session(make_account())
    session_id = actor_of(token).session_id
    frozen_clock.advance(rules.IDLE)
    assert services.touch(session_id).at <= frozen_clock.now()
    assert connect(token) is None


@pytest.mark.row("LOGIN-7")
def test_logging_out_ends_the_session_in_every_tab_and_says_so(published):
    token = make_session(make_account())
    session_id = actor_of(token).session_id
    services.end_session(token)
    assert connect(token) is None
    assert connect(token, OTHER_TAB) is None
    assert [(event.topic, event.subject) for event in published] == [(Topic.SESSION_ENDED, session_id)]


def test_a_new_password_ends_every_other_session(published):
    account = make_account()
    kept, ended = make_session(account), make_session(account)
    stranger = make_session(make_account())
    kept_id = actor_of(kept).session_id
    with platform_transaction() as session:
        services.end_all_sessions(session, account.id, but=kept_id)
    assert (connect(ended), connect(kept) is not None, connect(stranger) is not None) == (None, True, True)
    assert len(published) == 1


@pytest.mark.row("LOGIN-7")
def test_connected_devices_are_listed_the_present_one_first(frozen_clock):
    account = make_account()
    phone = make_session(account, user_agent="Mozilla/5.0 (iPhone) Safari/604.1")
    frozen_clock.advance(timedelta(minutes=5))
    make_session(account, user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    gone = make_session(account)
    services.end_session(gone)
    make_session(make_account())
    devices = services.list_devices(actor_of(phone))
    assert [(device.label, device.is_current) for device in devices] == [
        ("Safari sur iPhone", True),
        ("Firefox sur Windows", False),
    ]
    assert devices[0].since == "15 juin 2026 à 12:00"
    frozen_clock.advance(timedelta(minutes=26))
    services.touch(devices[1].id)
    assert [device.label for device in services.list_devices(actor_of_id(account, devices[1].id))] == [
        "Firefox sur Windows"
    ]


def actor_of_id(account: Account, session_id: str):
    return patient(account, session_id=session_id)


@pytest.mark.row("LOGIN-7")
def test_a_device_of_ones_own_can_be_disconnected_and_nobody_elses():
    account = make_account()
    here, lost = make_session(account), make_session(account)
    stranger = make_session(make_account())
    services.revoke_device(actor_of(here), actor_of(lost).session_id)
    assert connect(lost) is None
    for foreign in (actor_of(stranger).session_id, "inconnu", ""):
        with pytest.raises(NotFound):
            services.revoke_device(actor_of(here), foreign)
    assert connect(stranger) is not None


@pytest.mark.row("PROF-2")
@pytest.mark.row("PROF-3")
def test_each_tab_has_its_own_open_profile_and_a_reload_keeps_it():
    child = make_child()
    account = make_account(children=(child,))
    token = make_session(account)
    services.open_profile(actor_of(token), TAB, child.id)
    assert actor_of(token).profile_id == child.id
    assert actor_of(token).profile_id == child.id
    assert actor_of(token, OTHER_TAB).profile_id == account.profile_id
    services.open_profile(actor_of(token), TAB, account.profile_id)
    assert actor_of(token).profile_id == account.profile_id
    with platform_snapshot() as session:
        assert len(session.scalars(select(OpenTab)).all()) == 1


def traces(actor) -> list[tuple[str, str, str]]:
    """What the activity log of the open profile holds: act, object, why it was allowed."""
    with snapshot(actor) as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.at)).all()
    return [(entry.act, entry.object_id, entry.reason) for entry in entries]


@pytest.mark.row("PROF-2")
@pytest.mark.row("PROF-7")
def test_a_switch_of_profile_is_traced_on_the_profile_opened_with_its_reason(frozen_clock):
    child = make_child()
    account = make_account(children=(child,))
    token = make_session(account)
    for profile_id in (child.id, child.id, account.profile_id):
        services.open_profile(actor_of(token), TAB, profile_id)
        frozen_clock.advance(timedelta(seconds=1))
    assert traces(patient(account, child)) == [("profile.opened", "", "représentant légal")]
    assert traces(patient(account)) == [("profile.opened", "", "titulaire")]


@pytest.mark.row("LOGIN-7")
def test_a_device_disconnected_from_a_childs_profile_is_traced_on_the_holders():
    child = make_child()
    account = make_account(children=(child,))
    here, lost = make_session(account), actor_of(make_session(account)).session_id
    services.open_profile(actor_of(here), TAB, child.id)
    services.revoke_device(actor_of(here), lost)
    assert traces(patient(account)) == [("account.device_disconnected", lost, "titulaire")]


@pytest.mark.row("PROF-7")
def test_an_actor_knows_why_it_may_act_and_the_activity_log_says_it():
    child = make_child()
    account = make_account(children=(child,))
    actor = actor_of(make_session(account))
    there = services.on_profile(actor, child.id)
    assert (actor.reason, there.reason) == ("titulaire", "représentant légal")
    with transaction(there) as session:
        audit.record(session, there, Act.CONVERSATION_READ, object_id="c" * 32)
    assert traces(there) == [("conversation.read", "c" * 32, "représentant légal")]


@pytest.mark.row("PROF-2")
def test_opening_a_profile_twice_at_once_is_no_error():
    child = make_child()
    token = make_session(make_account(children=(child,)))
    actor, barrier = actor_of(token), threading.Barrier(6)

    def open_it(_number: int) -> None:
        barrier.wait()
        services.open_profile(actor, TAB, child.id)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(open_it, range(6)))
    assert actor_of(token).profile_id == child.id
    assert len(traces(actor_of(token))) == 1


@pytest.mark.row("PROF-2")
@pytest.mark.parametrize("state", [ProfileState.PENDING, ProfileState.OPPOSED, ProfileState.CLOSED])
def test_a_profile_that_is_not_active_cannot_be_opened(state):
    child = make_child(state=state)
    token = make_session(make_account(children=(child,)))
    with pytest.raises(NotFound):
        services.open_profile(actor_of(token), TAB, child.id)
    with pytest.raises(NotFound):
        services.on_profile(actor_of(token), child.id)


@pytest.mark.row("PROF-2")
def test_the_profile_of_somebody_else_does_not_exist():
    token = make_session(make_account())
    foreign = [make_child().id, make_account().profile_id, "inconnu", ""]
    for profile_id in foreign:
        with pytest.raises(NotFound):
            services.open_profile(actor_of(token), TAB, profile_id)
        with pytest.raises(NotFound):
            services.on_profile(actor_of(token), profile_id)


def test_acting_on_a_child_needs_the_right_to_it():
    child = make_child()
    account = make_account(children=(child,))
    actor = actor_of(make_session(account))
    assert services.on_profile(actor, child.id).profile_id == child.id
    assert services.on_profile(actor, account.profile_id) == actor


@pytest.mark.row("PROF-8")
def test_a_representative_loses_the_profile_at_midnight_on_the_18th_birthday(frozen_clock):
    frozen_clock.set(datetime(2026, 6, 15, 23, 50, tzinfo=clock.PARIS))
    child = make_profile("Lola", birth_date=date(2008, 6, 16))
    account = make_account(children=(child,))
    token = make_session(account)
    services.open_profile(actor_of(token), TAB, child.id)
    frozen_clock.advance(timedelta(minutes=9, seconds=59))
    assert actor_of(token).profile_id == child.id
    frozen_clock.advance(timedelta(seconds=1))
    assert actor_of(token).profile_id == account.profile_id
    with pytest.raises(NotFound):
        services.open_profile(actor_of(token), TAB, child.id)
    assert [p.given_name for p in services.header(actor_of(token)).profiles] == ["Jeanne"]


def test_a_right_that_was_withdrawn_brings_the_tab_back_to_the_own_profile():
    child = make_child()
    account = make_account(children=(child,))
    token = make_session(account)
    services.open_profile(actor_of(token), TAB, child.id)
    with platform_transaction() as session:
        manager = session.scalar(select(ProfileManager).where(ProfileManager.profile_id == child.id))
        session.delete(manager)
    assert actor_of(token).profile_id == account.profile_id


@pytest.mark.parametrize("state", [ProfileState.OPPOSED, ProfileState.CLOSED])
def test_a_space_that_is_closed_connects_nobody(state):
    account = make_account()
    token = make_session(account)
    change(Profile, account.profile_id, state=state.value)
    assert connect(token) is None


def test_a_closed_account_connects_nobody(frozen_clock):
    account = make_account()
    token = make_session(account)
    change(Account, account.id, closed_at=frozen_clock.now())
    assert connect(token) is None


@pytest.mark.row("PROF-1")
def test_the_header_names_the_open_profile_and_those_that_can_be_opened(monkeypatch):
    monkeypatch.setattr(services, "_unread_counters", [])
    child = make_child()
    waiting = make_child("Louise", state=ProfileState.PENDING)
    account = make_account(children=(child, waiting))
    services.count_unread_with(lambda actor: 3 if actor.profile_id == child.id else 0)
    view = services.header(patient(account))
    assert (view.short_name, view.initials, view.unread) == ("Jeanne M.", "JM", 0)
    assert [(p.name, p.current, p.unread) for p in view.profiles] == [
        ("Jeanne Martin", True, 0),
        ("Lola Martin", False, 3),
    ]
    assert services.header(patient(account, child)).short_name == "Lola M."


def test_a_service_has_no_header_no_devices_and_no_profile_to_open():
    service = mail_gateway(make_profile().id)
    for call in (services.header, services.list_devices, services.session_end):
        with pytest.raises(Denied):
            call(service)
    with pytest.raises(Denied):
        services.open_profile(service, TAB, service.open_profile)
    with pytest.raises(Denied):
        services.revoke_device(service, "s")


@pytest.mark.row("PROF-1")
def test_a_profile_that_was_withdrawn_a_moment_ago_has_no_header():
    """The guard still let the event through. A `StopIteration` here would hang the tab: asyncio loses it."""
    child = make_child()
    account = make_account(children=(child,))
    actor = patient(account, child)
    change(Profile, child.id, state=ProfileState.CLOSED.value)
    with pytest.raises(NotFound):
        services.header(actor)
