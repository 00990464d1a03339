"""The presentation page `/` (PUB-1). Words and line drawings only: it paints at once."""

import reflex as rx

from monespace_app.features.information.components import to
from monespace_app.ui.components import card, grid, hero, link_button, section, stack
from monespace_app.ui.typography import typeset


def presentation() -> rx.Component:
    """What the space is, what it holds, and the two ways in."""
    return rx.fragment(_top(), _contents(), _promises(), _first_steps())


def _top() -> rx.Component:
    return hero(
        "Toute votre santé, dans un espace rien qu'à vous",
        typeset(
            "Votre profil médical, vos documents et vos échanges avec vos professionnels de santé, "
            "réunis au même endroit. C'est gratuit, c'est privé, et c'est vous qui décidez."
        ),
        link_button("Activer Mon espace santé", "/activation"),
        link_button("Connexion", "/connexion", kind="secondary"),
    )


def _contents() -> rx.Component:
    return section(
        "Ce que contient votre espace",
        grid(
            _content_card(
                "Mon profil médical",
                "heart_pulse",
                "Vos maladies et sujets de santé, vos traitements, vos allergies, vos vaccinations, vos "
                "mesures… L'essentiel à portée de main le jour où on vous le demande.",
            ),
            _content_card(
                "Mes documents",
                "folder",
                "Vos ordonnances, résultats de biologie, radios et comptes rendus, rangés par catégorie "
                "et faciles à retrouver.",
            ),
            _content_card(
                "Ma messagerie",
                "mail",
                "Des échanges sûrs avec les professionnels qui vous ont écrit. Votre réponse s'enregistre "
                "pendant que vous l'écrivez.",
            ),
        ),
        id="contenu-de-mon-espace",
    )


def _content_card(name: str, icon_name: str, text: str) -> rx.Component:
    return card(
        rx.el.p(typeset(text), class_name="card-message"), title=name, icon_name=icon_name, level="h3"
    )


def _promises() -> rx.Component:
    return section(
        "Gratuit, privé, et libre",
        grid(
            _promise(
                "Gratuit", "Ouvrir votre espace et vous en servir ne coûte rien. Il n'y a pas de publicité."
            ),
            _promise(
                "Privé",
                "Vos textes et vos fichiers de santé sont chiffrés. Un professionnel ne peut vous écrire que "
                "de sa messagerie sécurisée, et chaque connexion demande un code à usage unique.",
            ),
            _promise(
                "Libre",
                "Vous pouvez refuser : au moment de l'activation, vous dites si vous voulez de votre "
                "espace ou si vous vous y opposez. Vous pourrez changer d'avis.",
            ),
        ),
        id="gratuit-prive-libre",
    )


def _promise(name: str, text: str) -> rx.Component:
    return card(rx.el.p(typeset(text)), title=name, level="h3", tone="soft")


def _first_steps() -> rx.Component:
    return section(
        "Pour bien commencer",
        grid(
            _step(
                "J'ai reçu un code provisoire",
                "Gardez-le près de vous, avec votre carte Vitale : ils servent à activer votre espace, une "
                "seule fois. Vous choisissez ensuite votre identifiant et votre mot de passe.",
                link_button("Activer Mon espace santé", "/activation"),
            ),
            _step(
                "J'ai déjà un espace",
                "Connectez-vous avec votre identifiant, votre mot de passe, et le code que vous recevez "
                "par e-mail ou par SMS. Le même compte ouvre l'espace de vos enfants mineurs.",
                link_button("Connexion", "/connexion", kind="secondary"),
            ),
            _step(
                "J'hésite encore",
                "C'est normal de se poser des questions. Nous expliquons ce que deviennent vos données, et "
                "nous répondons aux questions les plus fréquentes.",
                stack(
                    to("La protection de mes données", "/donnees-personnelles"),
                    to("Aide & Contact", "/aide"),
                    gap="2",
                ),
            ),
        ),
        id="bien-commencer",
    )


def _step(name: str, text: str, action: rx.Component) -> rx.Component:
    return card(
        rx.el.p(typeset(text), class_name="card-message"), title=typeset(name), level="h3", action=action
    )
