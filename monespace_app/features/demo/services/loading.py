"""Loading the people of the demonstration. Each step can be done again: a load that was cut short is resumed."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from monespace_app.core import clock
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import Denied
from monespace_app.core.permissions import Permission
from monespace_app.core.settings import settings
from monespace_app.features.access import services as access
from monespace_app.features.access.schemas import ProfessionalEntry
from monespace_app.features.activation import services as activation
from monespace_app.features.demo.data import family_mail, heavy_mail, people
from monespace_app.features.demo.data.dates import moment
from monespace_app.features.demo.data.mail import DemoMail
from monespace_app.features.demo.data.people import PEOPLE, Person
from monespace_app.features.demo.data.professionals import PROFESSIONALS
from monespace_app.features.demo.models import DemoMarker
from monespace_app.features.demo.services import shelving
from monespace_app.features.login import services as login
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from monespace_app.session.models import Account, Profile, ProfileManager, ProfileState

Progress = Callable[[int, int], None]

_SERVICE_ADDRESS = "ne-pas-repondre@monespacesante.example"
_SERVICE_NAME = "Mon espace santé"
_ACTIVE_FOR = timedelta(days=75)

ProfileIds = dict[str, str]
"""A person's NIR, and the profile's identifier."""


def is_loaded() -> bool:
    """True when every step of a load was done."""
    with platform_snapshot() as session:
        return session.scalar(select(DemoMarker.finished_at)) is not None


def load_demo(actor: Actor, progress: Progress | None = None) -> bool:
    """Fill the database with the demonstration; False when it was there already.

    Raises:
        Denied: Outside of demo mode.
    """
    actor.require(Permission.DEMO_LOAD)
    if not settings().is_demo:
        raise Denied("Les données de démonstration ne se chargent qu'en mode démonstration.")
    if is_loaded():
        return False
    _mark_started()
    access.register(actor, PROFESSIONALS)
    activation.import_registry(actor, [";".join(activation.COLUMNS), *_lines()])
    profiles = _profiles()
    _open_spaces(profiles)
    _give_martine_her_code()
    _deliver(profiles, progress or (lambda done, total: None))
    shelving.file_documents(profiles)
    _mark_finished()
    return True


def _mark_started() -> None:
    with platform_transaction() as session:
        if session.get(DemoMarker, 1) is None:
            session.add(DemoMarker())


def _mark_finished() -> None:
    with platform_transaction() as session:
        session.get_one(DemoMarker, 1).finished_at = clock.now()


def _lines() -> list[str]:
    return [person.registry_line() for person in PEOPLE]


def _profiles() -> ProfileIds:
    found = activation.people_by_nir(person.nir for person in PEOPLE)
    return {nir: person.profile_id for nir, person in found.items()}


def _open_spaces(profiles: ProfileIds) -> None:
    holders = [person for person in PEOPLE if person.identifier]
    with platform_snapshot() as session:
        known = set(session.scalars(select(Account.identifier)))
    # Hashing is slow on purpose: it is done before the transaction, which holds everybody else up.
    hashes = {p.nir: login.hash_password(people.PASSWORD) for p in holders if p.identifier not in known}
    with platform_transaction() as session:
        for person in PEOPLE:
            _set_state(session, person, profiles[person.nir])
        for person in holders:
            if person.nir in hashes:
                _add_account(session, person, profiles, hashes[person.nir])


def _set_state(session: Session, person: Person, profile_id: str) -> None:
    profile = session.get_one(Profile, profile_id)
    profile.state = person.state.value
    if person.state is ProfileState.ACTIVE and profile.activated_at is None:
        profile.activated_at = clock.now() - _ACTIVE_FOR


def _add_account(session: Session, person: Person, profiles: ProfileIds, password_hash: str) -> None:
    account = Account(
        identifier=person.identifier,
        password_hash=password_hash,
        profile_id=profiles[person.nir],
        email=person.email,
        mobile=person.mobile,
        created_at=clock.now() - _ACTIVE_FOR,
    )
    session.add(account)
    session.flush()
    session.add(ProfileManager(account_id=account.id, profile_id=account.profile_id, is_holder=True))
    for child in PEOPLE:
        if child.representative == person.nir and child.state is ProfileState.ACTIVE:
            session.add(ProfileManager(account_id=account.id, profile_id=profiles[child.nir]))


def _give_martine_her_code() -> None:
    [martine] = [person for person in PEOPLE if person.given_name == "Martine"]
    known = activation.people_by_nir([martine.nir])[martine.nir]
    with platform_transaction() as session:
        if not activation.has_live_code(session, known.id):
            activation.keep_code(session, known.id, people.MARTINES_CODE)


def _deliver(profiles: ProfileIds, progress: Progress) -> None:
    today = clock.today()
    boxes: dict[str, list[DemoMail]] = {
        "Inaya": family_mail.inayas_mails(today),
        "Lola": family_mail.lolas_mails(today),
        "Gabriel": list(heavy_mail.gabriels_mails(today)),
    }
    total = sum(len(mails) for mails in boxes.values())
    correspondents = _correspondents()
    done = 0
    for person in PEOPLE:
        mails = boxes.get(person.given_name, [])
        if not mails:
            continue
        incoming = [_incoming(mail, person, correspondents) for mail in mails]
        base = done

        def tell(count: int, base: int = base) -> None:
            progress(base + count, total)

        messaging.receive_many(mail_gateway(profiles[person.nir]), _told(incoming, tell))
        done += len(mails)


def _told(mails: Iterable[IncomingMail], tell: Callable[[int], None]) -> Iterable[IncomingMail]:
    for number, mail in enumerate(mails, start=1):
        yield mail
        tell(number)


def _correspondents() -> dict[str, Correspondent]:
    found = access.find_many_by_address(entry.address for entry in PROFESSIONALS)
    return {ref.address: Correspondent(ref.display_name, ref.address, ref.id) for ref in found}


def _incoming(mail: DemoMail, person: Person, known: dict[str, Correspondent]) -> IncomingMail:
    patient = Correspondent(f"{person.given_name} {person.family_name}", messaging.address_of(person.nir))
    return IncomingMail(
        message_id=_message_id(mail.key, person),
        sender=_sender(mail.sender, known),
        subject=mail.subject,
        text=mail.text,
        received_at=moment(mail.days_ago, mail.hour),
        to=(patient,),
        cc=tuple(known[entry.address] for entry in mail.cc),
        references=(_message_id(mail.follows, person),) if mail.follows else (),
        is_automatic=mail.sender is None,
        is_read=mail.is_read,
    )


def _sender(entry: ProfessionalEntry | None, known: dict[str, Correspondent]) -> Correspondent:
    return known[entry.address] if entry else Correspondent(_SERVICE_NAME, _SERVICE_ADDRESS)


def _message_id(key: str, person: Person) -> str:
    return f"<{key}.{person.given_name.lower()}@demonstration.mssante.fr>"
