"""The documents' pages: the list, what is added, one document, the trash, who has looked."""

import reflex as rx

from monespace_app.features.documents import components
from monespace_app.features.documents.rules import CATEGORY_LABELS, SORTS
from monespace_app.features.documents.state import (
    ConsultationState,
    DeletionState,
    DocumentListState,
    EditState,
    FolderState,
    MoveState,
    TrashState,
    UploadState,
    ViewerState,
)
from monespace_app.ui.components import Option, skeleton_cards, trouble

LIST_LOAD = (DocumentListState.load,)
ADD_LOAD = (UploadState.load,)
VIEW_LOAD = (ViewerState.load,)
TRASH_LOAD = (TrashState.load,)
LOOKS_LOAD = (ConsultationState.load,)
CATEGORIES = [Option(category.value, label) for category, label in CATEGORY_LABELS.items()]
ORDERS = [Option(value, label) for value, label in SORTS.items()]


def documents() -> rx.Component:
    """« Documents de santé » (DOC-1, DOC-2, DOC-10)."""
    state = DocumentListState
    actions = components.RowActions(
        edit=EditState.ask,
        move=MoveState.ask,
        delete=DeletionState.ask,
        rename_folder=FolderState.ask_rename,
        delete_folder=FolderState.ask_delete,
    )
    tools = components.toolbar(
        state.page,
        state.chosen,
        is_filtered=state.is_filtered,
        sorts=ORDERS,
        search_key=state.search_key,
        is_choosing=state.is_choosing,
        on_search=state.search,
        on_choose=state.choose,
        on_filter=state.filter,
        on_sort=state.sort,
        on_clear=state.clear_filters,
        on_clear_search=state.clear_search,
        on_unfilter=state.unfilter,
    )
    rows = components.document_list(
        state.page,
        actions,
        is_loaded=state.is_loaded,
        is_filtered=state.is_filtered,
        on_previous=state.previous_page,
        on_next=state.next_page,
        on_clear=state.clear_filters,
    )
    return rx.fragment(
        components.list_title(state.page, on_new_folder=FolderState.ask_new),
        rx.cond(state.is_loaded & (state.page.grand_total == 0), rx.fragment(), tools),
        rx.cond(state.trouble != "", trouble(state.trouble, on_retry=state.load), rows),
        components.more_links(state.page.trash_count),
        _edit_dialog(),
        _delete_dialog(),
        *_folder_dialogs(),
    )


def document() -> rx.Component:
    """One document (DOC-7)."""
    state = ViewerState
    opened = components.viewer(
        state.document,
        is_loaded=state.document.id != "",
        query=DocumentListState.page.query,
        on_edit=EditState.ask(state.document.id),
        on_delete=DeletionState.ask(state.document.id),
        on_restore=DeletionState.restore(state.document.id),
    )
    shown = rx.match(
        state.shows,
        ("missing", components.document_missing(state.missing)),
        ("trouble", trouble(state.trouble, on_retry=state.load)),
        opened,
    )
    return rx.fragment(shown, _edit_dialog(), _delete_dialog())


def ajouter() -> rx.Component:
    """« Ajouter un document » (DOC-3, DOC-5)."""
    state = UploadState
    area = components.drop_area(state.profile_id, on_received=state.received, on_dropped=state.remove)
    waiting = components.waiting_uploads(
        state.uploads,
        count=state.uploads.length(),
        profile_id=state.profile_id,
        categories=CATEGORIES,
        access=components.access_list(state.access, count=state.access.length()),
        problems=state.problems,
        tries=state.tries,
        on_submit=state.validate,
        on_remove=state.remove,
    )
    described = rx.cond(state.uploads.length() > 0, waiting, components.nothing_waits())
    known = rx.cond(state.is_loaded, described, skeleton_cards(1))
    return components.adding(
        area, rx.cond(state.trouble != "", trouble(state.trouble, on_retry=state.load), known)
    )


def corbeille() -> rx.Component:
    """« Corbeille » (DOC-8)."""
    state = TrashState
    rows = components.trash_list(
        state.page,
        is_loaded=state.is_loaded,
        on_restore=state.restore,
        on_previous=state.previous_page,
        on_next=state.next_page,
    )
    return rx.fragment(
        components.trash_intro(),
        rx.cond(state.trouble != "", trouble(state.trouble, on_retry=state.load), rows),
    )


def consultations() -> rx.Component:
    """« Qui a consulté mes documents ? » (DOC-9)."""
    state = ConsultationState
    rows = components.consultation_list(
        state.page,
        is_loaded=state.is_loaded,
        on_previous=state.previous_page,
        on_next=state.next_page,
    )
    return rx.fragment(
        components.consultation_title(),
        rx.cond(state.trouble != "", trouble(state.trouble, on_retry=state.load), rows),
    )


def _edit_dialog() -> rx.Component:
    return components.edit_dialog(
        EditState.document,
        EditState.errors,
        is_open=EditState.is_open,
        problems=EditState.problems,
        tries=EditState.tries,
        categories=CATEGORIES,
        latest=EditState.today,
        on_submit=EditState.save,
        on_open_change=EditState.change_open,
    )


def _delete_dialog() -> rx.Component:
    return components.delete_dialog(
        DeletionState.document.name,
        is_open=DeletionState.is_open,
        on_confirm=DeletionState.delete,
        on_open_change=DeletionState.change_open,
    )


def _folder_dialogs() -> list[rx.Component]:
    asks = FolderState.asks
    return [
        components.move_dialog(
            MoveState.document.name,
            MoveState.choices,
            count=MoveState.choices.length(),
            folder_id=MoveState.document.folder_id,
            is_open=MoveState.is_open,
            on_submit=MoveState.move,
            on_open_change=MoveState.change_open,
        ),
        components.name_folder_dialog(
            is_open=(asks == "new") | (asks == "rename"),
            is_new=asks == "new",
            name=FolderState.folder.name,
            error=FolderState.error,
            on_submit=FolderState.name,
            on_open_change=FolderState.change_open,
        ),
        components.delete_folder_dialog(
            FolderState.folder.name,
            is_open=asks == "delete",
            on_confirm=FolderState.delete,
            on_open_change=FolderState.change_open,
        ),
    ]
