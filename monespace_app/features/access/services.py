"""Looking professionals up, and whom a patient lets in. The directory is public: no actor is asked for."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from monespace_app.core.actor import Actor
from monespace_app.core.database import platform_snapshot, platform_transaction, snapshot, transaction
from monespace_app.core.permissions import Permission
from monespace_app.features.access.models import Level, Professional, ProfessionalAccess
from monespace_app.features.access.schemas import (
    AccessEntry,
    ProfessionalEntry,
    ProfessionalRef,
    ProfessionalWithAccess,
)


def find_by_address(address: str) -> ProfessionalRef | None:
    """The professional behind an MSSanté address, whatever its case; None when nobody has it."""
    return next(iter(find_many_by_address([address])), None)


def find_many_by_address(addresses: Iterable[str]) -> list[ProfessionalRef]:
    """The professionals behind these addresses, in alphabetical order; unknown addresses are left out."""
    wanted = {address.strip().lower() for address in addresses}
    with platform_snapshot() as session:
        rows = session.scalars(
            select(Professional)
            .where(Professional.mss_address.in_(wanted))  # type: ignore[attr-defined]
            .order_by(Professional.family_name, Professional.given_name)
        ).all()
    return [_ref(row) for row in rows]


def find_by_rpps(rpps: str) -> ProfessionalRef | None:
    """The professional of that national number (11 digits); None when nobody has it."""
    with platform_snapshot() as session:
        row = session.scalar(select(Professional).where(Professional.rpps == rpps))
    return _ref(row) if row is not None else None


def register(actor: Actor, entries: Iterable[ProfessionalEntry]) -> int:
    """Add those whose address is not in the directory yet; returns how many were added."""
    actor.require(Permission.DIRECTORY_WRITE)
    with platform_transaction() as session:
        return sum(_add_unless_known(session, _row(entry)) for entry in entries)


def list_access(actor: Actor) -> list[ProfessionalWithAccess]:
    """Who may see the open profile: administrators first, then by name. The blocked are left out."""
    actor.require(Permission.ACCESS_READ)
    with snapshot(actor) as session:
        rows = session.execute(
            select(Professional, ProfessionalAccess.level)
            .join(ProfessionalAccess, ProfessionalAccess.professional_id == Professional.id)
            .where(ProfessionalAccess.level != Level.BLOCKED.value)
            # « administrator » comes before « authorised » in the alphabet too.
            .order_by(ProfessionalAccess.level, Professional.family_name, Professional.given_name)
        ).all()
    return [_with_access(row, level) for row, level in rows]


def record_access(actor: Actor, entries: Iterable[AccessEntry]) -> None:
    """Write down what was decided about each of these professionals; an earlier decision stays."""
    actor.require(Permission.ACCESS_RECORD)
    wanted = {entry.address: entry for entry in entries}
    known = {ref.id: wanted[ref.address] for ref in find_many_by_address(wanted)}
    with transaction(actor) as session:
        decided = set(session.scalars(select(ProfessionalAccess.professional_id)))
        for professional_id in known.keys() - decided:
            entry = known[professional_id]
            session.add(
                ProfessionalAccess(
                    profile_id=actor.open_profile,
                    professional_id=professional_id,
                    level=Level(entry.level).value,
                    since=entry.since,
                )
            )


def _with_access(row: Professional, level: str) -> ProfessionalWithAccess:
    return ProfessionalWithAccess(
        id=row.id,
        display_name=row.display_name,
        profession=row.profession,
        is_administrator=level == Level.ADMINISTRATOR.value,
    )


def _row(entry: ProfessionalEntry) -> Professional:
    return Professional(
        rpps=entry.rpps or None,
        family_name=entry.family_name,
        given_name=entry.given_name,
        display_name=entry.display_name,
        profession=entry.profession,
        town=entry.town,
        mss_address=entry.address.strip().lower(),
    )


def _add_unless_known(session: Session, professional: Professional) -> bool:
    same = select(Professional.id).where(Professional.mss_address == professional.mss_address)
    if session.scalar(same) is not None:
        return False
    session.add(professional)
    session.flush()
    return True


def _ref(row: Professional) -> ProfessionalRef:
    return ProfessionalRef(
        id=row.id, display_name=row.display_name, profession=row.profession, address=row.mss_address
    )
