"""The list of documents: what stands above it, its folders, its rows, and what it says when it is empty."""

from typing import Any, NamedTuple

import reflex as rx

from monespace_app.core.paging import PAGE_SIZE
from monespace_app.features.documents.components.marks import (
    ADD,
    CONSULTATIONS,
    LIST,
    TRASH,
    file_address,
    state_marks,
)
from monespace_app.features.documents.schemas import FILTER_PREFIX, LIST_TOP_ID, SEARCH
from monespace_app.ui.components import (
    anchor,
    back_link,
    button,
    checkbox,
    checkbox_group,
    data_table,
    dialog,
    dialog_close,
    empty_state,
    file_mark,
    form,
    icon,
    icon_button,
    link_button,
    menu,
    menu_item,
    page_title,
    pagination,
    select_field,
    skeleton_rows,
    visually_hidden,
)
from monespace_app.ui.components.base import Count, Flag, Handler, Rows, Text, count_of, each, pick, when
from monespace_app.ui.typography import typeset

COLUMNS = ("Nom", "Date", "Ajouté par", "Catégorie", "")
FILTER_FORM = "filtres"


class RowActions(NamedTuple):
    """What a menu does; each is called with the id of the document, or of the folder, and returns an event."""

    edit: Any
    move: Any
    delete: Any
    rename_folder: Any
    delete_folder: Any


def list_title(page: Any, *, on_new_folder: Handler) -> rx.Component:
    """« Documents de santé », or the open folder's name, and « Nouveau » (DOC-10)."""
    in_folder = page.folder_id != ""
    new = menu(
        rx.el.button(
            icon("plus"),
            rx.el.span("Nouveau", class_name="button-label"),
            icon("chevron_down"),
            type="button",
            class_name="button button-primary",
        ),
        menu_item("Ajouter un document", icon_name="file_plus", href=ADD),
        menu_item("Nouveau dossier", icon_name="folder_plus", on_select=on_new_folder),
    )
    return rx.fragment(
        when(in_folder, back_link("Tous mes documents", LIST)),
        page_title(pick(in_folder, page.folder_name, "Documents de santé"), action=new),
    )


def toolbar(
    page: Any,
    chosen: Rows,
    *,
    is_filtered: Flag,
    sorts: Rows,
    search_key: Count = 0,
    is_choosing: Flag = False,
    on_search: Handler,
    on_choose: Any,
    on_filter: Handler,
    on_sort: Handler,
    on_clear: Handler,
    on_clear_search: Handler,
    on_unfilter: Any,
) -> rx.Component:
    """Search by name, « Filtrer par » and « Trier par » (DOC-2), then what is asked for, each with its cross."""
    search = form(
        rx.el.label("Rechercher un document par son nom", html_for=SEARCH, class_name="visually-hidden"),
        rx.el.div(
            rx.el.input(
                id=SEARCH,
                name=SEARCH,
                type="search",
                default_value=page.search,
                key=f"recherche-{search_key}",
                placeholder="Rechercher par nom",
                auto_complete="off",
                enter_key_hint="search",
                max_length=100,
                class_name="input",
            ),
            class_name="doc-search-field",
        ),
        button("Rechercher", type="submit", kind="secondary", icon_name="search"),
        role="search",
        class_name="doc-search",
        on_submit=on_search,
    )
    sort = rx.el.div(
        select_field("Trier par", "tri", sorts, value=page.sort, on_change=on_sort), class_name="doc-sort"
    )
    return rx.el.div(
        search,
        rx.el.div(
            _filter_dialog(page.categories, is_choosing, on_choose, on_filter), sort, class_name="doc-choices"
        ),
        when(
            is_filtered,
            _asked_for(
                page.search,
                chosen,
                on_clear=on_clear,
                on_clear_search=on_clear_search,
                on_unfilter=on_unfilter,
            ),
        ),
        class_name="doc-toolbar",
    )


def _filter_dialog(categories: Rows, is_open: Flag, on_open_change: Any, on_filter: Handler) -> rx.Component:
    boxes = rx.el.div(each(categories, _category_box), class_name="doc-filter-boxes")
    show = button("Afficher les documents", type="submit", form=FILTER_FORM)
    return dialog(
        "Filtrer par catégorie",
        form(
            checkbox_group(
                "Catégories à afficher", boxes, hint="Plusieurs choix sont possibles.", id="categories"
            ),
            id=FILTER_FORM,
            on_submit=on_filter,
        ),
        trigger=button("Filtrer par", kind="secondary", icon_name="list_filter"),
        actions=[dialog_close(button("Annuler", kind="secondary")), show],
        open=is_open,
        on_open_change=on_open_change,
    )


def _category_box(category: Any) -> rx.Component:
    count = rx.el.span(category.count, class_name="doc-count")
    return checkbox(
        rx.fragment(category.label, " ", count),
        f"{FILTER_PREFIX}{category.value}",
        default_checked=category.is_chosen,
    )


def _asked_for(
    search: Text, chosen: Rows, *, on_clear: Handler, on_clear_search: Handler, on_unfilter: Any
) -> rx.Component:
    found = when(search != "", _chip(rx.fragment("Recherche\u00a0: ", search), on_clear_search))
    return rx.el.div(
        rx.el.ul(
            found,
            each(chosen, lambda category: _chip(category.label, on_unfilter(category.value))),
            aria_label="Filtres choisis",
            class_name="doc-chips",
        ),
        button("Effacer les filtres", kind="quiet", small=True, on_click=on_clear),
        class_name="doc-asked",
    )


def _chip(words: Any, on_remove: Handler) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(visually_hidden("Retirer le filtre "), words),
            icon("x", size=18),
            type="button",
            on_click=on_remove,
            class_name="doc-chip",
        )
    )


