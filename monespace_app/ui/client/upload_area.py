"""Where files are chosen and sent, several at once (DOC-3)."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from monespace_app.ui.client.modules import library


class UploadArea(rx.Component):
    """The React component; see `upload_area`."""

    library = library("upload_area.jsx")
    tag = "UploadArea"

    address: rx.Var[str]
    max_bytes: rx.Var[int]
    extensions: rx.Var[list[str]]
    types: rx.Var[list[str]]
    sentences: rx.Var[dict[str, str]]
    hint: rx.Var[str]

    on_received: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_dropped: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def upload_area(
    *,
    address: rx.Var[str] | str,
    max_bytes: int,
    extensions: Sequence[str],
    types: Sequence[str],
    sentences: dict[str, str],
    hint: str,
    on_received: rx.EventHandler | None = None,
    on_dropped: rx.EventHandler | None = None,
) -> rx.Component:
    """Drop, browse or photograph files: each is posted to `address` as it is, three at once, with its progress.

    `address` may come late ("" until then). A file that the browser can tell is refused says one of `sentences`
    (`empty`, `type`, `size`); the server's own refusal is the `sentence` of its answer. A cut is said, and can be
    tried again under the same key (`X-Upload-Key`). `on_received(id)` follows each file that the server kept,
    `on_dropped(id)` one that was cancelled too late to be stopped.
    """
    given = {"on_received": on_received, "on_dropped": on_dropped}
    return UploadArea.create(
        address=address,
        max_bytes=max_bytes,
        extensions=list(extensions),
        types=list(types),
        sentences=sentences,
        hint=hint,
        **{name: handler for name, handler in given.items() if handler is not None},
    )


class UploadRows(rx.Component):
    """The React component; see `upload_rows`."""

    library = library("upload_area.jsx")
    tag = "UploadRows"

    entries: rx.Var[list[dict[str, Any]]]


def upload_rows(entries: Sequence[dict[str, Any]]) -> rx.Component:
    """Files on their way as `upload_area` shows them, for the atelier: name, size, state, part and reason of each."""
    return UploadRows.create(entries=[{"key": str(place), **entry} for place, entry in enumerate(entries)])
