"""Buttons, menus, dialogs, tabs."""

import reflex as rx

from monespace_app.ui.atelier.registry import example
from monespace_app.ui.components import (
    Tab,
    button,
    button_group,
    cluster,
    confirm_dialog,
    copy_button,
    copy_field,
    details,
    dialog,
    dialog_close,
    help_bubble,
    icon_button,
    link_button,
    menu,
    menu_item,
    menu_label,
    menu_separator,
    notify,
    quiet,
    stack,
    tabs,
    text_field,
)

NOTHING = rx.noop()


@example("Boutons", "toutes les sortes", shows="button")
def every_kind() -> rx.Component:
    kinds = (
        ("Envoyer", "primary"),
        ("Enregistrer", "secondary"),
        ("Annuler", "quiet"),
        ("Supprimer", "danger"),
    )
    return stack(
        cluster(*[button(word, kind=kind, on_click=NOTHING) for word, kind in kinds]),
        cluster(*[button(word, kind=kind, disabled=True) for word, kind in kinds]),
        cluster(*[button(word, kind=kind, busy=True) for word, kind in kinds]),
        cluster(*[button(word, kind=kind, small=True) for word, kind in kinds]),
        gap="6",
    )


@example("Boutons", "avec icône, liens et groupe", shows="button_group icon_button link_button")
def with_icons() -> rx.Component:
    return stack(
        cluster(
            button("Répondre", icon_name="reply"),
            button("Nouveau message", icon_name="pencil", kind="secondary"),
            link_button("Voir tous mes documents", "/atelier", kind="quiet", icon_name="folder"),
            icon_button("Fermer", "x", show_label=True),
            icon_button("Autres actions", "ellipsis"),
        ),
        button("Se connecter à Mon espace santé depuis cet appareil", wide=True),
        button_group(
            button("Revenir aux paramètres", kind="secondary"), button("Partager l'accès au profil")
        ),
        gap="6",
    )


def _row_menu(*, shown: bool | None = None) -> rx.Component:
    return menu(
        icon_button("Actions pour Ordonnance", "ellipsis"),
        menu_item("Modifier", icon_name="pencil", on_select=NOTHING),
        menu_item("Télécharger", icon_name="download", on_select=NOTHING),
        menu_item("Envoyer par messagerie", icon_name="mail", disabled=True),
        menu_separator(),
        menu_item("Supprimer", icon_name="trash_2", danger=True, on_select=NOTHING),
        align="start",
        open=shown,
    )


@example("Menus", "fermé", shows="menu menu_item menu_separator")
def menu_closed() -> rx.Component:
    return _row_menu()


@example("Menus", "ouvert")
def menu_open() -> rx.Component:
    return _row_menu(shown=True)


@example("Menus", "long, avec titre", shows="menu_label")
def menu_long() -> rx.Component:
    names = [
        "Documents ajoutés par les professionnels de santé que je n'ai pas encore lus",
        "Ordonnances",
        "Biologie",
    ]
    return menu(
        button("Filtrer", kind="secondary", icon_name="list_filter"),
        menu_label("Catégories"),
        *[menu_item(name, current=index == 1, on_select=NOTHING) for index, name in enumerate(names)],
        align="start",
        open=True,
    )


@example("Boîtes de dialogue", "avec son bouton", shows="dialog dialog_close")
def dialog_closed() -> rx.Component:
    return dialog(
        "Où trouver mon numéro de série ?",
        rx.el.p("Il est écrit au dos de votre carte Vitale, en haut à gauche, sur 8 à 13 chiffres."),
        rx.el.p("Vous pouvez aussi appeler le 34 22, du lundi au vendredi, de 8 h 30 à 17 h 30."),
        trigger=button("Où trouver mon numéro de série ?", kind="quiet", icon_name="circle_help"),
        actions=[dialog_close(button("J'ai compris"))],
    )


