"""Sessions, tickets, open tabs and the rights they carry. Plain synchronous Python."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from monespace_app.core import audit, clock, crypto, french
from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.audit import Act
from monespace_app.core.bus import BusEvent, Topic, publish_after_commit
from monespace_app.core.database import platform_snapshot, platform_transaction, transaction
from monespace_app.core.errors import Denied, NotFound
from monespace_app.core.permissions import PATIENT, Permission
from monespace_app.session import rules
from monespace_app.session.models import (
    Account,
    LoginSession,
    OpenTab,
    Profile,
    ProfileManager,
    ProfileState,
    SessionTicket,
)
from monespace_app.session.rules import SessionEnd
from monespace_app.session.schemas import DeviceRow, HeaderView, ProfileChoice


@dataclass(frozen=True, slots=True)
class Connection:
    """A live session seen from one tab: who acts, and until when if nothing happens."""

    actor: Actor
    end: SessionEnd
    needs_touch: bool


_CHOSEN = func.coalesce(OpenTab.profile_id, Account.profile_id)
_CONNECTION = (
    select(
        LoginSession.id,
        LoginSession.account_id,
        LoginSession.created_at,
        LoginSession.last_seen_at,
        LoginSession.revoked_at,
        col(Account.profile_id).label("own_profile"),
        _CHOSEN.label("chosen_profile"),
        Profile.birth_date,
        Profile.state,
        ProfileManager.is_holder,
    )
    .join(Account, Account.id == LoginSession.account_id)
    .outerjoin(
        OpenTab, (OpenTab.session_id == LoginSession.id) & (OpenTab.tab_digest == bindparam("tab_digest"))
    )
    .outerjoin(
        ProfileManager, (ProfileManager.account_id == Account.id) & (ProfileManager.profile_id == _CHOSEN)
    )
    .outerjoin(Profile, Profile.id == ProfileManager.profile_id)
    .where(LoginSession.token_digest == bindparam("token_digest"), col(Account.closed_at).is_(None))
)
"""A session's three instants, the profile open in the tab, and the account's right on it. Each event asks: it is
one statement, made once."""

UNKNOWN_PROFILE = "Ce profil est introuvable."

UnreadCounter = Callable[[Actor], int]

_unread_counters: list[UnreadCounter] = []


def count_unread_with(counter: UnreadCounter) -> None:
    """Let a feature tell how many unread things an actor has; the header adds them up."""
    _unread_counters[:] = [counter]


def _tab_digest(tab: str) -> str:
    return crypto.digest(tab, "tab")


def _token_digest(token: str) -> str:
    return crypto.digest(token, "session")


def issue_ticket(account_id: str) -> str:
    """A one-time ticket that `redeem_ticket` turns into a session; given only at the end of a login."""
    ticket = crypto.new_secret()
    with platform_transaction() as session:
        session.add(
            SessionTicket(
                digest=crypto.digest(ticket, "ticket"),
                account_id=account_id,
                expires_at=clock.now() + rules.TICKET_LIFETIME,
            )
        )
    return ticket


def redeem_ticket(ticket: str, user_agent: str, previous_token: str | None = None) -> str | None:
    """Open a session and return its token, or None when the ticket is unknown, used or too old.

    A session the browser already had is ended: the token is renewed at login.
    """
    present = clock.now()
    digest = crypto.digest(ticket, "ticket")
    with platform_transaction() as session:
        claimed = session.execute(
            update(SessionTicket)
            .where(
                SessionTicket.digest == digest,
                col(SessionTicket.used_at).is_(None),
                SessionTicket.expires_at > present,
            )
            .values(used_at=present)
        )
        if not claimed.rowcount:
            return None
        if previous_token:
            _revoke_where(session, LoginSession.token_digest == _token_digest(previous_token))
        token = crypto.new_secret()
        account_id = session.get_one(SessionTicket, digest).account_id
        device = rules.device_label(user_agent)
        session.add(LoginSession(token_digest=_token_digest(token), account_id=account_id, device=device))
    return token


def connect(token: str, tab: str) -> Connection | None:
    """The live session behind a cookie and the profile open in `tab`, or None.

    Args:
        token: The cookie's value, from the socket's own handshake.
        tab: The client token of the browser tab.
    """
    present = clock.now()
    with platform_snapshot() as session:
        found = session.execute(
            _CONNECTION, {"token_digest": _token_digest(token), "tab_digest": _tab_digest(tab)}
        ).one_or_none()
        if found is None or not rules.is_live(found, present):
            return None
        choice, reason = found.chosen_profile, _reason(found)
        if not reason:
            # The right on a child's profile has ended meanwhile: back to the own one, unless it is closed.
            choice = found.own_profile
            reason = _reason_to_open(session, found.account_id, choice)
            if not reason:
                return None
    actor = Actor(
        kind=ActorKind.PATIENT,
        permissions=PATIENT,
        account_id=found.account_id,
        profile_id=choice,
        session_id=found.id,
        reason=reason,
    )
    return Connection(actor, rules.end_of(found), rules.needs_touch(found, present))


def _reason_to_open(session: Session, account_id: str, profile_id: str) -> str:
    row = session.execute(
        select(Profile.birth_date, Profile.state, ProfileManager.is_holder)
        .join(ProfileManager, ProfileManager.profile_id == Profile.id)
        .where(ProfileManager.account_id == account_id, Profile.id == profile_id)
    ).one_or_none()
    return _reason(row) if row is not None else ""


def _reason(right: Row) -> str:
    """Why a right opens its profile today; empty when it does not, or when there is none."""
    if right.state != ProfileState.ACTIVE.value:
        return ""
    return rules.reason_to_open(right.birth_date, clock.today(), is_holder=right.is_holder)


def touch(session_id: str) -> SessionEnd:
    """Record activity; returns the new end of the session if nothing more happens."""
    with platform_transaction() as session:
        row = session.get_one(LoginSession, session_id)
        if rules.is_live(row, clock.now()):
            row.last_seen_at = clock.now()
        return rules.end_of(row)


def session_end(actor: Actor) -> SessionEnd:
    """When the actor's session ends if nothing happens (another tab may have moved it); `Denied` without one."""
    actor.require(Permission.PROFILE_READ)
    with platform_snapshot() as session:
        row = session.get(LoginSession, actor.session_id or "")
    if row is None:
        raise Denied()
    return rules.end_of(row)


