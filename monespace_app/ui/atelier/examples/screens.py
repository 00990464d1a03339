"""The frames of the pages."""

from typing import NamedTuple

import reflex as rx

from monespace_app.core.french import page_summary
from monespace_app.ui.atelier.examples import feedback, forms, lists, words
from monespace_app.ui.atelier.registry import example
from monespace_app.ui.components import (
    button,
    card,
    carousel,
    cluster,
    page_title,
    pagination,
    row_list,
    section,
)
from monespace_app.ui.layout import Header, private_layout, public_layout, two_pane


class _Profile(NamedTuple):
    """A row of the menu of profiles."""

    id: str
    name: str
    initials: str
    color: str
    unread: int
    current: bool


INAYA = _Profile("1", "Inaya Michel", "IM", "blue", 0, True)
CHILDREN = [
    _Profile("2", "Lola Michel", "LM", "violet", 2, False),
    _Profile("3", "Mathis Michel", "MM", "teal", 0, False),
]


def _header(name: str = "Inaya M.", initials: str = "IM", color: str = "blue", unread: int = 3) -> Header:
    return Header(
        name=name,
        initials=initials,
        color=color,
        unread=unread,
        profiles=[INAYA, *CHILDREN],
        on_profile=lambda profile_id: rx.noop(),
        on_logout=rx.noop(),
    )


@example("Cadres", "page publique", screen=True)
def public() -> rx.Component:
    return public_layout(words.presentation())


@example("Cadres", "page publique, formulaire", screen=True)
def public_form() -> rx.Component:
    return public_layout(page_title("Connexion"), card(forms.login_step()), login=False, narrow=True)


@example("Cadres", "accueil d'un profil", screen=True)
def home() -> rx.Component:
    return private_layout(
        page_title("Bonjour Inaya,", intro="Vous avez la main sur votre santé"),
        cluster(
            button("Compléter mon profil médical"), button("Ajouter un document de santé", kind="secondary")
        ),
        rx.el.div(
            section("Informations", carousel("Informations", lists.INFORMATION, lists.information)),
            section("Vos données sont sécurisées", lists.cards()),
            class_name="section",
        ),
        header=_header(),
        current="accueil",
    )


@example("Cadres", "profil d'un enfant", screen=True)
def child() -> rx.Component:
    return private_layout(
        page_title("Documents de santé"),
        feedback.no_document(),
        header=_header("Lola M.", "LM", "violet", 0),
        current="documents",
    )


def _messages(*, opened: bool) -> rx.Component:
    list_pane = rx.fragment(
        row_list(lists.CONVERSATIONS, lists.conversation, label="Conversations"),
        pagination(
            page_summary(1, 50, 1430), previous="/atelier", next="/atelier", has_previous=False, has_next=True
        ),
    )
    detail = lists.conversation_messages() if opened else feedback.no_message_open()
    return private_layout(
        page_title("Messagerie de santé"),
        two_pane(list_pane, detail, detail_open=opened, list_label="Liste des conversations"),
        header=_header(unread=128),
        current="messagerie",
        wide=True,
        footer=False,
    )


@example("Cadres", "liste et objet, liste", screen=True)
def panes_list() -> rx.Component:
    return _messages(opened=False)


@example("Cadres", "liste et objet, objet ouvert", screen=True)
def panes_detail() -> rx.Component:
    return _messages(opened=True)
