"""Login attempts and one-time codes: how long they live, what was typed, what is counted."""

import re
import unicodedata
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

ATTEMPT_LIFETIME = timedelta(minutes=30)
"""From the right password to the right code; then one starts again."""
CODE_LIFETIME = timedelta(minutes=10)
CODE_DIGITS = 6
RESEND_AFTER = timedelta(seconds=30)

WINDOW = timedelta(minutes=15)
PASSWORD_TRIES_PER_ACCOUNT = 5
PASSWORD_TRIES_PER_ADDRESS = 20
CODES_PER_ACCOUNT = 5

_IDENTIFIER = re.compile(r"[a-z0-9._-]{8,64}")


def typed_identifier(text: str) -> str:
    """The identifier as it is stored: lower case, no blanks around. Empty when it can be nobody's."""
    folded = text[:200].strip().lower()
    return folded if _IDENTIFIER.fullmatch(folded) else ""


def counted_identifier(text: str) -> str:
    """What tries are counted by: the identifier, or what was typed instead of one: both look alike."""
    return typed_identifier(text) or "?" + text[:200].encode("utf-8", "replace").decode()


def typed_code(text: str) -> str:
    """The six digits of what was typed or pasted (« 123 456 »); empty when there are not six."""
    plain = unicodedata.normalize("NFKC", text[:40])
    digits = re.sub(r"[\s\-.]", "", plain)
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def counted_address(address: str) -> str:
    """What tries are counted by: the IPv4 address, or the /64 of an IPv6 one (one household's)."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        return str(mapped)
    return str(parsed) if parsed.version == 4 else str(ip_network((parsed, 64), strict=False))


def may_resend(sent_at: datetime | None, now: datetime) -> bool:
    """True 30 seconds after the last code."""
    return sent_at is None or now >= sent_at + RESEND_AFTER
