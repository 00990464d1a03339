"""Opening, changing, folders, « Corbeille », and who has looked."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from monespace_app.core import audit, bus, clock
from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.blobs import Blob
from monespace_app.core.content import Kind
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import Invalid, NotFound
from monespace_app.core.forms import InvalidForm
from monespace_app.core.permissions import PATIENT
from monespace_app.core.settings import settings
from monespace_app.features.documents import services
from monespace_app.features.documents.models import AuthorKind, Category, Document, Folder
from monespace_app.features.documents.rules import list_query
from monespace_app.features.documents.schemas import DocumentForm
from monespace_app.features.documents.services import folders
from tests.core.content import made
from tests.factories import Made, make_account, make_document, make_documents, make_folder, patient

DAY = date(2026, 3, 12)


@pytest.fixture
def actor(database: str) -> Actor:
    return patient(make_account())


def form(**changes: str) -> DocumentForm:
    said = {
        "name": "Nouveau nom",
        "document_date": "2026-01-31",
        "category": "report",
        "confidentiality": "masked",
    }
    return DocumentForm(**{**said, **changes})


def acts(actor: Actor) -> list[str]:
    with snapshot(actor) as session:
        return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.at)))


def stored() -> list[Path]:
    return [path for path in (settings().data_dir / "blobs").rglob("*") if path.is_file()]


@pytest.mark.row("DOC-7")
@pytest.mark.both_databases
def test_a_text_is_shown_as_text_and_the_look_is_traced(actor: Actor):
    folder_id = make_folder(actor, "Grossesse")
    content = "Créatinine : 72 µmol/L\n".encode()
    document_id = make_document(
        actor, Made("Créatinine", DAY, Category.LABORATORY, folder_id=folder_id, content=content)
    )
    view = services.open_document(actor, document_id)
    assert (view.preview, view.text, view.pages) == ("text", content.decode(), [])
    assert (view.date, view.document_date, view.category_value) == (
        "12 mars 2026",
        "2026-03-12",
        "laboratory",
    )
    assert (view.file_name, view.folder_name) == ("Créatinine.txt", "Grossesse")
    assert services.view_document(actor, document_id) == view
    assert acts(actor) == ["document.read"]


@pytest.mark.row("DOC-7")
def test_an_image_is_shown_by_pages(actor: Actor):
    content = made.saved(made.pixels(40, 30), "JPEG")
    document_id = make_document(actor, Made(kind=Kind.JPEG, content=content))
    view = services.open_document(actor, document_id)
    assert (view.preview, view.pages) == ("pages", [1])
    assert services.render_page(actor, document_id, 1, 160).startswith(b"\xff\xd8")
    with pytest.raises(NotFound):
        services.render_page(actor, document_id, 2, 160)


@pytest.mark.row("DOC-7")
def test_a_text_that_cannot_be_read_has_no_preview(actor: Actor):
    document_id = make_document(actor, Made(kind=Kind.RTF, content=b"pas un RTF"))
    assert services.open_document(actor, document_id).preview == "none"


@pytest.mark.row("DOC-8")
def test_a_download_is_traced_and_gives_the_bytes_as_stored(actor: Actor):
    document_id = make_document(actor, Made("Écho du 3", kind=Kind.PDF, content=b"%PDF"))
    file = services.read_file(actor, document_id)
    assert (file.file_name, file.media_type, file.content) == ("Écho du 3.pdf", "application/pdf", b"%PDF")
    assert acts(actor) == ["document.downloaded"]


@pytest.mark.row("DOC-8")
@pytest.mark.both_databases
def test_everything_of_ones_own_document_can_be_changed(actor: Actor):
    document_id = make_document(actor, Made("Ancien", DAY))
    services.update_document(actor, document_id, form())
    services.update_document(actor, document_id, form())
    view = services.view_document(actor, document_id)
    assert (view.name, view.document_date, view.category_value, view.is_masked) == (
        "Nouveau nom", "2026-01-31", "report", True,
    )  # fmt: skip
    assert acts(actor) == ["document.changed"]


@pytest.mark.row("DOC-8")
def test_what_is_wrong_changes_nothing(actor: Actor):
    document_id = make_document(actor, Made("Ancien", DAY))
    before = services.view_document(actor, document_id)
    with pytest.raises(InvalidForm) as raised:
        services.update_document(actor, document_id, form(name="", document_date="2199-01-01"))
    assert [problem.field for problem in raised.value.problems] == ["name", "document-date"]
    assert services.view_document(actor, document_id) == before


@pytest.mark.row("DOC-8")
@pytest.mark.both_databases
def test_of_a_professionals_document_only_the_confidentiality_changes(actor: Actor):
    document_id = make_document(actor, Made("Bilan", DAY, author_kind=AuthorKind.PROFESSIONAL, author="Dr X"))
    services.update_document(actor, document_id, form())
    view = services.view_document(actor, document_id)
    assert (view.name, view.date, view.is_masked, view.is_mine) == ("Bilan", "12 mars 2026", True, False)
    services.update_document(actor, document_id, DocumentForm(confidentiality="visible"))
    assert services.view_document(actor, document_id).is_masked is False
    with pytest.raises(InvalidForm):
        services.update_document(actor, document_id, DocumentForm(confidentiality="x"))


@pytest.mark.row("DOC-8")
@pytest.mark.both_databases
def test_a_deleted_document_waits_in_the_trash_and_comes_back_where_it_was(actor: Actor, frozen_clock):
    folder_id = make_folder(actor)
    document_id = make_document(actor, Made("Bilan", DAY, folder_id=folder_id))
    services.delete_document(actor, document_id)
    services.delete_document(actor, document_id)
    page = services.list_documents(actor, list_query({}))
    assert (page.total, page.trash_count, page.folders[0].count) == (0, 1, 0)
    (row,) = services.list_trash(actor, 1).rows
    assert row.deleted == "Supprimé le 15/06/2026, effacé le 15/07/2026"
    assert services.view_document(actor, document_id).is_deleted
    services.restore_document(actor, document_id)
    services.restore_document(actor, document_id)
    assert services.list_trash(actor, 1).rows == []
    assert services.list_documents(actor, list_query({"dossier": folder_id})).total == 1
    assert sorted(acts(actor)) == ["document.deleted", "document.restored"]


@pytest.mark.row("DOC-8")
def test_what_is_in_the_trash_is_restored_before_it_is_changed(actor: Actor):
    document_id = make_document(actor)
    services.delete_document(actor, document_id)
    with pytest.raises(NotFound):
        services.update_document(actor, document_id, form())
    with pytest.raises(NotFound):
        services.move_document(actor, document_id, "")


@pytest.mark.row("DOC-8")
@pytest.mark.both_databases
def test_thirty_days_later_it_is_erased_bytes_included(actor: Actor):
    kept, deleted = make_document(actor, Made("gardé")), make_document(actor, Made("effacé"))
    services.delete_document(actor, deleted)
    with clock.later(timedelta(days=29, hours=23)):
        assert services.purge_expired() == 0
    with clock.later(timedelta(days=30, seconds=1)):
        assert services.purge_expired() == 1
        assert services.list_trash(actor, 1).trash_count == 0
    with snapshot(actor) as session:
        assert list(session.scalars(select(Document.id))) == [kept]
        assert len(session.scalars(select(Blob)).all()) == len(stored()) == 1
    with pytest.raises(NotFound):
        services.restore_document(actor, deleted)


def test_a_restored_document_is_not_erased(actor: Actor):
    document_id = make_document(actor)
    services.delete_document(actor, document_id)
    services.restore_document(actor, document_id)
    with clock.later(timedelta(days=40)):
        assert services.purge_expired() == 0
    assert services.read_file(actor, document_id)


def test_a_purge_asks_nothing_of_profiles_that_have_nothing_to_remove(actor: Actor, monkeypatch):
    make_document(actor)
    monkeypatch.setattr(services.purging, "_purge", lambda _actor: pytest.fail("a profile was opened"))
    with clock.later(timedelta(days=400)):
        assert services.purge_expired() == 0


@pytest.mark.row("DOC-10")
@pytest.mark.both_databases
def test_folders_are_made_renamed_filled_and_deleted(actor: Actor):
    folder_id = services.create_folder(actor, "  Grossesse  2026 ")
    ids = make_documents(actor, [Made("a", DAY), Made("b", DAY)])
    for document_id in ids:
        services.move_document(actor, document_id, folder_id)
    services.delete_document(actor, ids[1])
    services.rename_folder(actor, folder_id, "Naissance")
    (folder,) = services.list_documents(actor, list_query({})).folders
    assert (folder.name, folder.count) == ("Naissance", 1)
    services.delete_folder(actor, folder_id)
    page = services.list_documents(actor, list_query({}))
    assert (page.folders, page.total, page.rows[0].folder_id) == ([], 1, "")
    services.restore_document(actor, ids[1])
    assert services.view_document(actor, ids[1]).folder_id == ""


@pytest.mark.row("DOC-10")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "obligatoire"),
        ("   ", "obligatoire"),
        ("a/b", "ce caractère"),
        ("x" * 51, "trop long"),
        ("GROSSÈSSE", "déjà ce nom"),
        ("a\u202eb", "invisible"),
        (None, "obligatoire"),
    ],
)
def test_a_folders_name_has_its_rules(actor: Actor, name: object, words: str):
    make_folder(actor, "Grossesse")
    with pytest.raises(Invalid, match=words):
        services.create_folder(actor, name)  # type: ignore[arg-type]


@pytest.mark.row("DOC-10")
def test_a_folder_may_keep_its_name_in_another_case(actor: Actor):
    folder_id = make_folder(actor, "grossesse")
    services.rename_folder(actor, folder_id, "Grossesse")
    make_folder(actor, "Autre")
    with pytest.raises(Invalid):
        services.rename_folder(actor, folder_id, "autre")


@pytest.mark.row("DOC-10")
def test_there_are_two_hundred_folders_at_most(actor: Actor):
    with transaction(actor) as session:
        for number in range(folders.MAX_FOLDERS):
            session.add(Folder(profile_id=actor.open_profile, name=f"n{number}"))
    with pytest.raises(Invalid, match="200"):
        make_folder(actor)


@pytest.mark.row("DOC-10")
@pytest.mark.both_databases
def test_a_document_does_not_go_into_a_folder_of_somebody_else(actor: Actor):
    foreign = make_folder(patient(make_account()))
    document_id = make_document(actor)
    for folder_id in (foreign, "0" * 32):
        with pytest.raises(NotFound):
            services.move_document(actor, document_id, folder_id)


def look(actor: Actor, document_id: str, who: str, act: Act = Act.DOCUMENT_READ) -> None:
    doctor = Actor(
        ActorKind.PROFESSIONAL, PATIENT, profile_id=actor.profile_id, label=who, reason="autorisation"
    )
    with transaction(doctor) as session:
        audit.record(session, doctor, act, object_id=document_id)


@pytest.mark.row("DOC-9")
@pytest.mark.both_databases
def test_every_look_of_a_professional_is_told_and_ones_own_are_not(actor: Actor, frozen_clock):
    first, second = make_documents(actor, [Made("Bilan", DAY), Made("Écho", DAY)])
    services.open_document(actor, first)
    look(actor, first, "Dr Marie Chanteau")
    frozen_clock.advance(timedelta(hours=1))
    look(actor, second, "Dr Élodie Brun", Act.DOCUMENT_DOWNLOADED)
    look(actor, second, "Dr Élodie Brun", Act.DOCUMENT_CHANGED)
    page = services.list_consultations(actor, 1)
    assert [(row.who, row.document_name, row.moment, row.context) for row in page.rows] == [
        ("Dr Élodie Brun", "Écho", "15 juin 2026 à 13:00", "autorisation"),
        ("Dr Marie Chanteau", "Bilan", "15 juin 2026 à 12:00", "autorisation"),
    ]
    assert (page.total, page.range_text) == (2, "1 - 2 sur 2")
    of_one = services.list_consultations(actor, 9, first)
    assert (of_one.document_name, of_one.page, [row.who for row in of_one.rows]) == (
        "Bilan", 1, ["Dr Marie Chanteau"],
    )  # fmt: skip


@pytest.mark.row("DOC-9")
def test_the_looks_at_an_erased_document_are_still_told(actor: Actor):
    document_id = make_document(actor)
    look(actor, document_id, "Dr Marie Chanteau")
    services.delete_document(actor, document_id)
    with clock.later(timedelta(days=31)):
        services.purge_expired()
        (row,) = services.list_consultations(actor, 1).rows
    assert (row.document_name, row.document_id) == ("Document effacé", "")


def test_open_pages_are_told_of_every_change(actor: Actor, monkeypatch):
    told = []
    monkeypatch.setattr(bus, "publish", told.append)
    document_id = make_document(actor)
    folder_id = make_folder(actor)
    services.move_document(actor, document_id, folder_id)
    services.update_document(actor, document_id, form())
    services.delete_document(actor, document_id)
    services.restore_document(actor, document_id)
    services.delete_folder(actor, folder_id)
    assert {(event.topic, event.subject) for event in told} == {(bus.Topic.DOCUMENTS, actor.profile_id)}
    assert [event.object_id for event in told] == [folder_id, *[document_id] * 4, folder_id]
