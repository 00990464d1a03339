"""What a browser may know of its session."""

from pydantic import BaseModel


class ProfileChoice(BaseModel):
    """One line of the profile menu (PROF-1). `color` is one of the design system's profile colours."""

    id: str = ""
    given_name: str = ""
    name: str = ""
    initials: str = ""
    color: str = "blue"
    unread: int = 0
    current: bool = False


class HeaderView(BaseModel):
    """Whose space is open, and what the shell shows of it."""

    given_name: str = ""
    short_name: str = ""
    initials: str = ""
    color: str = "blue"
    unread: int = 0
    profiles: list[ProfileChoice] = []


class DeviceRow(BaseModel):
    """A connected device in « Informations personnelles »."""

    id: str
    label: str
    since: str
    last_seen: str
    is_current: bool
