"""Spaces that do not break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.ui.typography import typeset
from tests.features.information.typographic import faults


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Vraiment ?", "Vraiment\u202f?"),
        ("« Oui ! »", "«\u202fOui\u202f!\u202f»"),
        ("Un ; deux : trois", "Un\u202f; deux\u00a0: trois"),
        ("34 22, de 8 h 30 à 17 h 30", "34\u202f22, de 8\u00a0h\u00a030 à 17\u00a0h\u00a030"),
        ("10 000 caractères", "10\u202f000\u00a0caractères"),
        ("jusqu'à 400 %.", "jusqu'à 400\u00a0%."),
        ("article 82", "article\u00a082"),
        ("le 15 ou le 112", "le 15 ou le 112"),
        ("12:30", "12:30"),
    ],
)
def test_a_sentence_gets_its_french_spaces(typed, set_):
    assert typeset(typed) == set_


@given(st.text(alphabet="abé «»;:!?0123%h ", max_size=40))
def test_typesetting_twice_changes_nothing_more(text):
    once = typeset(text)
    assert typeset(once) == once


@pytest.mark.parametrize(
    "wrong", ["Vraiment ?", "Vraiment?", "«Oui»", "Ainsi : non", "Ainsi: non", "l’eau", "fin...", "10 000"]
)
def test_the_proofreader_sees_a_fault(wrong):
    assert faults(wrong)


def test_the_proofreader_accepts_a_right_sentence():
    assert faults("Il dit\u00a0: «\u202fOui\u202f!\u202f» à 12:30.") == []
