"""The pieces of « Ajouter un profil »: data in, component out."""

import reflex as rx

from monespace_app.ui.components import card, link_button, prose, stack
from monespace_app.ui.typography import typeset


def not_yet(how_to_reach: str) -> rx.Component:
    """No profile can be added in this version: what will be possible, and what to do meanwhile.

    `how_to_reach` says whom to ask: « écrivez à … ».
    """
    return stack(
        _said(
            "Bientôt ici",
            "Vous pourrez ajouter le profil des enfants mineurs dont vous êtes le représentant légal : ceux dont "
            "l'espace attend son activation, et ceux pour qui il a été refusé.",
            icon_name="user_plus",
        ),
        _said(
            "En attendant",
            "Les profils déjà actifs sont dans le menu de votre nom, en haut de la page.",
            "Gardez le code provisoire reçu pour votre enfant : il reste valable 6 semaines.",
            f"Pour toute question, {how_to_reach}.",
            icon_name="circle_check",
        ),
        link_button("Revenir à mon accueil", "/accueil", kind="secondary"),
        gap="6",
    )


def _said(title: str, *sentences: str, icon_name: str) -> rx.Component:
    return card(prose(*[rx.el.p(typeset(words)) for words in sentences]), title=title, icon_name=icon_name)
