from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monespace_app.gateways.compose import Attachment, Letter, Unsendable, compose, message_id
from monespace_app.gateways.mime import parse_mail
from monespace_app.gateways.mime.words import clean, one_line

pytestmark = pytest.mark.row("MSS-6")

LETTER = Letter(
    sender="288037511100177@patient.mssante.fr",
    sender_name="Inaya Michel",
    to=("marie.chanteau@medecin.mssante.fr",),
    subject="Re: Préparation de votre rendez-vous",
    text="Bonjour Docteur,\nà jeudi.\n",
    message_id="<answer@patient.mssante.fr>",
    date=datetime(2026, 6, 15, 10, 0, tzinfo=UTC),
    in_reply_to="<question@medecin.mssante.fr>",
    references=("<first@medecin.mssante.fr>", "<question@medecin.mssante.fr>"),
)
FIELDS = ["Content-Transfer-Encoding", "Content-Type", "Date", "From", "In-Reply-To"]
FIELDS += ["MIME-Version", "Message-ID", "References", "Subject", "To"]


def test_an_answer_says_whom_it_is_from_and_what_it_answers():
    mail = message_from_bytes(compose(LETTER).as_bytes(), policy=default)

    assert sorted(mail.keys()) == FIELDS
    assert mail["From"] == "Inaya Michel <288037511100177@patient.mssante.fr>"
    assert mail["In-Reply-To"] == "<question@medecin.mssante.fr>"
    assert mail["References"] == "<first@medecin.mssante.fr> <question@medecin.mssante.fr>"
    assert mail["Date"] == "Mon, 15 Jun 2026 10:00:00 +0000"
    assert mail.get_content().splitlines() == LETTER.text.splitlines()


@settings(max_examples=60)
@given(name=st.text(max_size=300), subject=st.text(max_size=300), text=st.text(max_size=500))
def test_any_words_leave_whole_and_inject_nothing(name: str, subject: str, text: str):
    raw = compose(replace(LETTER, sender_name=name, subject=subject, text=text)).as_bytes()
    mail = parse_mail(raw)

    assert sorted(message_from_bytes(raw).keys()) == FIELDS
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert mail.from_address == LETTER.sender
    assert " ".join(mail.from_name.split()) == one_line(name, 200)
    assert mail.subject == one_line(subject, 500)
    assert mail.text == clean(text).strip("\n").rstrip()


@pytest.mark.parametrize(
    "value", ["x\r\nBcc: victime@example.org", "x\nBcc: victime@example.org", "x\r\n\r\ncorps"]
)
@pytest.mark.parametrize(
    "name", ["sender", "to", "cc", "subject", "sender_name", "message_id", "in_reply_to", "references"]
)
def test_no_field_lets_a_header_in(name: str, value: str):
    given_value = (value,) if name in {"to", "cc", "references"} else value
    try:
        raw = compose(replace(LETTER, **{name: given_value})).as_bytes()
    except Unsendable:
        assert name in {"sender", "to", "cc", "message_id"}
        return
    mail = message_from_bytes(raw)

    assert set(mail.keys()) <= {*FIELDS, "Cc"}
    assert "victime@example.org" not in str(mail.get_all("To"))
    assert mail.get_payload(decode=True).decode().replace("\r\n", "\n") == LETTER.text


@pytest.mark.parametrize(
    "address", ["", "marie", "a b@c.fr", "a@b@c", "<a@b.fr>", "é@b.fr", "a@" + "b" * 300]
)
def test_what_is_no_address_is_not_written_to(address: str):
    with pytest.raises(Unsendable):
        compose(replace(LETTER, to=(address,)))


def test_long_identifiers_are_not_encoded():
    long = f"<{'x' * 200}@eurprd04.prod.example>"

    raw = compose(replace(LETTER, in_reply_to=long, references=(long,) * 3)).as_bytes()

    assert raw.count(long.encode()) == 4
    assert parse_mail(raw).in_reply_to == long


def test_an_identifier_that_cannot_be_repeated_does_not_keep_the_answer_from_leaving():
    mail = compose(replace(LETTER, in_reply_to="<é@b>", references=("<é@b>", "<c@d>")))

    assert "In-Reply-To" not in mail
    assert mail["References"] == "<c@d>"


def test_the_same_entry_has_the_same_message_id():
    assert (
        message_id("mssante:1", "d.fr") == message_id("mssante:1", "d.fr") != message_id("mssante:2", "d.fr")
    )
    assert message_id("mssante:1", "d.fr").endswith("@d.fr>")


@pytest.mark.row("MSS-4")
def test_attachments_keep_name_type_and_bytes():
    file = Attachment("résultat d'été.pdf", bytes(range(256)), "application/pdf")

    mail = message_from_bytes(compose(replace(LETTER, attachments=(file,))).as_bytes(), policy=default)
    [part] = mail.iter_attachments()

    assert (part.get_filename(), part.get_content_type(), part.get_content()) == (
        file.name,
        "application/pdf",
        file.content,
    )
