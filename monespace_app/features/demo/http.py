"""`GET /demo/outbox.json`: the demo outbox for tests, on this machine only."""

import asyncio
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from monespace_app.core.settings import settings
from monespace_app.features.demo import services

OUTBOX_PATH = "/demo/outbox.json"
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


async def outbox(request: Request) -> Response:
    """What was delivered, the newest first; 404 in production and for another machine."""
    if not settings().is_demo or not _is_local(request):
        return Response(status_code=404)
    deliveries = await asyncio.to_thread(services.list_deliveries)
    return JSONResponse(
        [delivery.model_dump(by_alias=True) for delivery in deliveries],
        headers={"Cache-Control": "no-store"},
    )


def _is_local(request: Request) -> bool:
    # The Host too: a page elsewhere whose name resolves to this machine must read nothing.
    if request.client is None or request.url.hostname not in LOCAL_NAMES:
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


ROUTES = [Route(OUTBOX_PATH, outbox, methods=["GET"])]
