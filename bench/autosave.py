"""`make bench`: the autosave of drafts, beside a bare Socket.IO echo, on the same machine in the same run.

Twenty patients, each with an account, a session, a socket and a draft of their own, save as fast as they are
answered, and send the same events to a server that only sends them back (`bench/echo_server.py`). Phases of ten
seconds alternate, so that a machine that is busy elsewhere spoils both alike.

Included in an autosave: the gate, the guard's look at the session, the scoped transaction, the seal, the
compare-and-set, the commit on the disk (SQLite, `synchronous = FULL`), and the draft sent back. The server is
`monespace start` with the demonstration; it is killed at the end, and every acknowledged save must be in the
database. Not included: the login (sessions are opened with the ticket that ends one), the first saves of each
draft (a second of warm-up), the network (loopback), and the browser, which in truth waits for the keyboard to pause.

What to expect: a Reflex event that does nothing but pass the gate already costs two to three times an echo.

The generator is this process, the same for both servers; it costs less for an event than either of them. The
patients are made by the tests' factories: tabs of the demonstration's few accounts would be told of each other's
drafts.
"""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp
from reflex.state import State
from rich.console import Console
from rich.table import Table

from bench.load import Client, Figures, connect, measure, received, send
from monespace_app.core.actor import Actor
from monespace_app.core.settings import settings
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.state import ComposerState
from monespace_app.session import http as session_http
from monespace_app.session import services as sessions
from tests.factories import make_account, make_profile, patient
from tests.features.messaging.mails import key_of, newest, receive
from tools.install import PYTHON, ROOT
from tools.server import DemoServer, demo_server, environment, free_port

CLIENTS, SECONDS, ROUNDS, WARM_UP = 20, 10, 2, 1
GOAL = 0.5
COMPOSER, DRAFT = ComposerState.get_full_name(), "draft_rx_state_"
HYDRATE = f"{State.get_full_name()}.hydrate_and_load"
PARAGRAPH = (
    "Bonjour docteur, merci de votre message. Je prends le traitement depuis lundi et je dors mieux. " * 5
)


@dataclass(frozen=True)
class Writer:
    """A patient with a message to answer, and the name of the editor that writes the answer."""

    actor: Actor
    conversation_id: str
    document_key: str
    name: str

    def save(self, number: int) -> dict[str, Any]:
        """The `number`-th save, as the editor sends it: about 800 bytes."""
        payload = {
            "document_key": self.document_key,
            "writer": self.name,
            "seq": number,
            "base_version": 0,
            "text": text_of(number),
        }
        return self.event(f"{COMPOSER}.save", payload=payload)

    def event(self, handler: str, **arguments: Any) -> dict[str, Any]:
        """Any event of the open conversation's page."""
        path = f"/messagerie/{self.conversation_id}"
        router_data = {"pathname": path, "asPath": path, "query": {}}
        return {"name": handler, "payload": arguments, "router_data": router_data}


def text_of(number: int) -> str:
    """What the `number`-th save says."""
    return f"{PARAGRAPH}\n{number}"


def new_writer() -> Writer:
    """Make a patient who has received a message, and begins to answer it."""
    actor = patient(make_account(make_profile()))
    message_id = receive(actor)
    conversation_id = newest(actor)
    return Writer(actor, conversation_id, key_of(actor, conversation_id, message_id), str(uuid4()))


async def logged_in(http: aiohttp.ClientSession, address: str, writer: Writer) -> str:
    """Open a session as the end of a login does; the value of the Cookie header."""
    form = {"ticket": sessions.issue_ticket(writer.actor.own_account)}
    async with http.post(
        f"{address}{session_http.OPEN_PATH}", data=form, headers={"Origin": address}, allow_redirects=False
    ) as answer:
        [cookie] = answer.cookies.values()
        return f"{cookie.key}={cookie.value}"


async def editor(http: aiohttp.ClientSession, address: str, writer: Writer) -> Client:
    """A tab on the conversation, « Répondre » pressed."""
    socket = await connect(http, address, await logged_in(http, address, writer))
    await send(socket, writer.event(HYDRATE))
    await send(socket, writer.event(f"{COMPOSER}.reply"))
    while shown(await received(socket)).get("document_key") != writer.document_key:
        continue
    return Client(socket, writer.save, lambda update: shown(update).get("seq"))


