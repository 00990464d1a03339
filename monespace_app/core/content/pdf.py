"""PDF: what could act is refused, what is only said about the document is removed, the rest is written anew.

Every object is looked at, those in object streams and those that nothing refers to included.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    String,
)

from monespace_app.core.content.jpeg_segments import stripped
from monespace_app.core.content.model import MAX_PDF_PAGES, Kind, Reason, Rejected, SafeFile

MAX_OBJECTS = 200_000
MAX_UNPACKED = 512_000_000
"""Bytes of all streams together, once unpacked."""
MAX_IMAGE_PIXELS = 150_000_000
"""Of an image in a page: A0 at 300 dots per inch is 140 million."""
_CHUNK = 1_000_000
_END_SEARCH = 2_048

_KEYS = {
    "/AF": Reason.ATTACHMENT,
    "/Collection": Reason.ATTACHMENT,
    "/EF": Reason.ATTACHMENT,
    "/EmbeddedFiles": Reason.ATTACHMENT,
    "/RF": Reason.ATTACHMENT,
    "/JS": Reason.SCRIPT,
    "/JavaScript": Reason.SCRIPT,
    "/Subtype2": Reason.SCRIPT,
    "/3DD": Reason.MULTIMEDIA,
    "/RichMediaContent": Reason.MULTIMEDIA,
    "/RichMediaSettings": Reason.MULTIMEDIA,
    "/XFA": Reason.XFA_FORM,
}
"""Entries that no accepted document has."""
_NAMES = {
    "/S": {
        "/GoTo3DView": Reason.MULTIMEDIA,
        "/GoToE": Reason.ATTACHMENT,
        "/GoToR": Reason.ACTION,
        "/ImportData": Reason.ACTION,
        "/JavaScript": Reason.SCRIPT,
        "/Launch": Reason.ACTION,
        "/Movie": Reason.MULTIMEDIA,
        "/Rendition": Reason.MULTIMEDIA,
        "/RichMediaExecute": Reason.MULTIMEDIA,
        "/Sound": Reason.MULTIMEDIA,
        "/SubmitForm": Reason.ACTION,
        "/Thread": Reason.ACTION,
    },
    "/Subtype": {
        "/3D": Reason.MULTIMEDIA,
        "/FileAttachment": Reason.ATTACHMENT,
        "/Movie": Reason.MULTIMEDIA,
        "/PS": Reason.SCRIPT,
        "/RichMedia": Reason.MULTIMEDIA,
        "/Screen": Reason.MULTIMEDIA,
        "/Sound": Reason.MULTIMEDIA,
    },
    "/Type": {"/EmbeddedFile": Reason.ATTACHMENT},
}
"""Kinds of actions, of annotations and of streams that no accepted document has."""
_SAFE_ACTIONS = {"/GoTo", "/Hide", "/Named", "/ResetForm", "/SetOCGState", "/Trans", "/URI"}
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_FORGOTTEN = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb")
"""Said about the document, a page or an image, not shown: authors, programs, places, small copies."""
_PACKERS = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
_FLATE = {"/FlateDecode", "/Fl"}
_PHOTO = {"/DCTDecode", "/DCT"}


def clean(content: bytes) -> SafeFile:
    """The document without what is said about it, written anew. Refuses what it could do on its own."""
    if b"%%EOF" not in content[-_END_SEARCH:]:
        raise Rejected(Reason.DAMAGED)
    with _opened(content) as pdf:
        pages = _count_pages(pdf)
        _check_objects(pdf)
        _forget_about_document(pdf)
        out = BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return SafeFile(Kind.PDF, out.getvalue(), pages)


def _opened(content: bytes) -> Pdf:
    try:
        pdf = Pdf.open(BytesIO(content), suppress_warnings=True)
    except (PasswordError, PdfError, RuntimeError):
        # Ciphers are looked for in files, which the worker can no longer open: it is not always a `PasswordError`.
        raise Rejected(Reason.PASSWORD if b"/Encrypt" in content else Reason.DAMAGED) from None
    if pdf.is_encrypted:
        raise Rejected(Reason.PASSWORD)
    return pdf


def _count_pages(pdf: Pdf) -> int:
    pages = len(pdf.pages)
    if pages == 0:
        raise Rejected(Reason.DAMAGED)
    if pages > MAX_PDF_PAGES:
        raise Rejected(Reason.TOO_MANY_PAGES)
    return pages


def _check_objects(pdf: Pdf) -> None:
    if len(pdf.objects) > MAX_OBJECTS:
        raise Rejected(Reason.TOO_HEAVY)
    unpacked = 0
    for indirect in pdf.objects:
        entries = list(_dictionaries(indirect))
        for entry in entries:
            _check(entry)
        for entry in entries:
            _forget(entry)
        if isinstance(indirect, Stream):
            unpacked += _unpacked_size(indirect, MAX_UNPACKED - unpacked)
            _strip_photo(indirect)


def _dictionaries(indirect: Object) -> Iterator[Object]:
    """Each dictionary (or stream) written inside one object, references not followed."""
    waiting = [indirect]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (Dictionary, Stream)):
            yield item
            waiting += [value for _, value in item.items() if _is_inside(value)]
        elif isinstance(item, Array):
            waiting += [value for value in item if _is_inside(value)]


def _is_inside(value: object) -> bool:
    return isinstance(value, (Dictionary, Array)) and not value.is_indirect


def _check(entry: Object) -> None:
    """Refuse what acts, attaches, plays or calls for another file."""
    keys = entry.keys()
    for key in keys & _KEYS.keys():
        raise Rejected(_KEYS[key])
    for key in keys & _NAMES.keys():
        if reason := _NAMES[key].get(_name(entry[key])):
            raise Rejected(reason)
    if "/URI" in keys and not _is_safe_address(entry["/URI"]):
        raise Rejected(Reason.ACTION)
    if isinstance(entry, Stream) and "/F" in keys:
        raise Rejected(Reason.ACTION)
    if "/Width" in keys and "/Height" in keys and int(entry.Width) * int(entry.Height) > MAX_IMAGE_PIXELS:
        raise Rejected(Reason.TOO_MANY_PIXELS)


def _name(value: object) -> str:
    return str(value) if isinstance(value, Name) else ""


def _is_safe_address(value: object) -> bool:
    """Links stay when a browser, a mail program or a telephone opens them. (`/URI` may also be a dictionary.)"""
    if not isinstance(value, String):
        return True
    address = str(value)
    scheme = _SCHEME.match(address)
    return scheme[1].lower() in _SAFE_SCHEMES if scheme else not address.lstrip().startswith("\\")


def _forget(entry: Object) -> None:
    """Take out what nothing on the page shows, and actions that would start by themselves."""
    for key in _FORGOTTEN:
        if key in entry:
            del entry[key]
    if "/AA" in entry and _holds_actions(entry.AA):
        del entry["/AA"]
    if "/OpenAction" in entry and _is_action(entry.OpenAction) and _name(entry.OpenAction.S) != "/GoTo":
        del entry["/OpenAction"]


def _holds_actions(value: object) -> bool:
    return isinstance(value, Dictionary) and any(_is_action(action) for _, action in value.items())


def _is_action(value: object) -> bool:
    return isinstance(value, Dictionary) and _name(value.get("/S")) in _SAFE_ACTIONS


def _forget_about_document(pdf: Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _filters(stream: Stream) -> list[str]:
    value = stream.get("/Filter")
    return [_name(each) for each in value] if isinstance(value, Array) else [_name(value)] if value else []


def _unpacked_size(stream: Stream, budget: int) -> int:
    """Bytes of a stream once unpacked, which are never held together. Refuses more than `budget`."""
    packers = [each for each in _filters(stream) if each in _PACKERS]
    if len(packers) > 1:
        raise Rejected(Reason.TOO_HEAVY)
    if not packers:
        return 0
    if packers[0] in _FLATE and _filters(stream)[0] in _FLATE:
        return _inflated_size(stream.read_raw_bytes(), budget)
    # Rare and at most some thousand times larger: qpdf unpacks it, the limit of memory holds.
    size = len(stream.read_bytes())
    if size > budget:
        raise Rejected(Reason.TOO_HEAVY)
    return size


def _inflated_size(packed: bytes, budget: int) -> int:
    unpacker, size = zlib.decompressobj(), 0
    while packed and not unpacker.eof:
        try:
            size += len(unpacker.decompress(packed, _CHUNK))
        except zlib.error:  # Readers show what comes before.
            return size
        if size > budget:
            raise Rejected(Reason.TOO_HEAVY)
        packed = unpacker.unconsumed_tail
    return size


def _strip_photo(stream: Stream) -> None:
    """A photo in a page says no more where it was taken than one on its own."""
    filters = _filters(stream)
    if not filters or filters[-1] not in _PHOTO:
        return
    raw = stream.read_raw_bytes()
    if len(filters) == 2 and filters[0] in _FLATE:
        raw, filters = zlib.decompress(raw), filters[1:]
    parameters = stream.get("/DecodeParms")
    last = parameters[-1] if isinstance(parameters, Array) else parameters
    parameters = last if isinstance(last, Dictionary) else None
    stream.write(stripped(raw), filter=Name.DCTDecode, decode_parms=parameters)
