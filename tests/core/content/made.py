"""Small pieces that the tests and the corpus are made of: images, PDFs and RTFs, always the same ones."""

import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random

import pikepdf
from fpdf import FPDF
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

CANARY = "CANARI-48.8566-2.3522"
"""A place, a camera, an author: never in a safe file."""


def pixels(width: int = 120, height: int = 90, mode: str = "RGB", seed: int = 1) -> Image.Image:
    """A soft image, like a photo."""
    small = (max(1, width // 10), max(1, height // 10))
    bands = len(Image.new(mode, (1, 1)).getbands())
    noise = Random(seed).randbytes(small[0] * small[1] * bands)
    return Image.frombytes(mode, small, noise).resize((width, height), Image.Resampling.BICUBIC)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """A place, a camera and an orientation."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = tags[0x010E] = CANARY
    tags[0x8825] = {1: "N", 2: (48.0, 51.0, 23.0), 29: CANARY}
    return tags


def tiff(count: int, page: Image.Image | None = None, **options: object) -> bytes:
    page = page or Image.new("1", (80, 100), 1)
    return saved(page, "TIFF", save_all=True, append_images=[page] * (count - 1), **options)


@cache
def printed(pages: int = 1, image: bytes | None = None, seed: int = 0) -> bytes:
    """A PDF as a program prints it."""
    pdf = FPDF()
    pdf.set_author(CANARY)
    pdf.set_font("Helvetica", size=11)
    words = Random(seed)
    for _ in range(pages):
        pdf.add_page()
        pdf.multi_cell(0, 6, " ".join(f"Résultat {words.randint(1, 999)} g/L." for _ in range(60)))
        if image:
            pdf.image(BytesIO(image), w=120)
    return bytes(pdf.output())


Change = Callable[[Pdf], object]


def changed(*changes: Change, base: bytes | None = None, **options: object) -> bytes:
    """A PDF after `changes`."""
    pdf = Pdf.open(BytesIO(base or printed()))
    for change in changes:
        change(pdf)
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def javascript() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert('" + CANARY + "')")


def link(action: Dictionary) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=action)


def annotate(annotation: Dictionary) -> Change:
    return lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array([annotation]))


def attach(pdf: Pdf) -> None:
    pdf.attachments["facture.xml"] = pikepdf.AttachedFileSpec(pdf, CANARY.encode(), mime_type="text/xml")


def stream(data: bytes, filters: object = None, **entries: object) -> Change:
    """A stream, as it is, in the catalogue."""

    def change(pdf: Pdf) -> None:
        made = pikepdf.Stream(pdf, b"")
        made.write(data, filter=filters)
        for key, value in entries.items():
            made["/" + key] = value
        pdf.Root.Extra = pdf.make_indirect(made)

    return change


@cache
def packed(megabytes: int) -> bytes:
    """Spaces that unpack to `megabytes`."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def rtf(
    body: bytes = rb"Bonjour Inaya, \'e0 jeudi.\par", head: bytes = rb"\rtf1\ansi\ansicpg1252\deff0"
) -> bytes:
    return b"{" + head + rb"{\fonttbl{\f0\fswiss Arial;}}\f0 " + body + b"}"
