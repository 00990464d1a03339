"""Photos: decoded whole and encoded anew, so that nothing that was in the file but its pixels remains."""

from io import BytesIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile

from monespace_app.core.content import pixels
from monespace_app.core.content.model import Kind, Reason, Rejected, SafeFile

MAX_MEMORY = 200_000_000
"""Bytes that a photo may take while it is turned: 25 million pixels at 8 bytes. Each side of a larger one is halved."""
PNG_QUALITY = 90
_LUMINANCE_AT_50 = 3_685
"""Sum of the table of quality 50 (JPEG, annex K, table K.1)."""


def clean(content: bytes) -> SafeFile:
    """A JPEG, upright, in grey or sRGB. Refuses what does not decode whole."""
    image = _opened(content)
    quality = PNG_QUALITY
    if isinstance(image, JpegImageFile):
        quality = quality_of(image)
        _halve_large(image)
    try:
        image.load()
        turned = pixels.plain(pixels.upright(image))
    except MemoryError:
        raise Rejected(Reason.TOO_MANY_PIXELS) from None
    return SafeFile(Kind.JPEG, pixels.to_jpeg(turned, quality), 1)


def preview(content: bytes, page: int, width: int) -> bytes:
    """The photo, at most `width` wide."""
    if page != 1:
        raise Rejected(Reason.NO_SUCH_PAGE)
    image = _opened(content)
    image.draft(None, (width, width))
    return pixels.to_preview(pixels.plain(image), width)


def _opened(content: bytes) -> Image.Image:
    decoder = JpegImageFile if content.startswith(b"\xff\xd8") else PngImageFile
    image = decoder(BytesIO(content))
    pixels.check_size(image)
    return image


def _halve_large(image: JpegImageFile) -> None:
    """Both sides: the decoder does it by itself, without ever holding the whole (unless it is progressive)."""
    total = image.width * image.height
    held = _held(image)
    if total * max(8, 4 + held) <= MAX_MEMORY:
        return
    if total * max(2, 1 + held) > MAX_MEMORY:
        raise Rejected(Reason.TOO_MANY_PIXELS)
    image.draft(None, (image.width // 2, image.height // 2))


def _held(image: JpegImageFile) -> int:
    """Bytes a pixel that the decoder of a progressive JPEG keeps until its end, at least as many as it does."""
    if not image.info.get("progressive"):
        return 0
    return 2 * image.layers if get_sampling(image) in {-1, 0} else 4


def quality_of(image: JpegImageFile) -> int:
    """The quality a JPEG was saved at, from its table of luminance, so that the new one is neither worse nor larger."""
    percent = 100 * sum(image.quantization[0]) / _LUMINANCE_AT_50
    quality = round((200 - percent) / 2 if percent < 100 else 5_000 / percent)
    return max(pixels.WORST_QUALITY, min(quality + 1, pixels.BEST_QUALITY))
