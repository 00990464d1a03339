"""Runs migrations on the database of the settings, or on the connection a caller gives.

Everything runs in one transaction: a migration that fails leaves the database as it was, and of two processes
that start together the second waits, then finds nothing left to do.
"""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, text
from sqlmodel.sql.sqltypes import AutoString

from monespace_app.core.database import ProfileText, SystemText, UtcDateTime, new_engine
from monespace_app.core.settings import settings
from monespace_app.tables import metadata

MIGRATION_LOCK = 5_062_026
"""Any number, the same for every process that migrates."""


def render_item(kind: str, item: object, _context: AutogenContext) -> str | bool:
    """Write what a column is in the database: migrations do not import the application, which will change."""
    if kind != "type":
        return False
    if isinstance(item, ProfileText | SystemText):
        return "sa.LargeBinary()"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run(connection: Connection) -> None:
    """Migrate through `connection`, in one transaction."""
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=is_sqlite,
        compare_type=True,
        compare_server_default=True,
    )
    if is_sqlite:
        # Rebuilding a table drops it: with foreign keys on, its dependents would be emptied. A pragma of this
        # kind is ignored inside a transaction, so the driver is told before one begins.
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")
    with context.begin_transaction():
        if not is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        context.run_migrations()
        if is_sqlite and (orphans := connection.execute(text("PRAGMA foreign_key_check")).all()):
            raise RuntimeError(f"a migration left rows that refer to nothing in {orphans[0][0]}")


def main() -> None:
    """Find the database, migrate it, let it go."""
    given = context.config.attributes.get("connection")
    if isinstance(given, Connection):
        run(given)
        return
    engine = given if isinstance(given, Engine) else new_engine(settings().resolved_database_url)
    with engine.connect() as connection:
        run(connection)
        # The connection went without foreign keys: it must not be given to anybody else.
        connection.invalidate()
    if given is None:
        engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Les migrations se font sur une base qui répond (pas de mode hors ligne).")
main()
