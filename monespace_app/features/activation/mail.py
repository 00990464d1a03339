"""The e-mail that brings a provisional code."""

from typing import Any

from monespace_app.core import clock, french
from monespace_app.core.settings import settings
from monespace_app.features.activation.schemas import Letter
from monespace_app.features.login import services as login

SUBJECT = "Votre code provisoire Mon espace santé"


def paragraphs(letter: Letter) -> list[str]:
    """The words that the e-mail and the letter share, without the code itself."""
    space = "son espace santé" if letter.is_minor else "votre espace santé"
    cards = "de la carte Vitale d'un parent" if letter.is_minor else "de votre carte Vitale"
    last_day = french.long_date(clock.paris(letter.expires_at).date())
    return [
        f"Voici le code provisoire {french.of(letter.person)} pour activer {space}, ou pour s'y opposer. "
        "C'est gratuit, et le choix vous appartient.",
        f"Munissez-vous de ce code et {cards}, puis rendez-vous sur {settings().base_url}/activation",
        f"Ce code sert une seule fois, jusqu'au {last_day}. Ne le communiquez à "
        "personne\u00a0: nos services ne vous le demanderont jamais.",
    ]


def code_mail(address: str, letter: Letter) -> dict[str, Any]:
    """The outbox payload of one e-mail."""
    return login.letter(address, SUBJECT, paragraphs(letter), highlight=letter.code)
