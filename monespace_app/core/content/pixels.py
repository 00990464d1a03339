"""What photos, scans and page images have in common: upright, plain, small enough, without a word in them."""

import struct
from io import BytesIO

from PIL import (
    Image,
    ImageCms,
    TiffImagePlugin,  # noqa: F401 - reads EXIF, and could not be found once the limits are closed
)

from monespace_app.core.content.model import MAX_BYTES, MAX_PIXELS, Reason, Rejected

BEST_QUALITY = 92
PREVIEW_QUALITY = 85
QUALITY_STEP = 8
WORST_QUALITY = 50
MAX_WIDTH = 2_400
"""Of a preview, in pixels."""
MAX_HEIGHT = 8_000
MAX_PREVIEW_PIXELS = 8_000_000

# Before the limits close: Pillow would look for its own modules at the first `save`.
Image.preinit()

_SRGB = ImageCms.createProfile("sRGB")
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation."""
_ORIENTATION = 0x0112


def check_size(image: Image.Image) -> None:
    """Refuse more than `MAX_PIXELS`, before anything is decoded."""
    if image.width * image.height > MAX_PIXELS:
        raise Rejected(Reason.TOO_MANY_PIXELS)


def upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; broken EXIF says nothing."""
    try:
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except (KeyError, OSError, SyntaxError, TypeError, ValueError, struct.error):
        return image
    return image if turn is None else image.transpose(turn)


def plain(image: Image.Image) -> Image.Image:
    """In black and white (`1`), grey (`L`) or sRGB, on white where it was transparent; its words are forgotten."""
    result = _on_white(image) if image.has_transparency_data else _without_profile(image)
    result.info = {}
    return result


def _on_white(image: Image.Image) -> Image.Image:
    coloured = image if image.mode == "RGBA" else image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(coloured, mask=coloured)
    return paper


def _without_profile(image: Image.Image) -> Image.Image:
    """The colours that its ICC profile means; as they are when it has none, or a broken one."""
    if image.mode in {"1", "L"}:
        return image
    if image.mode.startswith("I"):
        return image.point(lambda level: level * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "CMYK"}:
        return _to_srgb(image, profile)
    return _to_rgb(image)


def _to_rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return image
        converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return _to_rgb(image)
    return converted or _to_rgb(image)


def to_jpeg(image: Image.Image, quality: int) -> bytes:
    """A new JPEG of a plain image, at the best quality up to `quality` that `MAX_BYTES` allows."""
    if image.mode == "1":
        image = image.convert("L")
    for tried in range(quality, WORST_QUALITY - 1, -QUALITY_STEP):
        encoded = _encoded(image, tried)
        if len(encoded) <= MAX_BYTES:
            return encoded
    raise Rejected(Reason.GROWN)


def _encoded(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def to_preview(image: Image.Image, width: int) -> bytes:
    """A JPEG at most `width` wide (the image is not made larger), in grey or sRGB."""
    if image.mode == "1":
        image = image.convert("L")
    scale = preview_scale(image.width, image.height, width)
    if scale < 1:
        image.thumbnail((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    return _encoded(image, PREVIEW_QUALITY)


def preview_scale(width: float, height: float, wanted: int) -> float:
    """What makes a page `wanted` pixels wide, unless that is too much."""
    wide = max(1, min(wanted, MAX_WIDTH)) / width
    return min(wide, MAX_HEIGHT / height, (MAX_PREVIEW_PIXELS / (width * height)) ** 0.5)
