"""Lists, tables, cards, messages."""

import reflex as rx

from monespace_app.core.french import page_summary
from monespace_app.ui.atelier.examples.actions import NOTHING
from monespace_app.ui.atelier.registry import example
from monespace_app.ui.components import (
    avatar,
    badge,
    button,
    card,
    carousel,
    definition_list,
    file_mark,
    grid,
    icon,
    icon_button,
    link,
    link_button,
    link_card,
    list_row,
    menu,
    menu_item,
    pagination,
    plain_text,
    quiet,
    row_list,
    section,
    stack,
    thread_item,
    unread_dot,
)
from monespace_app.ui.components import data_table as table

CONVERSATIONS = [
    ("CT", "Christelle Thomas, Marie Chanteau", "Préparation de votre rendez-vous", "10:28", True),
    ("PD", "Dr Paul Dupond", "Votre diabète", "Hier 15:40", False),
    ("AD", "Angélique Delaunay", "Votre ordonnance", "28 mai", False),
    ("LB", "Labo BioPCR Orly", "12234567890_PCR_résultats", "09/12/20", False),
]
DOCUMENTS = [
    ("Ordonnance", "12/12/2021", "Dr Marie Chanteau", "Ordonnances et soins"),
    (
        "Compte rendu d'hospitalisation au service de chirurgie orthopédique",
        "03/10/2021",
        "Hôpital Intercommunal de Poissy",
        "Comptes rendus",
    ),
    ("Radio du poignet", "28/05/2021", "Vous", "Radio, écho, scanner, IRM"),
]


def conversation(row: tuple[str, str, str, str, bool]) -> rx.Component:
    initials, names, subject, when, unread = row
    marks = (
        [icon("paperclip", size=16), rx.el.span("Documents attachés", class_name="quiet")]
        if not unread
        else [unread_dot(), badge("Nouveau", kind="new")]
    )
    return list_row(
        names,
        href="/atelier",
        lead=avatar(initials),
        quiet=subject,
        note=when,
        mark=rx.fragment(*marks),
        strong=unread,
        current=initials == "PD",
    )


@example("Listes", "sortes de fichiers", shows="file_mark")
def file_marks() -> rx.Component:
    return rx.el.div(*[file_mark(kind) for kind in ("pdf", "jpg", "txt")], class_name="cluster gap-3")


@example("Listes", "conversations", shows="row_list list_row")
def conversations() -> rx.Component:
    return card(row_list(CONVERSATIONS, conversation, label="Conversations"))


@example("Listes", "avec menu, mots longs")
def with_menu() -> rx.Component:
    def row(names: str) -> rx.Component:
        actions = menu(
            icon_button(f"Actions pour {names}", "ellipsis_vertical"),
            menu_item("Bloquer l'accès", icon_name="ban", danger=True, on_select=NOTHING),
        )
        return list_row(names, lead=avatar("HP"), quiet="Administrateur, depuis le 12/03/2026", menu=actions)

    names = [
        "Hôpital Intercommunal de Poissy-Saint-Germain-en-Laye, médecine physique et réadaptation",
        "Léa Xi",
    ]
    return card(row_list(names, row, label="Professionnels autorisés"))


@example("Listes", "pages", shows="pagination")
def pages() -> rx.Component:
    return stack(
        pagination(
            page_summary(1, 50, 1430), previous=NOTHING, next=NOTHING, has_previous=False, has_next=True
        ),
        pagination(
            page_summary(51, 100, 1430),
            previous="/atelier",
            next="/atelier",
            has_previous=True,
            has_next=True,
            label="Pages des documents",
        ),
        pagination(
            page_summary(1, 3, 3),
            previous="/atelier",
            next="/atelier",
            has_previous=False,
            has_next=False,
            label="Une seule page",
        ),
    )


@example("Tableau", "documents", shows="data_table")
def documents() -> rx.Component:
    def cells(row: tuple[str, str, str, str]) -> list:
        actions = menu(
            icon_button(f"Actions pour {row[0]}", "ellipsis_vertical"),
            menu_item("Modifier", icon_name="pencil", on_select=NOTHING),
        )
        return [link(row[0], href="/atelier"), row[1], row[2], row[3], actions]

    return table("Documents de santé", ["NOM", "DATE", "AJOUTÉ PAR", "CATÉGORIE", ""], DOCUMENTS, cells)


