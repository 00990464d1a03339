"""What a document may be called, what an address asks for. No database."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.core import french
from monespace_app.features.documents import rules
from monespace_app.features.documents.models import Category
from monespace_app.features.documents.schemas import Description, DocumentForm, ListQuery

TODAY = date(2026, 6, 15)
GOOD = DocumentForm(
    name="Prise de sang", document_date="2026-06-15", category="laboratory", confidentiality="visible"
)


def problems(**changes: str) -> dict[str, str]:
    description, found = rules.describe(GOOD.model_copy(update=changes), TODAY)
    assert (description is None) == bool(found)
    return {problem.field: problem.message for problem in found}


@pytest.mark.row("DOC-5")
def test_a_good_description_passes():
    description, found = rules.describe(GOOD, TODAY)
    assert description == Description("Prise de sang", TODAY, "laboratory", is_masked=False)
    assert found == []


@pytest.mark.row("DOC-5")
def test_every_field_is_mandatory_and_named_after_its_document():
    _, found = rules.describe(DocumentForm(), TODAY, "abc-")
    assert [problem.field for problem in found] == [
        "abc-name",
        "abc-document-date",
        "abc-category",
        "abc-confidentiality",
    ]


@pytest.mark.row("DOC-5")
@pytest.mark.parametrize("sign", "@>?/[*#]%~+€$!=")
def test_each_refused_character_is_named(sign: str):
    assert problems(name=f"Prise{sign}de sang") == {
        "name": f"Le nom du document ne peut pas contenir ce caractère\u00a0: {sign}"
    }


@pytest.mark.row("DOC-5")
def test_several_refused_characters_are_all_named():
    assert problems(name="Prise #1 = 50%")["name"].endswith("ces caractères\u00a0: # % =")


@pytest.mark.row("DOC-5")
@pytest.mark.parametrize("name", ["Vaccin anti-grippe", "L'été (suite) n° 2", "œdème", "x" * 50, "a"])
def test_hyphens_accents_and_fifty_characters_are_accepted(name: str):
    assert problems(name=name) == {}


@pytest.mark.row("DOC-5")
def test_fifty_one_characters_are_too_many():
    assert "trop long de 1 caractère" in problems(name="x" * 51)["name"]


@pytest.mark.row("DOC-5")
@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\u202e", "\u2066", "\u200b", "\x07", "\ue000"])
def test_what_cannot_be_seen_or_stored_is_refused(sign: str):
    assert "caractère invisible" in problems(name=f"pri{sign}se")["name"]


@pytest.mark.row("DOC-5")
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-06-16", "dans le futur"),
        ("1899-12-31", "avant 1900"),
        ("2026-02-30", "n'existe pas"),
        ("20260615", "n'existe pas"),
        ("٢٠٢٦-٠٦-١٥", "n'existe pas"),
        ("hier", "n'existe pas"),
        ("", "obligatoire"),
    ],
)
def test_a_date_is_between_1900_and_today(day: str, words: str):
    assert words in problems(document_date=day)["document-date"]


@pytest.mark.row("DOC-5")
@pytest.mark.parametrize("day", ["2026-06-15", "1900-01-01", "15/06/2026"])
def test_dates_that_are_accepted(day: str):
    assert problems(document_date=day) == {}


@pytest.mark.row("DOC-5")
def test_category_and_confidentiality_are_of_their_lists():
    assert problems(category="Laboratory", confidentiality="").keys() == {"category", "confidentiality"}


@given(st.text(), st.text(), st.text(), st.text())
def test_any_form_is_described_or_gets_its_problems(name: str, day: str, category: str, confidentiality: str):
    form = DocumentForm(name=name, document_date=day, category=category, confidentiality=confidentiality)
    description, found = rules.describe(form, TODAY)
    assert (description is None) == bool(found)


@given(st.text(max_size=300))
def test_a_name_from_any_file_is_a_name_that_passes(file_name: str):
    assert rules.name_problem(rules.name_from_file(file_name)) == ""


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("Prise_de_sang.2026.pdf", "Prise de sang.2026"),
        ("C:\\Users\\moi\\scan [1].JPG", "scan 1"),
        ("../../etc/passwd", "passwd"),
        ("100%.tiff", "100"),
        (".pdf", "Document"),
        ("", "Document"),
        ("é" * 300 + ".pdf", "é" * 50),
        ("ordonnance\u202egpj.exe", "ordonnancegpj"),
    ],
)
@pytest.mark.row("DOC-5")
def test_a_name_is_proposed_from_the_file(file_name: str, name: str):
    assert rules.name_from_file(file_name) == name


@given(st.text(max_size=80))
def test_a_download_name_makes_one_safe_header(name: str):
    header = rules.content_disposition(rules.download_name(name, "pdf"))
    assert header.isascii()
    assert header.isprintable()
    plain, _, exact = header.removeprefix('attachment; filename="').partition("\"; filename*=UTF-8''")
    assert plain.endswith(".pdf")
    assert not set(plain + exact) & set('"\\\r\n;')


@pytest.mark.row("DOC-8")
def test_a_nasty_name_is_downloaded_in_plain_letters_and_exactly():
    header = rules.content_disposition(rules.download_name('Écho "; \r\n x', "pdf"))
    assert header == "attachment; filename=\"Echo __  x.pdf\"; filename*=UTF-8''%C3%89cho%20_%3B%20%20x.pdf"


@pytest.mark.row("DOC-2")
@pytest.mark.parametrize(
    ("found", "search"),
    [("Résultats", "resultats"), ("ŒDÈME", "oedeme"), ("L’été", "l'ETE"), ("Straße", "STRASSE")],
)
def test_a_search_minds_neither_case_nor_accents(found: str, search: str):
    assert rules.fold(search) in rules.fold(found)


@pytest.mark.row("DOC-2")
def test_names_are_sorted_as_in_a_french_dictionary():
    words = ["zèbre", "Élan", "eau", "cote", "côté", "coté", "côte", "œuf", "oie"]
    assert sorted(words, key=rules.sort_key) == [
        "cote", "coté", "côte", "côté", "eau", "Élan", "œuf", "oie", "zèbre",
    ]  # fmt: skip


@pytest.mark.row("DOC-2")
@given(
    st.builds(
        ListQuery,
        categories=st.lists(st.sampled_from(list(Category)), unique=True).map(
            lambda chosen: tuple(c.value for c in rules.CATEGORY_LABELS if c in chosen)
        ),
        sort=st.sampled_from(list(rules.SORTS)),
        search=st.text(max_size=60).map(rules._search),
        folder_id=st.sampled_from(["", "0123456789abcdef" * 2]),
        page=st.integers(1, 200),
    )
)
def test_an_address_says_everything_that_was_asked(query: ListQuery):
    assert rules.list_query(parse_qs(rules.query_string(query).removeprefix("?"))) == query


@pytest.mark.row("DOC-2")
@given(st.dictionaries(st.sampled_from(["categorie", "tri", "q", "dossier", "page"]), st.one_of(
    st.text(), st.none(), st.integers(), st.lists(st.one_of(st.text(), st.integers())))))  # fmt: skip
def test_any_address_asks_for_a_list_that_exists(params: dict[str, object]):
    query = rules.list_query(params)
    assert query.sort in rules.SORTS
    assert query.page >= 1
    assert len(query.search) <= rules.MAX_SEARCH
    assert query.search.encode().decode() == query.search


def test_the_plain_list_has_a_plain_address():
    assert rules.query_string(ListQuery()) == ""


@pytest.mark.row("DOC-6")
def test_the_nine_categories_are_in_their_order():
    assert list(rules.CATEGORY_LABELS) == list(Category)
    labels = list(rules.CATEGORY_LABELS.values())
    assert (len(labels), labels[0], labels[-1]) == (9, "Ma santé en résumé", "Pièces administratives")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0\u00a0octet"), (1, "1\u00a0octet"), (999, "999\u00a0octets"), (1_000, "1\u00a0Ko"),
        (340_400, "340\u00a0Ko"), (999_499, "999\u00a0Ko"), (999_600, "1\u00a0Mo"),
        (1_249_000, "1,2\u00a0Mo"), (5_000_000, "5\u00a0Mo"),
    ],
)  # fmt: skip
def test_sizes_are_written_as_in_france(count: int, words: str):
    assert french.file_size(count) == words
