"""Small browser components that Reflex does not have: each a Python wrapper around a local React module."""

from monespace_app.ui.client.auto_submit_form import auto_submit_form
from monespace_app.ui.client.autosave_editor import MESSAGE_MAX_LENGTH, DraftSave, autosave_editor
from monespace_app.ui.client.connection_banner import connection_banner
from monespace_app.ui.client.connection_news import connection_news
from monespace_app.ui.client.double_tap import double_tap
from monespace_app.ui.client.early_press import early_press
from monespace_app.ui.client.forget_kept_texts import forget_kept_texts
from monespace_app.ui.client.live_announcer import live_announcer
from monespace_app.ui.client.page_focus import page_focus
from monespace_app.ui.client.page_viewer import page_viewer
from monespace_app.ui.client.profile_item import ProfileItem
from monespace_app.ui.client.resend_timer import resend_timer
from monespace_app.ui.client.session_clock import session_clock
from monespace_app.ui.client.steady_fields import steady_fields
from monespace_app.ui.client.switch_question import switch_question
from monespace_app.ui.client.upload_area import upload_area, upload_rows

__all__ = [
    "MESSAGE_MAX_LENGTH",
    "DraftSave",
    "ProfileItem",
    "auto_submit_form",
    "autosave_editor",
    "connection_banner",
    "connection_news",
    "double_tap",
    "early_press",
    "forget_kept_texts",
    "live_announcer",
    "page_focus",
    "page_viewer",
    "resend_timer",
    "session_clock",
    "steady_fields",
    "switch_question",
    "upload_area",
    "upload_rows",
]
