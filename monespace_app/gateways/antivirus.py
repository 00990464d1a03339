"""ClamAV's verdict on a file (DOC-13), asked of a running `clamd` with its own small protocol.

A client of our own, of one command: clamav-client, the one that is kept up, is under the GPL version 2, which does not
go with our licence, and neither limits the length of an answer nor the time of a whole exchange.
"""

import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from monespace_app.core.settings import Settings

SECONDS = 20.0
"""Of a whole exchange: then the scanner counts as away, and the file waits."""
CHUNK = 1 << 16
MAX_REPLY = 1_000
CLEAN = "stream: OK"

Endpoint = tuple[str, int] | Path

BAD_ADDRESS = (
    "MONESPACE_CLAMD\u00a0: l'adresse de l'antivirus s'écrit hôte:port (127.0.0.1:3310), "
    "ou comme le chemin complet d'une prise Unix (/run/clamav/clamd.ctl)."
)


class ScannerAway(Exception):
    """No verdict could be had: the scanner is down, slow, or said something else than a verdict."""


def parse_address(address: str) -> Endpoint:
    """Where `clamd` listens; `ValueError` with a French sentence when `address` does not say it."""
    if address.startswith("/"):
        return Path(address)
    host, _, port = address.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 1 << 16:
        raise ValueError(BAD_ADDRESS)
    return host.removeprefix("[").removesuffix("]"), int(port)


def scanner(configured: Settings) -> Callable[[bytes], bool] | None:
    """What says whether a file is clean; None when no antivirus is configured.

    Raises ValueError when the setting is not an address.
    """
    return Clamd(parse_address(configured.clamd)).is_clean if configured.clamd else None


@dataclass(frozen=True, slots=True)
class Clamd:
    """A running `clamd`."""

    endpoint: Endpoint
    seconds: float = SECONDS

    def is_clean(self, content: bytes) -> bool:
        """True for a clean file, False for an infected one; `ScannerAway` when there is no verdict."""
        try:
            answer = self._ask(content)
        except (OSError, UnicodeError) as error:
            raise ScannerAway from error
        if answer == CLEAN:
            return True
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return False
        # « INSTREAM size limit exceeded. ERROR », say: whatever is no verdict lets nothing pass.
        raise ScannerAway

    def _ask(self, content: bytes) -> str:
        end = time.monotonic() + self.seconds
        with self._connected() as connection:
            _send(connection, b"zINSTREAM\0", end)
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                _send(connection, struct.pack("!L", len(part)) + part, end)
            _send(connection, struct.pack("!L", 0), end)
            return _reply(connection, end)

    def _connected(self) -> socket.socket:
        if not isinstance(self.endpoint, Path):
            return socket.create_connection(self.endpoint, timeout=self.seconds)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(self.seconds)
        try:
            connection.connect(str(self.endpoint))
        except OSError:
            connection.close()
            raise
        return connection


def _send(connection: socket.socket, data: bytes, end: float) -> None:
    connection.settimeout(_left(end))
    connection.sendall(data)


def _reply(connection: socket.socket, end: float) -> str:
    """What comes before the first NUL, which ends an answer."""
    received = b""
    while b"\0" not in received:
        connection.settimeout(_left(end))
        part = connection.recv(MAX_REPLY)
        if not part or len(received) > MAX_REPLY:
            raise ConnectionError("no answer of clamd")
        received += part
    return received.partition(b"\0")[0].decode("utf-8")


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