def end_session(token: str) -> None:
    """« Se déconnecter »: the token is worth nothing from now on, in every tab."""
    with platform_transaction() as session:
        _revoke_where(session, LoginSession.token_digest == _token_digest(token))


def end_all_sessions(session: Session, account_id: str, *, but: str | None = None) -> None:
    """End every session of an account, in the transaction of its cause (a changed password…)."""
    _revoke_where(session, LoginSession.account_id == account_id, LoginSession.id != (but or ""))


def _revoke_where(session: Session, *criteria: object) -> None:
    live = session.scalars(select(LoginSession).where(col(LoginSession.revoked_at).is_(None), *criteria))
    for row in live:
        row.revoked_at = clock.now()
        publish_after_commit(session, BusEvent(Topic.SESSION_ENDED, row.id))


def list_devices(actor: Actor) -> list[DeviceRow]:
    """The account's connected devices, the present one first."""
    actor.require(Permission.ACCOUNT_READ)
    with platform_snapshot() as session:
        rows = session.scalars(
            select(LoginSession)
            .where(LoginSession.account_id == actor.own_account, col(LoginSession.revoked_at).is_(None))
            .order_by(col(LoginSession.last_seen_at).desc())
        ).all()
    live = [row for row in rows if rules.is_live(row, clock.now())]
    return sorted((_device_row(row, actor) for row in live), key=lambda row: not row.is_current)


def _device_row(row: LoginSession, actor: Actor) -> DeviceRow:
    return DeviceRow(
        id=row.id,
        label=row.device,
        since=french.long_moment(row.created_at),
        last_seen=french.long_moment(row.last_seen_at),
        is_current=row.id == actor.session_id,
    )


def revoke_device(actor: Actor, session_id: str) -> None:
    """End one of the account's own sessions; another account's does not exist for the caller."""
    actor.require(Permission.DEVICE_REVOKE)
    own = _on_own_profile(actor)
    with transaction(own) as session:
        row = session.get(LoginSession, session_id)
        if row is None or row.account_id != actor.account_id or row.revoked_at is not None:
            raise NotFound("Cet appareil est introuvable.")
        _revoke_where(session, LoginSession.id == session_id)
        audit.record(session, own, Act.DEVICE_DISCONNECTED, object_id=session_id)


