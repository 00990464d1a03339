"""« Plan du site »: every page there is, made from the application's own list."""

from collections.abc import Sequence

import reflex as rx

from monespace_app.features.information.components import page_list
from monespace_app.features.information.schemas import SiteGroup, SitePage
from monespace_app.ui.components import page_title, section

GROUPS: tuple[tuple[SiteGroup, str], ...] = (
    ("public", "Découvrir et se connecter"),
    ("private", "Mon espace (après connexion)"),
    ("information", "Informations et aide"),
)


def site_map(pages: Sequence[SitePage]) -> rx.Component:
    """The pages by group, in the order given; a group without page is left out."""
    listed = ((name, [page for page in pages if page.group == group]) for group, name in GROUPS)
    return rx.fragment(
        page_title("Plan du site", intro="Toutes les pages de Mon espace santé, d'un coup d'œil."),
        *[section(name, page_list(group_pages)) for name, group_pages in listed if group_pages],
    )
