"""« Informations personnelles »: data in, component out (SET-1)."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from monespace_app.features.login.services import MIN_PASSWORD_LENGTH, REQUIREMENTS
from monespace_app.features.settings.rules import AGAIN, CHANGE_BUTTON, NEW, OLD
from monespace_app.ui.components import (
    badge,
    button,
    card,
    cluster,
    confirm_dialog,
    data_table,
    definition_list,
    error_summary,
    form,
    page_title,
    password_checklist,
    password_field,
    quiet,
    section,
    skeleton_cards,
    stack,
)
from monespace_app.ui.components.base import Count, Flag, Handler, Node, Rows, Text, pick, when
from monespace_app.ui.components.error_summary import FocusArea
from monespace_app.ui.typography import typeset


def settings_title(title: Text) -> rx.Component:
    """« Paramètres de Lola ». There before the name is known, so that nothing jumps."""
    return page_title(pick(title, title, "Paramètres"))


def waiting() -> rx.Component:
    """Before the first answer."""
    return skeleton_cards(2)


def personal_information(*groups: Node) -> rx.Component:
    """The section and its groups."""
    return section(
        "Informations personnelles",
        stack(
            quiet("Elles sont les mêmes pour tous les profils rattachés à votre compte."), *groups, gap="6"
        ),
    )


def login_information(
    identifier: Text, password_form: Node, *, is_open: Flag, on_change: Handler
) -> rx.Component:
    """Identifier and password; `password_form` is shown under them while the password is being changed."""
    change = button(
        "Modifier",
        kind="secondary",
        small=True,
        id=CHANGE_BUTTON,
        on_click=on_change,
        aria_expanded=pick(is_open, "true", "false"),
        aria_label="Modifier le mot de passe",
    )
    return card(
        definition_list([("Identifiant", identifier), ("Mot de passe", "••••••••", change)]),
        when(is_open, password_form),
        title="Informations de connexion",
        level="h3",
        icon_name="key_round",
    )


def password_form(
    *,
    username: Text,
    problems: Rows,
    tries: Count,
    old_error: Text,
    new_error: Text,
    again_error: Text,
    on_submit: Any,
    on_cancel: Handler,
) -> rx.Component:
    """The change of password. It takes the focus when it opens; password managers are told whose it is."""
    return FocusArea.create(
        error_summary(problems, signal=tries),
        form(
            rx.el.input(
                type="text", auto_complete="username", default_value=username, read_only=True, hidden=True
            ),
            password_field("Mot de passe actuel", OLD, error=old_error),
            stack(
                password_field(
                    "Nouveau mot de passe",
                    NEW,
                    error=new_error,
                    auto_complete="new-password",
                    hint="Jusqu'à 128 caractères. Les mots de passe trop courants sont refusés.",
                ),
                password_checklist(
                    NEW, [(rule.kind, rule.label) for rule in REQUIREMENTS], min_length=MIN_PASSWORD_LENGTH
                ),
            ),
            password_field(
                "Confirmer le nouveau mot de passe", AGAIN, error=again_error, auto_complete="new-password"
            ),
            quiet("Vos autres appareils connectés seront déconnectés."),
            cluster(
                button("Enregistrer le mot de passe", type="submit"),
                button("Annuler", kind="quiet", on_click=on_cancel),
            ),
            on_submit=on_submit,
            no_validate=True,
            class_name="stack gap-6",
        ),
        signal=0,
        role="group",
        aria_label="Modifier le mot de passe",
        tab_index=-1,
    )


def devices(rows: Rows, *, on_disconnect: Callable[[Any], Any]) -> rx.Component:
    """Where the account is connected (LOGIN-7); one's own device is ended by « Se déconnecter »."""

    def cells(row: Any) -> list[Node]:
        return [
            row.label,
            row.since,
            row.last_seen,
            when(row.is_current, _this_device(), _end(row, on_disconnect)),
        ]

    return card(
        quiet(
            typeset(
                "Un appareil que vous ne reconnaissez pas ? Déconnectez-le et changez votre mot de passe."
            )
        ),
        data_table(
            "Appareils connectés", ["Appareil", "Connecté depuis", "Dernière activité", "Accès"], rows, cells
        ),
        title="Appareils connectés",
        level="h3",
        icon_name="monitor_smartphone",
    )


def _this_device() -> rx.Component:
    return badge("Cet appareil", kind="done")


def _end(row: Any, on_disconnect: Callable[[Any], Any]) -> rx.Component:
    return confirm_dialog(
        typeset("Déconnecter cet appareil ?"),
        "Ses pages ouvertes se fermeront. Pour s'en resservir, il faudra le mot de passe et un code.",
        confirm="Déconnecter",
        on_confirm=on_disconnect(row.id),
        trigger=button("Déconnecter", kind="secondary", small=True, aria_label="Déconnecter " + row.label),
    )


def contact_details(email: Text, mobile: Text, how_to_reach: str) -> rx.Component:
    """« Coordonnées de contact », shown in part; `how_to_reach` says whom to ask for a change: « écrivez à … »."""
    return card(
        definition_list([("Adresse e-mail", email), ("Numéro de mobile", mobile)]),
        quiet(
            typeset(
                "Vos codes de connexion et les alertes de sécurité y sont envoyés. Elles ne peuvent pas encore être "
                f"changées ici : pour les faire corriger, {how_to_reach}."
            )
        ),
        title="Coordonnées de contact",
        level="h3",
        icon_name="contact_round",
    )
