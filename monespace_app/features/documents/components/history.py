"""« Corbeille » (DOC-8) and « Qui a consulté mes documents ? » (DOC-9)."""

from typing import Any

import reflex as rx

from monespace_app.core.paging import PAGE_SIZE
from monespace_app.features.documents.components.marks import CONSULTATIONS, LIST, masked_mark
from monespace_app.ui.components import (
    anchor,
    back_link,
    data_table,
    empty_state,
    file_mark,
    link_button,
    page_title,
    pagination,
    skeleton_rows,
    visually_hidden,
)
from monespace_app.ui.components.base import Flag, Handler, when
from monespace_app.ui.typography import typeset


def _pages(page: Any, *, label: str, on_previous: Handler, on_next: Handler) -> rx.Component:
    steps = pagination(
        page.range_text,
        previous=on_previous,
        next=on_next,
        has_previous=page.has_previous,
        has_next=page.has_next,
        label=label,
    )
    return when(page.total > PAGE_SIZE, steps)


def trash_intro() -> rx.Component:
    """The title, and what the trash does."""
    return page_title(
        "Corbeille",
        intro=typeset("Les documents supprimés restent ici 30 jours, puis sont effacés définitivement."),
        back=back_link("Retour aux documents", LIST),
    )


def trash_list(
    page: Any, *, is_loaded: Flag, on_restore: Any, on_previous: Handler, on_next: Handler
) -> rx.Component:
    """What was deleted, until when it can be restored; `page` is a DocumentPage."""

    def cells(row: Any) -> list[rx.Component]:
        name = rx.el.div(
            file_mark(row.kind),
            rx.el.div(rx.el.span(row.name), masked_mark(row.is_masked), class_name="doc-name-words"),
            class_name="doc-title",
        )
        restore = rx.el.button(
            rx.el.span("Restaurer", class_name="button-label"),
            visually_hidden(" ", row.name),
            type="button",
            on_click=on_restore(row.id),
            class_name="button button-secondary button-small",
        )
        return [name, rx.el.span(row.category), rx.el.span(row.deleted), restore]

    table = data_table(
        "Documents supprimés",
        ("Nom", "Catégorie", "Suppression", "Restaurer"),
        page.rows,
        cells,
        key=lambda row: row.id,
    )
    filled = rx.fragment(
        rx.el.div(table, class_name="doc-table doc-trash"),
        _pages(page, label="Pages de la corbeille", on_previous=on_previous, on_next=on_next),
    )
    empty = empty_state(
        "La corbeille est vide",
        "Les documents supprimés s'afficheront ici. Vous pourrez encore les restaurer.",
        action=link_button("Voir tous mes documents", LIST, kind="secondary"),
    )
    return when(is_loaded, when(page.total > 0, filled, empty), skeleton_rows(4))


def consultation_title() -> rx.Component:
    """« Qui a consulté mes documents ? »."""
    return page_title(typeset("Qui a consulté mes documents ?"), back=back_link("Retour aux documents", LIST))


def consultation_list(page: Any, *, is_loaded: Flag, on_previous: Handler, on_next: Handler) -> rx.Component:
    """Every look of a professional, the newest first; `page` is a ConsultationPage."""

    def cells(row: Any) -> list[rx.Component]:
        document = when(
            row.document_id != "",
            anchor(row.document_name, href=f"{LIST}/{row.document_id}", class_name="doc-name"),
            row.document_name,
        )
        return [rx.el.span(row.who), document, rx.el.span(row.moment), rx.el.span(row.context)]

    of_one = page.document_id != ""
    table = data_table(
        "Consultations",
        ("Professionnel", "Document", "Date et heure", "Contexte"),
        page.rows,
        cells,
        key=lambda row: row.id,
    )
    filled = rx.fragment(
        rx.el.div(table, class_name="doc-table doc-looks"),
        _pages(page, label="Pages des consultations", on_previous=on_previous, on_next=on_next),
    )
    empty = empty_state(
        when(
            of_one,
            "Aucun professionnel n'a consulté ce document.",
            "Aucun professionnel n'a consulté vos documents.",
        ),
        "Chaque consultation s'affichera ici, avec son auteur, sa date et son heure.",
        drawing_name="recherche",
    )
    one = rx.el.div(
        rx.el.p(
            "Document\u00a0: ",
            anchor(page.document_name, href=f"{LIST}/{page.document_id}", class_name="link"),
        ),
        rx.el.p(
            anchor("Voir les consultations de tous les documents", href=CONSULTATIONS, class_name="link")
        ),
    )
    return rx.fragment(
        when(of_one, one),
        when(is_loaded, when(page.total > 0, filled, empty), skeleton_rows(4)),
    )
