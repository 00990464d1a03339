"""Loading the health insurer's file: all of it or nothing (REG-1, REG-2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from monespace_app.core import clock, crypto
from monespace_app.core.actor import Actor
from monespace_app.core.database import create_profile_key, platform_snapshot, platform_transaction
from monespace_app.core.permissions import Permission
from monespace_app.features.activation import registry_file, rules
from monespace_app.features.activation.models import InsuredPerson, LegalRepresentative
from monespace_app.features.activation.schemas import ImportReport, Refusal, RegistryRow
from monespace_app.session.models import Profile, ProfileState
from monespace_app.session.rules import is_minor

BATCH = 500

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""

T = TypeVar("T")


def no_progress(done: int, total: int) -> None:
    """For callers who show none."""


def nir_digest(nir: str) -> str:
    """The fingerprint a person is looked up by."""
    return crypto.digest(nir, "nir")


def batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Runs of at most `BATCH` items."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def import_registry(actor: Actor, lines: Iterable[str], progress: Progress = no_progress) -> ImportReport:
    """Load a file of insured people. A person already known is brought up to date.

    Each new person gets a profile that waits for activation, with its key. One refused line refuses the file:
    then nothing at all is written.

    Args:
        lines: The file's lines, header first (columns: `registry_file`).
    """
    actor.require(Permission.REGISTRY_IMPORT)
    rows, refusals = registry_file.read(lines, clock.today())
    with platform_transaction() as session:
        known = _known_people(session, rows)
        refusals += _contradictions(rows, known)
        if refusals:
            return ImportReport(refused=sorted(refusals, key=lambda refusal: refusal.line))
        return _write(session, rows, known, progress)


def people_by_nir(nirs: Iterable[str]) -> dict[str, InsuredPerson]:
    """The insured people who have these numbers (15 characters)."""
    with platform_snapshot() as session:
        return _people(session, list(nirs))


def _people(session: Session, nirs: Sequence[str]) -> dict[str, InsuredPerson]:
    found: dict[str, InsuredPerson] = {}
    for batch in batches(nirs):
        digests = [nir_digest(nir) for nir in batch]
        people = session.scalars(select(InsuredPerson).where(InsuredPerson.nir_digest.in_(digests)))  # type: ignore[attr-defined]
        found.update((person.nir, person) for person in people)
    return found


def _known_people(session: Session, rows: Sequence[RegistryRow]) -> dict[str, InsuredPerson]:
    wanted = {nir for row in rows for nir in (row.nir, *row.representatives)}
    return _people(session, sorted(wanted))


def _contradictions(rows: Sequence[RegistryRow], known: dict[str, InsuredPerson]) -> list[Refusal]:
    births = {nir: person.birth_date for nir, person in known.items()}
    births.update((row.nir, row.birth_date) for row in rows)
    refusals: list[Refusal] = []
    for row in rows:
        person = known.get(row.nir)
        if person is not None and person.birth_date != row.birth_date:
            refusals.append(_refusal(row, "Cette personne est déjà connue avec une autre date de naissance."))
        if row.representatives:
            refusals += [_refusal(row, sentence) for sentence in _family_troubles(row, births)]
    return refusals


def _family_troubles(row: RegistryRow, births: dict[str, date]) -> Iterator[str]:
    today = clock.today()
    if not is_minor(row.birth_date, today):
        yield "Une personne majeure n'a pas de représentant légal."
    for nir in row.representatives:
        if nir not in births:
            yield "Un représentant légal n'est ni dans ce fichier ni déjà connu."
        elif is_minor(births[nir], today):
            yield "Un représentant légal est mineur."


def _refusal(row: RegistryRow, sentence: str) -> Refusal:
    return Refusal(row.line, sentence, rules.mask_nir(row.nir))


def _write(
    session: Session, rows: Sequence[RegistryRow], known: dict[str, InsuredPerson], progress: Progress
) -> ImportReport:
    new = [row for row in rows if row.nir not in known]
    old = [row for row in rows if row.nir in known]
    done = 0
    for batch in batches(new):
        known.update(_add_people(session, batch))
        done += len(batch)
        progress(done, len(rows))
    changed = {row.nir for row in old if _bring_up_to_date(session, known[row.nir], row)}
    session.flush()
    changed |= {row.nir for row in old if _set_representatives(session, row, known)}
    for row in new:
        _add_representatives(session, known[row.nir].id, {known[nir].id for nir in row.representatives})
    progress(len(rows), len(rows))
    return ImportReport(added=len(new), updated=len(changed), unchanged=len(old) - len(changed))


def _add_people(session: Session, rows: Sequence[RegistryRow]) -> dict[str, InsuredPerson]:
    profiles = {row.nir: _new_profile(row) for row in rows}
    session.add_all(profiles.values())
    session.flush()
    people = {row.nir: _new_person(row, profiles[row.nir].id) for row in rows}
    session.add_all(people.values())
    for profile in profiles.values():
        create_profile_key(session, profile.id)
    session.flush()
    return people


def _new_profile(row: RegistryRow) -> Profile:
    return Profile(
        ins=row.nir,
        ins_digest=crypto.digest(row.nir, "ins"),
        family_name=row.family_name,
        given_name=row.given_name,
        birth_date=row.birth_date,
        state=ProfileState.PENDING.value,
    )


def _new_person(row: RegistryRow, profile_id: str) -> InsuredPerson:
    person = InsuredPerson(
        nir=row.nir,
        nir_digest=nir_digest(row.nir),
        family_name=row.family_name,
        given_name=row.given_name,
        birth_date=row.birth_date,
        sex=row.sex,
        profile_id=profile_id,
    )
    _set_card_and_contacts(person, row)
    return person


def _set_card_and_contacts(person: InsuredPerson, row: RegistryRow) -> None:
    person.card_kind = row.card_kind.value if row.card_kind else None
    person.card_serial = row.card_serial
    person.card_serial_digest = crypto.digest(row.card_serial, "card") if row.card_serial else None
    person.email = row.email
    person.mobile = row.mobile


def _bring_up_to_date(session: Session, person: InsuredPerson, row: RegistryRow) -> bool:
    person.family_name, person.given_name, person.sex = row.family_name, row.given_name, row.sex
    _set_card_and_contacts(person, row)
    if not session.is_modified(person):
        return False
    person.imported_at = clock.now()
    profile = session.get_one(Profile, person.profile_id)
    profile.family_name, profile.given_name = row.family_name, row.given_name
    return True


def _set_representatives(session: Session, row: RegistryRow, people: dict[str, InsuredPerson]) -> bool:
    minor = people[row.nir]
    wanted = {people[nir].id for nir in row.representatives}
    links = session.scalars(select(LegalRepresentative).where(LegalRepresentative.minor_id == minor.id)).all()
    present = {link.adult_id: link for link in links}
    _add_representatives(session, minor.id, wanted - present.keys())
    for adult_id in present.keys() - wanted:
        session.delete(present[adult_id])
    return wanted != present.keys()


def _add_representatives(session: Session, minor_id: str, adult_ids: set[str]) -> None:
    session.add_all(LegalRepresentative(minor_id=minor_id, adult_id=adult_id) for adult_id in adult_ids)
