"""The documents' handlers without a browser: what a tab shows after each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from reflex.istate.data import RouterData
from reflex.state import BaseState, State

from monespace_app.core import clock
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.database import snapshot
from monespace_app.features.documents import services
from monespace_app.features.documents.models import AuthorKind, Category
from monespace_app.features.documents.schemas import EDIT, MASKED, VISIBLE
from monespace_app.features.documents.state import (
    ConsultationState,
    DeletionState,
    DocumentListState,
    EditState,
    FolderState,
    MoveState,
    TrashState,
    UploadState,
    ViewerState,
)
from monespace_app.features.documents.state.address import asked_document, asked_page, parameters
from monespace_app.session import guard
from tests.factories import make_account, make_child, patient
from tests.factories.documents import Made, make_document, make_folder, make_upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("frozen_clock")]

StateType = TypeVar("StateType", bound=BaseState)


class Tab:
    """The documents in one tab of one person."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.root = State(_reflex_internal_init=True)

    def at(self, path: str) -> "Tab":
        data = {"asPath": path, "headers": {"origin": "http://localhost:3000"}}
        self.root.router = RouterData.from_router_data(data)
        return self

    def state(self, cls: type[StateType]) -> StateType:
        found = self.root.get_substate(cls.get_full_name().split("."))
        assert isinstance(found, cls)
        return found

    async def call(self, cls: type[StateType], handler: str, *arguments: Any) -> StateType:
        guard.as_actor(self.actor)
        self.answer = await getattr(cls, handler).fn(self.state(cls), *arguments)
        return self.state(cls)

    async def load(self, cls: type[StateType], path: str) -> StateType:
        return await self.at(path).call(cls, "load")

    @property
    def goes_to(self) -> str:
        """The address that the last handler leads to."""
        return str(self.answer)


@pytest.fixture
def actor() -> Iterator[Actor]:
    yield patient(make_account())
    guard.as_actor(None)


@pytest.fixture
def tab(actor: Actor) -> Tab:
    return Tab(actor)


def described(prefix: str, **changes: str) -> dict[str, str]:
    fields = {
        "name": "Bilan",
        "document-date": "2026-01-02",
        "category": "report",
        "confidentiality": VISIBLE,
    }
    return {f"{prefix}-{name}": value for name, value in (fields | changes).items()}


@pytest.mark.row("DOC-2")
async def test_the_list_is_what_the_address_asks_for(actor: Actor, tab: Tab):
    make_document(actor, Made(name="Radio du genou", category=Category.IMAGING))
    make_document(actor, Made(name="Ordonnance"))
    listed = await tab.load(DocumentListState, "/documents?categorie=imaging&q=genou&tri=nom")
    assert [row.name for row in listed.page.rows] == ["Radio du genou"]
    assert listed.is_filtered
    assert [one.value for one in listed.chosen] == ["imaging"]
    assert listed.search_key == 1
    await tab.call(DocumentListState, "unfilter", "imaging")
    assert "/documents?tri=nom&q=genou" in tab.goes_to
    await tab.call(DocumentListState, "clear_filters")
    assert "/documents?tri=nom" in tab.goes_to
    assert "q=" not in tab.goes_to


@pytest.mark.row("DOC-2")
async def test_a_search_a_filter_and_an_order_go_to_their_address_and_to_the_first_page(tab: Tab):
    await tab.load(DocumentListState, "/documents")
    await tab.call(DocumentListState, "search", {"recherche": "  diabète "})
    assert "q=diab%C3%A8te" in tab.goes_to
    filtered = await tab.call(
        DocumentListState, "filter", {"categorie-report": "on", "categorie-imaging": "on"}
    )
    assert "categorie=imaging&categorie=report" in tab.goes_to
    assert not filtered.is_choosing
    await tab.call(DocumentListState, "sort", "nom")
    assert "tri=nom" in tab.goes_to
    await tab.call(DocumentListState, "sort", "n'importe quoi")
    assert "tri=" not in tab.goes_to


@pytest.mark.row("DOC-1")
async def test_a_push_reads_the_same_page_again_but_not_before_it_was_shown(actor: Actor, tab: Tab):
    make_document(actor)
    assert not (await tab.call(DocumentListState, "refresh", "")).is_loaded
    await tab.load(DocumentListState, "/documents?q=ordo")
    make_document(actor, Made(name="Ordonnance de lunettes"))
    make_document(actor, Made(name="Radio"))
    assert (await tab.call(DocumentListState, "refresh", "x")).page.total == 2


@pytest.mark.row("DOC-7")
async def test_opening_is_traced_once_and_another_profiles_document_is_not_found(actor: Actor, tab: Tab):
    document_id = make_document(actor)
    shown = await tab.load(ViewerState, f"/documents/{document_id}")
    assert (shown.shows, shown.document.name) == ("document", "Ordonnance")
    await tab.load(ViewerState, f"/documents/{document_id}")
    with snapshot(actor) as session:
        acts = [entry.act for entry in session.query(AuditEntry).filter_by(object_id=document_id)]
    assert acts.count(Act.DOCUMENT_READ) == 1
    other = Tab(patient(make_account()))
    missing = await other.load(ViewerState, f"/documents/{document_id}")
    assert (missing.shows, missing.document.name) == ("missing", "")


