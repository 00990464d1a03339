"""The segments of a JPEG that say something other than its pixels, taken out without decoding (photos inside PDFs)."""

_KEPT_APPLICATIONS = {0xE0, 0xE2, 0xEE}
"""JFIF, colour profile, Adobe's colours. The others hold places, cameras, authors."""
_START_OF_SCAN = 0xDA


def stripped(photo: bytes) -> bytes:
    """The same photo, to the last pixel; as it is when it is no JPEG."""
    if not photo.startswith(b"\xff\xd8"):
        return photo
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(photo) and photo[at] == 0xFF and photo[at + 1] != _START_OF_SCAN:
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4])
        if _is_kept(photo[at + 1]):
            kept.append(photo[at:end])
        at = end
    return b"".join([*kept, photo[at:]])


def _is_kept(marker: int) -> bool:
    is_comment, is_application = marker == 0xFE, 0xE0 <= marker <= 0xEF
    return marker in _KEPT_APPLICATIONS or not (is_comment or is_application)
