"""A browser tab as the server sees it: a cookie, a client token and a web socket. It can lie about each."""

import json
import socket
import uuid
from http.client import HTTPConnection
from typing import Any
from urllib.parse import quote

from simple_websocket import Client

from monespace_app.session import http
from tests.security.server import BackEnd

OURS = "http://localhost:3000"
NAMESPACE = "/_event"
ROOT = "reflex___state____state"


def handshake(server: BackEnd, origin: str | None) -> int:
    """The HTTP status of the answer to a request for a socket: 101 when it is taken."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest("GET", "/_event/?EIO=4&transport=websocket&token=x")
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
    }
    for name, value in headers.items() if origin is None else [*headers.items(), ("Origin", origin)]:
        connection.putheader(name, value)
    connection.endheaders()
    try:
        return connection.getresponse().status
    finally:
        connection.close()


class Tab:
    """One tab. `frames` is all the text that the server ever sent it."""

    def __init__(self, server: BackEnd, cookie: str | None = None, token: str | None = None) -> None:
        self.server = server
        self.cookie = cookie
        self.token = token or str(uuid.uuid4())
        self.frames: list[str] = []
        self._socket: Client | None = None

    def connect(self, *, origin: str | None = OURS, auth: dict[str, Any] | None = None) -> "Tab":
        """Open the socket as the front end does."""
        headers = {"Cookie": f"{http.cookie_name()}={self.cookie}"} if self.cookie else {}
        if origin is not None:
            headers["Origin"] = origin
        address = (
            f"ws://127.0.0.1:{self.server.port}/_event/?EIO=4&transport=websocket&token={quote(self.token)}"
        )
        self._socket = Client.connect(address, headers=headers)
        self._socket.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # The server's first word can wait in the client's buffer until a second one comes: do not wait for it.
        self._socket.send(f"40{NAMESPACE}," + (json.dumps(auth) if auth else ""))
        self._read_until(f"40{NAMESPACE}")
        self.server.sockets.append(self._socket)
        return self

    def close(self) -> None:
        """Close the tab, and wait until the server knows."""
        self.hang_up()
        self.server.settle()

    def hang_up(self) -> None:
        """Go away while the server is still at work for this tab."""
        assert self._socket is not None
        self._socket.close()
        manager = self.server.app.event_namespace._token_manager
        self.server.wait_until(lambda: self.token not in manager.token_to_socket)

    def shout(self, name: str) -> None:
        """Send an event without waiting for anything."""
        assert self._socket is not None
        self._socket.send(f'42{NAMESPACE},["event",{json.dumps({"name": name})}]')

    def send(self, name: str, payload: Any = None, *, path: str = "/messagerie", **more: Any) -> list[str]:
        """Send one event, wait for all that it causes, and return the frames that came since."""
        router_data = {"pathname": path, "asPath": path, "query": {}}
        event = {"name": name, "payload": {} if payload is None else payload, "router_data": router_data}
        return self.send_raw({**event, **more})

    def send_raw(self, event: Any) -> list[str]:
        """Send anything at all as an event."""
        return self.send_text(f'42{NAMESPACE},["event",{json.dumps(event)}]')

    def send_text(self, text: str) -> list[str]:
        """Send anything at all."""
        assert self._socket is not None
        self._socket.send(text)
        return self.news()

    def news(self) -> list[str]:
        """The frames that have come once the server is idle."""
        before = len(self.frames)
        self._round_trip()
        self.server.settle()
        self._round_trip()
        return self.frames[before:]

    def goto(self, path: str) -> list[str]:
        """What the front end sends when it opens a page: hydrate, then the page's handlers."""
        return self.send(f"{ROOT}.hydrate_and_load", path=path)

    def _round_trip(self) -> None:
        # Frames keep their order: once « pong » is here, so is everything sent before it.
        assert self._socket is not None
        self._socket.send(f'42{NAMESPACE},["ping"]')
        self._read_until(f'42{NAMESPACE},["ping","pong"]')

    def _read_until(self, start: str) -> None:
        assert self._socket is not None
        while True:
            frame = self._socket.receive(timeout=10)
            if frame is None:
                raise TimeoutError(f"no « {start} » came")
            if frame == "2":
                self._socket.send("3")
                continue
            if frame.startswith(start):
                return
            self.frames.append(frame)


def redirects(frames: list[str]) -> list[str]:
    """Where the server sent the browser."""
    return [
        event["payload"]["path"]
        for update in updates(frames)
        for event in update.get("events") or []
        if event["name"] == "_redirect"
    ]


def updates(frames: list[str]) -> list[dict[str, Any]]:
    """The state updates among frames."""
    mark = f"42{NAMESPACE},"
    packets = [json.loads(frame.removeprefix(mark)) for frame in frames if frame.startswith(mark)]
    return [packet[1] for packet in packets if packet[0] == "event"]


def variables(frames: list[str], state: str) -> dict[str, Any]:
    """What frames say last of the variables of a state, named by the end of its name."""
    said: dict[str, Any] = {}
    for update in updates(frames):
        for name, delta in (update.get("delta") or {}).items():
            if name.endswith(state):
                said |= {key.removesuffix("_rx_state_"): value for key, value in delta.items()}
    return said