@pytest.mark.row("DOC-8")
async def test_modifying_shows_what_is_wrong_beside_each_field_then_closes(actor: Actor, tab: Tab):
    document_id = make_document(actor)
    edited = await tab.at("/documents").call(EditState, "ask", document_id)
    assert edited.is_open
    await tab.call(EditState, "save", described(EDIT, name="a/b", category=""))
    assert edited.is_open
    assert edited.errors.name
    assert edited.errors.category
    assert {problem.field for problem in edited.problems} == {f"{EDIT}-name", f"{EDIT}-category"}
    await tab.call(EditState, "save", described(EDIT, confidentiality=MASKED))
    assert not edited.is_open
    assert services.view_document(actor, document_id).is_masked


@pytest.mark.row("DOC-8")
async def test_of_a_professionals_document_only_the_confidentiality_is_saved(actor: Actor, tab: Tab):
    document_id = make_document(actor, Made(author_kind=AuthorKind.PROFESSIONAL))
    edited = await tab.at("/documents").call(EditState, "ask", document_id)
    assert not edited.document.is_mine
    await tab.call(EditState, "save", described(EDIT, confidentiality=MASKED))
    view = services.view_document(actor, document_id)
    assert (view.name, view.is_masked) == ("Ordonnance", True)


@pytest.mark.row("DOC-8")
async def test_a_document_deleted_from_its_own_page_leads_to_the_list_and_can_be_brought_back(
    actor: Actor, tab: Tab
):
    document_id = make_document(actor)
    await tab.at(f"/documents/{document_id}").call(DeletionState, "ask", document_id)
    await tab.call(DeletionState, "delete")
    assert "_redirect" in tab.goes_to
    trash = await tab.load(TrashState, "/documents/corbeille")
    assert [row.id for row in trash.page.rows] == [document_id]
    await tab.call(DeletionState, "restore", document_id)
    assert (await tab.call(TrashState, "refresh", "")).page.total == 0


@pytest.mark.row("DOC-10")
async def test_a_folder_is_named_its_name_refused_and_a_document_moved_to_it(actor: Actor, tab: Tab):
    document_id = make_document(actor)
    asked = await tab.at("/documents").call(FolderState, "ask_new")
    await tab.call(FolderState, "name", {"nom-du-dossier": " "})
    assert asked.error
    assert asked.asks == "new"
    await tab.call(FolderState, "name", {"nom-du-dossier": "Lunettes"})
    assert asked.asks == ""
    moved = await tab.call(MoveState, "ask", document_id)
    assert [one["label"] for one in moved.choices] == ["Aucun dossier", "Lunettes"]
    await tab.call(MoveState, "move", {"dossier": moved.choices[1]["value"]})
    assert services.view_document(actor, document_id).folder_name == "Lunettes"


@pytest.mark.row("DOC-10")
async def test_deleting_the_open_folder_leads_to_the_whole_list(actor: Actor, tab: Tab):
    folder_id = make_folder(actor)
    await tab.at(f"/documents?dossier={folder_id}").call(FolderState, "ask_delete", folder_id)
    await tab.call(FolderState, "delete")
    assert "_redirect" in tab.goes_to
    assert services.list_documents(actor, DocumentListState()._query()).folders == []


@pytest.mark.row("DOC-5")
async def test_validating_adds_what_is_right_and_keeps_the_rest_with_its_errors(actor: Actor, tab: Tab):
    right = make_upload(actor, "bilan.txt")
    with clock.later(timedelta(seconds=1)):
        wrong = make_upload(actor, "notes.txt")
    waiting = await tab.load(UploadState, "/documents/ajouter")
    assert {upload.name for upload in waiting.uploads} == {"bilan", "notes"}
    await tab.call(UploadState, "validate", described(right) | described(wrong, name="a/b"))
    assert [upload.id for upload in waiting.uploads] == [wrong]
    assert "/" in waiting.uploads[0].errors.name
    assert [problem.field for problem in waiting.problems] == [f"{wrong}-name"]
    assert "_redirect" not in tab.goes_to
    await tab.call(UploadState, "validate", described(wrong))
    assert waiting.uploads == []
    assert "_redirect" in tab.goes_to


@pytest.mark.row("DOC-3")
async def test_a_file_that_comes_keeps_the_errors_of_the_others_and_can_be_removed(actor: Actor, tab: Tab):
    first = make_upload(actor, "bilan.txt")
    waiting = await tab.load(UploadState, "/documents/ajouter")
    await tab.call(UploadState, "validate", described(first, category=""))
    with clock.later(timedelta(seconds=1)):
        second = make_upload(actor, "notes.txt")
    await tab.call(UploadState, "received", second)
    assert {upload.id: bool(upload.errors.category) for upload in waiting.uploads} == {
        first: True,
        second: False,
    }
    await tab.call(UploadState, "remove", first)
    assert [upload.id for upload in waiting.uploads] == [second]
    assert waiting.problems == []


@pytest.mark.row("PROF-2")
@pytest.mark.row("DOC-9")
async def test_the_address_of_another_profile_shows_nothing_of_it(tab: Tab):
    child = make_child("Lola")
    account = make_account(children=(child,))
    document_id = make_document(patient(account, child))
    looks = await Tab(patient(account)).load(
        ConsultationState, f"/documents/consultations?document={document_id}"
    )
    assert (looks.page.rows, looks.page.document_name) == ([], "")
    assert looks.trouble


@pytest.mark.parametrize("query", ["page=0x1", "page=", "page=-1", "page=99999999", "page=²", "autre=1"])
async def test_an_odd_page_is_the_first_one(query: str):
    assert asked_page(query) == 1


async def test_an_address_is_read_calmly():
    assert parameters("a=1&a=2") == {"a": ["1", "2"]}
    assert parameters("q=" + "x" * 3000) == {}
    assert asked_document("/documents/abc") == "abc"
    assert asked_document("/documents") == ""
