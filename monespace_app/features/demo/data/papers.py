"""The papers of the demonstration: real PDF, JPEG, TIFF, RTF and text files, drawn when they are needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from monespace_app.core.settings import PROJECT_ROOT

_REGULAR = PROJECT_ROOT / "assets" / "fonts" / "atkinson-hyperlegible-next-regular.ttf"
_BOLD = PROJECT_ROOT / "assets" / "fonts" / "atkinson-hyperlegible-next-bold.ttf"
_INK, _SOFT_INK, _RULE = (22, 33, 58), (74, 86, 114), (170, 182, 205)
_SHEET = (1240, 1754)
"""An A4 page at 150 dots an inch."""
_FAX = (1728, 2290)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with a letterhead: who writes, about whom, and what. A line « name | value » is a row of a table."""

    head: tuple[str, ...]
    person: str
    title: str
    lines: tuple[str, ...]
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a file is drawn; two that are drawn alike are equal, and drawn once."""

    draw: Callable[..., bytes]
    arguments: tuple[Any, ...]

    @classmethod
    def of(cls, draw: Callable[..., bytes], *arguments: Any) -> "Paper":
        """`draw(*arguments)`, when it is needed."""
        return cls(draw, arguments)

    def content(self) -> bytes:
        """The file."""
        return self.draw(*self.arguments)


def pdf(*sheets: Sheet) -> bytes:
    """The sheets as a program prints them."""
    document = FPDF(format="A4")
    document.set_lang("fr")
    document.set_margins(22, 20)
    document.set_auto_page_break(auto=True, margin=20)
    for sheet in sheets:
        document.add_page()
        _print(document, sheet)
    return bytes(document.output())


def _print(document: FPDF, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.head):
        _write(
            document, line, 13 if not number else 10, "B" if not number else "", _SOFT_INK if number else _INK
        )
    document.ln(8)
    _write(document, sheet.person, 11, "B")
    document.ln(6)
    _write(document, sheet.title, 15, "B")
    document.set_draw_color(*_RULE)
    document.line(22, document.get_y() + 2, 188, document.get_y() + 2)
    document.ln(7)
    for line in sheet.lines:
        name, bar, value = line.partition(" | ")
        if bar:
            document.set_font("Helvetica", "", 11)
            document.set_text_color(*_INK)
            document.cell(95, 7, _latin(name))
            document.cell(0, 7, _latin(value), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        else:
            _write(document, line)
            document.ln(2)
    if sheet.signature:
        document.ln(10)
        _write(document, sheet.signature, 11, "B")


def _write(
    document: FPDF,
    text: str,
    size: int = 11,
    style: Literal["", "B"] = "",
    color: tuple[int, int, int] = _INK,
) -> None:
    document.set_font("Helvetica", style, size)
    document.set_text_color(*color)
    document.multi_cell(0, size * 0.5, _latin(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _latin(text: str) -> str:
    """What a PDF's own letters can say: they have no narrow space and no curly apostrophe."""
    return text.replace("\u202f", "\u00a0").replace("’", "'").replace("œ", "oe")


def photo(sheet: Sheet) -> bytes:
    """The sheet as a telephone sees it on a table: a little turned, unevenly lit."""
    page = _drawn(sheet, _SHEET).resize((930, 1315), Image.Resampling.BILINEAR).convert("RGB")
    table = Image.new("RGB", (1200, 1600), (139, 111, 83))
    turned = page.rotate(1.6, expand=True, resample=Image.Resampling.BILINEAR, fillcolor=(139, 111, 83))
    table.paste(turned, (120, 130))
    light = Image.linear_gradient("L").resize(table.size).point(lambda level: 205 + level // 6)
    lit = ImageChops.multiply(table, Image.merge("RGB", (light, light, light)))
    return _saved(lit, "JPEG", quality=82)


def card(lines: Sequence[str], color: tuple[int, int, int]) -> bytes:
    """A plastic card, photographed."""
    image = Image.new("RGB", (1200, 900), (226, 223, 217))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((90, 120, 1110, 760), radius=46, fill=color)
    draw.rounded_rectangle((150, 330, 270, 420), radius=14, fill=(219, 190, 110))
    for number, line in enumerate(lines):
        draw.text(
            (150, 180 + 92 * number + (200 if number else 0)),
            line,
            "white",
            _font(58 if not number else 42, bold=not number),
        )
    return _saved(image, "JPEG", quality=85)


def radiograph(words: str) -> bytes:
    """Something like the X-ray of a knee: two bones, soft on black."""
    image = Image.new("L", (1000, 1300), 6)
    draw = ImageDraw.Draw(image)
    draw.ellipse((230, -120, 770, 1420), fill=46)
    for box, level in (
        ((385, -200, 615, 470), 150),
        ((320, 380, 500, 610), 172),
        ((510, 380, 690, 610), 172),
        ((330, 640, 680, 800), 166),
        ((395, 720, 600, 1500), 146),
        ((640, 730, 705, 1500), 128),
        ((440, 330, 570, 500), 200),
    ):
        draw.rounded_rectangle(box, radius=90, fill=level)
    soft = image.filter(ImageFilter.GaussianBlur(17))
    ImageDraw.Draw(soft).text((40, 40), words, 225, _font(34))
    return _saved(soft.convert("RGB"), "JPEG", quality=88)


def scan(*sheets: Sheet) -> bytes:
    """The sheets as a fax machine scans them: black and white, one page each."""
    pages = [_drawn(sheet, _FAX).convert("1", dither=Image.Dither.NONE) for sheet in sheets]
    return _saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(204, 196)
    )


def _drawn(sheet: Sheet, size: tuple[int, int]) -> Image.Image:
    image = Image.new("L", size, 255)
    draw, unit = ImageDraw.Draw(image), size[0] / 210
    y = 18 * unit
    for words, height, bold in _words_of(sheet):
        font = _font(round(height * unit), bold=bold)
        for line in _wrapped(words, font, size[0] - 40 * unit):
            draw.text((20 * unit, y), line, 0, font)
            y += height * unit * 1.45
        y += 2.2 * unit
    return image


def _words_of(sheet: Sheet) -> Sequence[tuple[str, float, bool]]:
    head = [(line, 4.6 if not number else 3.9, not number) for number, line in enumerate(sheet.head)]
    lines = [(line.replace(" | ", " : "), 4.2, False) for line in sheet.lines]
    return [
        *head,
        ("", 4, False),
        (sheet.person, 4.4, True),
        (sheet.title, 6, True),
        *lines,
        (sheet.signature, 4.4, True),
    ]


def _wrapped(words: str, font: ImageFont.FreeTypeFont, width: float) -> Sequence[str]:
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=32)
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_BOLD if bold else _REGULAR, size)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def text(words: str) -> bytes:
    """A text as an editor saves it."""
    return words.strip().encode() + b"\n"


def rtf(title: str, paragraphs: Sequence[str]) -> bytes:
    """A text with a title, as a word processor saves it."""
    body = "\\par\\par ".join(_escaped(paragraph) for paragraph in paragraphs)
    head = r"{\rtf1\ansi\ansicpg1252\deff0\deflang1036{\fonttbl{\f0\fswiss\fcharset0 Arial;}}\fs24"
    return f"{head}\\b\\fs32 {_escaped(title)}\\b0\\fs24\\par\\par {body}\\par}}".encode("ascii")


def _escaped(words: str) -> str:
    return "".join(
        sign if sign.isascii() else f"\\u{ord(sign)}?"
        for sign in words.replace("\\", "").replace("\n", "\\line ")
    )
