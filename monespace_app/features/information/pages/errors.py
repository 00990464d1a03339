"""When there is nothing to show, or when showing it failed (NAV-4): say so in French, with a way back."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from monespace_app.features.information.components import bullets, p, to
from monespace_app.ui.components import PAGE_TITLE_ID, drawing, link_button, prose, stack
from monespace_app.ui.typography import typeset


def not_found() -> rx.Component:
    """For the route « 404 »: an address that leads nowhere."""
    return stack(
        drawing("recherche"),
        _title("Cette page est introuvable"),
        prose(
            p(
                "L'adresse est peut-être mal recopiée, ou la page a changé de place. "
                "Rien n'est perdu : vos documents et vos messages sont toujours dans votre espace."
            ),
            bullets(
                ("Cherchez la page dans le ", to("plan du site", "/plan-du-site"), "."),
                ("Une question ? Voyez ", to("l'aide", "/aide"), "."),
            ),
        ),
        _ways_back(
            link_button("Revenir à mon accueil", "/accueil"),
            link_button("Aller à la page de présentation", "/", kind="secondary"),
        ),
        gap="6",
    )


def something_broke() -> rx.Component:
    """What replaces the whole page when the browser could not display it.

    Plain links on purpose: they load the page anew, which is what mends it.
    """
    return rx.el.main(
        rx.el.title("Erreur - Mon espace santé"),
        stack(
            drawing("erreur"),
            _title("Cette page n'a pas pu s'afficher"),
            prose(
                p(
                    "C'est une erreur de notre part, pas de la vôtre. Ce qui a été enregistré l'est "
                    "toujours. Recharger la page suffit le plus souvent."
                )
            ),
            _ways_back(
                A.create("Recharger la page", href="", class_name="button button-primary"),
                A.create("Revenir à mon accueil", href="/accueil", class_name="button button-secondary"),
            ),
            gap="6",
            role="alert",
        ),
        class_name="main",
    )


def _ways_back(*links: rx.Component) -> rx.Component:
    return rx.el.div(*links, class_name="hero-actions")


def _title(text: str) -> rx.Component:
    return rx.el.h1(typeset(text), id=PAGE_TITLE_ID, tab_index=-1, class_name="page-title")
