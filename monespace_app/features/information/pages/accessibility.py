"""« Accessibilité » (PUB-2): what was measured, what was not, and whom to tell."""

import reflex as rx

from monespace_app.core.french import long_date
from monespace_app.features.information.components import Part, article, bullets, p, part, strong, to
from monespace_app.features.information.measures import MEASURED_ON, MEASURES
from monespace_app.features.information.pages.contact import write_to_us
from monespace_app.features.information.schemas import Operator


def accessibility(operator: Operator) -> rx.Component:
    """The declaration."""
    return article(
        "Accessibilité : partiellement conforme",
        "Nous voulons que chacun puisse se servir de Mon espace santé, avec ses yeux, ses oreilles ou ses "
        "doigts, sur un téléphone comme sur un ordinateur.",
        _state(),
        _measured(),
        _not_yet(),
        _comfort(),
        _tell_us(operator),
        _recourse(),
    )


def _state() -> Part:
    return part(
        "etat",
        "Où nous en sommes",
        p(
            "Cette déclaration concerne toutes les pages de ce service. Nous visons le référentiel général "
            "d'amélioration de l'accessibilité (RGAA 4.1) et les règles internationales WCAG 2.2, niveau AA."
        ),
        p(
            "D'après ",
            strong("notre propre évaluation"),
            ", le service est partiellement conforme au RGAA 4.1. Aucun organisme extérieur ne l'a audité "
            ": nous n'annonçons donc pas de taux de conformité, et un audit pourrait trouver des défauts "
            "que nous n'avons pas vus.",
        ),
    )


def _measured() -> Part:
    lines = [(strong(f"{one.what} : "), f"{one.how}. Résultat : {one.result}.") for one in MEASURES]
    return part(
        "mesures",
        "Ce que nous avons mesuré",
        p(f"Ces vérifications datent du {long_date(MEASURED_ON)}. Elles sont refaites à chaque version."),
        bullets(*lines),
        p(
            "Une vérification automatique ne voit qu'une partie des défauts. C'est pourquoi les parcours "
            "sont aussi essayés au clavier, et les écrans regardés un par un."
        ),
    )


def _not_yet() -> Part:
    return part(
        "limites",
        "Ce qui peut encore gêner",
        bullets(
            "Les messages que vous recevez sont écrits par d'autres : nous les affichons en texte simple, "
            "mais nous ne pouvons pas garantir qu'ils soient faciles à comprendre.",
            "Nous n'avons pas encore fait essayer le service par un groupe de personnes qui utilisent "
            "chaque jour un lecteur d'écran ou une commande vocale.",
            "Les textes ne sont pas encore proposés en langue des signes française, ni en facile à lire "
            "et à comprendre.",
        ),
    )


def _comfort() -> Part:
    return part(
        "confort",
        "Régler l'affichage à votre goût",
        bullets(
            "Agrandissez le texte avec les réglages de votre navigateur : la page se réorganise jusqu'à "
            "400 %.",
            "Le service suit le thème clair ou sombre de votre appareil, et son réglage « réduire les "
            "animations ».",
            "Au clavier, le premier lien de chaque page, « Aller au contenu », saute la navigation.",
            "Rien ne bouge tout seul, et rien ne s'efface sans vous prévenir : avant la fin d'une session, "
            "un message vous prévient.",
        ),
    )


def _tell_us(operator: Operator) -> Part:
    return part(
        "signaler",
        "Nous signaler une difficulté",
        p(
            "Une page vous résiste ? Dites-nous laquelle, ce que vous vouliez faire et l'appareil que vous "
            "utilisez. Nous chercherons avec vous une autre façon de faire, puis nous corrigerons."
        ),
        write_to_us(operator),
    )


def _recourse() -> Part:
    return part(
        "recours",
        "Si notre réponse ne vous suffit pas",
        p("Vous pouvez vous adresser au Défenseur des droits :"),
        bullets(
            ("par ", to("son formulaire en ligne", "https://formulaire.defenseurdesdroits.fr/"), " ;"),
            (
                "auprès de ",
                to("son délégué dans votre région", "https://www.defenseurdesdroits.fr/carte-des-delegues"),
                " ;",
            ),
            "par courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris "
            "CEDEX 07.",
        ),
    )
