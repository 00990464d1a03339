"""Lists of documents: pages, filters, sorts, search, and the counts beside them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.event import listen, remove

from monespace_app.core import clock
from monespace_app.core.actor import Actor
from monespace_app.core.database import engine
from monespace_app.features.documents import services
from monespace_app.features.documents.models import AuthorKind, Category
from monespace_app.features.documents.rules import list_query
from monespace_app.features.documents.schemas import DocumentForm, DocumentPage
from monespace_app.features.documents.services import names
from tests.factories import (
    Made,
    make_account,
    make_child,
    make_document,
    make_documents,
    make_folder,
    patient,
)

DAY = date(2026, 3, 12)


@pytest.fixture
def actor(database: str) -> Actor:
    return patient(make_account())


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    names.forget_everything()
    yield
    names.forget_everything()


def listed(actor: Actor, **params: object) -> DocumentPage:
    return services.list_documents(actor, list_query(params))


def titles(actor: Actor, **params: object) -> list[str]:
    return [row.name for row in listed(actor, **params).rows]


def several(actor: Actor) -> None:
    folder = make_folder(actor, "Grossesse")
    labo = {"author": "Labo Cergy", "author_kind": AuthorKind.PROFESSIONAL}
    make_documents(
        actor,
        [
            Made("Résultats", DAY, Category.LABORATORY, **labo),
            Made("Écho", DAY - timedelta(days=1), Category.IMAGING, "Dr Élodie Brun", folder_id=folder),
            Made("ordonnance", DAY + timedelta(days=1), Category.PRESCRIPTION),
            Made("Ordonnance 2", DAY - timedelta(days=900), Category.PRESCRIPTION, folder_id=folder),
        ],
    )


@pytest.mark.row("DOC-1")
def test_an_empty_list_says_so(actor: Actor):
    page = listed(actor)
    assert (page.rows, page.total, page.grand_total, page.range_text) == ([], 0, 0, "")
    assert (page.page, page.has_previous, page.has_next) == (1, False, False)


@pytest.mark.row("DOC-1")
@pytest.mark.both_databases
def test_a_row_says_what_the_national_service_says(actor: Actor):
    make_document(
        actor, Made("Prise de sang", DAY, Category.LABORATORY, is_masked=True, content=b"x" * 1_200)
    )
    (row,) = listed(actor).rows
    assert (row.name, row.date, row.added_by) == ("Prise de sang", "12/03/2026", "Jeanne Martin")
    assert (row.category, row.size, row.is_masked, row.is_mine) == (
        "Résultats de biologie", "1\u00a0Ko", True, True,
    )  # fmt: skip


@pytest.mark.row("DOC-1")
@pytest.mark.both_databases
def test_pages_of_fifty_hold_every_document_once(actor: Actor):
    make_documents(actor, [Made(f"n{number}", DAY) for number in range(113)])
    pages = [listed(actor, page=str(page)) for page in (1, 2, 3)]
    assert [page.range_text for page in pages] == ["1 - 50 sur 113", "51 - 100 sur 113", "101 - 113 sur 113"]
    assert [(page.has_previous, page.has_next) for page in pages] == [
        (False, True), (True, True), (True, False),
    ]  # fmt: skip
    assert len({row.id for page in pages for row in page.rows}) == 113
    assert listed(actor, page="900").page == 3


@pytest.mark.row("DOC-2")
@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["ordonnance", "Résultats", "Écho", "Ordonnance 2"]),
        ("ancien", ["Ordonnance 2", "Écho", "Résultats", "ordonnance"]),
        ("nom", ["Écho", "ordonnance", "Ordonnance 2", "Résultats"]),
        ("nom-inverse", ["Résultats", "Ordonnance 2", "ordonnance", "Écho"]),
        ("auteur", ["Écho", "ordonnance", "Ordonnance 2", "Résultats"]),
        ("auteur-inverse", ["Résultats", "Ordonnance 2", "ordonnance", "Écho"]),
    ],
)
def test_every_sort(actor: Actor, sort: str, expected: list[str]):
    several(actor)
    assert titles(actor, tri=sort) == expected


@pytest.mark.row("DOC-2")
@pytest.mark.both_databases
@pytest.mark.parametrize("sort", ["recent", "nom"])
def test_filters_and_search_add_up(actor: Actor, sort: str):
    several(actor)
    folder = listed(actor).folders[0].id
    assert set(titles(actor, tri=sort, categorie=["laboratory", "imaging"])) == {"Résultats", "Écho"}
    assert set(titles(actor, tri=sort, q="ORDONNÀNCE")) == {"ordonnance", "Ordonnance 2"}
    assert titles(actor, tri=sort, q="resultats") == ["Résultats"]
    assert set(titles(actor, tri=sort, dossier=folder)) == {"Écho", "Ordonnance 2"}
    assert titles(actor, tri=sort, dossier=folder, categorie="imaging", q="e") == ["Écho"]
    assert titles(actor, tri=sort, q="rien de tel") == []


@pytest.mark.row("DOC-2")
def test_the_answer_keeps_the_address(actor: Actor):
    several(actor)
    page = listed(actor, tri="nom", q="ordonnance", categorie="prescription", page="7")
    assert page.query == "?categorie=prescription&tri=nom&q=ordonnance"
    assert (page.sort, page.search, page.page) == ("nom", "ordonnance", 1)
    assert [choice.value for choice in page.categories if choice.is_chosen] == ["prescription"]


@pytest.mark.row("DOC-2")
@pytest.mark.both_databases
def test_counts_of_categories_and_folders(actor: Actor):
    several(actor)
    page = listed(actor)
    assert {choice.value: choice.count for choice in page.categories if choice.count} == {
        "laboratory": 1, "imaging": 1, "prescription": 2,
    }  # fmt: skip
    assert [(folder.name, folder.count) for folder in page.folders] == [("Grossesse", 2)]
    inside = listed(actor, dossier=page.folders[0].id)
    assert (inside.folder_name, inside.total, inside.grand_total) == ("Grossesse", 2, 4)
    assert {choice.value: choice.count for choice in inside.categories if choice.count} == {
        "imaging": 1, "prescription": 1,
    }  # fmt: skip


def test_a_folder_that_is_no_more_shows_everything(actor: Actor):
    several(actor)
    assert listed(actor, dossier="0" * 32).total == 4


@pytest.mark.row("DOC-2")
@pytest.mark.both_databases
@pytest.mark.parametrize("asked", [{"tri": "nom"}, {"q": "a"}, {"categorie": "other"}, {}])
def test_what_changes_is_listed_anew(actor: Actor, asked: dict[str, str]):
    """Ten documents after ten changes of every kind: the index that is kept is the one that would be made."""
    ids = make_documents(actor, [Made(f"a {number}", DAY, Category.OTHER) for number in range(10)])
    folder = make_folder(actor)
    changes: list[Callable[[], object]] = [
        lambda: make_document(actor, Made("a nouveau", DAY, Category.OTHER)),
        lambda: services.delete_document(actor, ids[0]),
        lambda: services.update_document(actor, ids[1], form("zèbre a")),
        lambda: services.move_document(actor, ids[2], folder),
        lambda: services.restore_document(actor, ids[0]),
        lambda: services.delete_folder(actor, folder),
        lambda: services.update_document(actor, ids[1], form("a 1")),
    ]
    for change in changes:
        listed(actor, **asked)
        change()
        after = listed(actor, **asked)
        names.forget_everything()
        assert after == listed(actor, **asked)


def form(name: str) -> DocumentForm:
    return DocumentForm(name=name, document_date=DAY.isoformat(), category="other", confidentiality="visible")


@pytest.mark.both_databases
def test_another_process_sees_what_this_one_changed(actor: Actor):
    ids = make_documents(actor, [Made(f"n{number}", DAY) for number in range(3)])
    assert titles(actor, tri="nom") == ["n0", "n1", "n2"]
    elsewhere = dict(names._known)
    services.delete_document(actor, ids[1])
    with clock.later(timedelta(days=31)):
        assert services.purge_expired() == 1
    # The other process remembers what it knew before.
    names._known.clear()
    names._known.update(elsewhere)
    assert titles(actor, tri="nom") == ["n0", "n2"]
    make_document(actor, Made("n1 encore", DAY))
    assert titles(actor, tri="nom") == ["n0", "n1 encore", "n2"]


@pytest.mark.both_databases
def test_a_number_that_was_given_is_never_given_again(actor: Actor):
    """Or a document that takes the number of a purged one would be missing from an index that knows it."""
    make_document(actor, Made("gardé", DAY))
    gone = make_document(actor, Made("effacé", DAY))
    services.delete_document(actor, gone)
    with clock.later(timedelta(days=31)):
        services.purge_expired()
        assert titles(actor, q="gard") == ["gardé"]
        services.update_document(actor, listed(actor).rows[0].id, form("renommé"))
        assert titles(actor, q="renomme") == ["renommé"]


@pytest.mark.row("DOC-2")
@pytest.mark.both_databases
@pytest.mark.parametrize(
    "asked",
    [{}, {"tri": "ancien"}, {"categorie": ["other", "report"]}, {"tri": "nom"}, {"tri": "auteur"}, {"q": "n"},
     {"dossier": True}, {"page": "3"}],
)  # fmt: skip
def test_ten_times_as_many_documents_ask_no_more_queries(actor: Actor, asked: dict[str, object]):
    counted = []
    for size in (50, 500):
        folder = make_folder(actor, f"Dossier {size}")
        made = [Made(f"n{n}", DAY - timedelta(days=n), Category.OTHER, folder_id=folder) for n in range(size)]
        make_documents(actor, made)
        params = {**asked, "dossier": folder} if "dossier" in asked else asked
        listed(actor, **params)
        counted.append(_queries(lambda params=params: listed(actor, **params)))
    assert counted[0] == counted[1] <= 6


def _queries(work: Callable[[], object]) -> int:
    asked = []

    def hear(*call: object) -> None:
        asked.append(call[2])

    listen(engine(), "before_cursor_execute", hear)
    work()
    remove(engine(), "before_cursor_execute", hear)
    return len(asked)


def test_what_is_not_used_for_long_is_forgotten(actor: Actor):
    make_document(actor, Made("secret", DAY))
    titles(actor, q="secret")
    other = patient(make_account())
    with clock.later(names.MAX_AGE + timedelta(minutes=1)):
        make_document(other, Made("autre", DAY))
        titles(other, q="autre")
    assert list(names._known) == [other.profile_id]


def test_what_is_remembered_is_bounded(database: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(names, "MAX_DOCUMENTS", 5)
    people = [patient(make_account()) for _ in range(4)]
    for one in people:
        make_documents(one, [Made(f"n{number}", DAY) for number in range(2)])
        titles(one, q="n")
    assert list(names._known) == [one.profile_id for one in people[-2:]]
    assert titles(people[0], q="n1") == ["n1"]


@pytest.mark.row("HOME-3")
@pytest.mark.both_databases
def test_accueil_shows_the_five_most_recent(actor: Actor):
    made = [Made(f"n{number}", DAY - timedelta(days=number)) for number in range(7)]
    ids = make_documents(actor, made)
    services.delete_document(actor, ids[0])
    assert [row.name for row in services.recent_documents(actor)] == ["n1", "n2", "n3", "n4", "n5"]


@pytest.mark.both_databases
def test_a_childs_documents_are_another_list(database: str):
    lola = make_child("Lola")
    account = make_account(children=(lola,))
    own, childs = patient(account), patient(account, lola)
    make_document(own, Made("à moi", DAY))
    make_document(childs, Made("à Lola", DAY))
    for asked in ({}, {"tri": "nom"}, {"q": "a"}):
        assert (titles(own, **asked), titles(childs, **asked)) == (["à moi"], ["à Lola"])
