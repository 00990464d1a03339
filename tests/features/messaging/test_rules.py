"""The rules of the messagerie: what a save means, what may be sent in, how lists are worded."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monespace_app.core import paging
from monespace_app.core.errors import Invalid
from monespace_app.features.messaging import rules
from monespace_app.features.messaging.rules import DraftMark, DraftSave, Save, Writer
from tests.features.messaging.tabs_on_a_draft import Play, RulesAlone

KEY = RulesAlone.document
A, B = "0b8f1c62-6a55-4e0e-9a4e-0c3f6f0f6a01", "7d2e4a90-1b7c-4c57-8f43-5a9d2b1c4e02"
OPEN, REPLACED, CLOSED = Writer


def save(writer: str = A, *, seq: int = 1, base_version: int = 0, text: str = "x") -> DraftSave:
    return DraftSave(KEY, writer, seq, base_version, text)


@pytest.mark.row("MSG-12")
def test_a_thousand_interleavings_overwrite_nothing_silently_and_bring_nothing_back():
    met: Counter[str] = Counter()
    for seed in range(1_000):
        try:
            met.update(Play(RulesAlone(), seed).run())
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken
    # Each way a save or a send can end was met often: the campaign is not an empty one.
    expected = {*(outcome.value for outcome in Save), "sent", "not sent", "deleted", "not deleted"}
    assert {outcome for outcome, times in met.items() if times >= 100} == expected


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize(
    ("stored", "given_save", "writer", "decision"),
    [
        (None, save(), OPEN, Save.WRITE),
        (None, save(base_version=3), OPEN, Save.CONFLICT),
        (None, save(), CLOSED, Save.CLOSED),
        (None, save(), REPLACED, Save.CONFLICT),
        (DraftMark(A, 1, 1), save(seq=2), OPEN, Save.WRITE),
        (DraftMark(A, 1, 1), save(seq=1), OPEN, Save.ALREADY_SAVED),
        (DraftMark(A, 5, 5), save(seq=4), OPEN, Save.ALREADY_SAVED),
        (DraftMark(A, 5, 5), save(seq=9), CLOSED, Save.CLOSED),
        (DraftMark(B, 1, 1), save(base_version=0), OPEN, Save.CONFLICT),
        (DraftMark(B, 1, 1), save(base_version=1), OPEN, Save.WRITE),
        (DraftMark(B, 1, 1), save(base_version=1), REPLACED, Save.CONFLICT),
        (DraftMark(B, 1, 2), save(base_version=1), OPEN, Save.CONFLICT),
    ],
)
def test_what_a_save_means(stored: DraftMark | None, given_save: DraftSave, writer: Writer, decision: Save):
    assert rules.decide_save(stored, given_save, writer) is decision


@pytest.mark.row("MSG-14")
@pytest.mark.parametrize(
    ("stored", "given_save", "writer", "may"),
    [
        (None, save(), OPEN, True),
        (None, save(base_version=2), OPEN, False),
        (None, save(), CLOSED, False),
        (None, save(), REPLACED, False),
        (DraftMark(A, 4, 4), save(seq=4), OPEN, True),
        (DraftMark(A, 4, 4), save(seq=5), OPEN, True),
        (DraftMark(A, 4, 4), save(seq=3), OPEN, False),
        (DraftMark(B, 9, 4), save(base_version=4), OPEN, True),
        (DraftMark(B, 1, 4), save(base_version=3), OPEN, False),
    ],
)
def test_sending_never_drops_words_that_were_acknowledged(
    stored: DraftMark | None, given_save: DraftSave, writer: Writer, may: bool
):
    assert rules.can_send(stored, given_save, writer) is may


PAYLOAD: dict[str, Any] = {
    "document_key": str(KEY),
    "writer": A,
    "seq": "3",
    "base_version": 0,
    "text": "Bonjour\r\nDocteur\rMerci",
}


def test_a_form_gives_its_numbers_as_text_and_its_lines_in_any_way():
    assert rules.parse_save(PAYLOAD) == DraftSave(KEY, A, 3, 0, "Bonjour\nDocteur\nMerci")


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
HUGE = 10**5_000
"""More digits than Python makes a text of."""


@given(name=st.sampled_from(sorted(PAYLOAD)), value=ODD)
@example(name="seq", value=HUGE)
@example(name="base_version", value=-HUGE)
@example(name="writer", value=HUGE)
@example(name="text", value="\ud800")
def test_any_odd_field_is_refused_in_words_or_kept_within_its_bounds(name: str, value: Any):
    kept = parsed({**PAYLOAD, name: value})
    if isinstance(kept, DraftSave):
        assert 0 <= kept.seq <= rules.SEQ_LIMIT
        assert 0 <= kept.base_version <= rules.SEQ_LIMIT
        assert len(kept.text) <= rules.BODY_LIMIT
        assert len(kept.writer) == 36


def parsed(payload: Any) -> DraftSave | str:
    """What is kept, or the sentence that refuses it."""
    try:
        return rules.parse_save(payload)
    except Invalid as refusal:
        return refusal.sentence


@given(payload=ODD | st.dictionaries(st.sampled_from(sorted(PAYLOAD)), ODD))
def test_any_payload_is_refused_in_words(payload: Any):
    sentence = parsed(payload)
    assert isinstance(sentence, str)
    assert sentence.endswith(".")


@pytest.mark.parametrize("name", ["seq", "base_version"])
@pytest.mark.parametrize(
    "number",
    ["-1", "+1", "1.0", "", " 1", "1\n", "١", "²", "１", "0x1", "1_0", "1e3", str(2**31), "9" * 11,
     -1, 1.0, 2**31, 2**200, None, True, [1], float("nan"), float("inf")],
)  # fmt: skip
def test_a_counter_is_a_whole_number_in_plain_digits(name: str, number: object):
    with pytest.raises(Invalid):
        rules.parse_save({**PAYLOAD, name: number})


@pytest.mark.parametrize("number", [0, 2**31 - 1, str(2**31 - 1), "007"])
def test_a_whole_number_is_taken(number: Any):
    assert rules.parse_save({**PAYLOAD, "seq": number}).seq == int(number)


@pytest.mark.parametrize("name", ["", "x", None, 3, 2**200, [A], f"{A}0", "\x00", True])
def test_an_editor_without_a_proper_name_is_refused(name: object):
    with pytest.raises(Invalid):
        rules.parse_save({**PAYLOAD, "writer": name})


def test_an_editor_has_one_name_however_it_is_written():
    names = (A, A.upper(), A.replace("-", ""), f"{{{A}}}")
    assert {rules.parse_save({**PAYLOAD, "writer": name}).writer for name in names} == {A}


@pytest.mark.parametrize(
    "key",
    ["", "x", f"{KEY}\n", str(KEY).upper(), f"{KEY}:1", str(KEY)[1:], str(KEY).replace("a", "١"),
     str(KEY).encode(), None, 5, ["a"]],
)  # fmt: skip
def test_a_document_key_names_three_identifiers_and_nothing_else(key: object):
    with pytest.raises(Invalid):
        rules.parse_document(key)


@given(st.tuples(*[st.text("0123456789abcdef", min_size=32, max_size=32)] * 3))
def test_a_document_key_reads_back_as_it_was_written(parts: tuple[str, str, str]):
    key = rules.DocumentKey(*parts)
    assert rules.parse_document(str(key)) == key


@pytest.mark.parametrize("value", [None, 3, b"octets", ["a"], {}, float("nan")])
def test_what_is_no_text_is_refused(value: object):
    with pytest.raises(Invalid, match="illisible"):
        rules.clean_text(value)


def test_line_ends_nuls_and_half_characters_are_put_right():
    assert rules.clean_text("a\r\nb\rc\n\nd\x00e\ud800f") == "a\nb\nc\n\nde?f"


@given(text=st.text(st.characters() | st.sampled_from("\r\n\x00\ud83d"), max_size=300))
def test_a_clean_text_can_be_stored_mailed_and_cleaned_again(text: str):
    clean = rules.clean_text(text)
    assert "\r" not in clean
    assert "\x00" not in clean
    assert clean.encode().decode() == clean
    assert rules.clean_text(clean) == clean


@pytest.mark.row("MSG-11")
def test_a_text_may_have_ten_thousand_characters_and_not_one_more():
    assert rules.clean_text("é" * 10_000) == "é" * 10_000
    assert len(rules.clean_text("\r\n" * 10_000)) == 10_000
    with pytest.raises(Invalid, match="trop long de 1 caractère\\."):
        rules.clean_text("é" * 10_001)
    with pytest.raises(Invalid, match="trop long de 2 caractères\\."):
        rules.clean_text("\U0001f600" * 10_002)


def moment(minute: int) -> datetime:
    return datetime(2026, 5, 28, 10, minute, tzinfo=UTC)


@pytest.mark.row("MSG-2")
def test_the_last_to_write_is_named_first_and_the_silent_ones_last():
    names = [("Zoé", None), ("Christelle", moment(1)), ("Marie", moment(9)), ("Anne", None)]
    assert rules.names_text(names) == "Marie, Christelle, Anne, Zoé"


@given(
    st.lists(st.tuples(st.text(min_size=1), st.none() | st.just(moment(1)) | st.just(moment(2))), max_size=8)
)
def test_everybody_is_named_once(names: list[tuple[str, datetime | None]]):
    text = rules.names_text(names)
    assert sorted(text) == sorted(", ".join(name for name, _ in names))


@given(st.permutations([("Zoé", None), ("Anne", None), ("Luc", moment(1)), ("Ève", moment(1))]))
def test_names_do_not_depend_on_the_order_they_are_read_in(names: list[tuple[str, datetime | None]]):
    assert rules.names_text(names) == "Ève, Luc, Anne, Zoé"


@pytest.mark.row("MSG-2")
@pytest.mark.parametrize(
    ("page", "total", "text"),
    [
        (1, 0, ""),
        (1, 1, "1 - 1 sur 1"),
        (1, 50, "1 - 50 sur 50"),
        (2, 51, "51 - 51 sur 51"),
        (1, 1430, "1 - 50 sur 1\u202f430"),
        (29, 1430, "1\u202f401 - 1\u202f430 sur 1\u202f430"),
    ],
)
def test_the_range_of_a_page(page: int, total: int, text: str):
    assert paging.range_text(page, total) == text


@given(st.integers(min_value=0, max_value=10**6))
def test_the_pages_hold_everything(total: int):
    pages = paging.page_count(total)
    assert pages >= 1
    assert (pages - 1) * paging.PAGE_SIZE < max(total, 1) <= pages * paging.PAGE_SIZE


@pytest.mark.row("MSG-10")
@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Résultats", "Re: Résultats"),
        ("Re: Résultats", "Re: Résultats"),
        ("RE : Résultats", "RE : Résultats"),
        ("re:re: x", "re:re: x"),
        ("", "Re: Aucun sujet"),
        ("   ", "Re: Aucun sujet"),
        ("Repas", "Re: Repas"),
        ("  Résultats ", "Re: Résultats"),
    ],
)
def test_an_answer_is_marked_once(subject: str, answer: str):
    assert rules.reply_subject(subject) == answer


@given(st.text())
def test_an_answer_to_an_answer_keeps_its_subject(subject: str):
    once = rules.reply_subject(subject)
    assert rules.reply_subject(once) == once


@pytest.mark.row("MSG-5")
@pytest.mark.parametrize(
    ("direction", "is_automatic", "address", "may"),
    [
        ("in", False, "x@medecin.mssante.fr", True),
        ("in", True, "x@medecin.mssante.fr", False),
        ("in", False, "", False),
        ("out", False, "x@medecin.mssante.fr", False),
    ],
)
def test_only_what_a_professional_wrote_can_be_answered(
    direction: str, is_automatic: bool, address: str, may: bool
):
    said = rules.can_reply_to(direction=direction, is_automatic=is_automatic, sender_address=address)
    assert said is may


@pytest.mark.row("MSS-6")
def test_references_follow_the_thread_and_stay_few():
    assert rules.thread_references("", "<2@x>") == ["<2@x>"]
    assert rules.thread_references("<1@x> <2@x>", "<3@x>") == ["<1@x>", "<2@x>", "<3@x>"]
    long = [f"<{n}@x>" for n in range(50)]
    assert rules.thread_references("  ".join(long), "<last@x>") == [*long[-19:], "<last@x>"]
