"""The public pages in the atelier."""

import reflex as rx

from monespace_app.features.information import pages
from monespace_app.features.information.pages.about import about
from monespace_app.features.information.pages.help import help_page
from monespace_app.features.information.schemas import Operator, SitePage
from monespace_app.ui.atelier import example

GROUP = "Pages publiques"
OPERATOR = Operator(
    name="Association Les Tilleuls",
    contact="contact@tilleuls.example",
    how_to_reach="écrivez à contact@tilleuls.example",
    data_protection="donnees@tilleuls.example",
    hosting="Hébergeur Exemple, 1 rue de la Paix, 59000\u00a0Lille",
    email="contact@tilleuls.example",
)


@example(GROUP, "présentation", shows="hero")
def presentation() -> rx.Component:
    return pages.presentation()


@example(GROUP, "aide, questions repliées")
def help_() -> rx.Component:
    return help_page(OPERATOR)


@example(GROUP, "à propos, exploitant nommé")
def about_() -> rx.Component:
    return about(OPERATOR)


@example(GROUP, "plan du site")
def site_map() -> rx.Component:
    return pages.site_map([SitePage("Connexion", "/connexion", "public"), *pages.site_pages()])


@example(GROUP, "page introuvable")
def not_found() -> rx.Component:
    return pages.not_found()


@example(GROUP, "page qui n'a pas pu s'afficher")
def something_broke() -> rx.Component:
    return pages.something_broke()
