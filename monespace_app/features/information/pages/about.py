"""« À propos » (PUB-2): what this is, who makes it, and what it is not."""

import reflex as rx

from monespace_app.features.information.components import Part, article, bullets, p, part, strong, to
from monespace_app.features.information.pages.contact import LICENCE, NOT_THE_STATE, write_to_us
from monespace_app.features.information.schemas import Operator


def about(operator: Operator) -> rx.Component:
    """The project, its principles, its limits."""
    return article(
        "À propos",
        "Un carnet de santé numérique que chacun peut installer chez soi, pour soi ou pour d'autres.",
        _what(),
        _principles(),
        _not(),
        _who(operator),
    )


def _what() -> Part:
    return part(
        "projet",
        "Ce que c'est",
        p(
            "Ce service réunit le profil médical, les documents et les messages de santé d'une personne, "
            "dans un espace qui n'appartient qu'à elle."
        ),
        p(LICENCE),
        p(
            "« Auto-hébergé » veut dire que l'exploitant l'installe sur ses propres machines. Vos données "
            "ne passent pas par celles des auteurs du logiciel."
        ),
    )


def _principles() -> Part:
    return part(
        "principes",
        "Ce à quoi nous tenons",
        bullets(
            (
                strong("Ne rien perdre. "),
                "« Enregistré » et « envoyé » ne s'affichent que lorsque c'est fait.",
            ),
            (strong("Fermé par défaut. "), "Ce qui n'est pas expressément permis est refusé."),
            (strong("Clair. "), "Des phrases courtes, et à chaque erreur ce qu'il faut faire."),
            (strong("Pour tous. "), "Au clavier, au lecteur d'écran, sur un petit téléphone."),
            (strong("Discret. "), "Pas de publicité, pas de suivi, pas de mot de santé dans nos e-mails."),
        ),
    )


def _not() -> Part:
    return part(
        "limites",
        "Ce que ce n'est pas",
        p(NOT_THE_STATE),
        p(
            "Ce n'est pas non plus un dispositif médical : il garde et transmet, il ne diagnostique rien "
            "et ne remplace pas un avis médical."
        ),
        p(
            "Le profil médical et les documents sont en construction : ils arrivent avec les prochaines "
            "versions."
        ),
    )


def _who(operator: Operator) -> Part:
    return part(
        "exploitant",
        "Qui exploite cette installation",
        p(f"Exploitant : {operator.name}."),
        write_to_us(operator),
        p(
            "Voyez aussi les ",
            to("mentions légales", "/mentions-legales"),
            " et la ",
            to("protection des données personnelles", "/donnees-personnelles"),
            ".",
        ),
    )
