"""An open document: what it shows, and what is known of it (DOC-7)."""

from typing import Any

import reflex as rx

from monespace_app.features.documents.components.marks import (
    CONSULTATIONS,
    LIST,
    SCANNING,
    file_address,
    masked_mark,
)
from monespace_app.ui.client import page_viewer
from monespace_app.ui.components import (
    anchor,
    back_link,
    banner,
    button,
    definition_list,
    empty_state,
    icon,
    link_button,
    page_title,
    plain_text,
    skeleton_cards,
)
from monespace_app.ui.components.base import Flag, Handler, Text, count_of, pick, when
from monespace_app.ui.typography import typeset


def viewer(
    document: Any,
    *,
    is_loaded: Flag,
    query: Text = "",
    on_edit: Handler,
    on_delete: Handler,
    on_restore: Handler,
) -> rx.Component:
    """The document beside its details; on a phone its actions, the document, then its details."""
    back = back_link("Retour aux documents", f"{LIST}{query}")
    deleted = banner(
        "Ce document est dans la corbeille.",
        kind="attention",
        action=button("Restaurer", kind="secondary", small=True, on_click=on_restore),
    )
    opened = rx.el.div(
        rx.el.div(document_preview(document), class_name="doc-preview"),
        rx.el.aside(
            when(
                document.is_deleted, rx.fragment(), _actions(document, on_edit=on_edit, on_delete=on_delete)
            ),
            document_details(document),
            aria_label="Détails du document",
            class_name="doc-side",
        ),
        class_name="doc-open",
    )
    title = pick(is_loaded, document.name, "Document")
    return rx.fragment(
        page_title(title, back=back),
        when(document.is_deleted, deleted),
        when(is_loaded, opened, skeleton_cards(2, label="Chargement du document…")),
    )


def _actions(document: Any, *, on_edit: Handler, on_delete: Handler) -> rx.Component:
    download = link_button(
        "Télécharger", file_address(document.profile_id, document.id), icon_name="download", download=True
    )
    return rx.el.div(
        when(document.is_waiting, rx.fragment(), download),
        button("Modifier", kind="secondary", icon_name="pencil", on_click=on_edit),
        button("Supprimer", kind="quiet", icon_name="trash_2", on_click=on_delete, class_name="doc-delete"),
        class_name="doc-actions",
    )


def document_preview(document: Any) -> rx.Component:
    """Its pages, its text, or why there is nothing to see."""
    waiting = banner(
        "Le document s'affichera ici dès que l'analyse sera terminée.",
        kind="attention",
        title=SCANNING,
        live=True,
    )
    pages = page_viewer(
        address=f"/fichiers/{document.profile_id}/{document.id}/pages",
        count=count_of(document.pages),
        name=document.name,
    )
    text = rx.el.div(plain_text(document.text), class_name="card doc-text")
    nothing = empty_state(
        "Aucun aperçu disponible",
        "Ce document ne peut pas être affiché ici. Téléchargez-le pour l'ouvrir sur votre appareil.",
        drawing_name="documents",
    )
    shown = when(document.preview == "pages", pages, when(document.preview == "text", text, nothing))
    return when(document.is_waiting, waiting, shown)


def document_details(document: Any) -> rx.Component:
    """Date, category, who added it and when, folder, size, and who may see it."""
    seen = when(
        document.is_masked,
        rx.fragment(masked_mark(True), rx.el.span(" aux professionnels de santé")),
        "Visible par les professionnels de santé autorisés",
    )
    known = [
        ("Date du document", document.date),
        ("Catégorie", document.category),
        ("Ajouté par", document.added_by),
        ("Ajouté le", document.added),
        ("Dossier", when(document.folder_name != "", document.folder_name, "Aucun")),
        ("Confidentialité", seen),
        ("Taille", document.size),
    ]
    looks = anchor(
        icon("eye"),
        rx.el.span(typeset("Qui a consulté ce document ?")),
        href=f"{CONSULTATIONS}?document={document.id}",
        class_name="doc-more",
    )
    return rx.el.div(
        rx.el.h2("Détails", class_name="card-title"),
        definition_list(known),
        looks,
        class_name="card doc-details",
    )


def document_missing(sentence: Text) -> rx.Component:
    """The address names a document that is not in this space."""
    return rx.fragment(
        page_title("Document introuvable", back=back_link("Retour aux documents", LIST)),
        empty_state(
            sentence,
            typeset(
                "Il a peut-être été supprimé, ou appartient à un autre profil : vérifiez le profil affiché en haut."
            ),
            drawing_name="recherche",
            action=link_button("Voir tous mes documents", LIST),
        ),
    )
