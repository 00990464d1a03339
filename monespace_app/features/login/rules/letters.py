"""The e-mails and SMS about one's account. They hold no word about health, and no code in a subject."""

from collections.abc import Sequence
from html import escape
from typing import Any

from monespace_app.core.french import NARROW

GREETING = "Bonjour,"
SIGNATURE = "L'équipe de Mon espace santé"
_HTML = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="margin:0;padding:24px;background:#f6f7fb;color:#16213a;font:17px/1.5 sans-serif">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px">
{paragraphs}
</div></body></html>
"""


def letter(to: str, subject: str, paragraphs: Sequence[str], *, highlight: str = "") -> dict[str, Any]:
    """An e-mail for the outbox, in plain text and in HTML that loads nothing.

    Args:
        highlight: Something to show in large figures after the first paragraph (a code).
    """
    body = [GREETING, *paragraphs[:1], *([highlight] if highlight else []), *paragraphs[1:], SIGNATURE]
    html = "\n".join(_paragraph(text, large=bool(highlight) and text == highlight) for text in body)
    return {
        "to": to,
        "subject": subject,
        "text": "\n\n".join(body) + "\n",
        "html": _HTML.format(title=escape(subject), paragraphs=html),
    }


def _paragraph(text: str, *, large: bool) -> str:
    style = ' style="font-size:32px;font-weight:700;letter-spacing:6px"' if large else ""
    return f"<p{style}>{escape(text)}</p>"


def code_letter(to: str, code: str) -> dict[str, Any]:
    """LOGIN-3 by e-mail."""
    return letter(
        to,
        "Votre code de connexion à Mon espace santé",
        [
            "Voici le code à saisir pour vous connecter\u00a0:",
            "Il est valable 10 minutes et ne sert qu'une fois. Ne le communiquez à personne\u00a0: "
            "aucun service ne vous le demandera par téléphone ou par message.",
            f"Vous n'essayez pas de vous connecter{NARROW}? Quelqu'un connaît peut-être votre mot de "
            f"passe\u00a0: connectez-vous dès que possible et changez-le dans «{NARROW}Paramètres{NARROW}».",
        ],
        highlight=code,
    )


def code_text(to: str, code: str) -> dict[str, Any]:
    """LOGIN-3 by SMS. An ordinary space before the colon: a no-break one would make it two messages."""
    return {
        "to": to,
        "text": f"Mon espace santé : {code} est votre code de connexion, valable 10 minutes. "
        "Ne le communiquez à personne.",
    }
