"""Mail as it is in the wild, made into words a person can read (MSS-3, MSS-4). Pure: bytes in, data out."""

from monespace_app.gateways.mime.model import ParsedMail, UnreadableMail
from monespace_app.gateways.mime.parser import parse_mail

__all__ = ["ParsedMail", "UnreadableMail", "parse_mail"]
