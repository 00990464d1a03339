"""The title of a page and the way back."""

from collections.abc import Sequence

import reflex as rx

from monespace_app.ui.components.base import Node, Text, when
from monespace_app.ui.components.link import anchor, link
from monespace_app.ui.components.text import icon

PAGE_TITLE_ID = "titre"
"""Id of the h1 of every page: the focus goes there at each change of page (NAV-1)."""


def page_title(
    title: Text, *, intro: Text | None = None, action: Node | None = None, back: Node | None = None
) -> rx.Component:
    """The h1 with its one action, an optional sentence under it and an optional way back above it."""
    words = rx.el.div(
        rx.el.h1(title, id=PAGE_TITLE_ID, tab_index=-1, class_name="page-title"),
        when(intro, rx.el.p("" if intro is None else intro, class_name="page-intro")),
        class_name="page-title-words",
    )
    return rx.el.div(
        *([back] if back is not None else []),
        rx.el.div(words, *([action] if action is not None else []), class_name="page-title-line"),
        class_name="page-head",
    )


def back_link(label: Text, href: Text) -> rx.Component:
    """« Retour à la liste » with its arrow."""
    return anchor(icon("arrow_left"), rx.el.span(label), href=href, class_name="back-link")


def breadcrumbs(parents: Sequence[tuple[str, str]], current: Text) -> rx.Component:
    """The path to this page: `breadcrumbs([("Paramètres", "/parametres")], "Notifications e-mail")`."""
    items = [rx.el.li(link(label, href=href), class_name="breadcrumb") for label, href in parents]
    here = rx.el.li(rx.el.span(current, aria_current="page"), class_name="breadcrumb")
    return rx.el.nav(
        rx.el.ol(*items, here, class_name="breadcrumb-list"),
        aria_label="Vous êtes ici",
        class_name="breadcrumbs",
    )
