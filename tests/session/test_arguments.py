"""What a browser sends is either what the handler takes, or nothing (ASVS 2.2.1)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reflex_base.utils.form import FORM_DATA_ENTRIES_KEY

from monespace_app.session import arguments
from monespace_app.session.arguments import Misfit


def handler(_self: object, name: str, count: int = 0, form: dict | None = None, ids: list[str] | None = None):
    """Takes what handlers take."""


def loose(_self: object, anything, **_more: Any):
    """Announces nothing."""


@pytest.mark.parametrize(
    "payload",
    [
        {"name": "x"},
        {"name": "x", "count": 3},
        {"name": "x", "form": {"a": [["b"]]}},
        {"name": "x", "form": None, "ids": ["a", "b"]},
        {"name": "x", "form": {FORM_DATA_ENTRIES_KEY: [["text", "x"], ["text", "y"]]}},
    ],
)
def test_what_fits_is_given_as_it_is(payload: dict[str, Any]):
    assert arguments.fitted(handler, payload) == payload


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "x",
        {},
        {"self": 1, "name": "x"},
        {"_self": 1, "name": "x"},
        {"name": "x", "more": 1},
        {"name": None},
        {"name": 3},
        {"name": ["x"]},
        {"name": "x", "count": "3"},
        {"name": "x", "count": True},
        {"name": "x", "count": 3.5},
        {"name": "x", "count": 2**60},
        {"name": "x", "form": "y"},
        {"name": "x", "ids": [1]},
        {"name": "x", "form": {"a": float("nan")}},
        {"name": "x", "form": {"a": float("-inf")}},
        {"name": "x" * 100_001},
        {"name": "x", "form": {"a": [0] * 2_001}},
        {"name": "x", "form": {"a": [[[[[[[]]]]]]]}},
        {"name": "x", "form": {FORM_DATA_ENTRIES_KEY: 5}},
        {"name": "x", "form": {FORM_DATA_ENTRIES_KEY: [["text"]]}},
        {"name": "x", "form": {"a": b"bytes"}},
    ],
)
def test_what_does_not_fit_is_a_misfit_that_says_nothing(payload: object):
    with pytest.raises(Misfit) as refusal:
        arguments.fitted(handler, payload)
    assert str(refusal.value) == ""


def test_the_name_of_a_form_is_the_frameworks():
    assert arguments.FORM_ENTRIES == FORM_DATA_ENTRIES_KEY


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters()), inner, max_size=4),
    max_leaves=12,
)


@given(value=JSON)
def test_whatever_is_let_through_can_be_stored_and_is_left_alone_the_second_time(value: Any):
    try:
        clean = arguments.fitted(loose, {"anything": value})
    except Misfit:
        return
    repr(clean).encode()
    assert "\x00" not in str(clean)
    assert arguments.fitted(loose, clean) == clean


def test_a_nul_and_half_a_character_do_not_cost_the_patient_the_rest_of_the_text():
    assert arguments.repaired("Bon\x00jour \ud83d") == "Bonjour ?"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, {"pathname": "/", "asPath": "/", "query": {}}),
        (
            {
                "pathname": "/a",
                "asPath": "/a?b=1",
                "query": {"b": "1"},
                "headers": {"cookie": "x"},
                "sid": "y",
            },
            {"pathname": "/a", "asPath": "/a?b=1", "query": {"b": "1"}},
        ),
        (
            {"asPath": "/a", "query": {"b": ["1", "2"]}},
            {"pathname": "/", "asPath": "/a", "query": {"b": ["1", "2"]}},
        ),
    ],
)
def test_of_a_page_only_where_it_is_is_kept(sent: dict[str, Any], kept: dict[str, Any]):
    assert arguments.page(sent) == kept


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"asPath": "http://evil.example"},
        {"asPath": 5},
        {"asPath": ["/"]},
        {"asPath": "/a\nb"},
        {"asPath": "/" + "a" * 2_000},
        {"asPath": "/", "query": "x"},
        {"asPath": "/", "query": {"a": 1}},
        {"asPath": "/", "query": {"a": [1]}},
        {"asPath": "/", "query": {"a": {"b": "c"}}},
    ],
)
def test_what_is_no_page_of_this_site_is_a_misfit(sent: object):
    with pytest.raises(Misfit):
        arguments.page(sent)
