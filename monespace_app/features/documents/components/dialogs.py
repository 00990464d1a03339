"""What is asked beside the list or the open document: modify, move, delete, and the names of folders."""

from typing import Any

import reflex as rx

from monespace_app.features.documents.components.fields import confidentiality_field, own_fields
from monespace_app.features.documents.rules import MAX_NAME
from monespace_app.features.documents.schemas import EDIT, FOLDER, FOLDER_NAME, MASKED, VISIBLE
from monespace_app.ui.components import (
    button,
    confirm_dialog,
    dialog,
    dialog_close,
    error_summary,
    form,
    quiet,
    select_field,
    text_field,
)
from monespace_app.ui.components.base import Count, Flag, Handler, Rows, Text, pick, when

EDIT_FORM, FOLDER_FORM, MOVE_FORM = "modifier", "nommer-le-dossier", "deplacer"


def edit_dialog(
    document: Any,
    errors: Any,
    *,
    is_open: Flag,
    problems: Rows,
    tries: Count,
    categories: Rows,
    latest: Text,
    on_submit: Handler,
    on_open_change: Any,
) -> rx.Component:
    """« Modifier »: all of it, or the confidentiality alone of what somebody else added (DOC-8)."""
    now = pick(document.is_masked, MASKED, VISIBLE)
    own = own_fields(
        EDIT,
        document,
        errors,
        category=document.category_value,
        categories=categories,
        latest=latest,
    )
    somebodys = rx.el.div(
        rx.el.p(document.name, class_name="doc-dialog-name"),
        quiet("Ajouté par ", document.added_by, "\u00a0: seule la confidentialité peut être modifiée."),
    )
    fields = rx.el.div(
        when(document.is_mine, own, somebodys),
        confidentiality_field(EDIT, now, errors.confidentiality),
        class_name="fields",
    )
    return dialog(
        "Modifier le document",
        error_summary(problems, signal=tries, id="erreurs-modifier"),
        form(fields, id=EDIT_FORM, no_validate=True, on_submit=on_submit),
        open=is_open,
        on_open_change=on_open_change,
        actions=[
            dialog_close(button("Annuler", kind="secondary")),
            button("Enregistrer", type="submit", form=EDIT_FORM),
        ],
    )


def delete_dialog(name: Text, *, is_open: Flag, on_confirm: Handler, on_open_change: Any) -> rx.Component:
    """« Supprimer », confirmed; it goes to « Corbeille » (DOC-8)."""
    return confirm_dialog(
        "Supprimer ce document\u202f?",
        rx.fragment(
            rx.el.strong(name),
            " ira dans la corbeille. Vous pourrez le restaurer pendant 30\u00a0jours, "
            "puis il sera effacé définitivement.",
        ),
        confirm="Supprimer",
        danger=True,
        open=is_open,
        on_confirm=on_confirm,
        on_open_change=on_open_change,
    )


def move_dialog(
    name: Text,
    folders: Rows,
    *,
    count: Count,
    folder_id: Text,
    is_open: Flag,
    on_submit: Handler,
    on_open_change: Any,
) -> rx.Component:
    """« Déplacer » to a folder or out of it; `folders` are objects with `value` and `label`."""
    choice = select_field("Ranger dans", FOLDER, folders, default_value=folder_id)
    nowhere = quiet(
        "Aucun dossier pour le moment. Créez-en un avec «\u202fNouveau\u202f», puis «\u202fNouveau dossier\u202f»."
    )
    return dialog(
        "Déplacer le document",
        rx.el.p(name, class_name="doc-dialog-name"),
        when(count > 1, form(choice, id=MOVE_FORM, on_submit=on_submit), nowhere),
        open=is_open,
        on_open_change=on_open_change,
        actions=[
            dialog_close(button(pick(count > 1, "Annuler", "Fermer"), kind="secondary")),
            when(count > 1, button("Déplacer", type="submit", form=MOVE_FORM)),
        ],
    )


def name_folder_dialog(
    *, is_open: Flag, is_new: Flag, name: Text, error: Text, on_submit: Handler, on_open_change: Any
) -> rx.Component:
    """« Nouveau dossier », or « Renommer »."""
    field = text_field(
        "Nom du dossier",
        FOLDER_NAME,
        error=error,
        default_value=name,
        max_length=MAX_NAME,
        counter=True,
        auto_complete="off",
    )
    return dialog(
        pick(is_new, "Nouveau dossier", "Renommer le dossier"),
        form(field, id=FOLDER_FORM, no_validate=True, on_submit=on_submit),
        open=is_open,
        on_open_change=on_open_change,
        actions=[
            dialog_close(button("Annuler", kind="secondary")),
            button(pick(is_new, "Créer le dossier", "Enregistrer"), type="submit", form=FOLDER_FORM),
        ],
    )


def delete_folder_dialog(
    name: Text, *, is_open: Flag, on_confirm: Handler, on_open_change: Any
) -> rx.Component:
    """« Supprimer » a folder: what it holds stays."""
    return confirm_dialog(
        "Supprimer ce dossier\u202f?",
        rx.fragment(
            "Les documents du dossier ",
            rx.el.strong(name),
            " ne sont pas supprimés\u00a0: ils reviennent dans la liste.",
        ),
        confirm="Supprimer le dossier",
        danger=True,
        open=is_open,
        on_confirm=on_confirm,
        on_open_change=on_open_change,
    )
