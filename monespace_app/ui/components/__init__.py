"""The pieces every screen is made of. They take data (plain values or Vars) and never a state."""

from monespace_app.ui.components.avatar import PROFILE_COLORS, avatar, badge, count_badge, unread_dot
from monespace_app.ui.components.banner import banner, trouble
from monespace_app.ui.components.button import button, button_group, icon_button, link_button
from monespace_app.ui.components.card import card, definition_list, link_card
from monespace_app.ui.components.carousel import carousel
from monespace_app.ui.components.choice import (
    Option,
    checkbox,
    checkbox_group,
    radio_group,
    select_field,
    switch,
)
from monespace_app.ui.components.copy_field import copy_button, copy_field
from monespace_app.ui.components.details import details, help_bubble
from monespace_app.ui.components.dialog import confirm_dialog, dialog, dialog_close
from monespace_app.ui.components.empty_state import drawing, empty_state
from monespace_app.ui.components.error_summary import error_summary
from monespace_app.ui.components.field import (
    character_counter,
    described,
    field,
    field_error,
    one_time_code_field,
    text_area,
    text_field,
)
from monespace_app.ui.components.file_mark import file_mark
from monespace_app.ui.components.form import form
from monespace_app.ui.components.hero import hero
from monespace_app.ui.components.link import anchor, link
from monespace_app.ui.components.list_row import list_row, row_list
from monespace_app.ui.components.menu import menu, menu_item, menu_label, menu_separator
from monespace_app.ui.components.page_title import PAGE_TITLE_ID, back_link, breadcrumbs, page_title
from monespace_app.ui.components.pagination import pagination
from monespace_app.ui.components.password import password_field
from monespace_app.ui.components.password_checklist import password_checklist
from monespace_app.ui.components.progress import progress_bar
from monespace_app.ui.components.skeleton import (
    skeleton_cards,
    skeleton_conversation,
    skeleton_lines,
    skeleton_rows,
)
from monespace_app.ui.components.stepper import stepper
from monespace_app.ui.components.table import data_table
from monespace_app.ui.components.tabs import Tab, tabs
from monespace_app.ui.components.text import (
    cluster,
    grid,
    icon,
    prose,
    quiet,
    section,
    stack,
    status_region,
    visually_hidden,
)
from monespace_app.ui.components.thread import plain_text, thread_item
from monespace_app.ui.components.toast import notify, toaster

__all__ = [
    "PAGE_TITLE_ID",
    "PROFILE_COLORS",
    "Option",
    "Tab",
    "anchor",
    "avatar",
    "back_link",
    "badge",
    "banner",
    "breadcrumbs",
    "button",
    "button_group",
    "card",
    "carousel",
    "character_counter",
    "checkbox",
    "checkbox_group",
    "cluster",
    "confirm_dialog",
    "copy_button",
    "copy_field",
    "count_badge",
    "data_table",
    "definition_list",
    "described",
    "details",
    "dialog",
    "dialog_close",
    "drawing",
    "empty_state",
    "error_summary",
    "field",
    "field_error",
    "file_mark",
    "form",
    "grid",
    "help_bubble",
    "hero",
    "icon",
    "icon_button",
    "link",
    "link_button",
    "link_card",
    "list_row",
    "menu",
    "menu_item",
    "menu_label",
    "menu_separator",
    "notify",
    "one_time_code_field",
    "page_title",
    "pagination",
    "password_checklist",
    "password_field",
    "plain_text",
    "progress_bar",
    "prose",
    "quiet",
    "radio_group",
    "row_list",
    "section",
    "select_field",
    "skeleton_cards",
    "skeleton_conversation",
    "skeleton_lines",
    "skeleton_rows",
    "stack",
    "status_region",
    "stepper",
    "switch",
    "tabs",
    "text_area",
    "text_field",
    "thread_item",
    "toaster",
    "trouble",
    "unread_dot",
    "visually_hidden",
]