def shown(update: dict[str, Any]) -> dict[str, Any]:
    """The draft that an update of the state shows, if any."""
    return (update.get("delta") or {}).get(COMPOSER, {}).get(DRAFT, {})


async def echoed(http: aiohttp.ClientSession, address: str, writer: Writer) -> Client:
    """A socket that sends the same events to the echo."""
    return Client(await connect(http, address), writer.save, lambda event: event["payload"]["payload"]["seq"])


@dataclass(frozen=True)
class Comparison:
    """What both servers did, and how many acknowledged saves are not in the database."""

    echo: Figures
    autosave: Figures
    lost: int

    @property
    def ratio(self) -> float:
        """The autosave's throughput, as a share of the echo's."""
        return self.autosave.throughput / self.echo.throughput

    def meets_the_goal(self) -> bool:
        """Whether drafts are saved fast enough, and all of them."""
        return self.ratio >= GOAL and not self.lost


async def alternate(
    echoes: Sequence[Client], editors: Sequence[Client], seconds: float
) -> tuple[Figures, Figures]:
    """Let the echo's clients and the editors work in turn, after a warm-up that does not count."""
    await measure(echoes, WARM_UP, editors)
    await measure(editors, WARM_UP, echoes)
    echo, autosave = Figures(), Figures()
    for _ in range(ROUNDS):
        echo += await measure(echoes, seconds, editors)
        autosave += await measure(editors, seconds, echoes)
    return echo, autosave


async def compare(echo_address: str, server: DemoServer, seconds: float) -> Comparison:
    """Measure both servers, kill the application, and look for what it acknowledged."""
    writers = [new_writer() for _ in range(CLIENTS)]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        echoes = await asyncio.gather(*(echoed(http, echo_address, writer) for writer in writers))
        editors = await asyncio.gather(*(editor(http, server.address, writer) for writer in writers))
        echo, autosave = await alternate(echoes, editors, seconds)
        server.kill()
    acknowledged = [client.sent for client in editors]
    return Comparison(echo, autosave, sum(map(lost, writers, acknowledged)))


def lost(writer: Writer, acknowledged: int) -> int:
    """How many of the saves that a writer knows to be kept are not: each one has made the draft's version grow."""
    draft = messaging.load_draft(writer.actor, writer.conversation_id)
    is_last = draft is not None and draft.text == text_of(acknowledged)
    return acknowledged - draft.version if draft is not None and is_last else acknowledged


@contextmanager
def echo_server() -> Iterator[str]:
    """The address of a running echo, ended afterwards."""
    port = free_port()
    process = subprocess.Popen([PYTHON, "-m", "bench.echo_server", str(port)], cwd=ROOT)
    try:
        _wait_until_it_listens(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_listens(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    raise RuntimeError("the echo did not start")


def run(seconds: float) -> Comparison:
    """Start both servers and compare them; this process then uses the application's database as its own."""
    with echo_server() as echo_address, demo_server() as server:
        os.environ.update(environment(server.folder))
        settings.cache_clear()
        return asyncio.run(compare(echo_address, server, seconds))


def print_table(found: Comparison) -> None:
    """The figures beside each other."""
    console = Console()
    table = Table(title=f"Brouillons : {CLIENTS} clients, chacun attend son accusé (objectif : {GOAL})")
    for name in ("", "Par seconde", "Rapport", "p95 ms"):
        table.add_column(name, justify="right" if name else "left")
    table.add_row("Écho Socket.IO nu", *_cells(found.echo, 1))
    style = None if found.meets_the_goal() else "red"
    table.add_row("Enregistrement d'un brouillon", *_cells(found.autosave, found.ratio), style=style)
    console.print(table)
    kept = len(found.autosave.waits) - found.lost
    console.print(f"Après kill -9 : {kept} enregistrements accusés en base, {found.lost} perdu(s).")


def _cells(figures: Figures, ratio: float) -> tuple[str, str, str]:
    return f"{figures.throughput:.0f}", f"{ratio:.3f}", f"{figures.percentile(0.95):.1f}"


def main() -> int:
    """Measure and print; the exit code is 1 when the goal is missed."""
    found = run(SECONDS)
    print_table(found)
    return int(not found.meets_the_goal())


if __name__ == "__main__":
    sys.exit(main())
