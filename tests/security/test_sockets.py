"""Who may open a socket, and what a stolen client token is worth (ASVS 3.5.1, 4.4.2, 7.2.1)."""

import threading
from typing import Any

import httpx
import pytest

from monespace_app.core.actor import mail_gateway
from monespace_app.features.messaging import services as messaging
from monespace_app.session import live
from monespace_app.session import services as sessions
from monespace_app.session.tab import TabState
from tests.factories import make_account, make_child, make_session, patient
from tests.security.browser import OURS, ROOT, Tab, handshake, variables
from tests.security.conftest import Ears
from tests.security.people import MARK, canary, mail_from, make_target, session_of
from tests.security.server import BackEnd

FOREIGN = [
    "http://attacker.example",
    "null",
    "",
    None,
    "http://localhost:3000.evil.example",
    "http://localhost:30000",
    "http://evil.example/http://localhost:3000",
    "http://localhost:3000@evil.example",
    "https://localhost:3000",
    "http://localhost",
    "HTTP://LOCALHOST:3000",
    "http://localhost:3000 http://evil.example",
]
HYDRATE = f"{ROOT}.hydrate_and_load"
HEADER = f"{ROOT}.monespace_app___session___state____session_state.load"


def test_a_socket_of_another_origin_is_refused(server: BackEnd):
    assert [origin for origin in FOREIGN if handshake(server, origin) != 403] == []


def test_a_socket_of_our_own_origin_is_taken(server: BackEnd):
    assert handshake(server, OURS) == 101
    assert "is_hydrated" in "".join(Tab(server).connect(origin=OURS).goto("/connexion"))


@pytest.mark.parametrize("origin", [OURS, "http://attacker.example", None])
def test_the_polling_transport_is_refused(server: BackEnd, origin: str | None):
    headers = {"Origin": origin} if origin else {}
    answer = httpx.get(f"{server.url}/_event/?EIO=4&transport=polling", headers=headers)
    assert answer.status_code in {400, 403}
    assert "sid" not in answer.text


@pytest.mark.parametrize("path", ["/session/ouvrir", "/session/fermer", "/_upload", "/_event/", "/accueil"])
def test_a_request_that_writes_needs_our_origin(server: BackEnd, path: str):
    cookie = make_session(make_account())
    for origin in FOREIGN:
        headers = {"Cookie": f"monespace_session={cookie}"} | ({} if origin is None else {"Origin": origin})
        assert httpx.post(f"{server.url}{path}", headers=headers).status_code == 403
    assert sessions.connect(cookie, "tab") is not None


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_there_is_no_upload_of_the_framework_s_own(server: BackEnd, method: str):
    answer = httpx.request(method, f"{server.url}/_upload/x", headers={"Origin": OURS}, content=b"x")
    assert answer.status_code in {403, 404, 405}


@pytest.mark.parametrize("path", ["/_health", "/ping", "/_all_routes"])
def test_the_framework_s_own_routes_disclose_nothing(server: BackEnd, path: str):
    make_target()
    answer = httpx.get(f"{server.url}{path}")
    assert MARK not in answer.text
    assert len(answer.text) < 60
    assert "reflex" not in answer.text.lower()
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_session_token_is_in_no_frame_and_in_no_log(server: BackEnd, ears: Ears):
    target = make_target()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect(auth={"event": {"name": HYDRATE, "payload": {}}})
    tab.goto(target.path)
    tab.send_raw({"name": "no.such.handler", "payload": {"text": canary("charge")}})
    tab.send_raw({"name": HYDRATE, "payload": canary("charge")})
    tab.send_raw(canary("charge"))
    tab.send_raw([canary("charge")])
    assert cookie not in "".join(tab.frames)
    assert ears.heard(cookie) == []
    assert ears.failures == []


def test_an_event_in_the_connection_packet_passes_the_same_guard(server: BackEnd):
    target = make_target()
    event = {"name": HEADER, "payload": {}, "router_data": {"pathname": "/accueil", "asPath": "/accueil"}}
    assert MARK not in "".join(Tab(server).connect(auth={"event": event}).news())
    owner = Tab(server, make_session(target.account)).connect(auth={"event": event})
    owner.news()
    assert MARK in "".join(owner.frames)