def document_list(
    page: Any,
    actions: RowActions,
    *,
    is_loaded: Flag,
    is_filtered: Flag,
    on_previous: Handler,
    on_next: Handler,
    on_clear: Handler,
) -> rx.Component:
    """Folders, then the table and its pages (DOC-1); `page` is a DocumentPage."""
    has_folders = (page.folder_id == "") & (count_of(page.folders) > 0)
    folders = when(is_filtered, rx.fragment(), when(has_folders, _folders(page.folders, actions)))
    pages = pagination(
        page.range_text,
        previous=on_previous,
        next=on_next,
        has_previous=page.has_previous,
        has_next=page.has_next,
        label="Pages des documents",
    )
    table = data_table(
        "Documents", COLUMNS, page.rows, lambda row: _cells(row, page, actions), key=lambda row: row.id
    )
    filled = rx.el.div(
        rx.el.p(_found(page.total), role="status", id=LIST_TOP_ID, tab_index=-1, class_name="doc-total"),
        rx.el.div(table, class_name="doc-table"),
        when(page.total > PAGE_SIZE, pages),
    )
    shown = when(page.total > 0, filled, _empty(page, is_filtered=is_filtered, on_clear=on_clear))
    return when(is_loaded, rx.el.div(folders, shown, class_name="doc-list"), skeleton_rows(6))


def _found(total: Any) -> rx.Component:
    return rx.fragment(total, pick(total > 1, " documents", " document"))


def _cells(row: Any, page: Any, actions: RowActions) -> list[rx.Component]:
    name = rx.el.div(
        file_mark(row.kind),
        rx.el.div(
            anchor(row.name, href=f"{LIST}/{row.id}", class_name="doc-name"),
            state_marks(row),
            class_name="doc-name-words",
        ),
        class_name="doc-title",
    )
    by = rx.fragment(rx.el.span("Ajouté par ", class_name="doc-by"), row.added_by)
    return [
        name,
        rx.el.span(row.date),
        rx.el.span(by),
        rx.el.span(row.category),
        _row_menu(row, page, actions),
    ]


def _row_menu(row: Any, page: Any, actions: RowActions) -> rx.Component:
    return menu(
        icon_button(f"Actions pour {row.name}", "ellipsis_vertical"),
        menu_item("Modifier", icon_name="pencil", on_select=actions.edit(row.id)),
        menu_item(
            "Télécharger", icon_name="download", href=file_address(page.profile_id, row.id), download=True
        ),
        menu_item("Déplacer", icon_name="folder_input", on_select=actions.move(row.id)),
        menu_item("Supprimer", icon_name="trash_2", on_select=actions.delete(row.id), danger=True),
    )


def _folders(folders: Rows, actions: RowActions) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Dossiers", class_name="doc-folders-title"),
        rx.el.ul(each(folders, lambda folder: _folder(folder, actions)), class_name="doc-folders"),
        class_name="doc-folders-part",
    )


def _folder(folder: Any, actions: RowActions) -> rx.Component:
    count = pick(folder.count > 1, " documents", " document")
    return rx.el.li(
        rx.el.span(icon("folder", size=24), class_name="doc-folder-mark"),
        rx.el.div(
            anchor(folder.name, href=f"{LIST}?dossier={folder.id}", class_name="doc-folder-name"),
            rx.el.p(
                when(folder.count > 0, rx.fragment(folder.count, count), "Vide"),
                class_name="doc-folder-count",
            ),
            class_name="doc-folder-words",
        ),
        rx.el.div(
            menu(
                icon_button(f"Actions pour le dossier {folder.name}", "ellipsis_vertical"),
                menu_item("Renommer", icon_name="pencil", on_select=actions.rename_folder(folder.id)),
                menu_item(
                    "Supprimer", icon_name="trash_2", on_select=actions.delete_folder(folder.id), danger=True
                ),
            ),
            class_name="row-menu",
        ),
        key=folder.id,
        class_name="doc-folder",
    )


def _empty(page: Any, *, is_filtered: Flag, on_clear: Handler) -> rx.Component:
    nothing_found = empty_state(
        "Aucun document ne correspond",
        typeset("Essayez un autre mot, ou retirez un filtre : les documents réapparaîtront."),
        drawing_name="recherche",
        action=button("Effacer les filtres", kind="secondary", on_click=on_clear),
    )
    empty_folder = empty_state(
        "Ce dossier est vide",
        typeset("Pour y ranger un document, ouvrez son menu dans la liste et choisissez « Déplacer »."),
        action=link_button("Voir tous mes documents", LIST, kind="secondary"),
    )
    nothing_yet = empty_state(
        "Aucun document pour le moment",
        typeset(
            "Ordonnances, résultats, comptes rendus : gardez-les ici, à l'abri, "
            "et retrouvez-les le jour d'un rendez-vous."
        ),
        action=link_button("Ajouter un document", ADD, icon_name="file_plus"),
    )
    return when(is_filtered, nothing_found, when(page.folder_id != "", empty_folder, nothing_yet))


def more_links(trash_count: Count) -> rx.Component:
    """« Corbeille » and « Qui a consulté mes documents ? »."""
    count = when(
        trash_count > 0,
        rx.el.span(trash_count, visually_hidden(" dans la corbeille"), class_name="doc-count"),
    )
    return rx.el.nav(
        anchor(icon("trash_2"), rx.el.span("Corbeille"), count, href=TRASH, class_name="doc-more"),
        anchor(
            icon("eye"),
            rx.el.span(typeset("Qui a consulté mes documents ?")),
            href=CONSULTATIONS,
            class_name="doc-more",
        ),
        aria_label="Autour de mes documents",
        class_name="doc-mores",
    )
