"""NIR, card serials, provisional codes and contacts."""

import contextlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.core.errors import Invalid
from monespace_app.features.activation import rules
from monespace_app.features.activation.rules import CardKind

DEMO_NIRS = [
    "2 88 03 75 111 001 77",
    "2 14 05 75 111 010 40",
    "1 17 09 75 111 011 06",
    "2 20 02 75 111 012 84",
    "2 22 06 75 111 013 49",
    "1 24 11 75 111 014 80",
    "1 86 11 93 008 003 45",
    "2 57 06 29 019 002 19",
    "1 49 02 2A 004 005 47",
    "1 95 01 99 336 006 12",
]

departments = st.one_of(st.integers(0, 99).map("{:02d}".format), st.sampled_from(["2A", "2B"]))
months = st.one_of(st.integers(1, 12), st.integers(20, 99)).map("{:02d}".format)
bodies = st.builds(
    "".join,
    st.tuples(
        st.sampled_from("123478"),
        st.integers(0, 99).map("{:02d}".format),
        months,
        departments,
        st.integers(0, 999_999).map("{:06d}".format),
    ),
)


@pytest.mark.row("REG-1")
@pytest.mark.parametrize("nir", DEMO_NIRS)
def test_a_nir_is_accepted_with_spaces(nir):
    assert rules.parse_nir(nir) == nir.replace(" ", "")


@pytest.mark.row("REG-1")
@pytest.mark.parametrize(
    ("body", "key"),
    [("2880375111001", "77"), ("149022A004005", "47"), ("149022B004005", "74"), ("2690549588157", "80")],
)
def test_the_key_of_a_nir_counts_corsica_as_19_and_18(body, key):
    assert rules.nir_key(body) == key


@pytest.mark.row("REG-1")
@given(bodies)
def test_any_real_nir_is_accepted_without_its_key_and_gains_it(body):
    nir = rules.parse_nir(body)
    assert nir == body + rules.nir_key(body)
    assert rules.parse_nir(nir) == nir


@pytest.mark.row("REG-1")
@given(bodies, st.integers(0, 99).map("{:02d}".format))
def test_a_typed_key_must_be_right(body, typed):
    if typed == rules.nir_key(body):
        assert rules.parse_nir(body + typed).endswith(typed)
        return
    with pytest.raises(Invalid) as refusal:
        rules.parse_nir(body + typed)
    assert refusal.value.sentence == rules.NIR_KEY


@pytest.mark.row("REG-1")
@given(bodies, st.integers(0, 12), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed_by_the_key(body, position, digit):
    nir = rules.parse_nir(body)
    altered = nir[:position] + digit + nir[position + 1 :]
    if altered == nir:
        return
    with pytest.raises(Invalid):
        rules.parse_nir(altered)


@pytest.mark.row("REG-1")
@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_reading_of_a_nir(text):
    with contextlib.suppress(Invalid):
        assert re.fullmatch(r"[0-9AB]{15}", rules.parse_nir(text), re.ASCII)


@pytest.mark.row("REG-1")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "288037511100",
        "28803751110017",
        "2880375111001777",
        "5880375111001",
        "6880375111001",
        "9880375111001",
        "0880375111001",
        "2881375111001",
        "2881975111001",
        "2880075111001",
        "288032C111001",
        "28803A5111001",
        "２８８０３７５１１１００１",
        "2880375111001 7A",
        "2880375111O01",
    ],
)
def test_what_is_no_nir_is_refused(typed):
    with pytest.raises(Invalid) as refusal:
        rules.parse_nir(typed)
    assert refusal.value.sentence == rules.NIR_SHAPE


@pytest.mark.row("REG-1")
def test_small_letters_and_no_break_spaces_are_accepted():
    assert rules.parse_nir("1\u00a049\u202f02 2a-004.005 47") == "149022A00400547"


@pytest.mark.row("REG-1")
@given(bodies)
def test_a_masked_nir_hides_birth_and_place(body):
    nir = rules.parse_nir(body)
    masked = rules.mask_nir(nir)
    assert masked.endswith(f"{nir[10:13]} {nir[13:]}")
    assert sum(c.isalnum() for c in masked) == 5


@pytest.mark.row("REG-2")
@given(st.text("0123456789", max_size=24))
def test_a_card_without_photo_has_8_to_13_digits(digits):
    if 8 <= len(digits) <= 13:
        assert rules.parse_card_serial(CardKind.PLAIN, digits) == digits
        return
    with pytest.raises(Invalid):
        rules.parse_card_serial(CardKind.PLAIN, digits)


@pytest.mark.row("REG-2")
@given(st.text("0123456789", max_size=24))
def test_a_card_with_photo_is_known_by_the_last_11_digits(digits):
    if 11 <= len(digits) <= 20:
        assert rules.parse_card_serial(CardKind.PHOTO, digits) == digits[-11:]
        return
    with pytest.raises(Invalid):
        rules.parse_card_serial(CardKind.PHOTO, digits)


@pytest.mark.row("REG-2")
@pytest.mark.parametrize("kind", CardKind)
@pytest.mark.parametrize("typed", ["", "0102457612a", "٠١٠٢٤٥٧٦١٢٤", "01024576124\x00", "²²²²²²²²²²²"])
def test_a_serial_is_made_of_digits(kind, typed):
    with pytest.raises(Invalid):
        rules.parse_card_serial(kind, typed)


@pytest.mark.row("REG-2")
def test_a_serial_may_be_typed_with_spaces():
    assert rules.parse_card_serial(CardKind.PLAIN, "0102 4576 124") == "01024576124"


@pytest.mark.row("REG-3")
def test_codes_have_12_characters_of_the_alphabet_and_never_come_twice():
    codes = {rules.new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert set().union(*codes) == set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    assert {len(code) for code in codes} == {12}


@pytest.mark.row("REG-3")
def test_a_code_lives_six_weeks():
    issued = datetime(2026, 1, 1, tzinfo=UTC)
    assert rules.code_expires_at(issued) - issued == timedelta(days=42)


@pytest.mark.parametrize("typed", ["inaya.michel@example.org", " a+b@c-d.fr "])
def test_usual_addresses_are_accepted(typed):
    assert rules.parse_email(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    ["", "a", "a@b", "a@@b.fr", "a@b..fr", "a b@c.fr", "é@c.fr", "a@b.fr\nbcc:x@y.fr", "a" * 250 + "@b.fr"],
)
def test_what_cannot_receive_mail_is_refused(typed):
    with pytest.raises(Invalid):
        rules.parse_email(typed)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("06 39 98 12 14", "+33639981214"),
        ("07.39.98.12.14", "+33739981214"),
        ("+33 6 39 98 12 14", "+33639981214"),
        ("+262692000000", "+262692000000"),
    ],
)
def test_a_mobile_number_is_stored_in_its_international_form(typed, stored):
    assert rules.parse_mobile(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", "0139981214", "06399812", "06399812145", "+0639981214", "06 39 98 12 1O"]
)
def test_what_is_no_mobile_number_is_refused(typed):
    with pytest.raises(Invalid):
        rules.parse_mobile(typed)
