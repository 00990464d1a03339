"""What the bench computes, and its clients against its own echo."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bench.autosave import GOAL, Comparison, echo_server
from bench.load import Client, Figures, connect, measure


def figures(seconds: float, count: int, wait: float = 1.0) -> Figures:
    return Figures(seconds, tuple(wait for _ in range(count)))


def test_phases_add_up():
    total = figures(10, 100, wait=2.0) + figures(30, 500, wait=4.0)
    assert total.throughput == 15
    assert total.percentile(0) == 2.0
    assert total.percentile(1) == 4.0


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 51), (0.95, 96), (1.0, 100)])
def test_a_percentile_is_one_of_the_waits(share, expected):
    assert Figures(1.0, tuple(range(100, 0, -1))).percentile(share) == expected


def test_nothing_measured_is_no_error():
    assert (Figures().throughput, Figures().percentile(0.95)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("saved", "lost", "meets"), [(GOAL * 100, 0, True), (GOAL * 100 - 1, 0, False), (GOAL * 100, 1, False)]
)
def test_the_goal_is_a_share_of_the_echo_with_nothing_lost(saved, lost, meets):
    found = Comparison(figures(1, 100), figures(1, int(saved)), lost)
    assert found.ratio == pytest.approx(saved / 100)
    assert found.meets_the_goal() is meets


def test_clients_send_one_event_after_the_other_and_count_each_answer():
    answered: list[int] = []

    def acknowledged(event: dict[str, Any]) -> int:
        answered.append(event["number"])
        return event["number"]

    async def work(address: str) -> tuple[Figures, list[Client]]:
        async with aiohttp.ClientSession() as http:
            clients = [
                Client(await connect(http, address), lambda number: {"number": number}, acknowledged)
                for _ in range(3)
            ]
            found = await measure(clients[:2], 0.05, clients[2:]) + await measure(
                clients[2:], 0.05, clients[:2]
            )
            for client in clients:
                await client.socket.close()
        return found, clients

    with echo_server() as address:
        found, clients = asyncio.run(work(address))
    assert all(client.sent for client in clients)
    assert len(found.waits) == sum(client.sent for client in clients)
    assert sorted(answered) == sorted(n for client in clients for n in range(1, client.sent + 1))
