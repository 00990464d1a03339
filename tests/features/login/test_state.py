"""The login's handlers without a browser: what a client may send, and what may come back to it."""

import inspect
import json
from datetime import timedelta
from typing import Any

import pytest
from reflex.istate.data import RouterData
from reflex.state import State

from monespace_app.core.clock import later, now
from monespace_app.features.login.state import LoginState
from monespace_app.session import guard
from monespace_app.session import services as sessions
from monespace_app.session.services import Connection
from tests.factories import make_session, patient
from tests.features.login.helpers import PASSWORD, codes_sent, make_patient, other_code, sent_messages

HOSTILE = [
    None,
    0,
    float("nan"),
    "x",
    [],
    [1],
    {},
    {"identifier": {}},
    {"password": 3},
    {"code": ["1"]},
    "\x00" * 9,
]


def tab(path: str = "/connexion") -> LoginState:
    """The login state of a new tab at `path`."""
    root = State(_reflex_internal_init=True)
    data = {"ip": "192.0.2.7", "asPath": path, "headers": {"origin": "http://localhost:3000"}}
    root.router = RouterData.from_router_data(data)
    state = root.get_substate(LoginState.get_full_name().split("."))
    assert isinstance(state, LoginState)
    return state


async def call(state: LoginState, handler: str, *arguments: Any) -> Any:
    return await getattr(LoginState, handler).fn(state, *arguments)


def shown(state: LoginState) -> str:
    """Everything of the state that reaches the browser."""
    return json.dumps(state.get_delta() | {"all": state.dict()}, default=str)


async def reach_step_3(state: LoginState, identifier: str) -> str:
    await call(state, "identify", {"identifier": identifier, "password": PASSWORD})
    await call(state, "choose", {"channel": "email"})
    assert state.step == 3
    return codes_sent()[-1]


@pytest.fixture
def nobody_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    async def connection() -> None:
        return None

    monkeypatch.setattr(guard, "connection_of_event", connection)


@pytest.mark.anyio
@pytest.mark.row("LOGIN-1")
async def test_three_right_answers_give_a_ticket_that_opens_a_session():
    account, state = make_patient(), tab()
    code = await reach_step_3(state, account.identifier)
    await call(state, "finish", {"code": code})
    assert state.opening["destination"] == "/accueil"
    token = sessions.redeem_ticket(state.opening["ticket"], "")
    connection = sessions.connect(token or "", "tab")
    assert connection is not None
    assert connection.actor.account_id == account.id


@pytest.mark.anyio
@pytest.mark.row("LOGIN-2")
async def test_neither_secrets_nor_whole_contacts_reach_the_browser():
    account, state = make_patient(email="inaya.michel@example.org", mobile="+33639981214"), tab()
    code = await reach_step_3(state, account.identifier)
    seen = shown(state)
    for secret in (PASSWORD, code, state._attempt, account.id, "inaya.michel@", "63998"):
        assert secret not in seen
    assert account.identifier in seen


@pytest.mark.anyio
@pytest.mark.row("LOGIN-1")
async def test_empty_fields_are_each_named_and_not_counted():
    account, state = make_patient(), tab()
    for _ in range(6):
        await call(state, "identify", {"identifier": " ", "password": ""})
    assert (state.identifier_error, state.password_error) == (
        "Saisissez votre identifiant.",
        "Saisissez votre mot de passe.",
    )
    await call(state, "identify", {"identifier": account.identifier, "password": PASSWORD})
    assert state.step == 2


@pytest.mark.anyio
@pytest.mark.row("LOGIN-1")
async def test_a_wrong_password_keeps_the_identifier_and_stays_at_step_1():
    account, state = make_patient(), tab()
    await call(state, "identify", {"identifier": account.identifier, "password": "Faux-2026!"})
    assert (state.step, state.identifier, state._attempt) == (1, account.identifier, "")
    assert state.password_error
    assert [problem.field for problem in state.problems] == ["password"]
    assert (state.email, state.mobile) == ("", "")


