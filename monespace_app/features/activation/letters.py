"""The letters that bring provisional codes on paper: one A4 page a person, one PDF for all."""

from typing import Literal

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from monespace_app.core import clock, french
from monespace_app.core.settings import PROJECT_ROOT
from monespace_app.features.activation import mail
from monespace_app.features.activation.schemas import Letter
from monespace_app.features.information.services import operator

Style = Literal["", "B"]
FONTS = PROJECT_ROOT / "assets" / "fonts"
_FAMILY = "Atkinson Hyperlegible Next"
_INK, _SOFT_INK, _ACCENT, _PALE = (22, 33, 58), (74, 86, 114), (31, 95, 191), (230, 238, 250)
_MARGIN = 22
_WINDOW_LEFT, _WINDOW_TOP = 105, 48
"""Where the window of a French envelope shows the name (millimetres)."""


def render(letters: list[Letter]) -> bytes:
    """A PDF, in the order given."""
    pdf = FPDF(format="A4")
    pdf.set_lang("fr")
    pdf.set_title("Codes provisoires Mon espace santé")
    pdf.set_creation_date(clock.now())
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(auto=False)
    pdf.add_font(_FAMILY, "", FONTS / "atkinson-hyperlegible-next-regular.ttf")
    pdf.add_font(_FAMILY, "B", FONTS / "atkinson-hyperlegible-next-bold.ttf")
    for letter in letters:
        pdf.add_page()
        _heading(pdf, letter)
        _body(pdf, letter)
        _footer(pdf)
    return bytes(pdf.output())


def _write(
    pdf: FPDF, text: str, size: int = 12, style: Style = "", color: tuple[int, int, int] = _INK
) -> None:
    pdf.set_font(_FAMILY, style, size)
    pdf.set_text_color(*color)
    pdf.multi_cell(0, size * 0.53, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _heading(pdf: FPDF, letter: Letter) -> None:
    _write(pdf, "Mon espace santé", 17, "B", _ACCENT)
    pdf.set_left_margin(_WINDOW_LEFT)
    pdf.set_xy(_WINDOW_LEFT, _WINDOW_TOP)
    for addressee in letter.addressees or (letter.person,):
        _write(pdf, addressee, 12, "B")
    pdf.set_xy(_WINDOW_LEFT, _WINDOW_TOP + 28)
    _write(pdf, f"Le {french.long_date(clock.today())}", color=_SOFT_INK)
    pdf.set_left_margin(_MARGIN)
    pdf.set_xy(_MARGIN, _WINDOW_TOP + 46)


def _body(pdf: FPDF, letter: Letter) -> None:
    intro, how, warning = mail.paragraphs(letter)
    _write(pdf, mail.SUBJECT, 15, "B")
    pdf.ln(5)
    _write(pdf, "Bonjour,")
    pdf.ln(3)
    _write(pdf, intro)
    pdf.ln(6)
    _code_box(pdf, letter.code)
    _write(pdf, how)
    pdf.ln(3)
    _write(pdf, warning)
    pdf.ln(6)
    _write(pdf, "Où trouver le numéro de série de la carte Vitale", 13, "B")
    pdf.ln(1.5)
    _write(pdf, "Carte sans photo\u00a0: au dos, en haut à gauche, de 8 à 13 chiffres.")
    _write(pdf, "Carte avec photo\u00a0: en haut à droite, les 11 derniers chiffres.")


def _code_box(pdf: FPDF, code: str) -> None:
    top, height = pdf.get_y(), 30
    pdf.set_fill_color(*_PALE)
    pdf.rect(_MARGIN, top, pdf.epw, height, style="F", round_corners=True, corner_radius=3)
    pdf.set_xy(_MARGIN + 8, top + 5)
    _write(pdf, "Code provisoire (majuscules et minuscules comptent)", 11, color=_SOFT_INK)
    pdf.set_xy(_MARGIN + 8, top + 13)
    pdf.set_char_spacing(2.5)
    _write(pdf, code, 23, "B", _ACCENT)
    pdf.set_char_spacing(0)
    pdf.set_xy(_MARGIN, top + height + 8)


def _footer(pdf: FPDF) -> None:
    pdf.set_xy(_MARGIN, 262)
    pdf.set_draw_color(*_PALE)
    pdf.line(_MARGIN, 259, _MARGIN + pdf.epw, 259)
    _write(
        pdf,
        f"Pour toute question, {operator().how_to_reach}.",
        11,
        color=_SOFT_INK,
    )
