"""The demo outbox: what would have left the machine, for people and tests to read."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import Denied
from monespace_app.core.settings import settings
from monespace_app.features.demo.models import DemoDelivery
from monespace_app.features.demo.schemas import Delivery

SHOWN = 500


def record_delivery(delivery: Mapping[str, Any]) -> None:
    """Keep one delivery: the keys of `Delivery` under their outside names, and `key`.

    The same `key` again changes nothing: the relay delivers at least once.
    """
    _require_demo()
    row = DemoDelivery(
        key=str(delivery["key"]), content=Delivery.model_validate(dict(delivery)).model_dump_json()
    )
    try:
        with platform_transaction() as session:
            if session.scalar(select(DemoDelivery.id).where(DemoDelivery.key == row.key)) is None:
                session.add(row)
    except IntegrityError:
        # Another relay has just kept the same delivery.
        return


def list_deliveries(limit: int = SHOWN) -> list[Delivery]:
    """What was delivered, the newest first. Denied outside of demo mode."""
    _require_demo()
    with platform_snapshot() as session:
        rows = session.scalars(select(DemoDelivery).order_by(DemoDelivery.id.desc()).limit(limit))  # type: ignore[union-attr]
        return [Delivery.model_validate(json.loads(row.content)) for row in rows]


def _require_demo() -> None:
    if not settings().is_demo:
        raise Denied()
