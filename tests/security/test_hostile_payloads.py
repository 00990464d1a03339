"""What no front end of ours would send, to every handler (ASVS 2.2.1, 16.2.5, 16.5.3)."""

import json
import random
from typing import Any

import pytest

from tests.factories import make_session
from tests.security.browser import NAMESPACE, Tab
from tests.security.conftest import Ears
from tests.security.handlers import Call, calls_against
from tests.security.people import MARK, Target, canary, make_target, save_payload
from tests.security.server import BackEnd

WHOLE, QUICK, SEED = 200, 12, 20260615

BIDI = "\u202e\u2066\u200f\u200b\ufeff"
LONE = "\ud800"
TEXTS = [
    "",
    " ",
    "\x00",
    f"a\x00{MARK}",
    LONE,
    f"{MARK}{LONE}",
    BIDI + MARK,
    "é" * 50_000,
    MARK * 14_000,
    MARK + "x" * 200_000,
    "' OR 1=1 --",
    "%_\\",
    "../../../etc/passwd",
    "__proto__",
    "constructor",
    "__class__",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "\r\nSet-Cookie: x=1",
    "0" * 32,
    "f" * 32,
    "١٢٣",
    "-1",
    "1e309",
    "None",
    "true",
    "\U0001f9a0" * 500,
    "🏳️‍🌈",
    "\uffff\ufffe",
]
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    2**31,
    2**53 + 1,
    2**70,
    -(2**70),
    0.5,
    float("nan"),
    float("inf"),
    float("-inf"),
    [],
    {},
    [[]],
    {"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}},
    [[[[[[[[[[]]]]]]]]]],
    [None] * 5_000,
    {str(n): n for n in range(5_000)},
    {"__proto__": {"x": 1}},
    {"__class__": MARK},
    {"__reflex_form_data__": 5},
    {"__reflex_form_data__": [["text"]]},
    {"__reflex_form_data__": [["text", MARK, MARK], 3, None]},
    {"__reflex_form_data__": [["text", {"a": 1}]]},
    {"": ""},
    {MARK: MARK},
    {LONE: LONE},
    {"\x00": "\x00"},
]


def hostile_payloads(call: Call, target: Target, chance: random.Random) -> list[Any]:
    """`WHOLE` payloads for one handler, from the whole to the details."""
    shapes: list[Any] = [None, [], "x", 5, MARK, [MARK], {}, {"self": 1}, {"no_such_name": MARK}]
    extra = [{**call.payload, name: MARK} for name in ("self", "extra", "__class__", "args", "")]
    missing = [{k: v for k, v in call.payload.items() if k != name} for name in call.payload]
    swapped = [
        {**call.payload, name: value}
        for name in call.payload
        for value in (*TEXTS, *VALUES, target.session_id)
    ]
    inside = [
        {**call.payload, name: {**fields, field: value}}
        for name, fields in call.payload.items()
        if isinstance(fields, dict)
        for field in fields
        for value in (*TEXTS, *VALUES)
    ]
    chance.shuffle(inside)
    all_of_them = [*shapes, *extra, *missing, *swapped, *inside]
    while len(all_of_them) < WHOLE:
        all_of_them.append({"payload": chance.choice(VALUES), chance.choice(TEXTS): chance.choice(VALUES)})
    return all_of_them[: max(WHOLE, len(shapes + extra + missing + swapped) + 60)]


def hostile_pages() -> list[Any]:
    """What may stand where the page should."""
    paths = [
        *TEXTS,
        "//evil.example/x",
        "/\\evil.example",
        "http://evil.example",
        "/[",
        "/]",
        "/messagerie/" + LONE,
    ]
    pages = [{"pathname": path, "asPath": path, "query": {}} for path in paths]
    odd = [{"asPath": value, "pathname": value, "query": value} for value in VALUES]
    forged = {"headers": {"cookie": MARK}, "sid": MARK, "token": MARK, "ip": MARK, "asPath": "/accueil"}
    return [*pages, *odd, *VALUES, *TEXTS, forged]


@pytest.fixture
def target() -> Target:
    return make_target()


