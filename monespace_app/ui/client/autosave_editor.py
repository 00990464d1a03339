"""The text field whose typing is never lost (MSG-12)."""

from typing import Any, TypedDict

import reflex as rx

from monespace_app.ui.client.modules import library

MESSAGE_MAX_LENGTH = 10_000


class DraftSave(TypedDict):
    """What `on_save` and `on_send` receive: the latest text, who types it and from which version."""

    document_key: str
    writer: str
    seq: int
    base_version: int
    text: str


class AutosaveEditor(rx.Component):
    """The React component; see `autosave_editor`."""

    library = library("autosave_editor.jsx")
    tag = "AutosaveEditor"

    ready: rx.Var[bool]
    document_key: rx.Var[str]
    value: rx.Var[str]
    version: rx.Var[int]
    acknowledged: rx.Var[int]
    acknowledged_writer: rx.Var[str]
    acknowledged_version: rx.Var[int]
    saved_at: rx.Var[str]
    conflict: rx.Var[bool]
    error: rx.Var[str]
    reset_nonce: rx.Var[int | str]
    rebase_nonce: rx.Var[int | str]
    gone_nonce: rx.Var[int | str]
    refused_nonce: rx.Var[int | str]
    label: rx.Var[str]
    hint: rx.Var[str]
    send_label: rx.Var[str]
    sending_label: rx.Var[str]
    field_id: rx.Var[str]
    placeholder: rx.Var[str]
    max_length: rx.Var[int]
    auto_focus: rx.Var[bool]

    on_save: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, Any])]
    on_send: rx.EventHandler[rx.event.passthrough_event_spec(dict[str, Any])]


def autosave_editor(
    *others: rx.Component,
    document_key: rx.Var[str] | str,
    value: rx.Var[str] | str,
    version: rx.Var[int] | int,
    acknowledged: rx.Var[int] | int,
    acknowledged_writer: rx.Var[str] | str,
    acknowledged_version: rx.Var[int] | int,
    on_save: rx.EventHandler | None = None,
    on_send: rx.EventHandler | None = None,
    ready: rx.Var[bool] | bool = True,
    saved_at: rx.Var[str] | str = "",
    conflict: rx.Var[bool] | bool = False,
    error: rx.Var[str] | str = "",
    reset_nonce: rx.Var[int] | rx.Var[str] | int | str = 0,
    rebase_nonce: rx.Var[int] | rx.Var[str] | int | str = 0,
    gone_nonce: rx.Var[int] | rx.Var[str] | int | str = 0,
    refused_nonce: rx.Var[int] | rx.Var[str] | int | str = 0,
    label: rx.Var[str] | str = "Message",
    hint: rx.Var[str] | str = "",
    send_label: str = "Envoyer",
    sending_label: str = "Envoi…",
    field_id: str = "draft-text",
    placeholder: rx.Var[str] | str = "Rédigez votre message…",
    max_length: int = MESSAGE_MAX_LENGTH,
    auto_focus: rx.Var[bool] | bool = False,
) -> rx.Component:
    """Show a text field that saves by itself through `on_save(DraftSave)`, at most 0.8 s after a key, and « Envoyer ».

    `document_key` says what is edited (unique in the whole space; "" while the server does not know yet: the
    field is then read-only). Give `ready` the state's `is_hydrated`: after a reload the framework first shows
    what it remembers of the tab, older than what is stored. `value` is the text stored as `version` (0 = none):
    always assigned together. `acknowledged` is the highest `seq` saved for `acknowledged_writer`, as
    `acknowledged_version`: likewise. `on_save` and `on_send` take `payload: dict[str, Any]`, annotated exactly so.

    Typing is never replaced by what the server sends, but when `document_key` changes, when `reset_nonce` takes
    a new non-empty value, or when `version` has grown while everything typed here was saved (another device).
    A new non-empty `rebase_nonce` keeps the text and saves it again upon `version`. A new non-empty
    `gone_nonce` says that the draft was sent or deleted elsewhere: a field with nothing unsaved empties itself,
    another keeps its text.

    « Envoyer » hands the very latest text to `on_send` and locks the field until the answer: a new `reset_nonce`, or
    a new non-empty `refused_nonce`. Without a connection nothing leaves, then or later; without an answer the field
    is given back. Both are said. Words typed after that with the same `writer` and a higher `seq` are the patient's:
    the server refuses them as a conflict if the older ones were sent. `others` are buttons that stand beside.
    """
    given = {"on_save": on_save, "on_send": on_send}
    events = {name: handler for name, handler in given.items() if handler is not None}
    return AutosaveEditor.create(
        *others,
        ready=ready,
        document_key=document_key,
        value=value,
        version=version,
        acknowledged=acknowledged,
        acknowledged_writer=acknowledged_writer,
        acknowledged_version=acknowledged_version,
        saved_at=saved_at,
        conflict=conflict,
        error=error,
        reset_nonce=reset_nonce,
        rebase_nonce=rebase_nonce,
        gone_nonce=gone_nonce,
        refused_nonce=refused_nonce,
        label=label,
        hint=hint,
        send_label=send_label,
        sending_label=sending_label,
        field_id=field_id,
        placeholder=placeholder,
        max_length=max_length,
        auto_focus=auto_focus,
        **events,
    )
