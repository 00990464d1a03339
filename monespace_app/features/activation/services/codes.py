"""Provisional codes: drawn, kept as fingerprints, sent by e-mail or printed (REG-3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from monespace_app.core import clock, crypto, outbox
from monespace_app.core.actor import Actor
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.outbox import Channel
from monespace_app.core.permissions import Permission
from monespace_app.features.activation import mail, rules
from monespace_app.features.activation.models import InsuredPerson, LegalRepresentative, ProvisionalCode
from monespace_app.features.activation.schemas import IssueReport, Letter
from monespace_app.features.activation.services.registry import Progress, batches, no_progress
from monespace_app.session.models import Profile, ProfileState
from monespace_app.session.rules import is_minor

WriteLetters = Callable[[list[Letter]], None]


@dataclass(frozen=True, slots=True)
class _Recipient:
    person_id: str
    person: str
    is_minor: bool
    addressees: tuple[str, ...]
    emails: tuple[str, ...]


def issue_codes(
    actor: Actor, write_letters: WriteLetters | None = None, progress: Progress = no_progress
) -> IssueReport:
    """Give a code to everybody whose space waits for activation and who has no code that still works.

    A minor's code goes to the legal representatives. It can be run again at any time: people who have a valid
    code are left alone.

    Args:
        write_letters: Keeps the letters of the people without e-mail. It is called before their codes are
            valid: if it raises, no such code exists. Without it those people are only counted.
    """
    actor.require(Permission.REGISTRY_CODES)
    recipients = _waiting()
    reachable = [recipient for recipient in recipients if recipient.emails]
    others = [recipient for recipient in recipients if not recipient.emails]
    done = 0
    for batch in batches(reachable):
        _send(batch)
        done += len(batch)
        progress(done, len(recipients))
    if write_letters is None:
        return IssueReport(emailed=len(reachable), unreachable=len(others))
    if others:
        _print(others, write_letters)
    progress(len(recipients), len(recipients))
    return IssueReport(emailed=len(reachable), lettered=len(others))


def keep_code(session: Session, person_id: str, code: str) -> ProvisionalCode:
    """Make `code` open the activation of a person, once, for six weeks."""
    issued_at = clock.now()
    row = ProvisionalCode(
        digest=crypto.digest(code, "provisional-code"),
        person_id=person_id,
        issued_at=issued_at,
        expires_at=rules.code_expires_at(issued_at),
    )
    session.add(row)
    return row


def has_live_code(session: Session, person_id: str) -> bool:
    """True when the person has a code that was not used and still works."""
    live = select(ProvisionalCode.id).where(
        ProvisionalCode.person_id == person_id,
        ProvisionalCode.used_at.is_(None),  # type: ignore[union-attr]
        ProvisionalCode.expires_at > clock.now(),
    )
    return session.scalar(live) is not None


def _waiting() -> list[_Recipient]:
    live_code = exists().where(
        ProvisionalCode.person_id == InsuredPerson.id,  # type: ignore[arg-type]
        ProvisionalCode.used_at.is_(None),  # type: ignore[union-attr]
        ProvisionalCode.expires_at > clock.now(),  # type: ignore[arg-type]
    )
    with platform_snapshot() as session:
        people = session.scalars(
            select(InsuredPerson)
            .join(Profile, Profile.id == InsuredPerson.profile_id)
            .where(Profile.state == ProfileState.PENDING.value, ~live_code)
            .order_by(InsuredPerson.family_name, InsuredPerson.given_name, InsuredPerson.id)
        ).all()
        adults = _representatives(session)
    return [_recipient(person, adults.get(person.id, [])) for person in people]


def _representatives(session: Session) -> dict[str, list[InsuredPerson]]:
    rows = session.execute(
        select(LegalRepresentative.minor_id, InsuredPerson)
        .join(InsuredPerson, InsuredPerson.id == LegalRepresentative.adult_id)
        .order_by(InsuredPerson.family_name, InsuredPerson.given_name)
    )
    found: dict[str, list[InsuredPerson]] = {}
    for minor_id, adult in rows:
        found.setdefault(minor_id, []).append(adult)
    return found


def _recipient(person: InsuredPerson, representatives: Sequence[InsuredPerson]) -> _Recipient:
    minor = is_minor(person.birth_date, clock.today())
    readers = list(representatives) if minor else [person]
    return _Recipient(
        person_id=person.id,
        person=f"{person.given_name} {person.family_name}",
        is_minor=minor,
        addressees=tuple(f"{reader.given_name} {reader.family_name}" for reader in readers),
        emails=tuple(dict.fromkeys(reader.email for reader in readers if reader.email)),
    )


def _letter(recipient: _Recipient) -> Letter:
    return Letter(
        addressees=recipient.addressees,
        person=recipient.person,
        is_minor=recipient.is_minor,
        code=rules.new_code(),
        expires_at=rules.code_expires_at(clock.now()),
    )


def _send(recipients: Sequence[_Recipient]) -> None:
    with platform_transaction() as session:
        for recipient in recipients:
            letter = _letter(recipient)
            row = keep_code(session, recipient.person_id, letter.code)
            for number, address in enumerate(recipient.emails):
                payload = mail.code_mail(address, letter)
                outbox.add(session, Channel.EMAIL, payload, key=f"provisional-code:{row.id}:{number}")


def _print(recipients: Sequence[_Recipient], write_letters: WriteLetters) -> None:
    letters = [_letter(recipient) for recipient in recipients]
    write_letters(letters)
    with platform_transaction() as session:
        for recipient, letter in zip(recipients, letters, strict=True):
            keep_code(session, recipient.person_id, letter.code)
