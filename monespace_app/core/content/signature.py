"""A first idea of what a file is, from its first bytes: which decoder to prepare before libmagic decides."""

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"{\\rtf", "text/rtf"),
)
_PDF_SEARCH = 1024
"""Bytes in which readers of PDF look for its header."""


def guess(content: bytes) -> str:
    """The media type to try; text when nothing else is recognised."""
    for start, media_type in _SIGNATURES:
        if content.startswith(start):
            return media_type
    return "application/pdf" if b"%PDF-" in content[:_PDF_SEARCH] else "text/plain"