def _stranger(has_session: bool) -> str | None:
    return make_session(make_account()) if has_session else None


@pytest.mark.parametrize("has_session", [False, True], ids=["anonymous thief", "connected thief"])
def test_the_client_token_of_a_closed_tab_gives_nothing(server: BackEnd, has_session: bool):
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto(target.path)
    tab.close()
    thief = Tab(server, _stranger(has_session), tab.token).connect()
    thief.send_raw({"name": HYDRATE})
    thief.goto("/messagerie")
    assert MARK not in "".join(thief.frames)
    assert target.conversation_id not in "".join(thief.frames)


def test_a_tab_whose_owner_was_forgotten_gives_nothing_either(server: BackEnd):
    """In Redis each state of a tab expires on its own: the one that names the owner may be the first to go."""
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto(target.path)
    tab.close()
    forget_owner(server, tab.token)
    thief = Tab(server, None, tab.token).connect()
    thief.goto("/connexion")
    assert MARK not in "".join(thief.frames)


def forget_owner(server: BackEnd, token: str) -> None:
    (root,) = [state for key, state in server.app.state_manager.states.items() if token in str(key)]
    root.get_substate(TabState.get_full_name().split(".")).reset()


@pytest.mark.parametrize("has_session", [False, True], ids=["anonymous thief", "connected thief"])
def test_the_client_token_of_an_open_tab_gives_nothing(server: BackEnd, has_session: bool):
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto(target.path)
    thief = Tab(server, _stranger(has_session), tab.token).connect()
    thief.goto(target.path)
    messaging.receive_mail(mail_gateway(target.profile.id), mail_from("Dr X", "x@medecin.mssante.fr"))
    thief.news()
    assert MARK not in "".join(thief.frames)
    assert MARK in "".join(tab.news())


@pytest.mark.parametrize("has_session", [False, True], ids=["anonymous thief", "connected thief"])
def test_pushes_to_a_stolen_tab_give_nothing_even_before_its_first_event(server: BackEnd, has_session: bool):
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto(target.path)
    tab.close()
    thief = Tab(server, _stranger(has_session), tab.token).connect()
    for _ in range(3):
        messaging.receive_mail(mail_gateway(target.profile.id), mail_from("Dr X", "x@medecin.mssante.fr"))
        thief.news()
    assert MARK not in "".join(thief.frames)
    assert target.conversation_id not in "".join(thief.frames)


def test_an_answer_on_its_way_does_not_go_to_the_socket_that_took_the_tab_meanwhile(
    server: BackEnd, monkeypatch: pytest.MonkeyPatch
):
    """The owner asks, goes away, and the thief is there before the answer."""
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto("/accueil")
    is_asked, may_answer = threading.Event(), threading.Event()
    header = sessions.header

    def slow_header(*args: Any) -> Any:
        is_asked.set()
        may_answer.wait(5)
        return header(*args)

    slow_header.__name__ = "header"
    monkeypatch.setattr(sessions, "header", slow_header)
    tab.shout(HEADER)
    assert is_asked.wait(5)
    tab.hang_up()
    thief = Tab(server, None, tab.token)
    # The socket has the tab's name before the answer leaves, and waits for the tab's state until it has left.
    arrival = threading.Thread(target=thief.connect)
    arrival.start()
    server.wait_until(lambda: tab.token in server.app.event_namespace._token_manager.token_to_socket)
    may_answer.set()
    arrival.join()
    thief.news()
    assert MARK not in "".join(thief.frames)


def test_a_tab_that_comes_back_with_its_own_cookie_gets_its_answer(server: BackEnd):
    target = make_target()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    tab.goto(target.path)
    tab.close()
    again = Tab(server, cookie, tab.token).connect()
    messaging.receive_mail(mail_gateway(target.profile.id), mail_from("Dr X", "x@medecin.mssante.fr"))
    assert MARK in "".join(again.news())


