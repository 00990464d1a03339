"""TXT and RTF: what they say, and nothing else."""

import pytest

from monespace_app.core.content import Kind, Reason, SafeFile, make_safe, text_of, worker
from monespace_app.core.content.model import Rejected
from tests.core.content import corpus, made
from tests.core.content.made import CANARY, pixels, rtf, saved

pytestmark = pytest.mark.row("DOC-4")
SECRET = CANARY.encode()
LETTER = "À jeudi : œdème, 25 €, 3 µg\n"


def made_safe(content: bytes) -> SafeFile:
    """In this very process: it is many times faster, and these files do no harm."""
    words, safe = worker.REQUESTS["make-safe"](content)()
    kind, pages = words.split()
    return SafeFile(Kind(kind), safe, int(pages))


def refused(content: bytes) -> Reason:
    with pytest.raises(Rejected) as refusal:
        made_safe(content)
    return refusal.value.reason


def said(content: bytes) -> str:
    safe = made_safe(content)
    return worker.REQUESTS["text"](safe.content, safe.kind)()[1].decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_kept_in_utf_8_with_plain_line_ends(encoding, end):
    safe = made_safe(LETTER.replace("\n", end).encode(encoding))
    assert (safe.kind, safe.content, safe.pages) == (Kind.TEXT, LETTER.encode(), 1)
    assert said(safe.content) == LETTER


@pytest.mark.parametrize("value", [0x00, 0x01, 0x1B, 0x7F, 0x81])
def test_a_text_with_anything_but_text_is_refused(value):
    assert refused(b"Bonjour " + bytes([value]) + b" \xe9t\xe9 ") in {Reason.NOT_TEXT, Reason.UNKNOWN_TYPE}


def test_other_formats_written_in_letters_are_refused():
    for content in (b"<html><body>a</body></html>", b"<?xml version='1.0'?><a/>", b"#!/bin/sh\nls\n"):
        assert refused(content) == Reason.UNKNOWN_TYPE
    assert refused(b"\n {\\rt {\\object}}") == Reason.NOT_TEXT
    assert refused(b" \n ") == Reason.EMPTY


@pytest.mark.parametrize(("style", "expected"), [
    ("libreoffice", "Résultat : 3 €"),
    ("textedit", "étéµg"),
    ("word", "Bonjour été\nici"),
    ("table", "Glycémie\t0,95\t\nFin"),
    ("link", "le plan"),
    ("emoji", "😊"),
])  # fmt: skip
def test_the_words_of_an_rtf_are_read_as_its_program_wrote_them(style, expected):
    assert said(rtf(corpus.RTF_GOOD[style])) == expected


def test_a_micro_of_the_symbol_font_is_not_an_m():
    fonts = rb"{\fonttbl{\f0 Arial;}{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings;}}"
    body = rb"50 {\f3 m}g, {\f3\u-3987\'6d}g, {\f4 m}, {\f0 m}g"
    assert said(b"{\\rtf1\\ansi" + fonts + body + b"}") == "50 μg, μg, \ufffd, mg"


@pytest.mark.parametrize(("charset", "letters", "expected"), [
    (204, rb"\'cf\'f0\'e8", "При"),
    (128, rb"\'93\'fa", "日"),
    (161, rb"\'e1", "α"),
])  # fmt: skip
def test_letters_are_those_of_their_font(charset, letters, expected):
    fonts = b"{\\fonttbl{\\f1\\fcharset%d Arial;}}" % charset
    assert said(b"{\\rtf1\\ansi\\ansicpg1252" + fonts + b"\\f1 " + letters + b"}") == expected


@pytest.mark.parametrize(("body", "reason"), [
    (rb"{\object\objemb{\*\objdata 0105}}", Reason.RTF_OBJECT),
    (rb"{\*\ObjData 0105}", Reason.RTF_OBJECT),
    (rb"{\*\template http://exemple.fr/a}", Reason.RTF_OBJECT),
    (rb"{\bin3 abc}", Reason.RTF_OBJECT),
    (rb"{\field{\*\fldinst{D}{DEAUTO cmd}}}", Reason.RTF_FIELD),
    (rb"{\field{\*\fldinst INCLUDEPICTURE a}}", Reason.RTF_FIELD),
    (rb'{\field{\*\fldinst HYPERLINK "file:///a"}}', Reason.RTF_FIELD),
    (rb"{\pict\wmetafile8 0100}", Reason.RTF_DRAWING),
    (rb"{\shp{\*\shpinst}}", Reason.RTF_DRAWING),
    (b"\x00", Reason.UNKNOWN_TYPE),
    (rb"{{{", Reason.DAMAGED),
    (b"{" * 300 + b"}" * 300, Reason.TOO_HEAVY),
])  # fmt: skip
def test_an_rtf_with_more_than_words_is_refused_with_the_reason(body, reason):
    found = refused(rtf(body))
    assert found == reason or (body == b"\x00" and found == Reason.NOT_TEXT)


@pytest.mark.parametrize("hidden", [
    rb"{\info{\author " + SECRET + b"}}",
    rb"{\*\datastore " + SECRET + b"}",
    rb"{\*\inconnu{\a{\b " + SECRET + b"}}}",
    b"}" + SECRET,
])  # fmt: skip
def test_an_rtf_loses_what_it_does_not_show(hidden):
    safe = made_safe(rtf(rb"Bonjour" + hidden))
    assert safe.kind == Kind.RTF
    assert SECRET not in safe.content
    assert said(safe.content) == "Bonjour"
    assert made_safe(safe.content) == safe, "what is safe stays as it is"


def test_a_picture_in_an_rtf_is_a_photo_like_another():
    dirty = saved(pixels(), "JPEG", exif=made.exif(), comment=SECRET)
    safe = made_safe(rtf(rb"{\pict\jpegblip " + dirty.hex().encode() + b"}")).content
    assert SECRET.hex().encode() in rtf(dirty.hex().encode())
    assert SECRET.hex().encode() not in safe
    assert b"\\jpegblip\nffd8ff" in safe


def test_a_worker_reads_words_too():
    for content, kind in ((LETTER.encode(), Kind.TEXT), (rtf(), Kind.RTF)):
        safe = make_safe(content)
        assert safe.kind == kind
        assert "à jeudi" in text_of(safe.content, kind).lower()
