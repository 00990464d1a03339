"""Profiles, accounts and connected patients."""

from datetime import date
from itertools import count

from monespace_app.core import clock, crypto
from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.database import create_profile_key, platform_transaction
from monespace_app.core.permissions import PATIENT
from monespace_app.session import services
from monespace_app.session.models import Account, Profile, ProfileManager, ProfileState
from monespace_app.session.rules import HOLDER, REPRESENTATIVE

UNUSABLE_PASSWORD = "!"
ADULT_BIRTH_DATE = date(1988, 3, 14)
CHILD_BIRTH_DATE = date(2014, 5, 21)

_numbers = count(1)


def make_ins() -> str:
    """A valid social security number (15 digits, key included) that no other test person has."""
    body = f"28803751{next(_numbers):05d}"
    return f"{body}{97 - int(body) % 97:02d}"


def make_profile(
    given_name: str = "Jeanne",
    family_name: str = "Martin",
    *,
    birth_date: date = ADULT_BIRTH_DATE,
    state: ProfileState = ProfileState.ACTIVE,
    ins: str | None = None,
) -> Profile:
    """A profile with its key, on its own: nobody can open it yet."""
    number = ins or make_ins()
    profile = Profile(
        ins=number,
        ins_digest=crypto.digest(number, "ins"),
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        state=state.value,
        activated_at=clock.now() if state is ProfileState.ACTIVE else None,
    )
    with platform_transaction() as session:
        session.add(profile)
        session.flush()
        create_profile_key(session, profile.id)
    return profile


def make_child(given_name: str = "Lola", *, state: ProfileState = ProfileState.ACTIVE) -> Profile:
    """A minor's profile, to be given to `make_account(children=…)`."""
    return make_profile(given_name, birth_date=CHILD_BIRTH_DATE, state=state)


def make_account(
    profile: Profile | None = None,
    *,
    identifier: str | None = None,
    password: str | None = None,
    email: str | None = "jeanne.martin@example.org",
    mobile: str | None = "+33639981214",
    children: tuple[Profile, ...] = (),
) -> Account:
    """An adult who can log in, with the right on the own profile and on each of `children`.

    Args:
        password: Hashed as the application does, which takes its time; without one, nothing opens it.
    """
    owner = profile or make_profile()
    account = Account(
        identifier=identifier or f"personne.{next(_numbers)}",
        password_hash=_hash(password) if password else UNUSABLE_PASSWORD,
        profile_id=owner.id,
        email=email,
        mobile=mobile,
    )
    with platform_transaction() as session:
        session.add(account)
        session.flush()
        session.add(ProfileManager(account_id=account.id, profile_id=owner.id, is_holder=True))
        for child in children:
            session.add(ProfileManager(account_id=account.id, profile_id=child.id))
    return account


def _hash(password: str) -> str:
    from monespace_app.features.login.services import hash_password

    return hash_password(password)


def make_session(account: Account, *, user_agent: str = "Mozilla/5.0 (X11; Linux) Firefox/140.0") -> str:
    """Connect the account as a finished login does; returns the cookie's token."""
    token = services.redeem_ticket(services.issue_ticket(account.id), user_agent)
    assert token is not None
    return token


def patient(account: Account, profile: Profile | None = None, *, session_id: str | None = None) -> Actor:
    """The person connected with `account`, on the own profile or on `profile` (one the account may open)."""
    return Actor(
        kind=ActorKind.PATIENT,
        permissions=PATIENT,
        account_id=account.id,
        profile_id=profile.id if profile else account.profile_id,
        session_id=session_id,
        reason=HOLDER if profile is None or profile.id == account.profile_id else REPRESENTATIVE,
    )
