"""Who acts (lock 2): every service takes an `Actor` first and asks for one permission."""

from dataclasses import dataclass
from enum import StrEnum

from monespace_app.core import permissions
from monespace_app.core.errors import Denied
from monespace_app.core.permissions import Permission


class ActorKind(StrEnum):
    """Who is behind an action, as the activity log names it."""

    PATIENT = "patient"
    PROFESSIONAL = "professional"
    SERVICE = "service"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A caller, on one profile at most.

    Attributes:
        kind: Patient, professional, service of the platform, or operator.
        permissions: The rights on `profile_id`; empty means none at all.
        account_id: The account whose session this is, for a patient.
        profile_id: The open profile; every query of a transaction is held to it (lock 3).
        session_id: The live session, for a patient.
        label: The name written in the activity log for a caller without account.
        reason: Why all this is allowed on that profile, as the activity log says it: « titulaire ».
    """

    kind: ActorKind
    permissions: frozenset[Permission]
    account_id: str | None = None
    profile_id: str | None = None
    session_id: str | None = None
    label: str = ""
    reason: str = ""

    def require(self, permission: Permission) -> None:
        """Raise `Denied` unless the actor holds `permission`."""
        if permission not in self.permissions:
            raise Denied()

    @property
    def open_profile(self) -> str:
        """The profile acted on; `Denied` when there is none."""
        if self.profile_id is None:
            raise Denied()
        return self.profile_id

    @property
    def own_account(self) -> str:
        """The account that acts; `Denied` when there is none."""
        if self.account_id is None:
            raise Denied()
        return self.account_id


def mail_gateway(profile_id: str) -> Actor:
    """The mail gateway acting on the profile a mail is addressed to, or was sent from."""
    return Actor(
        kind=ActorKind.SERVICE,
        permissions=permissions.MAIL_GATEWAY,
        profile_id=profile_id,
        label="Messagerie",
    )


def housekeeper(profile_id: str) -> Actor:
    """The hourly chores, on one profile: they hold no right, and ask for none."""
    return Actor(
        kind=ActorKind.SERVICE, permissions=frozenset(), profile_id=profile_id, label="Entretien automatique"
    )


def operator(profile_id: str | None = None) -> Actor:
    """Whoever runs a command on the machine, on one profile when the command is about one."""
    return Actor(
        kind=ActorKind.OPERATOR,
        permissions=permissions.OPERATOR,
        profile_id=profile_id,
        label="Exploitant",
    )
