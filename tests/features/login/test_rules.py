"""Passwords, codes and masked contacts, as pure functions."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.features.login.rules import codes, contacts, letters, passwords
from monespace_app.session.rules import safe_destination

GOOD = "Éléphant-7"


@pytest.mark.row("ACT-7")
@pytest.mark.parametrize(
    "password",
    [GOOD, "Demo-2026!", "aA1 aA1 ", "Ωμέγα-999", "Я люблю 2 кота", "aA1!🦄🦄🦄🦄", "aA1!" + "x" * 124],
)
def test_a_password_of_any_script_that_meets_every_rule_is_accepted(password: str):
    assert passwords.password_flaw(password) == ""


@pytest.mark.row("ACT-7")
@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("Éa-7567", "8 caractères au moins"),
        ("éléphant-7", "1 lettre majuscule"),
        ("ÉLÉPHANT-7", "1 lettre minuscule"),
        ("Éléphant-x", "1 chiffre"),
        ("Éléphant77", "1 caractère spécial"),
    ],
)
def test_the_sentence_names_the_only_rule_that_is_not_met(password: str, missing: str):
    assert passwords.password_flaw(password) == f"Il manque au mot de passe\u00a0: {missing}."


@pytest.mark.row("ACT-7")
def test_128_characters_are_accepted_and_129_are_refused():
    assert passwords.password_flaw("aA1!" + "é" * 124) == ""
    assert "128" in passwords.password_flaw("aA1!" + "é" * 125)


@pytest.mark.row("ACT-7")
def test_length_is_counted_in_characters_as_people_see_them():
    decomposed = unicodedata.normalize("NFD", "aA1!" + "é" * 124)
    assert len(decomposed) > 128
    assert passwords.password_flaw(decomposed) == ""
    assert passwords.password_flaw(unicodedata.normalize("NFD", "éÉ1!éé")) != ""


@pytest.mark.row("ACT-7")
@pytest.mark.parametrize(
    "password", ["P@ssw0rd", "1qaz!QAZ", "Password1!", "Motdepasse1!", "PASSWORD1!", "Trustno1!!"]
)
def test_a_common_password_is_refused_whatever_its_case_and_its_decoration(password: str):
    assert passwords.is_common(password)


@pytest.mark.row("ACT-7")
def test_a_common_password_that_meets_the_other_rules_gets_its_own_sentence():
    assert "trop courant" in passwords.password_flaw("Password1!")


@pytest.mark.row("ACT-7")
@pytest.mark.parametrize("password", ["123456", "qwerty", "azerty", "password", "Password"])
def test_the_list_holds_the_passwords_everybody_chooses(password: str):
    assert passwords.is_common(password)


@pytest.mark.row("ACT-7")
def test_the_list_holds_ten_thousand_passwords():
    assert len(passwords._common()) == 10_000


@pytest.mark.row("ACT-7")
def test_what_cannot_be_stored_as_text_is_refused_in_words():
    assert passwords.password_flaw("aA1!aA1!\ud800") != ""
    assert not passwords.is_usable("x" * 1_000_000)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_password_rules(text: str):
    passwords.password_flaw(text)


@pytest.mark.row("LOGIN-1")
@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("inaya.michel", "inaya.michel"),
        ("  Inaya.Michel ", "inaya.michel"),
        ("inaya@example.org", ""),
        ("court", ""),
        ("inaya.michel\x00", ""),
        ("inaya.michel\ud800", ""),
        ("x" * 65, ""),
        ("", ""),
    ],
)
def test_an_identifier_is_read_as_it_is_stored_or_not_at_all(typed: str, identifier: str):
    assert codes.typed_identifier(typed) == identifier


@pytest.mark.row("LOGIN-6")
def test_what_is_no_identifier_is_counted_by_what_was_typed():
    assert codes.counted_identifier("Inaya.Michel") == codes.counted_identifier("inaya.michel")
    assert codes.counted_identifier("a@b.fr") != codes.counted_identifier("c@d.fr")
    codes.counted_identifier("\ud800").encode()


@pytest.mark.row("LOGIN-3")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("123\u00a0456", "123456"),
        ("123\u202f456", "123456"),
        ("123-456", "123456"),
        ("\uff11\uff12\uff13\uff14\uff15\uff16", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("", ""),
        ("\u0661\u0662\u0663\u0664\u0665\u0666", ""),
    ],
)
def test_a_code_is_read_as_people_paste_it(typed: str, code: str):
    assert codes.typed_code(typed) == code


@pytest.mark.row("LOGIN-6")
def test_an_ipv6_household_counts_as_one_address():
    assert codes.counted_address("2001:db8:1:2::3") == codes.counted_address("2001:db8:1:2:ffff::9")
    assert codes.counted_address("2001:db8:1:2::3") != codes.counted_address("2001:db8:1:3::3")
    assert codes.counted_address("::ffff:192.0.2.7") == codes.counted_address("192.0.2.7")
    assert codes.counted_address("n'importe quoi") == codes.counted_address("")


@pytest.mark.row("LOGIN-3")
def test_another_code_may_be_asked_for_after_30_seconds():
    sent = datetime(2026, 6, 15, 10, tzinfo=UTC)
    assert not codes.may_resend(sent, sent + timedelta(seconds=29))
    assert codes.may_resend(sent, sent + timedelta(seconds=30))
    assert codes.may_resend(None, sent)


@pytest.mark.row("LOGIN-2")
def test_contacts_are_masked_as_the_specification_shows_them():
    assert contacts.masked_email("inaya.michel@example.org") == "i•••••@•••••.org"
    assert contacts.masked_mobile("+33639981214").replace("\u00a0", " ") == "06 •• •• •• 14"


@pytest.mark.row("LOGIN-2")
def test_a_mask_tells_neither_the_length_nor_the_middle_of_a_contact():
    assert contacts.masked_email("i@e.org") == contacts.masked_email("inaya.michel@example.org")
    assert contacts.masked_mobile("+32470123456").replace("\u00a0", " ") == "•• •• •• 56"


@pytest.mark.row("LOGIN-3")
def test_the_letter_holds_the_code_in_both_forms_and_not_in_its_subject():
    payload = letters.code_letter("a@example.org", "046021")
    assert "046021" in payload["text"]
    assert "046021" in payload["html"]
    assert "046021" not in payload["subject"]
    assert payload["to"] == "a@example.org"


def test_a_letter_escapes_what_it_is_given_and_loads_nothing():
    payload = letters.letter("a@example.org", "Sujet <b>", ["<script>x</script>"])
    assert "<script>" not in payload["html"]
    assert "http" not in payload["html"]


@pytest.mark.row("LOGIN-3")
def test_an_sms_holds_its_code_and_fits_in_one():
    text = letters.code_text("+33639981214", "046021")["text"]
    assert "046021" in text
    assert len(text) <= 160
    beyond_gsm_alphabet = {c for c in text if not (c.isascii() or c in "éèàùì")}
    assert beyond_gsm_alphabet == set()


@pytest.mark.row("LOGIN-8")
@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", ""]
)
def test_the_page_asked_for_is_never_another_site(path: str):
    assert safe_destination(path) == "/accueil"
