"""A bare Socket.IO echo on the server that the application uses, to compare with: `python -m bench.echo_server PORT`.

Granian with the settings of `monespace_app/cli/serve.py`, python-socketio with those of Reflex: one process, one
worker, websocket only, handlers run in place. It sends every event back, and does nothing else.
"""

import asyncio
import sys
from typing import Any

import socketio
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from bench.load import EVENT, NAMESPACE

sockets = socketio.AsyncServer(
    async_mode="asgi", transports=["websocket"], allow_upgrades=False, async_handlers=False
)


async def echo(sid: str, data: Any) -> None:
    """Send an event back to whom it came from."""
    await sockets.emit(EVENT, data, to=sid, namespace=NAMESPACE)


sockets.on(EVENT, echo, namespace=NAMESPACE)


async def serve(port: int) -> None:
    """Serve on this machine until the process is ended."""
    application = socketio.ASGIApp(sockets, socketio_path=NAMESPACE)
    server = Server(
        application, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_level=LogLevels.error
    )
    await server.serve()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
