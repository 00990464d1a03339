"""When a session is alive, and what a profile is called. Pure functions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import unquote, urlsplit

IDLE = timedelta(minutes=30)
LIFETIME = timedelta(hours=12)
WARNING = timedelta(minutes=2)
TOUCH_EVERY = timedelta(seconds=30)
"""Activity is written down at most this often; a session may so end up to this much before 30 idle minutes."""
TICKET_LIFETIME = timedelta(minutes=1)
MAJORITY = 18

HOLDER, REPRESENTATIVE = "titulaire", "représentant légal"
"""Why somebody may act on a profile, as the activity log says it."""

CHILD_COLORS = ("violet", "teal", "plum", "olive", "rust")

DEFAULT_PAGE = "/accueil"


class Timed(Protocol):
    """The three instants that decide whether a session lives."""

    created_at: datetime
    last_seen_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """When a session ends if nothing happens. Final: whatever happens, it will not be later."""

    at: datetime
    is_final: bool


def end_of(session: Timed) -> SessionEnd:
    """After 30 idle minutes, and after 12 hours at most (LOGIN-7)."""
    idle, last = session.last_seen_at + IDLE, session.created_at + LIFETIME
    return SessionEnd(min(idle, last), is_final=last <= idle)


def is_live(session: Timed, now: datetime) -> bool:
    """True while the session may act."""
    return session.revoked_at is None and now < end_of(session).at


def needs_touch(session: Timed, now: datetime) -> bool:
    """True when the last recorded activity is old enough to be worth a write."""
    return now - session.last_seen_at >= TOUCH_EVERY


def age(birth_date: date, today: date) -> int:
    """Completed years."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_birthday else 1)


def is_minor(birth_date: date, today: date) -> bool:
    """True before the 18th birthday (PROF-8: representatives lose access at midnight that day)."""
    return age(birth_date, today) < MAJORITY


def reason_to_open(birth_date: date, today: date, *, is_holder: bool) -> str:
    """Why an account may open a profile; empty when it may not any more."""
    if is_holder:
        return HOLDER
    return REPRESENTATIVE if is_minor(birth_date, today) else ""


def initials(given_name: str, family_name: str) -> str:
    """« IM »."""
    return f"{given_name[:1]}{family_name[:1]}".upper()


def short_name(given_name: str, family_name: str) -> str:
    """« Inaya M. » (PROF-1)."""
    return f"{given_name} {family_name[:1]}."


def profile_color(position: int) -> str:
    """The colour of the n-th profile of an account: blue for one's own, then one each for the children."""
    return "blue" if position == 0 else CHILD_COLORS[(position - 1) % len(CHILD_COLORS)]


def safe_destination(path: str | None) -> str:
    """The page to go to after login (LOGIN-8): a path of this site, or Accueil. Never another site."""
    if not path or len(path) > 300:
        return DEFAULT_PAGE
    decoded = unquote(path)
    is_local = path.startswith("/") and not decoded.startswith("//") and "\\" not in decoded
    if not is_local or any(ord(c) < 32 for c in decoded):
        return DEFAULT_PAGE
    return path if urlsplit(path).path not in {"/", "/connexion"} else DEFAULT_PAGE


def device_label(user_agent: str) -> str:
    """« Chrome sur Windows »: enough for a person to recognise a device, from an unreliable header."""
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
        ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    )  # fmt: skip
    browser = next((name for mark, name in browsers if mark in user_agent), "Navigateur")
    system = next((name for mark, name in systems if mark in user_agent), "appareil inconnu")
    return f"{browser} sur {system}"
