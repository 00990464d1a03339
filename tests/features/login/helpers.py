"""What a patient does to log in: types, reads the last message received, types again."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from sqlalchemy import select

from monespace_app.core.database import platform_snapshot
from monespace_app.core.errors import DomainError
from monespace_app.core.outbox import OutboxEntry
from monespace_app.features.login import services
from monespace_app.session.models import Account
from tests.factories import make_account

PASSWORD = "Demo-2026!"
ADDRESS = "192.0.2.1"


def make_patient(**details: Any) -> Account:
    """An account that `PASSWORD` opens."""
    return make_account(password=PASSWORD, **details)


def sent_messages() -> list[OutboxEntry]:
    """Everything that went out, oldest first."""
    with platform_snapshot() as session:
        return list(session.scalars(select(OutboxEntry).order_by(OutboxEntry.created_at)))


def codes_sent() -> list[str]:
    """The codes of everything that went out, oldest first."""
    found = []
    for entry in sent_messages():
        match = re.search(r"\b\d{6}\b", json.loads(entry.payload)["text"])
        found.append(match.group() if match else "")
    return found


def other_code(code: str) -> str:
    """Six digits that are not `code`."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def begin(account: Account, password: str = PASSWORD, address: str = ADDRESS) -> str:
    """Step 1."""
    return services.begin_login(account.identifier, password, address)


def begin_and_receive(account: Account, channel: str = "email") -> tuple[str, str]:
    """Steps 1 and 2: the attempt and the code that was sent."""
    attempt = begin(account)
    services.choose_channel(attempt, channel)
    return attempt, codes_sent()[-1]


def in_parallel(count: int, action: Any) -> list[Any]:
    """Run `action(n)` in `count` threads at once, with the clock of the test; returns results or refusals."""

    def attempt(n: int) -> Any:
        try:
            return action(n)
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(max_workers=min(count, 16)) as pool:
        futures = [pool.submit(copy_context().run, attempt, n) for n in range(count)]
        return [future.result() for future in futures]
