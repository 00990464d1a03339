"""A demonstration server of one's own, with fresh data, for pictures, measures and tests in the browser."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.install import BIN, ROOT

PATIENCE_SECONDS = 180


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path) -> dict[str, str]:
    """The settings of a demonstration whose data are in `folder`."""
    return {**os.environ, "MONESPACE_MODE": "demo", "MONESPACE_DATA_DIR": str(folder)}


class DemoServer:
    """`monespace start` on free ports, its data in `folder`; it can be killed and started again on the same ones.

    More `settings` by their names in the environment, such as `MONESPACE_REDIS_URL`.
    """

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.smtp_port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.log = folder / f"server-{self.port}.log"
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The running process."""
        if self._process is None:
            raise RuntimeError("the server is not running")
        return self._process.pid

    def start(self) -> None:
        """Start unless it runs, and wait until pages answer."""
        if self._process is not None:
            return
        command = [BIN / "monespace", "start", "--port", str(self.port)]
        settings = {
            **environment(self.folder),
            **self._settings,
            "MONESPACE_SMTP_IN_PORT": str(self.smtp_port),
        }
        with self.log.open("a", encoding="utf-8") as output:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=settings, stdout=output, stderr=subprocess.STDOUT
            )
        self._wait(self._process)

    def kill(self) -> None:
        """`kill -9`: no time to say goodbye."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask to stop, and wait."""
        self._end(signal.SIGTERM)

    def outbox(self) -> list[dict[str, str]]:
        """What has left, the newest first (`/demo/outbox.json`)."""
        with urllib.request.urlopen(f"{self.address}/demo/outbox.json", timeout=10) as answer:
            return json.load(answer)

    def _end(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(timeout=20)
            self._process = None

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}/ping", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text('utf-8')}")


@contextmanager
def demo_server() -> Iterator[DemoServer]:
    """A running server with fresh demo data, stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        server = DemoServer(Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()
