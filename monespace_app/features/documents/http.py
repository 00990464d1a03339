"""The routes that files come in and go out by. Pages never hold a file: they name these addresses.

Whoever may not, and whatever does not exist, gets the same 404: nothing can be learned from it.
"""

import asyncio
import logging
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import copy_context
from functools import partial
from typing import Any
from urllib.parse import unquote

from obstore.exceptions import BaseError
from sqlalchemy.exc import OperationalError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from monespace_app.core.actor import Actor
from monespace_app.core.content import MAX_BYTES, PREVIEW_MEDIA_TYPE, Refused
from monespace_app.core.content.model import Reason
from monespace_app.core.content.sentences import SENTENCES
from monespace_app.core.crypto import DecryptionError
from monespace_app.core.errors import Conflict, Denied, DomainError, Invalid, NotFound, TemporaryTrouble
from monespace_app.features.documents import rules, services
from monespace_app.session import http as session_http
from monespace_app.session import services as sessions
from monespace_app.ui.typography import typeset

log = logging.getLogger(__name__)

UPLOAD_PATH = "/fichiers/{profile_id}/televersements"
THUMBNAIL_PATH = "/fichiers/{profile_id}/televersements/{upload_id}/apercu"
FILE_PATH = "/fichiers/{profile_id}/{document_id}"
PAGE_PATH = "/fichiers/{profile_id}/{document_id}/pages/{page}"

WIDTHS = {"160": 160, "800": 800, "1600": 1600}
"""Pixels; any other is refused, so that nobody makes the server draw a thousand sizes."""
DEFAULT_WIDTH = "800"

MAX_AT_ONCE = 16
"""Files on their way in at once, each held in memory; others wait."""
MAX_AT_ONCE_OF_ACCOUNT = 4
MAX_WAIT = 60.0
"""For a place, in seconds."""
STALL = 30.0
"""Seconds without a byte after which a sender is given up."""
SLOWEST = 4_000
"""Bytes a second; a sender that is slower for long holds a place that others wait for."""

HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "sandbox; default-src 'none'"}
"""`nosniff` and the others are every answer's (`session.http.SecurityHeaders`)."""

_ID = re.compile(r"[0-9a-f]{32}\Z")
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,3}\Z")

BUSY = "Trop de fichiers arrivent en ce moment. Réessayez dans un instant."
TOO_MANY_AT_ONCE = "Trop de fichiers sont envoyés en même temps. Attendez la fin d'un envoi, puis réessayez."
TOO_SLOW = "L'envoi s'est interrompu\u00a0: rien n'a été gardé. Vérifiez votre connexion, puis réessayez."

# Decoders and stores take their time: they have threads of their own, so that pages never wait for them.
_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="documents")


class _Refusal(Exception):
    """An upload stops here, with this status and this sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


async def _caller(request: Request, *, is_activity: bool = True) -> Actor:
    """Who asks, on the profile of the address; `NotFound` or `Denied` for anybody else.

    Args:
        is_activity: A person is at work: the session is prolonged.
    """
    token = session_http.token_in(request.headers.get("cookie", ""))
    connection = await _run(sessions.connect, token, "") if token else None
    if connection is None:
        raise NotFound()
    actor = await _run(sessions.on_profile, connection.actor, _named(request, "profile_id"))
    if is_activity and connection.needs_touch:
        await _run(sessions.touch, actor.session_id or "")
    return actor


def _named(request: Request, name: str) -> str:
    value = request.path_params[name]
    if not _ID.match(value):
        raise NotFound()
    return value


async def _run(work: Callable[..., Any], *arguments: Any) -> Any:
    """Call synchronous `work` in one of the documents' threads."""
    call = partial(copy_context().run, work, *arguments)
    return await asyncio.get_running_loop().run_in_executor(_workers, call)


async def receive(request: Request) -> Response:
    """`POST`: the bytes of a file; `X-Upload-Key` is a UUID, `X-File-Name` is percent-encoded UTF-8 (DOC-3)."""
    try:
        return await _receive(request)
    except (NotFound, Denied):
        return _not_found()
    except _Refusal as refusal:
        return _refused(refusal.status, refusal.sentence)
    except DomainError as refusal:
        return _refused(_status(refusal), refusal.sentence)
    except ClientDisconnect:
        # Nobody is left to read this answer.
        return _refused(400, TOO_SLOW)
    except OperationalError as error:
        log.error("documents: database trouble at an upload: %s", type(error.orig).__name__)
        return _refused(503, TemporaryTrouble().sentence)


async def _receive(request: Request) -> Response:
    actor = await _caller(request)
    announced = _announced(request)
    if announced is not None and announced > MAX_BYTES:
        raise _Refusal(413, SENTENCES[Reason.TOO_BIG])
    async with _place(actor.own_account):
        content = await _read(request)
        if announced not in {None, len(content)}:
            raise _Refusal(400, TOO_SLOW)
        # The session may have ended while the bytes came.
        actor = await _caller(request)
        key, name = (request.headers.get(header, "") for header in ("x-upload-key", "x-file-name"))
        upload = await _run(services.receive_upload, actor, key, unquote(name), content)
    return JSONResponse({"id": upload.id}, status_code=201, headers=HEADERS)


