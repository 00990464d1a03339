"""Words, colours, drawings and arrangement."""

import reflex as rx

from monespace_app.ui.atelier.registry import example
from monespace_app.ui.components import (
    PROFILE_COLORS,
    anchor,
    avatar,
    back_link,
    badge,
    breadcrumbs,
    button,
    cluster,
    count_badge,
    drawing,
    grid,
    hero,
    icon,
    link,
    link_button,
    page_title,
    prose,
    quiet,
    section,
    stack,
    status_region,
    unread_dot,
    visually_hidden,
)
from monespace_app.ui.components.avatar import BadgeKind

LONG = "Compte rendu d'hospitalisation au service de chirurgie orthopédique et traumatologique"


@example("Fondations", "textes", shows="prose link quiet")
def texts() -> rx.Component:
    return prose(
        rx.el.h2("Vos données vous appartiennent"),
        rx.el.p(
            "Vous décidez qui peut consulter vos documents. Chaque consultation est inscrite dans votre ",
            link("historique d'activité", href="/atelier"),
            ", et vous en êtes averti.",
        ),
        rx.el.h3("Ce que voit votre médecin"),
        rx.el.ul(
            rx.el.li("les documents que vous n'avez pas masqués,"),
            rx.el.li("vos vaccinations,"),
            rx.el.li("votre entourage et vos volontés."),
        ),
        quiet("Mis à jour le 12 décembre 2025 à 10:28."),
    )


@example("Fondations", "arrangement", shows="stack cluster grid section icon visually_hidden anchor")
def arrangement() -> rx.Component:
    tiles = [
        rx.el.div(icon("folder"), word, class_name="card") for word in ("Ordonnances", "Biologie", "Imagerie")
    ]
    return stack(
        section("Des groupes en colonnes", grid(*tiles), action=link("Tout voir", href="/atelier")),
        section(
            "Des choses côte à côte",
            cluster(
                badge("Brouillon"), badge("Masqué", kind="attention"), anchor("Un lien nu", href="/atelier")
            ),
            visually_hidden("Ces mots ne sont que pour les lecteurs d'écran."),
        ),
        gap="12",
    )


@example("Fondations", "dessins", shows="drawing")
def drawings() -> rx.Component:
    names = ("accueil", "messages", "documents", "recherche", "profil-medical", "erreur", "hors-ligne")
    return grid(*[rx.el.div(drawing(name), quiet(name), class_name="card") for name in names])


@example("Fondations", "initiales et marques", shows="avatar badge count_badge unread_dot")
def marks() -> rx.Component:
    kinds: list[tuple[str, BadgeKind]] = [
        ("Nouveau", "new"),
        ("Ajouté", "done"),
        ("Masqué", "attention"),
        ("Non remis", "error"),
        ("Brouillon", "neutral"),
    ]
    return stack(
        cluster(*[avatar("IM", color=color) for color in (*PROFILE_COLORS, "neutral")]),
        cluster(
            avatar("LM", color="violet", size="small"),
            avatar("LM", color="violet"),
            avatar("LM", color="violet", size="large"),
        ),
        cluster(*[badge(word, kind=kind) for word, kind in kinds]),
        cluster(count_badge(0), count_badge(1), count_badge(12), count_badge(1430), unread_dot()),
        gap="6",
    )


@example("Titres", "simple", shows="page_title")
def title_alone() -> rx.Component:
    return page_title("Documents de santé")


@example("Titres", "avec action et retour", shows="page_title back_link")
def title_full() -> rx.Component:
    return page_title(
        "Messagerie de santé",
        intro="Échangez avec les professionnels de santé qui vous ont écrit.",
        action=button("Nouveau message", icon_name="pencil"),
        back=back_link("Retour à l'accueil", "/atelier"),
    )


@example("Titres", "mots longs et fil d'Ariane", shows="breadcrumbs")
def title_long() -> rx.Component:
    return page_title(
        LONG,
        back=breadcrumbs(
            [("Paramètres", "/atelier"), ("Informations personnelles", "/atelier")], "Appareils connectés"
        ),
        action=button("Télécharger", kind="secondary", icon_name="download"),
    )


@example("Titres", "présentation", shows="hero link_button status_region")
def presentation() -> rx.Component:
    return rx.fragment(
        hero(
            "Votre santé, dans un endroit à vous",
            "Votre profil médical, vos documents et vos échanges avec vos soignants, réunis dans un espace "
            "gratuit et privé. Vous décidez de ce qu'il contient et de qui peut le voir.",
            link_button("Activer Mon espace santé", "/atelier"),
            link_button("Connexion", "/atelier", kind="secondary"),
        ),
        status_region("Page chargée", id="annonces-exemple"),
    )
