"""Plain text, kept as UTF-8."""

import encodings.cp1252
import encodings.utf_8_sig
import encodings.utf_16
import re

from monespace_app.core.content.model import Kind, Reason, Rejected, SafeFile

_MARKS = (
    (b"\xef\xbb\xbf", encodings.utf_8_sig),
    (b"\xff\xfe", encodings.utf_16),
    (b"\xfe\xff", encodings.utf_16),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_HIDDEN_RTF = re.compile(r"\s*\{\\rt")
"""Word opens this as RTF, whatever its name."""


def clean(content: bytes) -> SafeFile:
    """The same words in UTF-8, lines ended by a line feed. Refuses what is not text."""
    text = re.sub("\r\n?", "\n", _decoded(content))
    if not text.strip():
        raise Rejected(Reason.EMPTY)
    if _CONTROL.search(text) or _HIDDEN_RTF.match(text):
        raise Rejected(Reason.NOT_TEXT)
    return SafeFile(Kind.TEXT, text.encode("utf-8"), 1)


def text_of(content: bytes) -> str:
    """What a kept text says."""
    return content.decode("utf-8", "replace")


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else UTF-8, else Windows-1252 (which has bytes that mean nothing)."""
    try:
        for mark, codec in _MARKS:
            if content.startswith(mark):
                return codec.decode(content, "strict")[0]
        return _plain(content)
    except UnicodeDecodeError:
        raise Rejected(Reason.NOT_TEXT) from None


def _plain(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")
