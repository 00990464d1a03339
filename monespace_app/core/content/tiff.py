"""TIFF: every page decoded and encoded anew, one after the other."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from monespace_app.core.content import pixels
from monespace_app.core.content.model import MAX_BYTES, MAX_TIFF_PAGES, Kind, Reason, Rejected, SafeFile

MAX_ALL_PIXELS = 1_000_000_000
"""Of all pages together."""
JPEG_QUALITY = 85
_LOSSLESS = {"1": "group4", "L": "tiff_adobe_deflate", "RGB": "tiff_adobe_deflate"}
_SMALLER = {"1": "group4", "L": "jpeg", "RGB": "jpeg"}


def clean(content: bytes) -> SafeFile:
    """The same pages, without loss unless they came as JPEG or would be too big."""
    pages = count_pages(content)
    compressions = _SMALLER if "jpeg" in str(_opened(content).info.get("compression")) else _LOSSLESS
    result = _rewritten(content, compressions)
    if len(result) > MAX_BYTES and compressions is _LOSSLESS:
        result = _rewritten(content, _SMALLER)
    return SafeFile(Kind.TIFF, result, pages)


def preview(content: bytes, page: int, width: int) -> bytes:
    """A page as a JPEG, at most `width` wide."""
    image = _opened(content)
    try:
        image.seek(page - 1)
    except EOFError:
        raise Rejected(Reason.NO_SUCH_PAGE) from None
    pixels.check_size(image)
    return pixels.to_preview(pixels.plain(image), width)


def count_pages(content: bytes) -> int:
    """How many pages, without decoding any. Refuses too many of them, or too large."""
    image, total = _opened(content), 0
    for page in range(MAX_TIFF_PAGES):
        pixels.check_size(image)
        total += image.width * image.height
        if total > MAX_ALL_PIXELS:
            raise Rejected(Reason.TOO_HEAVY)
        try:
            image.seek(page + 1)
        except EOFError:
            return page + 1
    raise Rejected(Reason.TOO_MANY_PAGES)


def _opened(content: bytes) -> TiffImageFile:
    return TiffImageFile(BytesIO(content))


def _rewritten(content: bytes, compressions: dict[str, str]) -> bytes:
    out = BytesIO()
    with AppendingTiffWriter(out) as writer:
        for page, dpi in _pages(content):
            compression = compressions[page.mode]
            quality = {"quality": JPEG_QUALITY} if compression == "jpeg" else {}
            page.save(writer, "TIFF", compression=compression, dpi=dpi, **quality)
            writer.newFrame()
            if out.tell() > MAX_BYTES:
                break
    return out.getvalue()


def _pages(content: bytes) -> Iterator[tuple[Image.Image, tuple[float, float] | None]]:
    """Each page, plain, and its dots per inch if it says them."""
    image = _opened(content)
    for page in range(MAX_TIFF_PAGES):
        try:
            image.seek(page)
        except EOFError:
            return
        image.load()
        dpi = image.info.get("dpi")
        # A copy has none of the tags.
        yield pixels.plain(image).copy(), dpi if dpi and min(dpi) > 0 else None
