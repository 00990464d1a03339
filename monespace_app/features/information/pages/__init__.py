"""The public pages that anyone can read, and those shown when something is missing or broken."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import reflex as rx

from monespace_app.features.information import services
from monespace_app.features.information.pages.about import about
from monespace_app.features.information.pages.accessibility import accessibility
from monespace_app.features.information.pages.cookies import cookies
from monespace_app.features.information.pages.errors import not_found, something_broke
from monespace_app.features.information.pages.help import help_page
from monespace_app.features.information.pages.legal import legal
from monespace_app.features.information.pages.presentation import presentation
from monespace_app.features.information.pages.privacy import privacy
from monespace_app.features.information.pages.site_map import site_map
from monespace_app.features.information.schemas import Operator, SitePage
from monespace_app.session.http import cookie_name

__all__ = ["INFORMATION_PAGES", "InformationPage", "not_found", "presentation", "site_map", "something_broke"]


class InformationPage(NamedTuple):
    """A page that needs no state: its address, its title, what search engines show, its content."""

    route: str
    label: str
    description: str
    content: Callable[[], rx.Component]


def _for_operator(page: Callable[[Operator], rx.Component]) -> Callable[[], rx.Component]:
    return lambda: page(services.operator())


INFORMATION_PAGES: Sequence[InformationPage] = (
    InformationPage(
        "/accessibilite",
        "Accessibilité",
        "Ce qui a été mesuré, ce qui peut encore gêner, et comment nous signaler une difficulté.",
        _for_operator(accessibility),
    ),
    InformationPage(
        "/mentions-legales",
        "Mentions légales et CGU",
        "Qui exploite ce service, et les conditions de son utilisation.",
        _for_operator(legal),
    ),
    InformationPage(
        "/donnees-personnelles",
        "Protection des données personnelles",
        "Quelles données sont gardées, pourquoi, combien de temps, et quels sont vos droits.",
        _for_operator(privacy),
    ),
    InformationPage(
        "/cookies",
        "Gestion des cookies",
        "Un seul cookie, nécessaire à la connexion. Aucun suivi.",
        lambda: cookies(cookie_name()),
    ),
    InformationPage(
        "/aide",
        "Aide & Contact",
        "Se connecter, échanger avec ses professionnels de santé, ouvrir l'espace de ses enfants, nous "
        "joindre.",
        _for_operator(help_page),
    ),
    InformationPage(
        "/a-propos",
        "À propos",
        "Ce qu'est ce service, ce à quoi nous tenons, et ce qu'il n'est pas.",
        _for_operator(about),
    ),
)
"""The footer's pages but « Plan du site », which needs the list of every page: `site_map(pages)`."""


def site_pages() -> list[SitePage]:
    """These pages as « Plan du site » lists them."""
    return [SitePage(page.label, page.route, "information") for page in INFORMATION_PAGES]
