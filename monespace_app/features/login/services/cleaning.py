"""What is left of logins is removed: called now and then by the application, never by a patient."""

from datetime import timedelta

from sqlalchemy import delete

from monespace_app.core import clock, throttle
from monespace_app.core.database import platform_transaction
from monespace_app.features.login.models import LoginAttempt
from monespace_app.features.login.rules import codes
from monespace_app.session.models import SessionTicket

KEPT = timedelta(days=1)
"""Longer than every limit's window."""


def purge_expired() -> None:
    """Remove attempts, tickets and counted tries that can no longer serve."""
    present = clock.now()
    with platform_transaction() as session:
        session.execute(
            delete(LoginAttempt).where(LoginAttempt.password_ok_at < present - codes.ATTEMPT_LIFETIME)
        )
        session.execute(delete(SessionTicket).where(SessionTicket.expires_at < present))
        throttle.purge(session, before=present - KEPT)
