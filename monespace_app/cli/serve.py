"""Serve the built application: front end, back end and web socket on one port, in one process.

One process, because a killed supervisor would leave its worker behind, holding the ports: after a crash or a
`kill -9` the next start must find them free.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.types import ASGIApp

from monespace_app.cli import frontend, screen
from monespace_app.core.settings import settings

Preparation = tuple[str, Callable[[], object]]
"""What is said once it is done (« Base de données à jour »), and what does it."""

STARTED = time.monotonic()
"""When this process began, to say how long the start took."""


class PortTakenError(Exception):
    """Another program listens on the port; `variable` is the setting that moves it."""

    def __init__(self, port: int, variable: str) -> None:
        super().__init__(
            f"Le port {port} est déjà pris, peut-être par un autre « make run ». "
            f"Arrêtez ce programme, ou choisissez un autre port avec {variable}."
        )


def build(*, force: bool = False) -> None:
    """Build the front end when its sources have changed, saying what was done and how long it took.

    Raises BuildError.
    """
    began = time.monotonic()
    if frontend.build(force=force):
        screen.tick(f"Interface construite ({_seconds_since(began)})")
    else:
        screen.tick("Interface à jour")


def start(host: str, port: int, preparations: Sequence[Preparation] = ()) -> None:
    """Do the `preparations` while the front end is built, then serve on `host`:`port` until told to stop.

    Ctrl-C and SIGTERM stop it. Raises PortTakenError before anything is done, and BuildError.
    """
    use_address(host, port)
    check_port(host, port, "MONESPACE_PORT")
    check_port(settings().smtp_in_host, settings().smtp_in_port, "MONESPACE_SMTP_IN_PORT")
    frontend.prepare_environment()
    with ThreadPoolExecutor(max_workers=1) as beside:
        building = beside.submit(build)
        for sentence, action in preparations:
            began = time.monotonic()
            action()
            screen.tick(f"{sentence} ({_seconds_since(began)})")
        building.result()
    asyncio.run(_serve(host, port))


def dev(port: int, back_port: int) -> None:
    """Become Reflex's development server: pages reload as their sources change."""
    use_address("127.0.0.1", port)
    frontend.prepare_environment()
    frontend.initialize()
    os.environ["REFLEX_EXTRA_PLUGINS"] = "monespace_app.cli.dev_proxy.DevProxy"
    reflex = str(Path(sys.executable).parent / "reflex")
    ports = ("--frontend-port", str(port), "--backend-port", str(back_port), "--backend-host", "127.0.0.1")
    os.execv(reflex, [reflex, "run", "--env", "dev", *ports])  # noqa: S606


def use_address(host: str, port: int) -> None:
    """Tell the settings where the application listens; the base URL follows unless it is configured."""
    configured = settings()
    os.environ["MONESPACE_HOST"] = host
    os.environ["MONESPACE_PORT"] = str(port)
    if "base_url" not in configured.model_fields_set:
        os.environ["MONESPACE_BASE_URL"] = f"http://localhost:{port}"
    settings.cache_clear()


def check_port(host: str, port: int, variable: str) -> None:
    """Raise PortTakenError if somebody listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(port, variable) from error


async def _serve(host: str, port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    server = Server(
        _application(), address=host, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error
    )
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    announcement = loop.create_task(_announce(host, port))
    try:
        await server.serve()
    finally:
        announcement.cancel()
    await loop.shutdown_default_executor()
    _leave()


def _leave() -> None:
    """End here: the socket of a page left open may refuse to be cancelled, and the loop would wait for it."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _application() -> ASGIApp:
    """The ASGI application, neither compiled nor built again."""
    from reflex.utils import prerequisites
    from reflex_base.constants import Env
    from reflex_base.environment import environment

    environment.REFLEX_ENV_MODE.set(Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)
    return prerequisites.get_app().app()


async def _announce(host: str, port: int) -> None:
    """Say the address as soon as it answers."""
    while True:
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            await asyncio.sleep(0.05)
            continue
        writer.close()
        address = settings().base_url
        screen.tick(f"Prêt en {_seconds_since(STARTED)} : {address} (Ctrl-C pour arrêter)")
        return


def _seconds_since(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s".replace(".", ",")
