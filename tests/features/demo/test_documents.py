"""The demonstration's documents: real files of every kind, in every category, and people who look at them."""

from datetime import date

import pytest

from monespace_app.core import storage
from monespace_app.core.actor import operator
from monespace_app.core.content import Kind
from monespace_app.core.database import snapshot
from monespace_app.features.access import services as access
from monespace_app.features.activation import services as activation
from monespace_app.features.demo.data import heavy_documents
from monespace_app.features.demo.services import shelving
from monespace_app.features.documents import rules, services
from monespace_app.features.documents.models import Category, Document
from monespace_app.features.documents.schemas import DocumentForm, ListQuery
from tests.factories import patient
from tests.features.demo.test_loading import FEW, account_of, actor_of, demo  # noqa: F401

pytestmark = pytest.mark.row("DOC-1")
NIRS = {"Lola": "214057511101040", "Mathis": "117097511101106"}


def child(name: str):
    account = account_of("inaya.michel")
    person = activation.people_by_nir([NIRS[name]])[NIRS[name]]
    actor = patient(account)
    return type(actor)(actor.kind, actor.permissions, actor.account_id, person.profile_id)


def documents(actor) -> list[Document]:
    with snapshot(actor) as session:
        return list(session.query(Document).all())


@pytest.mark.both_databases
def test_inaya_has_documents_of_every_category_and_kind(demo):  # noqa: F811
    found = documents(actor_of("inaya.michel"))
    kept = [document for document in found if document.deleted_at is None]
    assert {document.category for document in kept} == {category.value for category in Category}
    assert {document.kind for document in kept} == {kind.value for kind in Kind}
    assert {document.author_kind for document in kept} == {"patient", "professional"}
    assert sum(document.is_masked for document in kept) == 3
    assert any(document.pages > 1 for document in kept if document.kind == "tif")
    assert [document.name for document in found if document.deleted_at] == ["Ordonnance en double"]
    assert not [document for document in found if document.document_date > date(2026, 6, 17)]


def test_every_name_is_one_that_a_patient_could_have_typed(demo):  # noqa: F811
    for actor in (actor_of("inaya.michel"), child("Lola"), actor_of("gabriel.colonna")):
        for document in documents(actor):
            form = DocumentForm(
                name=document.name,
                document_date=document.document_date.isoformat(),
                category=document.category,
                confidentiality="visible",
            )
            assert rules.describe(form, date(2026, 6, 17))[1] == []


def test_inaya_has_a_folder_and_a_document_in_the_trash(demo):  # noqa: F811
    actor = actor_of("inaya.michel")
    page = services.list_documents(actor, ListQuery())
    assert [(folder.name, folder.count) for folder in page.folders] == [("Diabète", 4)]
    assert (page.trash_count, page.grand_total) == (1, len(page.rows))


@pytest.mark.row("DOC-9")
def test_inaya_sees_who_looked_at_her_documents(demo):  # noqa: F811
    page = services.list_consultations(actor_of("inaya.michel"), 1)
    assert page.total == 8
    assert (page.rows[0].who, page.rows[0].document_name, page.rows[0].context) == (
        "Jean-François Eugène", "Consultation de diabétologie", "Soins habituels, administrateur",
    )  # fmt: skip


@pytest.mark.row("DOC-5")
def test_inayas_professionals_are_those_of_the_contract(demo):  # noqa: F811
    found = access.list_access(actor_of("inaya.michel"))
    assert {row.display_name for row in found if row.is_administrator} == {
        "Louis Eoso",
        "Jean-François Eugène",
    }
    assert {row.display_name for row in found if not row.is_administrator} == {
        "Maria Mendes", "Adama Gabriel Ndiaye", "Gabriel Toujman", "Léa Xi",
    }  # fmt: skip
    assert access.list_access(actor_of("gabriel.colonna")) == []


def test_lolas_were_added_by_her_mother_and_by_professionals(demo):  # noqa: F811
    found = documents(child("Lola"))
    assert {document.author_name for document in found} == {
        "Dr Marie Chanteau", "Hôpital Intercommunal de Poissy", "Inaya Michel",
    }  # fmt: skip


def test_mathis_karim_and_adama_have_none(demo):  # noqa: F811
    for actor in (child("Mathis"), actor_of("karim.michel"), actor_of("adama.diallo")):
        assert documents(actor) == []


def test_the_heavy_profile_has_its_documents_each_with_its_own_file(demo):  # noqa: F811
    found = documents(actor_of("gabriel.colonna"))
    assert len(found) == FEW
    assert len({document.blob_id for document in found}) == FEW


def test_the_heavy_profile_has_400_documents_over_twelve_years():
    found = heavy_documents.gabriels_documents()
    assert len(found) == 400
    assert len({one.paper for one in found}) < 10
    assert {one.category for one in found} == {category.value for category in Category}
    assert (min(one.days_ago for one in found) < 30, max(one.days_ago for one in found) > 4_000) == (
        True,
        True,
    )
    assert [one.key for one in found] == [one.key for one in heavy_documents.gabriels_documents()]


@pytest.mark.row("DOC-12")
def test_the_store_is_sound_afterwards(demo):  # noqa: F811
    report = storage.check(operator())
    assert (report.troubles, report.orphans, report.foreign) == ([], {}, 0)


@pytest.mark.row("DOC-7")
def test_every_kind_of_file_opens(demo):  # noqa: F811
    actor = actor_of("inaya.michel")
    by_kind = {document.kind: document for document in documents(actor)}
    for kind in ("pdf", "jpg", "tif"):
        assert services.render_page(actor, by_kind[kind].id, 1, 160)[:2] == b"\xff\xd8"
    assert "Semaine calme" in services.view_document(actor, by_kind["rtf"].id).text
    assert services.view_document(actor, by_kind["txt"].id).text


def test_filing_again_changes_nothing(demo):  # noqa: F811
    before = [documents(actor) for actor in (actor_of("inaya.michel"), child("Lola"))]
    people = activation.people_by_nir(person.nir for person in shelving.PEOPLE)
    shelving.file_documents({nir: person.profile_id for nir, person in people.items()})
    assert [documents(actor) for actor in (actor_of("inaya.michel"), child("Lola"))] == before
    assert services.list_consultations(actor_of("inaya.michel"), 1).total == 8