@pytest.mark.row("PROF-3")
def test_two_tabs_show_two_profiles_and_each_hears_of_its_own(server: BackEnd):
    lola = make_child("Lola")
    account = make_account(children=(lola,))
    cookie = make_session(account)
    own, hers = Tab(server, cookie).connect(), Tab(server, cookie).connect()
    own.goto("/messagerie")
    hers.goto("/messagerie")
    switch = f"{ROOT}.monespace_app___session___state____session_state.open_profile"
    hers.send(switch, {"profile_id": lola.id})
    messaging.receive_mail(mail_gateway(lola.id), mail_from("Dr X", "x@medecin.mssante.fr"))
    assert variables(hers.news(), "inbox_state")["conversations"]["total"] == 1
    assert "inbox_state" not in "".join(own.news())
    assert messaging.list_conversations(patient(account)).total == 0


@pytest.mark.row("PROF-3")
def test_a_restart_of_the_server_keeps_the_profile_of_a_tab(server: BackEnd):
    lola = make_child("Lola")
    cookie = make_session(make_account(children=(lola,)))
    tab = Tab(server, cookie).connect()
    tab.goto("/accueil")
    switch = f"{ROOT}.monespace_app___session___state____session_state.open_profile"
    tab.send(switch, {"profile_id": lola.id})
    tab.close()
    server.forget_tabs()
    again = Tab(server, cookie, tab.token).connect()
    assert variables(again.goto("/accueil"), "session_state")["header"]["given_name"] == "Lola"
    other = Tab(server, cookie).connect()
    assert variables(other.goto("/accueil"), "session_state")["header"]["given_name"] == "Jeanne"


def test_a_switch_of_profile_leaves_nothing_of_the_one_before(server: BackEnd):
    target = make_target()
    tab = Tab(server, make_session(target.account)).connect()
    tab.goto(target.path)
    switch = f"{ROOT}.monespace_app___session___state____session_state.open_profile"
    tab.send(switch, {"profile_id": target.child.id}, path=target.path)
    conversation = variables(tab.goto("/messagerie"), "conversation_state")["conversation"]
    assert conversation["messages"] == []
    draft = variables(tab.goto("/messagerie"), "composer_state")["draft"]
    assert canary("brouillon") not in str(draft)


def test_a_parent_who_lost_the_right_on_a_child_is_back_on_the_own_profile(
    server: BackEnd, monkeypatch: pytest.MonkeyPatch
):
    lola = make_child(canary("enfant"))
    cookie = make_session(make_account(children=(lola,)))
    tab = Tab(server, cookie).connect()
    tab.goto("/accueil")
    switch = f"{ROOT}.monespace_app___session___state____session_state.open_profile"
    tab.send(switch, {"profile_id": lola.id})
    monkeypatch.setattr("monespace_app.session.rules.is_minor", lambda *_: False)
    frames = tab.goto("/accueil")
    assert MARK not in "".join(frames)
    assert variables(frames, "session_state")["header"]["given_name"] == "Jeanne"


def test_a_refusal_that_no_handler_catches_says_its_own_sentence_and_is_no_bug(
    server: BackEnd, caplog: pytest.LogCaptureFixture
):
    tab = Tab(server, make_session(make_account())).connect()
    tab.goto("/accueil")
    switch = f"{ROOT}.monespace_app___session___state____session_state.open_profile"
    frames = "".join(tab.send(switch, {"profile_id": "0" * 32}))
    assert "_show_toast" in frames
    assert "introuvable" in frames
    assert caplog.records == []


def test_the_tabs_of_an_ended_session_are_no_longer_watched(server: BackEnd):
    cookie = make_session(make_account())
    session_id = session_of(cookie)
    tab = Tab(server, cookie).connect()
    tab.goto("/accueil")
    assert tab.token in live.tabs._subjects
    sessions.end_session(cookie)
    tab.news()
    assert tab.token not in live.tabs._subjects
    assert session_id not in live.tabs._by_subject
