"""What the login shows, and what may come from a login form."""

from datetime import datetime

from pydantic import BaseModel


class CodeChannel(BaseModel):
    """One way to receive the code (LOGIN-2), the contact shown in part."""

    value: str
    contact: str


class SentCode(BaseModel):
    """Where the code went, and when another may be asked for (LOGIN-3)."""

    channel: str
    contact: str
    resend_at: datetime


def showable(text: str) -> str:
    """What was typed, to be shown again in its field: short, and text that can be sent."""
    return text[:200].encode("utf-8", "ignore").decode()
