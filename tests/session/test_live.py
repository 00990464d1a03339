"""Which tabs are told of what."""

import asyncio

import pytest

from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.bus import BusEvent, Topic
from monespace_app.core.settings import settings
from monespace_app.session.live import LiveTabs

pytestmark = pytest.mark.anyio


def actor(profile: str, session: str = "s") -> Actor:
    return Actor(kind=ActorKind.PATIENT, permissions=frozenset(), profile_id=profile, session_id=session)


@pytest.fixture
def tabs() -> LiveTabs:
    return LiveTabs()


def watching(tabs: LiveTabs, subject: str) -> set[str]:
    return set(tabs._by_subject.get(subject, ()))


def test_a_tab_is_watched_under_its_profile_and_its_session(tabs: LiveTabs):
    tabs.watch("tab", actor("p", "s"))
    assert (watching(tabs, "p"), watching(tabs, "s")) == ({"tab"}, {"tab"})


@pytest.mark.row("PROF-3")
def test_a_tab_that_switches_profile_hears_no_more_of_the_one_before(tabs: LiveTabs):
    tabs.watch("tab", actor("p", "s"))
    tabs.watch("tab", actor("q", "s"))
    assert (watching(tabs, "p"), watching(tabs, "q"), watching(tabs, "s")) == (set(), {"tab"}, {"tab"})


def test_nothing_is_kept_of_a_tab_that_is_gone(tabs: LiveTabs):
    tabs.watch("tab", actor("p", "s"))
    tabs.watch("other", actor("p", "t"))
    tabs.forget("tab")
    tabs.forget("tab")
    assert watching(tabs, "p") == {"other"}
    tabs.forget("other")
    assert (tabs._by_subject, tabs._subjects) == ({}, {})


def test_asking_who_watches_remembers_nothing(tabs: LiveTabs):
    tabs.on_bus(BusEvent(Topic.MESSAGES, "nobody"))
    assert tabs._by_subject == {}


def test_a_tab_without_a_socket_is_told_nothing_and_forgotten(tabs: LiveTabs):
    tabs.watch("tab", actor("p"))
    asyncio.run(tabs._push("tab", BusEvent(Topic.MESSAGES, "p")))
    assert watching(tabs, "p") == set()


async def pushed_to_a_lonely_tab(tabs: LiveTabs, event: BusEvent) -> int:
    tabs.watch("tab", actor("p"))
    tabs.on_bus(event)
    pushes = tuple(tabs._pushes)
    await asyncio.gather(*pushes)
    return len(pushes)


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize(("redis_url", "pushes"), [("", 0), ("redis://127.0.0.1:6379/15", 1)])
async def test_a_draft_is_told_to_a_lonely_tab_when_another_process_may_have_changed_it(
    tabs: LiveTabs, monkeypatch: pytest.MonkeyPatch, redis_url: str, pushes: int
):
    monkeypatch.setenv("MONESPACE_REDIS_URL", redis_url)
    settings.cache_clear()
    assert await pushed_to_a_lonely_tab(tabs, BusEvent(Topic.DRAFTS, "p", "conversation")) == pushes


async def test_a_mail_is_told_to_a_lonely_tab(tabs: LiveTabs):
    assert await pushed_to_a_lonely_tab(tabs, BusEvent(Topic.MESSAGES, "p", "message")) == 1