def _announced(request: Request) -> int | None:
    """The length that the request says, in bytes; None when it says none."""
    length = request.headers.get("content-length")
    if length is None:
        return None
    if not (length.isascii() and length.isdigit() and len(length) < 20):
        raise _Refusal(400, TOO_SLOW)
    return int(length)


async def _read(request: Request) -> bytes:
    """The body, given up as soon as it is too long, too slow, or silent."""
    content, begun = bytearray(), time.monotonic()
    stream = aiter(request.stream())
    try:
        while True:
            allowed = begun + STALL + len(content) / SLOWEST - time.monotonic()
            async with asyncio.timeout(min(STALL, max(0.0, allowed))):
                content += await anext(stream)
            if len(content) > MAX_BYTES:
                raise _Refusal(413, SENTENCES[Reason.TOO_BIG])
    except StopAsyncIteration:
        return bytes(content)
    except TimeoutError:
        raise _Refusal(408, TOO_SLOW) from None


_places = asyncio.Semaphore(MAX_AT_ONCE)
_of_account: Counter[str] = Counter()


@asynccontextmanager
async def _place(account_id: str) -> AsyncIterator[None]:
    """One of the places for files on their way in."""
    if _of_account[account_id] >= MAX_AT_ONCE_OF_ACCOUNT:
        raise _Refusal(429, TOO_MANY_AT_ONCE)
    _of_account[account_id] += 1
    try:
        try:
            async with asyncio.timeout(MAX_WAIT):
                await _places.acquire()
        except TimeoutError:
            raise _Refusal(503, BUSY) from None
        try:
            yield
        finally:
            _places.release()
    finally:
        _of_account[account_id] -= 1
        if not _of_account[account_id]:
            del _of_account[account_id]


def _status(refusal: DomainError) -> int:
    match refusal:
        case Refused(reason=Reason.TOO_BIG):
            return 413
        case Conflict():
            return 409
        case Invalid():
            return 400
        case TemporaryTrouble():
            return 503
        case _:
            return 422


def _refused(status: int, sentence: str) -> Response:
    return JSONResponse({"sentence": typeset(sentence)}, status_code=status, headers=HEADERS)


async def download(request: Request) -> Response:
    """`GET`: the bytes as stored, to be saved under the document's name (DOC-8)."""
    return await _answered(_download(request))


async def _download(request: Request) -> Response:
    actor = await _caller(request)
    file = await _run(services.read_file, actor, _named(request, "document_id"))
    headers = {"Content-Disposition": rules.content_disposition(file.file_name), **HEADERS}
    return Response(file.content, media_type=file.media_type, headers=headers)


async def show_page(request: Request) -> Response:
    """`GET …?largeur=800`: a page of a document as an image (DOC-7)."""
    return await _answered(_show_page(request))


async def _show_page(request: Request) -> Response:
    # Pages are drawn as they are scrolled to: somebody reads.
    actor = await _caller(request)
    page = request.path_params["page"]
    width = WIDTHS.get(request.query_params.get("largeur", DEFAULT_WIDTH))
    if width is None or not _PAGE_NUMBER.match(page):
        raise NotFound()
    document_id = _named(request, "document_id")
    return _image(await _run(services.render_page, actor, document_id, int(page), width))


async def show_upload(request: Request) -> Response:
    """`GET`: the first page of an upload as a small image."""
    return await _answered(_show_upload(request))


async def _show_upload(request: Request) -> Response:
    # A page that is drawn again asks for these by itself: no sign of a person.
    actor = await _caller(request, is_activity=False)
    return _image(await _run(services.render_upload, actor, _named(request, "upload_id")))


async def _answered(work) -> Response:
    """The answer, or one that discloses nothing."""
    try:
        return await work
    except TemporaryTrouble as trouble:
        return PlainTextResponse(typeset(trouble.sentence), status_code=503, headers=HEADERS)
    except DomainError:
        return _not_found()
    except (OSError, BaseError, OperationalError, DecryptionError) as error:
        log.error("documents: %s while a file was read", type(error).__name__)
        return PlainTextResponse(typeset(TemporaryTrouble().sentence), status_code=503, headers=HEADERS)


def _image(content: bytes) -> Response:
    return Response(content, media_type=PREVIEW_MEDIA_TYPE, headers=HEADERS)


def _not_found() -> Response:
    return PlainTextResponse("Introuvable", status_code=404, headers=HEADERS)


ROUTES = [
    Route(UPLOAD_PATH, receive, methods=["POST"]),
    Route(THUMBNAIL_PATH, show_upload, methods=["GET"]),
    Route(PAGE_PATH, show_page, methods=["GET"]),
    Route(FILE_PATH, download, methods=["GET"]),
]
