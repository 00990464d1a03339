from datetime import UTC, datetime

import pytest

from monespace_app.gateways.mime import UnreadableMail, parse_mail
from monespace_app.gateways.mime.body import CUT
from tests.gateways.corpus import CORPUS, HEAD, Odd

pytestmark = pytest.mark.row("MSS-4")

BODY = b"\r\nBonjour\r\n"


@pytest.mark.parametrize("odd", CORPUS, ids=lambda odd: odd.name)
def test_every_odd_mail_reads_as_words(odd: Odd):
    mail = parse_mail(odd.raw)

    assert mail.text == odd.says
    assert mail.has_attachments is odd.has_attachments


@pytest.mark.row("MSS-3")
def test_header_fields_are_read():
    mail = parse_mail(
        b"From: =?utf-8?q?Dr_Marie_Chant=C3=A9?=\r\n =?utf-8?q?au=2C_g=C3=A9n=C3=A9raliste?=\r\n"
        b" <Marie.Chanteau@Medecin.mssante.fr>\r\n"
        b'To: "Michel, Inaya" <288037511100177@patient.mssante.fr>, paul@medecin.mssante.fr\r\n'
        b"Cc: paul@medecin.mssante.fr, PAUL@medecin.mssante.fr (doublon)\r\n"
        b"Subject: =?iso-8859-1?q?Pr=E9paration?= de votre\r\n\t=?utf-8?b?cmVuZGV6LXZvdXM=?=\r\n"
        b"Message-ID: <1@a>\r\nIn-Reply-To: <0@a> (du 14 juin)\r\nReferences: <-1@a>\r\n <0@a> <0@a>\r\n"
        b"Date: Mon, 15 Jun 2026 12:00:00 +0200\r\n" + BODY
    )

    assert mail.from_name == "Dr Marie Chantéau, généraliste"
    assert mail.from_address == "marie.chanteau@medecin.mssante.fr"
    assert mail.to == (
        ("Michel, Inaya", "288037511100177@patient.mssante.fr"),
        ("", "paul@medecin.mssante.fr"),
    )
    assert mail.cc == (("", "paul@medecin.mssante.fr"),)
    assert mail.subject == "Préparation de votre rendez-vous"
    assert (mail.message_id, mail.in_reply_to, mail.references) == ("<1@a>", "<0@a>", ("<-1@a>", "<0@a>"))
    assert mail.date == datetime(2026, 6, 15, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"From: marie@a.fr", "marie@a.fr"),
        (b"From: Chanteau, Marie <marie@a.fr>", "marie@a.fr"),
        (b"From: marie@a.fr, paul@a.fr", ""),
        (b"From: marie@a.fr\r\nFrom: paul@a.fr", ""),
        (b"From: marie", ""),
        (b"From: <>", ""),
        (b"From: marie@a.fr@b.fr", ""),
        (b"X-From: marie@a.fr", ""),
    ],
)
def test_there_is_one_author_or_none(header: bytes, expected: str):
    assert parse_mail(header + b"\r\n" + BODY).from_address == expected


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (b"Subject: " + "Été".encode(), "Été"),
        (b"Subject: " + "Été".encode("cp1252"), "Été"),
        (b"Subject: =?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        (b"Subject: =?x-martian?q?=C3=89t=C3=A9?=", "Été"),
        (b"Subject: =?utf-8?q?a=0D=0ABcc:_x=40y?=", "a Bcc: x@y"),
        (b"Subject: a\xe2\x80\xaeb", "ab"),
        (b"Subject: " + b"a" * 600, "a" * 499 + "…"),
        (b"X-Subject: a", ""),
    ],
)
def test_subjects_are_one_clean_line(subject: bytes, expected: str):
    assert parse_mail(subject + b"\r\n" + BODY).subject == expected


@pytest.mark.parametrize("date", [b"hier", b"Mon, 99 Jun 2026 12:00", b"", b"1 Jan 99999999 00:00:00 +0000"])
def test_a_senseless_date_is_no_date(date: bytes):
    assert parse_mail(b"Date: " + date + b"\r\n" + BODY).date is None


def test_a_message_id_too_long_to_be_kept_is_none():
    assert parse_mail(b"Message-ID: <" + b"a" * 300 + b"@b>\r\n" + BODY).message_id == ""


def test_many_references_keep_the_first_and_the_most_recent():
    references = b" ".join(b"<%d@a>" % number for number in range(1000))

    kept = parse_mail(b"References: " + references.replace(b" ", b"\r\n ") + b"\r\n" + BODY).references

    assert len(kept) == 200
    assert (kept[0], kept[-1]) == ("<0@a>", "<999@a>")


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_very_long_text_says_that_it_is_cut(kind: str):
    text = parse_mail(HEAD + f"Content-Type: text/{kind}\r\n\r\n".encode() + b"mot " * 100_000).text

    assert text.startswith("mot mot ")
    assert text.endswith(CUT)
    assert len(text) < 200_100


def test_styles_and_embedded_images_do_not_count_in_the_length_of_html():
    html = (
        b"<style>"
        + b"a{}" * 100_000
        + b"</style><img src='data:image/png;base64,"
        + b"AAAA" * 100_000
        + b"'>Bonjour"
    )

    assert parse_mail(HEAD + b"Content-Type: text/html\r\n\r\n" + html).text == "Bonjour"


def test_html_keeps_quotations_lists_tables_and_verbatim_text():
    html = (
        b"<div>Bonjour<br><br>Inaya</div><blockquote>cit&eacute;<blockquote>encore</blockquote></blockquote>"
        b"<ol start=3><li>trois<li>quatre</ol><table><tr><td>Glucose<td>5,2</table><pre>a\n  b</pre>"
        b"<a href='https://x.fr'>https://x.fr</a> <a href='javascript:alert(1)'>lien</a>"
    )

    assert parse_mail(HEAD + b"Content-Type: text/html\r\n\r\n" + html).text == (
        "Bonjour\n\nInaya\n\n> cité\n>\n> > encore\n\n3. trois\n4. quatre\n\nGlucose 5,2\n\na\n  b\n\n"
        "https://x.fr lien"
    )


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"\x00" * 100,
        b"Bonjour, ceci n'est pas un mail.\r\n",
        HEAD + b"Content-Type: multipart/mixed\r\n" + BODY,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n" + BODY,
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/related\r\n"
        + BODY,
        b"Subject: " + b"a" * 70_000 + b"\r\n" + BODY,
        b"X: y\r\n" * 300_000 + BODY,
        b"Content-Type: text/plain" + b"; a=b" * 1000 + b"\r\n" + BODY,
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 50 + BODY,
        HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 400,
        b"From: " + b"(" * 20_000 + b"\r\n" + BODY,
    ],
    ids=lambda raw: f"{raw[:12]!r}… {len(raw)}",
)
def test_what_is_no_mail_is_unreadable(raw: bytes):
    with pytest.raises(UnreadableMail) as refusal:
        parse_mail(raw)

    assert "parser failed" not in str(refusal.value)
