"""The process that opens one file: `python -I -m monespace_app.core.content.worker`.

On its standard input, a line (`make-safe`, `preview pdf 1 800`, `text rtf`) and the file. On its output, a line
(`done jpg 1`, `refused password`) and the result. What decodes is imported first, then the limits close on it
(`limits.py`), then the file is looked at. Its settings, its database and Reflex are never imported.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from monespace_app.core.content import limits
from monespace_app.core.content.model import MAX_BYTES, Kind, Reason, Rejected, SafeFile
from monespace_app.core.content.signature import guess

Answer = tuple[str, bytes]

CLEANERS = {
    "image/jpeg": "photo",
    "image/png": "photo",
    "image/tiff": "tiff",
    "application/pdf": "pdf",
    "text/rtf": "rtf",
    "text/plain": "text",
}
VIEWERS = {Kind.JPEG: "photo", Kind.TIFF: "tiff", Kind.PDF: "pdf_page"}
READERS = {Kind.TEXT: "text", Kind.RTF: "rtf"}


def _module(name: str) -> ModuleType:
    return import_module(f"monespace_app.core.content.{name}")


def _make_safe(content: bytes) -> Callable[[], Answer]:
    media_type = guess(content)
    detection, cleaner = _module("detection"), _module(CLEANERS[media_type])

    def work() -> Answer:
        detection.confirm(content, media_type)
        safe: SafeFile = cleaner.clean(content)
        if len(safe.content) > MAX_BYTES:
            raise Rejected(Reason.GROWN)
        return f"{safe.kind} {safe.pages}", safe.content

    return work


def _preview(content: bytes, kind: str, page: str, width: str) -> Callable[[], Answer]:
    viewer = _module(VIEWERS[Kind(kind)])
    return lambda: ("", viewer.preview(content, int(page), int(width)))


def _text(content: bytes, kind: str) -> Callable[[], Answer]:
    reader = _module(READERS[Kind(kind)])
    return lambda: ("", reader.text_of(content).encode("utf-8"))


REQUESTS: dict[str, Callable[..., Callable[[], Answer]]] = {
    "make-safe": _make_safe,
    "preview": _preview,
    "text": _text,
}


def answer(work: Callable[[], Answer]) -> bytes:
    """The result, or the reason why there is none: whatever a decoder raises, the file is damaged."""
    try:
        words, result = work()
    except Rejected as refusal:
        return f"refused {refusal.reason}\n".encode()
    except MemoryError:
        return f"refused {Reason.TOO_HEAVY}\n".encode()
    except Exception:
        return f"refused {Reason.DAMAGED}\n".encode()
    return f"done {words}\n".encode() + result


def main() -> None:
    """Read, prepare, close the limits, work, write."""
    header, _, content = sys.stdin.buffer.read().partition(b"\n")
    name, *arguments = header.decode("ascii").split()
    work = REQUESTS[name](content, *arguments)
    limits.close()
    sys.stdout.buffer.write(answer(work))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
