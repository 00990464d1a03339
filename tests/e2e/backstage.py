"""What a test changes behind the server's back, in its database: the time that passed, the tries that were counted."""

import sqlite3
from contextlib import closing

from tools.server import DemoServer

_EARLIER = "strftime('%Y-%m-%d %H:%M:%f', {}, ?)"


def _change(server: DemoServer, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(server.folder / "monespace.db", timeout=20)) as database, database:
        database.execute(statement, values)


def forgive(server: DemoServer) -> None:
    """Forget the tries counted so far: the other tests make some too."""
    _change(server, "DELETE FROM throttle_try")


def age_newest_session(server: DemoServer, seconds: int) -> None:
    """The last activity of the session that was opened last was `seconds` earlier."""
    earlier = _EARLIER.format("last_seen_at")
    newest = "(SELECT id FROM login_session ORDER BY created_at DESC LIMIT 1)"
    _change(
        server,
        f"UPDATE login_session SET last_seen_at = {earlier} WHERE id = {newest}",
        f"-{seconds} seconds",
    )


def open_newest_session_earlier(server: DemoServer, seconds: int) -> None:
    """The session that was opened last was opened `seconds` earlier; its last activity stays where it is."""
    earlier = _EARLIER.format("created_at")
    newest = "(SELECT id FROM login_session ORDER BY created_at DESC LIMIT 1)"
    _change(
        server, f"UPDATE login_session SET created_at = {earlier} WHERE id = {newest}", f"-{seconds} seconds"
    )


def age_codes(server: DemoServer, seconds: int) -> None:
    """The codes that are on their way left `seconds` earlier."""
    sent, expires = _EARLIER.format("code_sent_at"), _EARLIER.format("code_expires_at")
    step = f"-{seconds} seconds"
    _change(
        server, f"UPDATE login_attempt SET code_sent_at = {sent}, code_expires_at = {expires}", step, step
    )
