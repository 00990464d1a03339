"""Every registered event handler, called over a real socket by all who may not (ASVS 7.4.1, 8.2.1 to 8.2.3, 8.3.1)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from monespace_app.core import clock
from monespace_app.session import rules
from monespace_app.session import services as sessions
from tests.factories import make_account, make_child, make_session
from tests.security.browser import ROOT, Tab, redirects, variables
from tests.security.conftest import Ears
from tests.security.handlers import Call, calls_against
from tests.security.people import (
    MARK,
    PASSWORD,
    Target,
    age,
    changed,
    make_target,
    rows,
    save_payload,
    session_of,
)
from tests.security.server import BackEnd

COUNTERS = frozenset({"throttle_bucket", "throttle_try"})
"""Counting the guesses of a stranger is what these tables are for."""
OWN = frozenset({"login_session", "open_tab", "throttle_bucket", "throttle_try"})
"""A connected stranger's own session moves on."""


CONTROLS = (
    "session_state.refresh_header",
    "conversation_state.load",
    "conversation_state.retry",
    "composer_state.save",
)


@pytest.mark.parametrize("handler", CONTROLS)
def test_the_owner_is_shown_and_changes_what_others_must_not(server: BackEnd, handler: str):
    """The control of this file: the same calls, by the person whose space it is, do succeed."""
    target = make_target()
    call = next(call for call in calls_against(target) if call.short == handler)
    tab = Tab(server, make_session(target.account)).connect()
    harm = _attack(tab, call, target, OWN)
    assert any("disclosed" in line for line in harm)
    assert any("changed" in line for line in harm) == (handler != "session_state.refresh_header")


def _attack(
    tab: Tab, call: Call, target: Target, allowed: frozenset[str], but_of: str | None = None
) -> list[str]:
    """What went wrong: canaries in the frames of this call, or tables that changed; see `rows`."""
    before = rows(but_of)
    frames = tab.send(call.name, call.payload, path=target.path)
    disclosed = [f"{call.short} disclosed {frame[:300]}" for frame in frames if MARK in frame]
    altered = changed(before, allowed=allowed, but_of=but_of)
    return disclosed + [f"{call.short} changed {table}" for table in altered]


def test_an_anonymous_browser_gets_and_changes_nothing(server: BackEnd, ears: Ears):
    target = make_target()
    harm = []
    for call in calls_against(target):
        tab = Tab(server).connect()
        harm += _attack(tab, call, target, COUNTERS)
        tab.close()
    assert harm == []
    assert ears.failures == []
    assert ears.heard() == []


def test_a_forged_cookie_is_no_session(server: BackEnd):
    target = make_target()
    tab = Tab(server, "x" * 43).connect()
    harm = [line for call in calls_against(target) for line in _attack(tab, call, target, COUNTERS)]
    assert harm == []


@pytest.mark.row("LOGIN-1")
def test_a_password_alone_gives_no_right(server: BackEnd, ears: Ears):
    target = make_target(password=PASSWORD)
    login = f"{ROOT}.monespace_app___features___login___state____login_state"
    credentials = {"form": {"identifier": target.account.identifier, "password": PASSWORD}}
    tab = Tab(server).connect()
    harm, is_half_way = [], False
    for call in calls_against(target):
        if not is_half_way:
            said = variables(tab.send(f"{login}.identify", credentials, path="/connexion"), "login_state")
            assert said["step"] == 2
        harm += _attack(tab, call, target, COUNTERS | {"login_attempt", "outbox_entry"})
        is_half_way = "login_state" not in call.name
    assert harm == []
    assert ears.failures == []
    assert ears.heard() == []


@pytest.mark.parametrize("has_child", [False, True], ids=["another patient", "another parent"])
def test_a_connected_stranger_gets_and_changes_nothing(server: BackEnd, ears: Ears, has_child: bool):
    target = make_target()
    stranger = make_account(children=(make_child("Zoé"),) if has_child else ())
    cookie = make_session(stranger)
    tab = Tab(server, cookie).connect()
    tab.goto("/messagerie")
    # In their own space strangers may make folders, with the words they send.
    own = stranger.profile_id
    harm = [line for call in calls_against(target) for line in _attack(tab, call, target, OWN, own)]
    assert harm == []
    assert ears.failures == []
    assert ears.heard(cookie) == []


def _revoke(cookie: str) -> None:
    sessions.end_session(cookie)


def _leave_idle(cookie: str) -> None:
    age(session_of(cookie), idle=timedelta(minutes=30), opened=timedelta(minutes=40))


def _wear_out(cookie: str) -> None:
    age(session_of(cookie), opened=timedelta(hours=12))


ENDS = {"revoked": _revoke, "30 idle minutes": _leave_idle, "12 hours": _wear_out}


