"""Clients that speak Socket.IO over websockets: each sends its next event once the last one is acknowledged.

They write and read the protocol's few frames themselves, so that one process can keep a server busy: a whole
Socket.IO client costs more for an event than a bare server does.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

NAMESPACE = "/_event"
EVENT = "event"
PATIENCE_SECONDS = 30

Acknowledged = Callable[[dict[str, Any]], int | None]
"""Reads the number of the event that a packet acknowledges, or None."""


@dataclass(frozen=True)
class Figures:
    """What clients together measured: events acknowledged, seconds it took, milliseconds each one waited."""

    seconds: float = 0.0
    waits: tuple[float, ...] = ()

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.seconds + other.seconds, self.waits + other.waits)

    @property
    def throughput(self) -> float:
        """Events acknowledged a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The milliseconds that `share` of the events (0 to 1) did not exceed; 0 when there were none."""
        ranked = sorted(self.waits)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


@dataclass
class Client:
    """One socket. `event(n)` makes its n-th event, `acknowledged` recognises the answer."""

    socket: aiohttp.ClientWebSocketResponse
    event: Callable[[int], dict[str, Any]]
    acknowledged: Acknowledged
    sent: int = 0
    waits: list[float] = field(default_factory=list)

    async def work(self, until: float) -> None:
        """Send events one after the other until `until` (`time.perf_counter()`), and wait for the last answer."""
        while time.perf_counter() < until:
            self.sent += 1
            began = time.perf_counter()
            await send(self.socket, self.event(self.sent))
            await self._answer(self.sent)
            self.waits.append(1000 * (time.perf_counter() - began))

    async def rest(self) -> None:
        """Answer the server's pings, until cancelled: it closes sockets that say nothing for ten seconds."""
        while True:
            await received(self.socket)

    async def _answer(self, number: int) -> None:
        while self.acknowledged(await received(self.socket)) != number:
            continue


async def connect(
    http: aiohttp.ClientSession, address: str, cookie: str = ""
) -> aiohttp.ClientWebSocketResponse:
    """A socket of the namespace, its handshake done, as a page of the site opens it."""
    headers = {"Origin": address, **({"Cookie": cookie} if cookie else {})}
    socket = await http.ws_connect(
        f"{address}{NAMESPACE}/?EIO=4&transport=websocket&token={uuid4()}", headers=headers
    )
    await socket.send_str(f"40{NAMESPACE},")
    while not (await socket.receive_str(timeout=PATIENCE_SECONDS)).startswith(f"40{NAMESPACE}"):
        continue
    return socket


async def send(socket: aiohttp.ClientWebSocketResponse, event: dict[str, Any]) -> None:
    """Send one event."""
    await socket.send_str(f'42{NAMESPACE},["{EVENT}",{json.dumps(event)}]')


async def received(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    """The next event from the server, its pings answered; `TimeoutError` when none comes."""
    mark = f"42{NAMESPACE},"
    while True:
        frame = await socket.receive_str(timeout=PATIENCE_SECONDS)
        if frame == "2":
            await socket.send_str("3")
        elif frame.startswith(mark):
            return json.loads(frame[len(mark) :])[1]


async def measure(clients: Sequence[Client], seconds: float, resting: Sequence[Client] = ()) -> Figures:
    """Let every client work for about `seconds`, while those of the other server rest."""
    others = asyncio.gather(*(client.rest() for client in resting))
    began = time.perf_counter()
    await asyncio.gather(*(client.work(began + seconds) for client in clients))
    figures = Figures(time.perf_counter() - began, tuple(_taken(clients)))
    others.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await others
    return figures


def _taken(clients: Iterable[Client]) -> list[float]:
    waits = [wait for client in clients for wait in client.waits]
    for client in clients:
        client.waits.clear()
    return waits