def _on_own_profile(actor: Actor) -> Actor:
    """What is done to an account is traced on its holder's profile."""
    with platform_snapshot() as session:
        account = session.get_one(Account, actor.own_account)
    return on_profile(actor, account.profile_id)


def open_profile(actor: Actor, tab: str, profile_id: str) -> None:
    """Open another profile in one tab (PROF-2, PROF-3); `NotFound` when the account has no right on it."""
    actor.require(Permission.PROFILE_SWITCH)
    if actor.session_id is None:
        raise Denied()
    there = on_profile(actor, profile_id)
    try:
        _open_in_tab(actor, there, actor.session_id, tab)
    except IntegrityError:
        # The tab's first choice, made twice at once: the other one has just been committed.
        _open_in_tab(actor, there, actor.session_id, tab)


def _open_in_tab(before: Actor, there: Actor, session_id: str, tab: str) -> None:
    profile_id = there.open_profile
    with transaction(there) as session:
        if not _reason_to_open(session, there.own_account, profile_id):
            raise NotFound(UNKNOWN_PROFILE)
        where = (OpenTab.session_id == session_id, OpenTab.tab_digest == _tab_digest(tab))
        row = session.scalar(select(OpenTab).where(*where))
        if profile_id != (row.profile_id if row else before.profile_id):
            audit.record(session, there, Act.PROFILE_OPENED)
        if row is None:
            row = OpenTab(session_id=session_id, tab_digest=_tab_digest(tab), profile_id=profile_id)
            session.add(row)
        row.profile_id = profile_id
        row.opened_at = clock.now()


def header(actor: Actor) -> HeaderView:
    """The shell's header: the open profile, the ones that can be opened, and what is unread on each.

    Raises:
        NotFound: The right on the open profile was withdrawn a moment ago.
    """
    actor.require(Permission.PROFILE_READ)
    profiles = _openable_profiles(actor.own_account)
    opened = next((p for p in profiles if p.id == actor.open_profile), None)
    if opened is None:
        raise NotFound(UNKNOWN_PROFILE)
    choices = [_choice(p, actor, rules.profile_color(n)) for n, p in enumerate(profiles)]
    current = next(choice for choice in choices if choice.current)
    return HeaderView(
        given_name=opened.given_name,
        short_name=rules.short_name(opened.given_name, opened.family_name),
        initials=current.initials,
        color=current.color,
        unread=current.unread,
        profiles=choices,
    )


def _openable_profiles(account_id: str) -> list[Profile]:
    """The own profile first, then the minors represented, the eldest first."""
    with platform_snapshot() as session:
        rows = session.execute(
            select(Profile, ProfileManager.is_holder)
            .join(ProfileManager, ProfileManager.profile_id == Profile.id)
            .where(ProfileManager.account_id == account_id, Profile.state == ProfileState.ACTIVE.value)
            .order_by(col(ProfileManager.is_holder).desc(), Profile.birth_date)
        ).all()
    today = clock.today()
    return [p for p, is_holder in rows if rules.reason_to_open(p.birth_date, today, is_holder=is_holder)]


def _unread(actor: Actor, profile_id: str) -> int:
    there = replace(actor, profile_id=profile_id)
    return sum(counter(there) for counter in _unread_counters)


def on_profile(actor: Actor, profile_id: str) -> Actor:
    """The same person acting on another profile of the account; `NotFound` without a right on it."""
    actor.require(Permission.PROFILE_SWITCH)
    if profile_id == actor.profile_id:
        return actor
    with platform_snapshot() as session:
        reason = _reason_to_open(session, actor.own_account, profile_id)
    if not reason:
        raise NotFound(UNKNOWN_PROFILE)
    return replace(actor, profile_id=profile_id, reason=reason)


def _choice(profile: Profile, actor: Actor, color: str) -> ProfileChoice:
    return ProfileChoice(
        id=profile.id,
        given_name=profile.given_name,
        name=f"{profile.given_name} {profile.family_name}",
        initials=rules.initials(profile.given_name, profile.family_name),
        color=color,
        unread=_unread(actor, profile.id),
        current=profile.id == actor.profile_id,
    )
