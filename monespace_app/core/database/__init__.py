"""Engines, column types and the scoped session (lock 3).

One service call is one transaction. `transaction(actor)` writes, `snapshot(actor)` reads; both hold every
statement to the actor's open profile. `platform_transaction()` is for what belongs to nobody in
particular (logins, the registry, the outbox): it refuses patients' tables altogether.
"""

from monespace_app.core.database.columns import (
    ProfileOwned,
    ProfileText,
    SystemText,
    UtcDateTime,
    id_column,
)
from monespace_app.core.database.engines import engine, new_engine
from monespace_app.core.database.keys import ProfileKey, create_profile_key
from monespace_app.core.database.scope import Scope, ScopeError, profile_key
from monespace_app.core.database.sessions import (
    ScopedSession,
    after_commit,
    forget_engine,
    is_ready,
    platform_snapshot,
    platform_transaction,
    snapshot,
    transaction,
)

__all__ = [
    "ProfileKey",
    "ProfileOwned",
    "ProfileText",
    "Scope",
    "ScopeError",
    "ScopedSession",
    "SystemText",
    "UtcDateTime",
    "after_commit",
    "create_profile_key",
    "engine",
    "forget_engine",
    "id_column",
    "is_ready",
    "new_engine",
    "platform_snapshot",
    "platform_transaction",
    "profile_key",
    "snapshot",
    "transaction",
]
