"""The description of a document: its fields, wherever they stand (DOC-5)."""

from typing import Any

import reflex as rx

from monespace_app.features.documents.rules import MAX_NAME
from monespace_app.features.documents.schemas import (
    CATEGORY,
    CONFIDENTIALITY,
    DATE,
    MASKED,
    NAME,
    VISIBLE,
)
from monespace_app.ui.components import Option, radio_group, select_field, text_field
from monespace_app.ui.components.base import Rows, Text

VISIBLE_WORDS = "Ce document est visible par les professionnels de santé autorisés à accéder à vos documents."
MASKED_WORDS = (
    "Ce document est masqué aux professionnels de santé. "
    "Il reste visible par la personne qui l'a déposé et par vous-même."
)


def name_field(prefix: Text, value: Text, error: Text) -> rx.Component:
    """« Nom du document », with its counter."""
    return text_field(
        "Nom du document",
        f"{prefix}-{NAME}",
        error=error,
        default_value=value,
        max_length=MAX_NAME,
        counter=True,
        auto_complete="off",
    )


def date_field(prefix: Text, value: Text, error: Text, *, latest: Text) -> rx.Component:
    """« Date du document », not in the future."""
    return text_field(
        "Date du document", f"{prefix}-{DATE}", error=error, type="date", default_value=value, max=latest
    )


def category_field(prefix: Text, value: Text, error: Text, categories: Rows) -> rx.Component:
    """« Catégorie du document »."""
    return select_field(
        "Catégorie du document",
        f"{prefix}-{CATEGORY}",
        categories,
        error=error,
        default_value=value,
        placeholder="- Choisissez une catégorie -",
    )


def confidentiality_field(prefix: Text, value: Text, error: Text) -> rx.Component:
    """« Confidentialité »."""
    return radio_group(
        "Confidentialité",
        f"{prefix}-{CONFIDENTIALITY}",
        [Option(VISIBLE, VISIBLE_WORDS), Option(MASKED, MASKED_WORDS)],
        default_value=value,
        error=error,
    )


def own_fields(
    prefix: Text, values: Any, errors: Any, *, category: Text, categories: Rows, latest: Text
) -> rx.Component:
    """What only who added a document says of it. `values` has a name and a document_date."""
    return rx.el.div(
        name_field(prefix, values.name, errors.name),
        rx.el.div(
            date_field(prefix, values.document_date, errors.document_date, latest=latest),
            category_field(prefix, category, errors.category, categories),
            class_name="doc-fields-row",
        ),
        class_name="fields",
    )
