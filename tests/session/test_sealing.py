"""What is kept of a tab outside of the process is sealed, and nothing else is ever opened (ASVS 1.5.2, 14.2.4)."""

import asyncio
import pickle
from collections.abc import Iterator

import pytest
from redis import Redis
from redis import asyncio as redis_asyncio
from reflex.istate.manager.redis import StateManagerRedis
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState, State
from reflex_base.utils.exceptions import StateSchemaMismatchError

from monespace_app.features.messaging.schemas import DraftView
from monespace_app.features.messaging.state import ComposerState
from monespace_app.session import sealing
from tests import services


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    """Seal, then leave the framework as it was."""
    before = BaseState.__dict__["_serialize"], BaseState.__dict__["_deserialize"]
    sealing.install()
    sealing.install()
    yield
    BaseState._serialize, BaseState._deserialize = before


def composer(text: str) -> ComposerState:
    state = State(_reflex_internal_init=True).get_substate(ComposerState.get_full_name().split("."))
    assert isinstance(state, ComposerState)
    state.draft = DraftView(text=text)
    return state


def test_a_state_is_sealed_on_its_way_out_and_opens_on_its_way_in():
    kept = composer("quetzal")._serialize()
    assert b"quetzal" not in kept
    opened = BaseState._deserialize(data=kept)
    assert isinstance(opened, ComposerState)
    assert opened.draft.text == "quetzal"


ran: list[str] = []


class Program:
    """A pickle that does something when it is opened."""

    def __reduce__(self):
        return run, ("it ran",)


def run(word: str) -> None:
    ran.append(word)


@pytest.mark.parametrize("content", [b"", b"x", b"\x01" + b"x" * 60, pickle.dumps(Program())])
def test_what_this_installation_has_not_sealed_is_never_opened(content: bytes):
    with pytest.raises(StateSchemaMismatchError):
        BaseState._deserialize(data=content)
    assert ran == []


def test_nothing_of_a_tab_is_in_clear_in_redis():
    url = services.redis_url()

    async def keep() -> None:
        client = redis_asyncio.from_url(url)
        manager = StateManagerRedis(redis=client)
        try:
            async with manager.modify_state(BaseStateToken(ident="tab", cls=State)) as root:
                (await root.get_state(ComposerState)).draft = DraftView(text="quetzal")
        finally:
            await manager.close()
            await client.aclose()

    with Redis.from_url(url) as redis:
        redis.flushdb()
        asyncio.run(keep())
        kept = [redis.dump(key) or b"" for key in redis.scan_iter()]
        redis.flushdb()
    assert sum(map(len, kept)) > 200
    assert not [value for value in kept if b"quetzal" in value]
