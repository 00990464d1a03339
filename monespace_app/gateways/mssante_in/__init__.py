"""Professionals' mail comes in by SMTP (MSS-1 to MSS-3)."""

from monespace_app.gateways.mssante_in.mailbox import Mailbox, RecipientStatus
from monespace_app.gateways.mssante_in.server import MailServer

__all__ = ["MailServer", "Mailbox", "RecipientStatus"]
