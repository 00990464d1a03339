"""What the documents' bench computes."""

import pytest

from bench import documents
from bench.documents import Case, Found, Growth, Upload
from monespace_app.features.documents.models import Category

CASE = Case("PDF", lambda seed: documents.pdf(60_000, seed), 300, 0.95)


@pytest.mark.parametrize(("waits", "meets"), [((300.0,) * 20, True), ((10.0,) * 18 + (301.0,) * 2, False)])
def test_the_goal_of_an_upload_is_what_its_share_does_not_exceed(waits, meets):
    assert Upload(CASE, waits, 1).meets_the_goal() is meets


@pytest.mark.parametrize(
    ("growth", "meets"),
    [
        (Growth("Ouvrir", 2.0, 3.0, 5, 5), True),
        (Growth("Ouvrir", 2.0, 3.1, 5, 5), False),
        (Growth("Ouvrir", 2.0, 2.0, 5, 6), False),
    ],
)
def test_a_list_neither_slows_down_nor_asks_more(growth, meets):
    assert growth.meets_the_goal() is meets
    assert Found([], [growth], 1.0).meets_the_goals() is meets


def test_the_files_are_of_the_size_they_say_and_all_different():
    assert len({documents.pdf(400_000, seed) for seed in (0, 1_000)}) == 2
    assert abs(len(documents.pdf(1_000_000, 0)) - 1_000_000) < 150_000


@pytest.mark.row("DOC-2")
def test_each_way_to_list_takes_as_many_statements_however_many_documents():
    few = documents.fill(5, documents.FILTER)
    many = documents.fill(400, [category.value for category in Category])
    found = documents.measure_growth(few, many, rounds=1)
    assert [one.title for one in found] == list(documents.LISTS)
    for one in found:
        assert one.few_statements == one.many_statements <= 6