@pytest.mark.row("LOGIN-7")
def test_an_ended_session_gets_and_changes_nothing(server: BackEnd, ears: Ears, is_full: bool):
    """Each handler with each end in the whole campaign; else each with one of them in turn."""
    target = make_target()
    harm = []
    for number, call in enumerate(calls_against(target)):
        for how in ENDS if is_full else [list(ENDS)[number % len(ENDS)]]:
            harm += [f"{how}: {line}" for line in _attack_after_the_end(server, call, target, ENDS[how])]
    assert harm == []
    assert ears.failures == []
    assert ears.heard() == []


def _attack_after_the_end(
    server: BackEnd, call: Call, target: Target, end: Callable[[str], None]
) -> list[str]:
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    assert MARK in "".join(tab.goto(target.path))
    end(cookie)
    tab.news()
    harm = _attack(tab, call, target, COUNTERS)
    tab.close()
    return harm


@pytest.mark.row("LOGIN-7")
def test_a_logged_out_browser_gets_and_changes_nothing(server: BackEnd):
    """After « Se déconnecter » the cookie is gone from the browser, the tab's client token is not."""
    target = make_target()
    harm = []
    for call in calls_against(target):
        cookie = make_session(target.account)
        tab = Tab(server, cookie).connect()
        tab.goto(target.path)
        tab.close()
        sessions.end_session(cookie)
        again = Tab(server, None, tab.token).connect()
        harm += _attack(again, call, target, COUNTERS)
        again.close()
    assert harm == []


@pytest.mark.row("LOGIN-7")
def test_the_open_page_of_a_revoked_session_is_emptied_and_led_to_the_login(server: BackEnd):
    target = make_target()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    tab.goto(target.path)
    age(session_of(cookie), idle=timedelta(minutes=31), opened=timedelta(minutes=40))
    frames = tab.send(f"{_session_state()}.check_deadline", path=target.path)
    assert redirects(frames) == [f"/connexion?motif=expiree&suite=%2Fmessagerie%2F{target.conversation_id}"]
    assert variables(frames, "conversation_state")["conversation"]["messages"] == []
    assert variables(frames, "session_state")["header"]["short_name"] == ""


@pytest.mark.row("LOGIN-7")
@pytest.mark.parametrize("text", ["x" * 10_001, "Bonjour"], ids=["refused", "saved"])
def test_what_the_page_sends_again_by_itself_does_not_keep_an_abandoned_session_alive(
    server: BackEnd, text: str
):
    """An editor sends the same save again until it is acknowledged: only the first is a sign of a person."""
    target = make_target()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    tab.goto(target.path)
    save = f"{ROOT}.monespace_app___features___messaging___state____composer_state.save"
    payload = {"payload": save_payload(target.document_key, text)}
    idle = timedelta(minutes=20)

    def is_prolonged_by(save_again: dict) -> bool:
        age(session_of(cookie), idle=idle)
        tab.send(save, save_again, path=target.path)
        return sessions.connect(cookie, "somewhere").end.at > clock.now() + rules.IDLE - idle / 2

    assert is_prolonged_by(payload)
    assert not is_prolonged_by(payload)
    assert not is_prolonged_by(payload)
    one_more_key = {"payload": {**payload["payload"], "seq": 2, "text": f"{text}!"}}
    assert is_prolonged_by(one_more_key)


def _session_state() -> str:
    return f"{ROOT}.monespace_app___session___state____session_state"


@pytest.mark.row("LOGIN-7")
def test_a_session_ended_elsewhere_stops_all_its_tabs_by_a_push(server: BackEnd):
    target = make_target()
    cookie = make_session(target.account)
    tabs = [Tab(server, cookie).connect() for _ in range(3)]
    for tab in tabs:
        tab.goto(target.path)
    sessions.end_session(cookie)
    for tab in tabs:
        frames = tab.news()
        assert (
            redirects(frames)[0] == f"/connexion?motif=expiree&suite=%2Fmessagerie%2F{target.conversation_id}"
        )
        assert variables(frames, "conversation_state")["conversation"]["messages"] == []
        assert variables(frames, "session_state")["header"]["short_name"] == ""


@pytest.mark.row("LOGIN-8")
def test_every_refusal_says_why_until_the_login_page_has_come(server: BackEnd):
    target = make_target()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    tab.goto("/accueil")
    _leave_idle(cookie)
    assert set(redirects(tab.goto("/messagerie?page=2"))) == {
        "/connexion?motif=expiree&suite=%2Fmessagerie%3Fpage%3D2"
    }
    tab.goto("/connexion?motif=expiree")
    assert set(redirects(tab.goto("/accueil"))) == {"/connexion?suite=%2Faccueil"}