@pytest.mark.parametrize("has_session", [False, True], ids=["anonymous", "connected"])
def test_no_payload_breaks_a_handler_or_reaches_the_logs(
    server: BackEnd,
    ears: Ears,
    capfd: pytest.CaptureFixture[str],
    target: Target,
    is_full: bool,
    has_session: bool,
):
    chance = random.Random(SEED)
    tab = Tab(server, make_session(target.account) if has_session else None).connect()
    broken = []
    for call in calls_against(target):
        payloads = hostile_payloads(call, target, chance)
        for payload in payloads if is_full else chance.sample(payloads, QUICK):
            tab.send_raw({"name": call.name, "payload": payload})
            broken += [f"{call.short} {str(payload)[:200]!r}: {failure}" for failure in ears.failures]
            ears.failures.clear()
    assert broken == []
    _assert_discreet(ears, capfd, tab)


def test_no_page_breaks_a_handler_or_reaches_the_logs(
    server: BackEnd, ears: Ears, capfd: pytest.CaptureFixture[str], target: Target, is_full: bool
):
    chance = random.Random(SEED)
    tab = Tab(server, make_session(target.account)).connect()
    broken = []
    for call in calls_against(target):
        pages = hostile_pages()
        for page in pages if is_full else chance.sample(pages, 5):
            tab.send_raw({"name": call.name, "payload": call.payload, "router_data": page})
            broken += [f"{call.short} on {str(page)[:200]!r}: {failure}" for failure in ears.failures]
            ears.failures.clear()
    assert broken == []
    _assert_discreet(ears, capfd, tab)


def _assert_discreet(ears: Ears, capfd: pytest.CaptureFixture[str], tab: Tab) -> None:
    secrets = [tab.cookie] if tab.cookie else []
    assert ears.heard(*secrets) == []
    printed = "".join(capfd.readouterr())
    assert [line for line in printed.splitlines() if any(s in line for s in (MARK, *secrets))] == []


@pytest.mark.parametrize(
    "event",
    [
        canary("texte"),
        [canary("liste")],
        {"name": canary("nom")},
        {"name": None, "payload": {"x": canary("charge")}},
        {"name": ["x"], "payload": {"x": canary("charge")}},
        {"payload": {"x": canary("charge")}},
        {"name": "reflex___state____state.hydrate", "payload": {}, "token": canary("jeton")},
        {"name": "_redirect", "payload": {"path": canary("chemin")}},
        json.dumps({"name": "reflex___state____state.hydrate", "payload": {"x": canary("charge")}}),
    ],
)
def test_what_is_no_event_is_dropped_without_a_word_of_it(
    server: BackEnd, ears: Ears, capfd: pytest.CaptureFixture[str], event: Any
):
    tab = Tab(server).connect()
    tab.send_raw(event)
    _assert_discreet(ears, capfd, tab)
    assert ears.failures == []
    assert server.app.event_processor._futures == {}


@pytest.mark.parametrize(
    "packet",
    [
        f"42{NAMESPACE}," + '["client_error",{"message":"quetzal","error_type":"quetzal"}]',
        f"42{NAMESPACE}," + '["client_error","quetzal"]',
        f"42{NAMESPACE}," + '["no_such_event","quetzal"]',
        f"42{NAMESPACE}," + '["event"]',
        f"42{NAMESPACE}," + '["event",{"name":"quetzal"},"quetzal","quetzal"]',
    ],
)
def test_no_packet_reaches_the_logs(
    server: BackEnd, ears: Ears, capfd: pytest.CaptureFixture[str], packet: str
):
    tab = Tab(server).connect()
    tab.send_text(packet)
    _assert_discreet(ears, capfd, tab)


def test_a_packet_of_a_megabyte_changes_nothing(
    server: BackEnd, ears: Ears, capfd: pytest.CaptureFixture[str], target: Target
):
    call = next(call for call in calls_against(target) if call.short == "composer_state.save")
    tab = Tab(server, make_session(target.account)).connect()
    tab.send(call.name, {"payload": save_payload(target.document_key, MARK * 140_000)})
    _assert_discreet(ears, capfd, tab)
    assert ears.failures == []


def test_the_guesses_of_the_hostile_set_are_many_enough(server: BackEnd, target: Target):
    chance = random.Random(SEED)
    assert all(len(hostile_payloads(call, target, chance)) >= WHOLE for call in calls_against(target))
