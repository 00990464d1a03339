"""A login on its way: the password was right, the code is still to come."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from monespace_app.core import clock
from monespace_app.core.database import UtcDateTime, id_column

MAX_TRIES = 3
"""Wrong tries after which a code is dead (LOGIN-3); the table itself refuses a fourth."""


class LoginAttempt(SQLModel, table=True):
    """One half-finished login (LOGIN-1 to LOGIN-3). It gives no right at all until its code is right.

    The code itself is not kept. `code_digest` is an HMAC of the attempt's own identifier and the code, under
    a key derived from the master key: without that key a stolen table tells nothing, even though there are
    only a million codes, and the same code sent twice leaves two different digests.
    """

    __tablename__ = "login_attempt"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'sms')", name="channel"),
        CheckConstraint(f"tries BETWEEN 0 AND {MAX_TRIES}", name="tries"),
        CheckConstraint(
            "code_digest IS NULL OR "
            "(channel IS NOT NULL AND code_sent_at IS NOT NULL AND code_expires_at IS NOT NULL)",
            name="code",
        ),
        # A used code is forgotten in the same statement that uses it.
        CheckConstraint("consumed_at IS NULL OR code_digest IS NULL", name="consumed"),
    )

    id: str = id_column()
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True, max_length=32)
    password_ok_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    channel: str | None = Field(default=None, max_length=16)
    code_digest: str | None = Field(default=None, max_length=64)
    code_sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    code_expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = 0
    consumed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