@example("Boîtes de dialogue", "ouverte avec un champ")
def dialog_open() -> rx.Component:
    return dialog(
        "Modifier l'adresse e-mail",
        text_field("Nouvelle adresse e-mail", "email", type="email", auto_complete="email"),
        open=True,
        on_open_change=rx.noop,
        description="Nous vous enverrons un code pour la vérifier. L'ancienne adresse sera prévenue.",
        actions=[dialog_close(button("Annuler", kind="secondary")), button("Continuer", on_click=NOTHING)],
    )


@example("Boîtes de dialogue", "longue")
def dialog_long() -> rx.Component:
    paragraph = (
        "Un administrateur voit tous vos documents, même masqués. C'est souvent votre médecin traitant. "
    )
    return dialog(
        "Qu'est-ce qu'un administrateur ?",
        *[rx.el.p(paragraph * 3) for _ in range(6)],
        open=True,
        on_open_change=rx.noop,
        size="large",
        actions=[dialog_close(button("Fermer", kind="secondary"))],
    )


@example("Boîtes de dialogue", "confirmation", shows="confirm_dialog")
def confirmation() -> rx.Component:
    return confirm_dialog(
        "Supprimer le brouillon ?",
        "Ce que vous avez écrit à Christelle Thomas sera effacé.",
        confirm="Supprimer",
        on_confirm=NOTHING,
        open=True,
        on_open_change=rx.noop,
        danger=True,
    )


@example("Onglets", "deux onglets", shows="tabs")
def two_tabs() -> rx.Component:
    return tabs(
        [
            Tab(
                "authorised",
                "Autorisé(s)",
                quiet("Cinq professionnels de santé peuvent consulter vos documents."),
            ),
            Tab("blocked", "Bloqué(s)", quiet("Aucun professionnel de santé n'est bloqué.")),
        ],
        label="Professionnels de santé",
    )


@example("Onglets", "beaucoup, mots longs")
def many_tabs() -> rx.Component:
    words = (
        "Maladies et sujets de santé",
        "Traitements",
        "Hospitalisations et chirurgies",
        "Allergies",
        "Mesures",
    )
    return tabs([Tab(str(index), word, quiet(word)) for index, word in enumerate(words)], label="Rubriques")


@example("Copier", "adresse de messagerie", shows="copy_field copy_button")
def copying() -> rx.Component:
    return stack(
        copy_field(
            "Mon adresse de messagerie à communiquer à mes professionnels de santé :",
            "288037511100177@patient.mssante.fr",
        ),
        copy_button("HuqZF3KXCz8k", label="Copier le code"),
    )


@example("Aides", "repliées et dépliées", shows="details help_bubble")
def helps() -> rx.Component:
    return stack(
        help_bubble(
            "Quel est mon identifiant ?",
            rx.el.p("Vous l'avez choisi à l'activation. Ce n'est ni votre e-mail ni votre NIR."),
        ),
        rx.el.div(
            details(
                "Qui peut voir mes documents ?",
                rx.el.p("Les professionnels que vous avez autorisés."),
                open=True,
            ),
            details("Comment masquer un document ?", rx.el.p("Ouvrez-le, puis choisissez « Modifier ».")),
        ),
        gap="8",
    )


@example("Messages qui passent", "boutons pour les voir", shows="notify toaster")
def toasts() -> rx.Component:
    return stack(
        cluster(
            button("Succès", kind="secondary", on_click=notify("Message envoyé")),
            button(
                "Avec « Annuler »", kind="secondary", on_click=notify("Conversation supprimée", undo=NOTHING)
            ),
            button(
                "Erreur",
                kind="secondary",
                on_click=notify("Le document n'a pas pu être ajouté. Réessayez.", kind="error"),
            ),
            button("Information", kind="secondary", on_click=notify("Profil de Lola ouvert", kind="info")),
        ),
        quiet("Les messages apparaissent en bas de l'écran."),
    )
