"""libmagic's opinion, which decides. The library and its table are those of pylibmagic, never the system's."""

import ctypes.util
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from monespace_app.core.content.model import Reason, Rejected

_OTHER_TEXTS = {
    "application/json",
    "application/x-ndjson",
    "message/news",
    "message/rfc822",
}
"""What libmagic may call a plain text, besides `text/…`."""
_NOT_TEXTS = {"text/html", "text/rtf", "text/x-msdos-batch", "text/x-php", "text/x-shellscript", "text/xml"}
"""Other formats, and programs, that happen to be written in letters."""


def _bundled() -> Path:
    """The folder of pylibmagic. Importing it would change how this process loads every library."""
    found = find_spec("pylibmagic")
    if found is None or found.origin is None:
        raise ImportError("pylibmagic is missing")
    return Path(found.origin).parent


def _magic() -> ModuleType:
    """python-magic, which asks for its library by its name: searching the system for it would start a compiler."""
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: str(next(_FOLDER.glob(f"lib{name}.*1*")))
    try:
        return import_module("magic")
    finally:
        ctypes.util.find_library = search


_FOLDER = _bundled()
_MAGIC = _magic().Magic(mime=True, magic_file=str(_FOLDER / "magic.mgc"))


def confirm(content: bytes, media_type: str) -> None:
    """Refuse a file that libmagic does not take for `media_type`."""
    found = _MAGIC.from_buffer(content)
    if media_type == "text/plain" and _is_text(found):
        return
    if found == media_type:
        return
    unknown = media_type == "text/plain" or found in {"application/octet-stream", "text/plain"}
    raise Rejected(Reason.UNKNOWN_TYPE if unknown else Reason.SEVERAL_TYPES)


def _is_text(found: str) -> bool:
    return (found.startswith("text/") and found not in _NOT_TEXTS) or found in _OTHER_TEXTS
