"""The pieces of Accueil: data in, component out."""

from typing import Any

import reflex as rx

from monespace_app.ui.components import (
    badge,
    card,
    carousel,
    empty_state,
    file_mark,
    grid,
    link,
    link_button,
    list_row,
    page_title,
    quiet,
    row_list,
    section,
    skeleton_cards,
    skeleton_rows,
    stack,
)
from monespace_app.ui.components.base import Flag, Rows, Text, when
from monespace_app.ui.typography import typeset

SECURITY = (
    (
        "Hébergement",
        "server",
        "Vos données restent sur les machines choisies par l'exploitant de ce service. Rien n'est chargé "
        "d'ailleurs.",
    ),
    (
        "Données",
        "lock",
        "Vos messages et vos fichiers de santé sont chiffrés, avec une clé propre à chaque espace.",
    ),
    (
        "Protection",
        "shield_check",
        "Votre espace s'ouvre avec votre mot de passe et un code à usage unique. Personne ne vend vos "
        "données.",
    ),
)


def welcome(greeting: Text) -> rx.Component:
    """« Bonjour Inaya, » and the two first things to do (HOME-1)."""
    return stack(
        page_title(greeting, intro="Vous avez la main sur votre santé"),
        rx.el.div(
            link_button("Compléter mon profil médical", "/profil-medical", icon_name="heart_pulse"),
            link_button(
                "Ajouter un document de santé", "/documents/ajouter", kind="secondary", icon_name="file_plus"
            ),
            class_name="hero-actions",
        ),
        gap="1",
    )


def information(cards: Rows, *, count: Any, is_loaded: Flag) -> rx.Component:
    """« Informations » (HOME-2): the cards to move through, or the word that there is nothing to do."""
    filled = when(count > 0, carousel("Informations", cards, information_card), nothing_to_do())
    return section("Informations", when(is_loaded, filled, skeleton_cards(1)), id="informations")


def information_card(one: Any) -> rx.Component:
    """One card; `one` is an InfoCard."""
    return card(
        rx.el.p(one.message, class_name="card-message"),
        title=one.title,
        level="h3",
        action=link_button(one.action, one.href, kind="secondary", small=True),
    )


def nothing_to_do() -> rx.Component:
    """Everything is done: say so calmly."""
    return empty_state(
        "Vous êtes à jour",
        typeset("Il n'y a rien à faire pour le moment. Ce qui demandera votre attention s'affichera ici."),
        drawing_name="accueil",
        level="h3",
    )


def last_documents(documents: Rows, *, count: Any, is_loaded: Flag) -> rx.Component:
    """« Mes documents de santé » (HOME-3): the last five, each a DocumentRow."""
    rows = rx.el.div(
        row_list(documents, _document, label="Mes derniers documents"), class_name="card doc-recent"
    )
    none = empty_state(
        "Aucun document pour le moment",
        typeset("Ordonnances, résultats, comptes rendus : les derniers ajoutés s'afficheront ici."),
        action=link_button("Ajouter un document", "/documents/ajouter", kind="secondary"),
        level="h3",
    )
    everything = link("Voir tous mes documents", href="/documents")
    # Said before the data are there: only a space without documents takes it back.
    what = quiet("Les cinq plus récents, ajoutés par vous ou par vos professionnels de santé.")
    return section(
        "Mes documents de santé",
        when(is_loaded & (count == 0), rx.fragment(), what),
        when(is_loaded, when(count > 0, rows, none), skeleton_rows(3)),
        action=when(count > 0, everything),
        id="documents",
    )


def _document(row: Any) -> rx.Component:
    return list_row(
        row.name,
        key=row.id,
        href=f"/documents/{row.id}",
        lead=file_mark(row.kind),
        quiet=rx.fragment(row.category, ", ajouté par ", row.added_by),
        note=rx.el.span(row.date),
        mark=when(row.is_masked, badge("Masqué")),
    )


def data_security() -> rx.Component:
    """« Vos données sont sécurisées » (HOME-4)."""
    return section(
        "Vos données sont sécurisées",
        stack(
            grid(*[_security_card(*one) for one in SECURITY]),
            quiet(link("En savoir plus sur la protection de mes données", href="/donnees-personnelles")),
        ),
        id="securite",
    )


def _security_card(title: str, icon_name: str, text: str) -> rx.Component:
    return card(
        rx.el.p(typeset(text), class_name="card-message"), title=title, icon_name=icon_name, level="h3"
    )
