"""« Ajouter un document »: files are sent, then each is described (DOC-3, DOC-5)."""

from typing import Any

import reflex as rx

from monespace_app.core.content import MAX_BYTES, Reason
from monespace_app.core.content.sentences import SENTENCES
from monespace_app.features.documents.components.fields import confidentiality_field, own_fields
from monespace_app.features.documents.components.marks import LIST, SCANNING
from monespace_app.ui.client import upload_area
from monespace_app.ui.components import (
    back_link,
    badge,
    button,
    button_group,
    confirm_dialog,
    details,
    error_summary,
    file_mark,
    form,
    link_button,
    page_title,
    quiet,
    stack,
)
from monespace_app.ui.components.base import Count, Flag, Handler, Rows, Text, each, pick, when
from monespace_app.ui.typography import typeset

EXTENSIONS = ("jpg", "jpeg", "pdf", "png", "txt", "rtf", "tif", "tiff")
TYPES = (
    "image/jpeg",
    "image/png",
    "image/tiff",
    "application/pdf",
    "text/plain",
    "text/rtf",
    "application/rtf",
)
REFUSED = {
    "empty": SENTENCES[Reason.EMPTY],
    "type": SENTENCES[Reason.UNKNOWN_TYPE],
    "size": SENTENCES[Reason.TOO_BIG],
}
HINT = typeset("JPG, JPEG, PDF, PNG, TXT, RTF, TIF ou TIFF. 5 Mo au plus par fichier.").replace(
    "5 Mo", "5\u00a0Mo"
)
FORM = "description-des-documents"


def adding(area: rx.Component, described: rx.Component) -> rx.Component:
    """The page: one step, then the other."""
    return rx.fragment(
        page_title(
            "Ajouter un document",
            intro="Choisissez un ou plusieurs fichiers, puis décrivez-les.",
            back=back_link("Retour aux documents", LIST),
        ),
        rx.el.section(rx.el.h2("Mes fichiers", class_name="visually-hidden"), area, class_name="doc-area"),
        described,
    )


def drop_area(profile_id: Text, *, on_received: Any, on_dropped: Any) -> rx.Component:
    """« Je glisse-dépose », « Parcourir les fichiers », « Prendre une photo »."""
    address = pick(profile_id != "", f"/fichiers/{profile_id}/televersements", "")
    return upload_area(
        address=address,
        max_bytes=MAX_BYTES,
        extensions=EXTENSIONS,
        types=TYPES,
        sentences=REFUSED,
        hint=HINT,
        on_received=on_received,
        on_dropped=on_dropped,
    )


def nothing_waits() -> rx.Component:
    """No file was sent yet: what comes next."""
    return quiet("Chaque fichier envoyé s'affichera ici, à décrire avant d'être rangé dans les documents.")


def waiting_uploads(
    uploads: Rows,
    *,
    count: Count,
    profile_id: Text,
    categories: Rows,
    access: rx.Component,
    problems: Rows,
    tries: Count,
    is_busy: Flag = False,
    on_submit: Handler,
    on_remove: Any,
) -> rx.Component:
    """A form for all the files that were received; `uploads` are UploadView, `problems` those of the last try."""
    title = pick(count > 1, "Décrire mes documents", "Décrire mon document")
    return rx.el.section(
        rx.el.h2(title, class_name="section-title"),
        rx.el.p("Tous les champs sont obligatoires.", class_name="quiet doc-all-needed"),
        error_summary(problems, signal=tries),
        form(
            rx.el.div(
                each(uploads, lambda upload: _one(upload, profile_id, categories, on_remove)),
                class_name="doc-uploads",
            ),
            access,
            button_group(
                button("Valider", type="submit", icon_name="check", busy=is_busy),
                link_button("Plus tard", LIST, kind="quiet"),
            ),
            quiet("Ce qui n'est pas validé attend ici 24\u00a0heures."),
            id=FORM,
            no_validate=True,
            on_submit=on_submit,
            class_name="doc-describe",
        ),
        class_name="section",
    )


def _one(upload: Any, profile_id: Text, categories: Rows, on_remove: Any) -> rx.Component:
    # As a background: nothing broken is shown when there is no picture.
    picture = rx.el.span(
        style={"background_image": f"url(/fichiers/{profile_id}/televersements/{upload.id}/apercu)"},
        class_name="doc-thumbnail-image",
    )
    is_text = (upload.kind == "txt") | (upload.kind == "rtf")
    mark = rx.el.div(
        file_mark(upload.kind),
        when(is_text | upload.is_waiting, rx.fragment(), picture),
        aria_hidden="true",
        class_name="doc-thumbnail",
    )
    remove = confirm_dialog(
        "Retirer ce fichier\u202f?",
        "Il ne sera pas ajouté aux documents. Le fichier de votre appareil n'est pas touché.",
        confirm="Retirer le fichier",
        on_confirm=on_remove(upload.id),
        trigger=button(
            "Retirer", kind="quiet", small=True, icon_name="trash_2", aria_label=f"Retirer {upload.file_name}"
        ),
    )
    return rx.el.fieldset(
        rx.el.legend(upload.file_name, class_name="visually-hidden"),
        rx.el.div(
            mark,
            rx.el.div(
                rx.el.p(upload.file_name, class_name="upload-name"),
                rx.el.p(upload.size, class_name="upload-size"),
                when(upload.is_waiting, badge(SCANNING, kind="attention")),
                class_name="doc-upload-words",
            ),
            remove,
            class_name="doc-upload-head",
        ),
        own_fields(
            upload.id,
            upload,
            upload.errors,
            category=upload.category,
            categories=categories,
            latest=upload.document_date,
        ),
        confidentiality_field(upload.id, upload.confidentiality, upload.errors.confidentiality),
        key=upload.id,
        class_name="card doc-upload",
    )


def access_list(rows: Rows, *, count: Count) -> rx.Component:
    """« Qui a accès à mes documents ? »: who is authorised, and what administrators see."""
    nobody = quiet("Aucun professionnel de santé n'est autorisé pour le moment.")
    return details(
        typeset("Qui a accès à mes documents ?"),
        stack(
            when(count > 0, rx.el.ul(each(rows, _authorised), class_name="doc-access"), nobody),
            rx.el.p(
                "Les professionnels administrateurs voient aussi les documents masqués. "
                "Les autres voient seulement les documents visibles."
            ),
            gap="3",
        ),
    )


def _authorised(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.strong(row.name),
        rx.el.span(row.profession, class_name="quiet"),
        when(row.is_administrator, badge("Administrateur")),
    )