@example("Cartes", "simples", shows="card definition_list")
def cards() -> rx.Component:
    return stack(
        grid(
            card(
                quiet("Hébergées en France, chez un hébergeur certifié."),
                title="Hébergement",
                icon_name="server",
            ),
            card(
                quiet("Chiffrées avec une clé qui n'appartient qu'à vous."),
                title="Données",
                icon_name="lock_keyhole",
            ),
            card(
                quiet("Vous voyez qui les consulte, et quand."),
                title="Protection",
                icon_name="shield_check",
                action=link("En savoir plus", href="/atelier"),
            ),
        ),
        card(
            definition_list(
                [
                    ("Identifiant", "inaya.michel"),
                    ("Mot de passe", "Modifié le 12 mars 2026", button("Modifier", kind="quiet", small=True)),
                    (
                        "E-mail",
                        "une.adresse.vraiment.tres.longue@messagerie-des-patients.example.org",
                        button("Modifier", kind="quiet", small=True),
                    ),
                ]
            ),
            title="Informations de connexion",
        ),
        card(quiet("Un mot important, sur un fond doux."), title="Bon à savoir", tone="soft"),
        gap="6",
    )


@example("Cartes", "qui mènent ailleurs", shows="link_card")
def link_cards() -> rx.Component:
    cards = grid(
        link_card(
            "Mes ordonnances",
            "Une ordonnance vous attend depuis le 12 mars.",
            href="/atelier",
            icon_name="pill",
        ),
        link_card(
            "Mon contact de confiance", "Ajoutez la personne à prévenir.", href="/atelier", icon_name="users"
        ),
    )
    return section("À faire", cards)


def information(row: tuple[str, str, str]) -> rx.Component:
    title, message, action = row
    return card(
        quiet(message),
        title=title,
        level="h3",
        action=link_button(action, "/atelier", kind="secondary", small=True),
    )


INFORMATION = [
    ("Messages non lus", "3 messages non lus de mes professionnels de santé", "Lire mes messages"),
    (
        "Mes vaccinations",
        "Gardez vos vaccins à jour et retrouvez-les partout.",
        "Compléter la rubrique vaccination",
    ),
    ("Mon contact de confiance", "La personne à prévenir si besoin.", "Ajouter un contact de confiance"),
    ("Mes données", "Poids, taille, tension : suivez vos mesures.", "Compléter la rubrique données"),
]


@example("Carrousel", "quatre cartes", shows="carousel")
def many_slides() -> rx.Component:
    return section("Informations", carousel("Informations", INFORMATION, information))


@example("Carrousel", "une carte")
def one_slide() -> rx.Component:
    return section("Informations", carousel("Informations", INFORMATION[:1], information))


TEXT = """Bonjour,

Votre rendez-vous est confirmé le jeudi 28 mai à 14 h 30.
Merci d'apporter vos derniers résultats.

Bien à vous,
Christelle Thomas"""


@example("Messages", "un échange", shows="thread_item plain_text")
def thread() -> rx.Component:
    return card(conversation_messages())


def conversation_messages() -> rx.Component:
    """Three messages of one exchange, the newest first."""
    return rx.el.div(
        rx.el.h2("Préparation de votre rendez-vous"),
        thread_item(
            "Inaya Michel",
            plain_text("Bonjour,\n\nMerci, je serai là."),
            when_sent="Aujourd'hui à 10:28",
            initials="IM",
            color="blue",
            to="Christelle Thomas",
            status="Envoyé",
        ),
        thread_item(
            "Christelle Thomas",
            plain_text(TEXT),
            when_sent="28 mai à 09:12",
            initials="CT",
            to="Inaya Michel, Marie Chanteau",
        ),
        thread_item(
            "Jean-Christophe Lallemand-Vanderschaegen de la Tour",
            plain_text("x" * 300),
            when_sent="09/12/2020 à 18:05",
            initials="JL",
            to="Inaya Michel",
        ),
    )
