"""The application's whole back end on a real port of this process, without its front end."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any

import httpx

STARTED = "_setup_event_processor", "running"
"""What runs beside the sockets here: the event processor and the bus. Mail comes in and goes out by hand."""
PATIENCE = 10.0


class BackEnd:
    """A server in a thread. `settle` waits until everything that was asked of it is done."""

    def __init__(self) -> None:
        # Reflex writes its switches into the environment, where the servers of other tests would find them.
        before = dict(os.environ)
        self.app = _application()
        self.port = _free_port()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Any = None
        self.sockets: list[Any] = []
        """Those that browsers have opened."""
        self._asgi = self.app()
        os.environ.clear()
        os.environ.update(before)
        # Reflex finds its handlers through a context variable: the thread must share it.
        context = copy_context()
        self._thread = threading.Thread(target=lambda: context.run(asyncio.run, self._serve()), daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return once it answers."""
        self._thread.start()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                httpx.get(f"{self.url}/ping", timeout=1)
            except httpx.TransportError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError("the server does not answer")

    def stop(self) -> None:
        """Stop it and wait for its thread."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(PATIENCE)

    def settle(self) -> None:
        """Wait for every event, and every event that those caused."""
        self.wait_until(self._is_idle)

    def wait_until(self, is_so: Callable[[], object]) -> None:
        """Look every millisecond; `TimeoutError` when it does not come true."""
        until = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > until:
                raise TimeoutError("the server is still at work")
            time.sleep(0.001)

    def _is_idle(self) -> bool:
        from monespace_app.session import live

        assert self._loop is not None
        # What services of this thread published is on the loop once an empty task has gone through it.
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop).result(PATIENCE)
        processor = self.app.event_processor
        return not (processor._futures or processor._tasks or live.tabs._pushes)

    def forget_tabs(self) -> None:
        """Drop the states of every tab, as a restart of the server does."""
        self.settle()
        self.app.state_manager.states.clear()

    def close_all(self) -> None:
        """Close every browser."""
        for one in self.sockets:
            if one.connected:
                one.close()
        self.sockets.clear()
        self.settle()

    async def _serve(self) -> None:
        from granian.constants import Interfaces
        from granian.server.embed import Server

        self._loop = asyncio.get_running_loop()
        self._server = Server(
            self._asgi, address="127.0.0.1", port=self.port, interface=Interfaces.ASGI, log_enabled=False
        )
        await self._server.serve()


def _application() -> Any:
    from reflex_base.constants import Env
    from reflex_base.environment import environment

    environment.REFLEX_ENV_MODE.set(Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    from monespace_app.monespace_app import app

    tasks = app._lifespan_tasks
    for task in [task for task in tasks if getattr(task, "__name__", "") not in STARTED]:
        del tasks[task]
    return app


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving() -> Iterator[BackEnd]:
    """A server for the length of a test session."""
    server = BackEnd()
    server.start()
    try:
        yield server
    finally:
        server.stop()
