"""Photos: the same picture, upright, without a word in it."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from monespace_app.core.content import Kind, Reason, Refused, make_safe, preview
from tests.core.content import made
from tests.core.content.made import CANARY, pixels, saved, tiff

pytestmark = pytest.mark.row("DOC-4")


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far colours are from each other on average, out of 255."""
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def refused(content: bytes) -> Reason:
    with pytest.raises(Refused) as refusal:
        make_safe(content)
    return refusal.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_photo_loses_its_place_and_its_camera(kind):
    dirty = saved(pixels(), kind, exif=made.exif().tobytes())
    assert CANARY.encode() in dirty
    safe = make_safe(dirty)
    assert CANARY.encode() not in safe.content
    assert dict(opened(safe.content).getexif()).keys().isdisjoint({0x010E, 0x010F, 0x8825})


def test_a_jpeg_loses_its_comments_its_profile_and_what_follows_it():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    dirty = saved(pixels(), "JPEG", comment=CANARY.encode(), icc_profile=profile) + CANARY.encode()
    safe = make_safe(dirty)
    assert CANARY.encode() not in safe.content
    assert "icc_profile" not in opened(safe.content).info
    assert safe.content.endswith(b"\xff\xd9")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright(orientation):
    dirty = saved(pixels(200, 100), "JPEG", quality=95, exif=made.exif(orientation))
    expected = (200, 100) if orientation < 5 else (100, 200)
    safe = opened(make_safe(dirty).content)
    assert safe.size == expected
    assert distance(safe, ImageOps.exif_transpose(opened(dirty))) < 3


def test_a_photo_keeps_its_quality_and_about_its_size():
    for quality in (60, 80, 90):
        dirty = saved(pixels(640, 480), "JPEG", quality=quality)
        safe = make_safe(dirty)
        assert distance(opened(safe.content), opened(dirty)) < 3
        assert len(safe.content) < 1.25 * len(dirty)


def test_the_colours_of_a_wide_profile_are_converted():
    """A photo whose profile swaps nothing but is not sRGB: it is read with its profile, then kept without."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    safe = make_safe(saved(pixels(), "JPEG", icc_profile=wide))
    assert "icc_profile" not in opened(safe.content).info


def test_a_transparent_png_becomes_a_jpg_on_white():
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    safe = make_safe(saved(image, "PNG"))
    assert (safe.kind, safe.pages) == (Kind.JPEG, 1)
    assert opened(safe.content).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_becomes_a_jpg(mode):
    image = pixels(60, 40).convert(mode)
    safe = make_safe(saved(image, "PNG"))
    assert safe.kind == Kind.JPEG
    assert opened(safe.content).size == (60, 40)


def test_a_png_of_sixteen_bits_keeps_its_greys():
    image = Image.new("I;16", (20, 20), 0x8000)
    assert abs(opened(make_safe(saved(image, "PNG")).content).getpixel((5, 5)) - 0x80) < 3


def test_only_the_first_image_of_an_animated_png_is_kept():
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    safe = make_safe(saved(first, "PNG", save_all=True, append_images=[second]))
    red, _, blue = opened(safe.content).getpixel((10, 10))
    assert red > 200 > 50 > blue


def test_a_photo_in_cmyk_is_kept_in_rgb():
    assert opened(make_safe(saved(pixels(mode="CMYK"), "JPEG")).content).mode == "RGB"


def test_a_very_large_photo_is_halved_rather_than_refused():
    image = Image.new("RGB", (8_000, 6_000), "teal")
    assert opened(make_safe(saved(image, "JPEG")).content).size == (4_000, 3_000)


def test_too_many_pixels_are_refused():
    assert refused(saved(Image.new("1", (9_000, 9_000)), "PNG")) == Reason.TOO_MANY_PIXELS


def test_an_image_that_is_cut_is_refused():
    for kind in ("JPEG", "PNG"):
        raw = saved(pixels(300, 300), kind)
        assert refused(raw[: len(raw) // 2]) == Reason.DAMAGED


def test_a_tiff_keeps_its_pages_in_order():
    colours = ("red", "green", "blue")
    first, *others = (Image.new("RGB", (50, 50), colour) for colour in colours)
    safe = make_safe(saved(first, "TIFF", save_all=True, append_images=others, tiffinfo={270: CANARY}))
    assert (safe.kind, safe.pages) == (Kind.TIFF, 3)
    assert CANARY.encode() not in safe.content
    pages = opened(safe.content)
    for number, colour in enumerate(colours):
        pages.seek(number)
        assert distance(pages, Image.new("RGB", (50, 50), colour)) == 0


def test_a_tiff_of_a_thousand_pages_is_refused():
    assert refused(tiff(1_000, Image.new("1", (8, 8)))) == Reason.TOO_MANY_PAGES


def test_a_tiff_keeps_its_resolution():
    safe = make_safe(tiff(1, dpi=(300, 300)))
    assert opened(safe.content).info["dpi"] == (300, 300)


def test_a_preview_is_a_jpeg_of_the_width_that_is_asked():
    photo = make_safe(saved(pixels(800, 400), "JPEG")).content
    assert opened(preview(photo, Kind.JPEG, 1, 200)).size == (200, 100)
    assert opened(preview(photo, Kind.JPEG, 1, 5_000)).size == (800, 400), "never enlarged"
    pages = make_safe(tiff(3)).content
    shown = opened(preview(pages, Kind.TIFF, 3, 40))
    assert (shown.format, shown.size) == ("JPEG", (40, 50))
