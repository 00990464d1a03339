"""What several documents' pages show alike."""

from typing import Any

import reflex as rx

from monespace_app.ui.components import badge, icon
from monespace_app.ui.components.base import Flag, Text, when

LIST = "/documents"
ADD = "/documents/ajouter"
TRASH = "/documents/corbeille"
CONSULTATIONS = "/documents/consultations"
SCANNING = "Analyse antivirus en cours"


def file_address(profile_id: Text, document_id: Text) -> Text:
    """Where a document's bytes are."""
    return f"/fichiers/{profile_id}/{document_id}"


def masked_mark(is_masked: Flag) -> rx.Component:
    """« Masqué », on what professionals do not see."""
    mark = rx.el.span(icon("eye_off", size=16), "Masqué", class_name="badge badge-neutral doc-masked")
    return when(is_masked, mark)


def state_marks(row: Any) -> rx.Component:
    """The marks of a row: masked, not analysed yet."""
    scanning = when(row.is_waiting, badge(SCANNING, kind="attention"))
    return when(
        row.is_masked | row.is_waiting,
        rx.el.span(masked_mark(row.is_masked), scanning, class_name="doc-marks"),
    )