@pytest.mark.anyio
@pytest.mark.row("LOGIN-6")
async def test_a_wrong_password_ends_the_attempt_that_the_tab_had():
    account, state = make_patient(), tab()
    code = await reach_step_3(state, account.identifier)
    await call(state, "identify", {"identifier": account.identifier, "password": "Faux-2026!"})
    await call(state, "finish", {"code": code})
    assert state.opening == {}


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_no_step_can_be_skipped():
    state = tab()
    await call(state, "choose", {"channel": "email"})
    await call(state, "resend")
    await call(state, "back_to_channels")
    await call(state, "finish", {"code": "123456"})
    assert (state.step, state.opening) == (1, {})
    assert sent_messages() == []


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_the_password_alone_opens_nothing():
    account, state = make_patient(), tab()
    await call(state, "identify", {"identifier": account.identifier, "password": PASSWORD})
    for code in ("", "000000", "123456"):
        await call(state, "finish", {"code": code})
    assert state.opening == {}


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_a_wrong_code_is_said_beside_its_field_and_pressing_twice_does_no_harm():
    account, state = make_patient(), tab()
    code = await reach_step_3(state, account.identifier)
    await call(state, "finish", {"code": other_code(code)})
    assert "n'est pas le bon" in state.code_error
    await call(state, "finish", {"code": code})
    opening = dict(state.opening)
    await call(state, "finish", {"code": code})
    assert state.opening == opening != {}
    assert state.reason == ""


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_an_attempt_that_is_over_goes_back_to_step_1_and_says_why():
    account, state = make_patient(), tab()
    code = await reach_step_3(state, account.identifier)
    with later(timedelta(minutes=31)):
        await call(state, "finish", {"code": code})
    assert (state.step, state.reason_kind) == (1, "attention")
    assert state.reason
    assert state.identifier == account.identifier


@pytest.mark.anyio
@pytest.mark.parametrize("payload", HOSTILE)
async def test_no_payload_breaks_a_handler_or_opens_anything(payload: Any, nobody_connected: None):
    account, state = make_patient(), tab()
    await reach_step_3(state, account.identifier)
    for handler in ("finish", "choose", "identify", "choose", "finish"):
        await call(state, handler, payload)
        assert state.opening == {}
    shown(state)


@pytest.mark.anyio
@pytest.mark.row("LOGIN-8")
async def test_the_page_asked_for_is_kept_through_the_steps(nobody_connected: None):
    account, state = make_patient(), tab("/connexion?suite=%2Fmessagerie%2Fabc")
    await call(state, "arrive")
    code = await reach_step_3(state, account.identifier)
    await call(state, "finish", {"code": code})
    assert state.opening["destination"] == "/messagerie/abc"


@pytest.mark.anyio
@pytest.mark.row("LOGIN-8")
@pytest.mark.parametrize("page", ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%5C%5Cevil.example"])
async def test_another_site_is_not_a_page_of_ours(page: str, nobody_connected: None):
    account, state = make_patient(), tab(f"/connexion?suite={page}")
    await call(state, "arrive")
    code = await reach_step_3(state, account.identifier)
    await call(state, "finish", {"code": code})
    assert state.opening["destination"] == "/accueil"


@pytest.mark.anyio
@pytest.mark.row("LOGIN-7")
@pytest.mark.parametrize(
    ("motive", "words"),
    [
        ("deconnexion", "déconnecté"),
        ("expiree", "expiré"),
        ("ticket", "recommencez"),
        ("<script>", ""),
        ("", ""),
    ],
)
async def test_the_page_says_why_one_is_there(motive: str, words: str, nobody_connected: None):
    state = tab(f"/connexion?motif={motive}")
    await call(state, "arrive")
    assert words in state.reason
    assert bool(state.reason) == bool(words)


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_loading_the_page_again_keeps_a_login_on_its_way_but_not_one_that_is_over(
    nobody_connected: None,
):
    account, state = make_patient(), tab()
    await reach_step_3(state, account.identifier)
    with later(timedelta(seconds=20)):
        await call(state, "arrive")
    assert (state.step, state.resend_at - state.server_now) == (3, 10)
    with later(timedelta(minutes=31)):
        await call(state, "arrive")
    assert (state.step, state._attempt) == (1, "")


@pytest.mark.anyio
@pytest.mark.row("LOGIN-3")
async def test_a_code_that_opened_no_session_leads_back_to_the_first_step(nobody_connected: None):
    account, state = make_patient(), tab("/connexion?motif=ticket")
    code = await reach_step_3(state, account.identifier)
    await call(state, "finish", {"code": code})
    await call(state, "arrive")
    assert (state.step, state.opening) == (1, {})


@pytest.mark.anyio
@pytest.mark.row("LOGIN-8")
async def test_somebody_already_connected_goes_on(monkeypatch: pytest.MonkeyPatch):
    account = make_patient()
    make_session(account)

    async def connection() -> Connection:
        return Connection(patient(account), now(), False)

    monkeypatch.setattr(guard, "connection_of_event", connection)
    state = tab("/connexion?suite=%2Fdocuments")
    redirect = await call(state, "arrive")
    assert "/documents" in str(redirect.args)


def test_every_public_method_of_the_state_is_a_declared_handler():
    own = {name for name, value in vars(LoginState).items() if inspect.isfunction(value) and name[0] != "_"}
    assert own <= set(LoginState.event_handlers)
