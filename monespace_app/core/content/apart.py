"""The side of the application: asks a worker, one process a file, and believes as little of it as possible.

All three functions wait (up to `MAX_SECONDS`, and `MAX_WAIT` before): call them in a thread. They raise `Refused`,
and `TemporaryTrouble` when no worker could be had.
"""

import subprocess
import sys
import threading
from contextlib import suppress

from monespace_app.core.content.model import MAX_BYTES, Kind, Reason, SafeFile
from monespace_app.core.content.sentences import SENTENCES
from monespace_app.core.errors import DomainError, NotFound, TemporaryTrouble

COMMAND = (sys.executable, "-I", "-m", "monespace_app.core.content.worker")
MAX_SECONDS = 4.5
"""Of one file, start of the worker included: then it is killed."""
MAX_WAIT = 60.0
"""For a free place, in seconds."""
MAX_WORKERS = 2
"""At once, in this process."""
MAX_REPLY = 16_000_000
"""Bytes of a worker's answer that are read."""

_places = threading.BoundedSemaphore(MAX_WORKERS)


class Refused(DomainError):
    """The file is not accepted; the sentence says why and what to do."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason


def make_safe(content: bytes) -> SafeFile:
    """The version of `content` to keep: its real type, without hidden data, rewritten. Raises `Refused`."""
    if not content:
        raise Refused(Reason.EMPTY)
    if len(content) > MAX_BYTES:
        raise Refused(Reason.TOO_BIG)
    words, safe = _ask("make-safe", content)
    if len(safe) > MAX_BYTES:
        raise Refused(Reason.GROWN)
    try:
        kind, pages = words
        return SafeFile(Kind(kind), safe, int(pages))
    except ValueError:
        raise Refused(Reason.TOO_HEAVY) from None


def preview(content: bytes, kind: Kind, page: int, width: int) -> bytes:
    """A page (the first is 1) of a kept JPEG, TIFF or PDF as a JPEG, at most `width` pixels wide.

    `NotFound` when there is no such page; a text has none.
    """
    if kind in {Kind.TEXT, Kind.RTF}:
        raise NotFound(SENTENCES[Reason.NO_SUCH_PAGE])
    _, image = _ask(f"preview {kind} {page} {width}", content)
    return image


def text_of(content: bytes, kind: Kind) -> str:
    """What a kept TXT or RTF says, lines ended by `\\n`; `NotFound` for anything else."""
    if kind not in {Kind.TEXT, Kind.RTF}:
        raise NotFound()
    _, text = _ask(f"text {kind}", content)
    return text.decode("utf-8", "replace")


def _ask(request: str, content: bytes) -> tuple[list[str], bytes]:
    """The words and the bytes of a worker's answer. Its refusal is raised, its silence is a refusal too."""
    if not _places.acquire(timeout=MAX_WAIT):
        raise TemporaryTrouble()
    try:
        reply = _exchange(request.encode() + b"\n" + content)
    except OSError:
        raise TemporaryTrouble() from None
    finally:
        _places.release()
    header, _, result = reply.partition(b"\n")
    match header.decode("ascii", "replace").split():
        case ["done", *words]:
            return words, result
        case ["refused", Reason.NO_SUCH_PAGE]:
            raise NotFound(SENTENCES[Reason.NO_SUCH_PAGE])
        case ["refused", word] if word in set(Reason):
            raise Refused(Reason(word))
        case _:
            raise Refused(Reason.TOO_HEAVY)


def _exchange(request: bytes) -> bytes:
    """What a new worker answers; it reads everything before it writes, so neither side waits for the other."""
    with subprocess.Popen(  # noqa: S603 - our own module
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    ) as worker:
        alarm = threading.Timer(MAX_SECONDS, worker.kill)
        alarm.start()
        try:
            return _send_and_read(worker, request)
        finally:
            alarm.cancel()
            worker.kill()


def _send_and_read(worker: subprocess.Popen[bytes], request: bytes) -> bytes:
    if worker.stdin is None or worker.stdout is None:
        raise OSError("a worker without pipes")
    with suppress(BrokenPipeError):  # It died while it read: its silence says so.
        worker.stdin.write(request)
        worker.stdin.close()
    return worker.stdout.read(MAX_REPLY)
