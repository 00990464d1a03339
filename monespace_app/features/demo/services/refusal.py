"""Production never runs on what was made for a demonstration."""

import base64
import contextlib

from sqlalchemy import select

from monespace_app.core import crypto
from monespace_app.core.database import platform_snapshot
from monespace_app.core.errors import DomainError
from monespace_app.core.settings import settings
from monespace_app.features.demo.models import DemoMarker

DEMO_DATA = (
    "Cette base contient les données de démonstration\u00a0: le mode production ne démarre pas dessus. "
    "Donnez une autre base (MONESPACE_DATABASE_URL ou MONESPACE_DATA_DIR)."
)
DEMO_KEY = (
    "MONESPACE_MASTER_KEY est la clé de démonstration\u00a0: elle a été écrite en clair sur le disque. "
    "Tirez une nouvelle clé de 32 octets."
)


class DemoInProduction(DomainError):
    """Production was about to start on made-up people or on their key."""


def refuse_demo_data() -> None:
    """Stop a production start on a demo database or a demo key; no effect in demo mode.

    Raises:
        DemoInProduction: With the sentence to show the operator.
    """
    if settings().is_demo:
        return
    with platform_snapshot() as session:
        if session.scalar(select(DemoMarker.id)) is not None:
            raise DemoInProduction(DEMO_DATA)
    if crypto.master_key() == _demo_key():
        raise DemoInProduction(DEMO_KEY)


def _demo_key() -> bytes | None:
    with contextlib.suppress(OSError, ValueError):
        return base64.b64decode((settings().data_dir / crypto.DEMO_KEY_FILE).read_text())
    return None
