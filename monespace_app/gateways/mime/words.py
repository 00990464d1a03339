"""Bytes of unsure origin made into clean words."""

import codecs
import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the reading direction: in a name or a subject they only serve to deceive."""

_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_LATIN = frozenset({"ascii", "iso8859-1"})
"""What says so is nearly always Windows-1252, which holds them both (and « œ », « € », « ’ »)."""


def decode(raw: bytes, charset: str | None) -> str:
    """Text of `raw`: as declared if that works, else as UTF-8, else as Windows-1252. Never fails."""
    name = _known(charset)
    if name is not None and name not in _LATIN and name != "utf-8":
        try:
            return raw.decode(name)
        except (LookupError, ValueError):  # LookupError: Python's « charsets » that are none, such as hex
            pass
    return _utf8_or_windows(raw)


def _known(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_CHARSETS else name


def _utf8_or_windows(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        lenient = raw.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    sound = sum(character > "\x7f" for character in lenient) - broken
    # A UTF-8 text cut in the middle of a letter is still UTF-8; one « é » of Windows is not.
    return lenient if sound >= broken else raw.decode("windows-1252", "replace")


def clean(text: str) -> str:
    """Words with plain line ends and no control character, safe to store and to send as UTF-8."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str, limit: int) -> str:
    """The same on one line of at most `limit` characters, without tricks of reading direction."""
    line = " ".join(_DIRECTION.sub("", clean(text)).split())
    line = unicodedata.normalize("NFC", line)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
