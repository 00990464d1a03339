"""Live events: told after the commit, in one process or through Redis, never with content."""

import asyncio

import pytest
from redis import Redis

from monespace_app.core import bus
from monespace_app.core.bus import BusEvent, Topic
from monespace_app.core.database import platform_transaction
from monespace_app.core.settings import settings
from tests import services

EVENT = BusEvent(Topic.MESSAGES, "profile", "message")


@pytest.fixture(params=["in this process", "through Redis"])
def transport(request, monkeypatch):
    if request.param == "through Redis":
        monkeypatch.setenv("MONESPACE_REDIS_URL", services.redis_url())
        monkeypatch.setattr(bus, "CHANNEL", f"monespace:test:{id(request)}")
        settings.cache_clear()
    yield request.param
    if bus._client is not None:
        bus._client.close()
        monkeypatch.setattr(bus, "_client", None)


class Ear:
    """A listener that can be waited for."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[BusEvent] = asyncio.Queue()
        self.stop = bus.subscribe(self.heard.put_nowait)

    async def next(self) -> BusEvent:
        return await asyncio.wait_for(self.heard.get(), 20)


async def subscribed(transport: str) -> None:
    """Wait until Redis counts this process among its listeners."""
    if transport != "through Redis":
        return
    with Redis.from_url(settings().redis_url or "") as client:
        while not dict(client.pubsub_numsub(bus.CHANNEL))[bus.CHANNEL.encode()]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.anyio
async def test_an_event_published_in_a_thread_is_heard_on_the_loop(transport):
    async with bus.running():
        await subscribed(transport)
        ear = Ear()
        await asyncio.to_thread(bus.publish, EVENT)
        assert await ear.next() == EVENT
        ear.stop()


@pytest.mark.anyio
async def test_every_listener_hears_and_a_stopped_one_does_not(transport):
    async with bus.running():
        await subscribed(transport)
        first, second, stopped = Ear(), Ear(), Ear()
        stopped.stop()
        await asyncio.to_thread(bus.publish, EVENT)
        assert (await first.next(), await second.next()) == (EVENT, EVENT)
        assert stopped.heard.empty()
        first.stop()
        second.stop()


@pytest.mark.anyio
async def test_an_event_follows_the_commit_and_never_a_rollback(transport):
    def fail() -> None:
        with platform_transaction() as session:
            bus.publish_after_commit(session, BusEvent(Topic.OUTBOX, "rolled back"))
            raise ZeroDivisionError

    def succeed() -> None:
        with platform_transaction() as session:
            bus.publish_after_commit(session, BusEvent(Topic.OUTBOX, "committed"))

    async with bus.running():
        await subscribed(transport)
        ear = Ear()
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(fail)
        await asyncio.to_thread(succeed)
        assert (await ear.next()).subject == "committed"
        assert ear.heard.empty()
        ear.stop()


def test_publishing_before_the_application_runs_is_harmless():
    bus.publish(EVENT)


@pytest.mark.anyio
async def test_a_redis_that_is_away_delays_no_commit_and_this_process_still_hears(monkeypatch, caplog):
    monkeypatch.setenv("MONESPACE_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(bus, "_client", None)
    settings.cache_clear()
    async with bus.running():
        ear = Ear()
        await asyncio.to_thread(bus.publish, EVENT)
        assert await ear.next() == EVENT
        ear.stop()
    assert bus._client is not None
    bus._client.close()


@pytest.mark.anyio
@pytest.mark.parametrize("transport", ["through Redis"], indirect=True)
async def test_what_is_not_an_event_of_ours_does_not_stop_the_listening(transport):
    async with bus.running():
        await subscribed(transport)
        ear = Ear()
        with Redis.from_url(settings().redis_url or "") as client:
            for noise in (b"\xff", b"{}", b"[]", b'{"topic": "unknown", "subject": "", "object_id": ""}'):
                client.publish(bus.CHANNEL, noise)
        await asyncio.to_thread(bus.publish, EVENT)
        assert await ear.next() == EVENT
        ear.stop()
