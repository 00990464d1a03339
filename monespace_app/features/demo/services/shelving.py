"""The demonstration's documents: filed, put in folders, thrown away and looked at, as people would have done it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial

from sqlalchemy import select

from monespace_app.core import clock, content
from monespace_app.core.actor import Actor, ActorKind, operator
from monespace_app.core.content import SafeFile
from monespace_app.core.database import platform_snapshot
from monespace_app.core.permissions import PATIENT, Permission
from monespace_app.features.access import services as access
from monespace_app.features.access.schemas import AccessEntry, ProfessionalRef
from monespace_app.features.demo.data import family_documents, heavy_documents
from monespace_app.features.demo.data.dates import moment, working_day
from monespace_app.features.demo.data.documents import DemoDocument, DemoLook
from monespace_app.features.demo.data.papers import Paper
from monespace_app.features.demo.data.people import PEOPLE, Person
from monespace_app.features.demo.data.professionals import PROFESSIONALS
from monespace_app.features.documents import services as documents
from monespace_app.features.documents.schemas import IncomingDocument, ListQuery
from monespace_app.session.models import Account
from monespace_app.session.rules import HOLDER, REPRESENTATIVE

_NORMAL_CARE = "Soins habituels, professionnel autorisé"
_ADMINISTRATOR = "Soins habituels, administrateur"
_HOURS = ("08:45", "09:30", "11:10", "14:20", "16:05", "18:40")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Whose documents they are, and who adds what no professional added."""

    person: Person
    adult: Person
    profile_id: str
    account_id: str

    @property
    def actor(self) -> Actor:
        """The patient, or the parent, on this profile."""
        return Actor(
            kind=ActorKind.PATIENT,
            permissions=PATIENT,
            account_id=self.account_id,
            profile_id=self.profile_id,
            reason=HOLDER if self.person is self.adult else REPRESENTATIVE,
        )


def file_documents(profiles: dict[str, str]) -> None:
    """Fill the profiles that have documents. Done again, it changes nothing.

    Args:
        profiles: The identifiers of profiles, by NIR.
    """
    today = clock.today()
    known = {
        ref.address: ref for ref in access.find_many_by_address(entry.address for entry in PROFESSIONALS)
    }
    for given_name, wanted in (
        ("Inaya", family_documents.inayas_documents(today)),
        ("Lola", family_documents.lolas_documents(today)),
        ("Gabriel", heavy_documents.gabriels_documents()),
    ):
        _file(_shelf(given_name, profiles), wanted, known)
    inaya = _shelf("Inaya", profiles)
    _let_in(inaya)
    _look(inaya, family_documents.inayas_documents(today), known)


def _shelf(given_name: str, profiles: dict[str, str]) -> _Shelf:
    [person] = [person for person in PEOPLE if person.given_name == given_name]
    [adult] = [one for one in PEOPLE if one.nir == (person.representative or person.nir)]
    with platform_snapshot() as session:
        account_id = session.scalars(select(Account.id).where(Account.identifier == adult.identifier)).one()
    return _Shelf(person, adult, profiles[person.nir], account_id)


def _file(shelf: _Shelf, wanted: Sequence[DemoDocument], known: dict[str, ProfessionalRef]) -> None:
    incoming = [_incoming(shelf, one, known) for one in wanted]
    report = documents.import_documents(operator(shelf.profile_id), incoming)
    if report.added:
        _tidy(shelf, wanted)


def _incoming(shelf: _Shelf, one: DemoDocument, known: dict[str, ProfessionalRef]) -> IncomingDocument:
    author = known[one.author.address] if one.author else None
    return IncomingDocument(
        key=f"demo/{shelf.person.given_name}/{one.key}",
        label=one.name,
        read=partial(_safe, one.paper),
        name=one.name,
        document_date=working_day(clock.today(), one.days_ago),
        category=one.category,
        is_masked=one.is_masked,
        author_kind="professional" if author else "patient",
        author_name=author.display_name if author else f"{shelf.adult.given_name} {shelf.adult.family_name}",
        account_id=None if author else shelf.account_id,
        professional_id=author.id if author else None,
        added_at=moment(one.added, _HOURS[one.days_ago % len(_HOURS)]),
    )


@lru_cache(maxsize=64)
def _safe(paper: Paper) -> SafeFile:
    """Drawn and checked once, however many documents it is filed as."""
    return content.make_safe(paper.content())


def _ids(shelf: _Shelf, wanted: Sequence[DemoDocument]) -> dict[str, str]:
    """The identifiers of a small shelf's documents, by key: their names are all different."""
    page = documents.list_documents(shelf.actor, ListQuery())
    by_name = {row.name: row.id for row in page.rows}
    return {one.key: by_name[one.name] for one in wanted if one.name in by_name}


def _tidy(shelf: _Shelf, wanted: Sequence[DemoDocument]) -> None:
    """Folders and the trash."""
    ids = _ids(shelf, wanted) if any(one.folder or one.is_deleted for one in wanted) else {}
    page = documents.list_documents(shelf.actor, ListQuery())
    folders = {folder.name: folder.id for folder in page.folders}
    for one in wanted:
        if one.folder:
            if one.folder not in folders:
                folders[one.folder] = documents.create_folder(shelf.actor, one.folder)
            documents.move_document(shelf.actor, ids[one.key], folders[one.folder])
        if one.is_deleted and one.key in ids:
            documents.delete_document(shelf.actor, ids[one.key])


def _let_in(shelf: _Shelf) -> None:
    access.record_access(
        operator(shelf.profile_id),
        [
            AccessEntry(professional.address, level, clock.now() - timedelta(days=days))
            for professional, level, days in family_documents.INAYAS_ACCESS
        ],
    )


def _look(shelf: _Shelf, wanted: Sequence[DemoDocument], known: dict[str, ProfessionalRef]) -> None:
    """Professionals open documents, each at its own time: the trace is written by the services that show them."""
    if documents.list_consultations(shelf.actor, 1).total:
        return
    ids = _ids(shelf, wanted)
    for look in family_documents.INAYAS_LOOKS:
        with clock.frozen(moment(look.days_ago, look.hour)):
            see = documents.read_file if look.is_download else documents.open_document
            see(_professional(shelf, look, known), ids[look.key])


def _professional(shelf: _Shelf, look: DemoLook, known: dict[str, ProfessionalRef]) -> Actor:
    return Actor(
        kind=ActorKind.PROFESSIONAL,
        permissions=frozenset({Permission.DOCUMENT_READ}),
        profile_id=shelf.profile_id,
        label=known[look.professional.address].display_name,
        reason=_ADMINISTRATOR if look.is_administrator else _NORMAL_CARE,
    )
