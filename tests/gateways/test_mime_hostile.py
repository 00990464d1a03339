from collections import Counter
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monespace_app.gateways import dsn
from monespace_app.gateways.mime import ParsedMail, UnreadableMail, parse_mail
from monespace_app.gateways.mime.model import MAX_TEXT
from tests.gateways.corpus import HEAD
from tests.gateways.mutation import mutants

pytestmark = pytest.mark.row("MSS-4")

SIZE = 1_000_000


def check(mail: ParsedMail) -> None:
    """What holds for every mail: it can be stored, shown on its line, and sent to a browser."""
    people = [part for pair in (*mail.to, *mail.cc, (mail.from_name, mail.from_address)) for part in pair]
    for line in (mail.subject, mail.message_id, mail.in_reply_to, *mail.references, *people):
        assert not {category(character) for character in line} & {"Cc", "Cs", "Zl", "Zp"}
    for words in (mail.subject, mail.text, *people):
        words.encode()
        assert "\x00" not in words
    assert "\r" not in mail.text
    assert len(mail.text) < MAX_TEXT + 200
    assert mail.date is None or mail.date.utcoffset() is not None


def outcome(raw: bytes) -> str:
    """« read », or the reason why it is not."""
    try:
        check(parse_mail(raw))
    except UnreadableMail as refusal:
        return str(refusal)
    return "read"


def test_a_thousand_broken_mails_are_read_or_refused():
    outcomes: Counter[str] = Counter()

    for raw in mutants(1000, seed=20260615):
        dsn.read(raw)
        outcomes[outcome(raw)] += 1

    # The safety net under the standard library's parser is for what nobody has met yet.
    assert not [reason for reason in outcomes if reason.startswith("parser failed")]
    assert outcomes["read"] > 700


@settings(max_examples=150)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read_or_refused(raw: bytes):
    for candidate in (raw, HEAD + b"\r\n" + raw, b"Subject: " + raw, b"From: " + raw):
        assert not outcome(candidate).startswith("parser failed")


def filled(unit: bytes, size: int = SIZE) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth) for depth in range(11)
)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "raw",
    [
        *(
            HTML + filled(unit)
            for unit in (b"<div>", b"<", b"&", b"<blockquote>a<br>", b"<ul><li>", b"<!--", b'<a b="')
        ),
        HTML + b"<p" + filled(b" a=1"),
        HTML + filled(b"<style>"),
        HTML + filled(b"data:a;base64,"),
        b"Subject: " + filled(b"=?a?q?", 60_000) + b"\r\n\r\n",
        *(
            b"From: " + filled(unit, 60_000) + b"\r\n\r\n"
            for unit in (b"(", b"<", b'"', b"a:", b"a@b,", b"a@[", b"\\(")
        ),
        b"References: " + filled(b"<a", 60_000) + b"\r\n\r\n",
        HEAD + b'Content-Type: multipart/mixed; a="' + filled(b";", 3900) + b"\r\n\r\n",
        HEAD + NESTED + b"\r\n" + filled(b"a\r\n"),
        HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + filled(b"mot mot \r\n"),
        HEAD
        + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n"
        + filled(b"M" + b"a" * 60 + b"\r\n"),
        HEAD + b"Content-Type: text/plain; charset=idna\r\n\r\n" + filled(b"a"),
    ],
    ids=lambda raw: repr(raw[-20:]),
)
def test_what_is_built_to_exhaust_its_reader_does_not(raw: bytes):
    """Each of these took minutes, or never ended, without the limits."""
    assert not outcome(raw).startswith("parser failed")
