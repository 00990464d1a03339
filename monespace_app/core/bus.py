"""What a page shows live: « something changed on this profile », told after the commit.

In-process by default; through Redis when several processes serve the same people. An event never carries
content: whoever hears it reads the database again, under the reader's own rights.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from redis import Redis
from redis import asyncio as redis_asyncio
from redis.exceptions import RedisError
from sqlalchemy.orm import Session

from monespace_app.core.database import after_commit
from monespace_app.core.settings import settings

log = logging.getLogger(__name__)

CHANNEL = "monespace:bus"


class Topic(StrEnum):
    """What changed."""

    MESSAGES = "messages"
    DRAFTS = "drafts"
    DOCUMENTS = "documents"
    SESSION_ENDED = "session_ended"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class BusEvent:
    """`subject` is a profile's identifier, or a session's for `SESSION_ENDED`; `object_id` what changed."""

    topic: Topic
    subject: str
    object_id: str = ""


Listener = Callable[[BusEvent], None]

_listeners: list[Listener] = []
_loop: asyncio.AbstractEventLoop | None = None


def publish_after_commit(session: Session, event: BusEvent) -> None:
    """Tell every process once the transaction is committed."""
    after_commit(session, lambda: publish(event))


def publish(event: BusEvent) -> None:
    """Tell every process now. Safe from any thread; a bus that is down delays a screen, never a commit."""
    if settings().redis_url:
        _publish_to_redis(event)
    else:
        _dispatch(event)


def subscribe(listener: Listener) -> Callable[[], None]:
    """Call `listener` on the event loop at each event; returns the way to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def _dispatch(event: BusEvent) -> None:
    loop = _loop
    if loop is None or loop.is_closed():
        return
    for listener in tuple(_listeners):
        loop.call_soon_threadsafe(listener, event)


def _publish_to_redis(event: BusEvent) -> None:
    try:
        _redis().publish(CHANNEL, json.dumps(asdict(event)))
    except RedisError:
        log.warning("bus: redis did not take an event; this process hears it alone")
        _dispatch(event)


_client: Redis | None = None


def _redis() -> Redis:
    global _client
    if _client is None:
        _client = Redis.from_url(settings().redis_url or "", socket_timeout=2)
    return _client


@contextlib.asynccontextmanager
async def running():
    """Deliver events on this loop for the life of the application."""
    global _loop
    _loop = asyncio.get_running_loop()
    relay = asyncio.create_task(_hear_redis()) if settings().redis_url else None
    try:
        yield
    finally:
        if relay is not None:
            relay.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await relay
        _loop = None


async def _hear_redis() -> None:
    while True:
        try:
            client = redis_asyncio.from_url(settings().redis_url or "")
            async with client, client.pubsub() as pubsub:
                await pubsub.subscribe(CHANNEL)
                async for message in pubsub.listen():
                    if message["type"] == "message" and (event := _parse(message["data"])) is not None:
                        _dispatch(event)
        except RedisError:
            log.warning("bus: redis is away, trying again")
            await asyncio.sleep(1)


def _parse(data: bytes) -> BusEvent | None:
    """The event, or None for what another version, or somebody else, said on the channel."""
    try:
        raw = json.loads(data)
        return BusEvent(Topic(raw["topic"]), str(raw["subject"]), str(raw["object_id"]))
    except (ValueError, KeyError, TypeError):
        log.warning("bus: a message that is no event of ours was left aside")
        return None
