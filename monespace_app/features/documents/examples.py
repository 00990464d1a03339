"""The documents in the atelier, in each of their states."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from monespace_app.core.forms import FieldProblem
from monespace_app.features.documents import components
from monespace_app.features.documents.schemas import (
    CATEGORY,
    EDIT,
    NAME,
    AccessRow,
    CategoryChoice,
    ConsultationPage,
    ConsultationRow,
    DescriptionErrors,
    DocumentPage,
    DocumentRow,
    DocumentView,
    FolderRow,
    UploadView,
)
from monespace_app.ui.atelier import example
from monespace_app.ui.client import upload_rows
from monespace_app.ui.components import Option, trouble

GROUP = "Documents"
NOTHING = rx.noop()
SORTS = [
    Option("recent", "Plus récents"),
    Option("ancien", "Plus anciens"),
    Option("nom", "Nom de A à Z"),
    Option("nom-inverse", "Nom de Z à A"),
    Option("auteur", "Ajouté par, de A à Z"),
    Option("auteur-inverse", "Ajouté par, de Z à A"),
]
CATEGORIES = [
    CategoryChoice(value=value, label=label, count=count)
    for value, label, count in (
        ("summary", "Ma santé en résumé", 1),
        ("prescription", "Ordonnances et soins", 84),
        ("imaging", "Radio, écho, scanner, IRM", 12),
        ("laboratory", "Résultats de biologie", 57),
        ("report", "Comptes rendus", 31),
        ("prevention", "Prévention et dépistage", 4),
        ("certificate", "Certificats médicaux", 9),
        ("other", "Autres documents", 12),
        ("administrative", "Pièces administratives", 3),
    )
]
LONG_NAME = "Compte rendu d'hospitalisation - chirurgie ortho"
ROWS = [
    DocumentRow(
        id="1",
        name="Ordonnance",
        date="12 mars 2026",
        added_by="Dr Marie Chanteau",
        category="Ordonnances et soins",
        kind="pdf",
        size="84 Ko",
        is_mine=False,
    ),
    DocumentRow(
        id="2",
        name="Radio du poignet gauche",
        date="28 mai 2025",
        added_by="Inaya Michel",
        category="Radio, écho, scanner, IRM",
        kind="jpg",
        size="2,4 Mo",
        is_masked=True,
    ),
    DocumentRow(
        id="3",
        name=LONG_NAME,
        date="3 octobre 2024",
        added_by="Hôpital Intercommunal de Poissy - Saint-Germain",
        category="Comptes rendus",
        kind="pdf",
        size="1,1 Mo",
        is_mine=False,
    ),
    DocumentRow(
        id="4",
        name="Notes du rendez-vous",
        date="1er septembre 2024",
        added_by="Inaya Michel",
        category="Autres documents",
        kind="txt",
        size="2 Ko",
        is_waiting=True,
    ),
]
FOLDERS = [FolderRow(id="f1", name="Grossesse", count=12), FolderRow(id="f2", name="Lunettes", count=0)]
ACCESS = [
    AccessRow(name="Dr Marie Chanteau", profession="Médecine générale", is_administrator=True),
    AccessRow(name="Dr Paul Dupond", profession="Endocrinologie"),
]
ACTIONS = components.RowActions(*[lambda _id: NOTHING] * 5)


def _page(*content: rx.Component) -> rx.Component:
    # The class gives the pieces the distances they have in a page.
    return rx.el.div(*content, class_name="main")


def _list(
    page: DocumentPage, *, is_loaded: bool = True, is_filtered: bool = False, is_choosing: bool = False
) -> rx.Component:
    tools = components.toolbar(
        page,
        [category for category in page.categories if category.is_chosen],
        is_filtered=is_filtered,
        sorts=SORTS,
        is_choosing=is_choosing,
        on_search=NOTHING,
        on_choose=NOTHING,
        on_filter=NOTHING,
        on_sort=NOTHING,
        on_clear=NOTHING,
        on_clear_search=NOTHING,
        on_unfilter=lambda _value: NOTHING,
    )
    rows = components.document_list(
        page,
        ACTIONS,
        is_loaded=is_loaded,
        is_filtered=is_filtered,
        on_previous=NOTHING,
        on_next=NOTHING,
        on_clear=NOTHING,
    )
    return _page(
        components.list_title(page, on_new_folder=NOTHING),
        tools,
        rows,
        components.more_links(page.trash_count),
    )


def _filled(**changes) -> DocumentPage:
    known: dict[str, Any] = {
        "rows": ROWS,
        "categories": CATEGORIES,
        "folders": FOLDERS,
        "total": 213,
        "grand_total": 225,
        "trash_count": 2,
        "range_text": "1 - 50 sur 213",
        "has_next": True,
    }
    return DocumentPage(**(known | changes))


@example(GROUP, "liste")
def documents() -> rx.Component:
    return _list(_filled())


@example(GROUP, "liste, filtrée et cherchée")
def filtered() -> rx.Component:
    chosen = {"imaging", "laboratory"}
    marked = [one.model_copy(update={"is_chosen": one.value in chosen}) for one in CATEGORIES]
    page = _filled(categories=marked, search="radio", rows=ROWS[1:2], total=1, has_next=False, sort="nom")
    return _list(page, is_filtered=True)


@example(GROUP, "liste, rien ne correspond")
def nothing_found() -> rx.Component:
    return _list(_filled(search="diabette", rows=[], total=0, has_next=False), is_filtered=True)


@example(GROUP, "liste vide")
def empty() -> rx.Component:
    return _list(DocumentPage(categories=CATEGORIES))


@example(GROUP, "liste, filtrer par catégorie")
def choosing() -> rx.Component:
    return _list(_filled(), is_choosing=True)


@example(GROUP, "liste en chargement")
def loading() -> rx.Component:
    return _list(DocumentPage(), is_loaded=False)


@example(GROUP, "liste illisible")
def unreadable() -> rx.Component:
    sentence = "Le service est momentanément indisponible. Réessayez dans un instant."
    return _page(
        components.list_title(DocumentPage(), on_new_folder=NOTHING), trouble(sentence, on_retry=NOTHING)
    )


@example(GROUP, "dossier ouvert")
def folder() -> rx.Component:
    page = _filled(folder_id="f1", folder_name="Grossesse", rows=ROWS[:2], total=2, has_next=False)
    return _list(page)


@example(GROUP, "dossier vide")
def empty_folder() -> rx.Component:
    return _list(_filled(folder_id="f2", folder_name="Lunettes", rows=[], total=0, has_next=False))


def _upload(number: int, **changes) -> UploadView:
    known: dict[str, Any] = {
        "id": f"u{number}",
        "file_name": "ordonnance_12-03.pdf",
        "name": "ordonnance 12-03",
        "document_date": "2026-03-12",
        "kind": "pdf",
        "size": "84 Ko",
    }
    return UploadView(**(known | changes))


def _describe(*uploads: UploadView, problems: list[FieldProblem] | None = None) -> rx.Component:
    return components.waiting_uploads(
        list(uploads),
        count=len(uploads),
        profile_id="exemple",
        categories=CATEGORIES,
        access=components.access_list(ACCESS, count=len(ACCESS)),
        problems=problems or [],
        tries=0,
        on_submit=NOTHING,
        on_remove=lambda _id: NOTHING,
    )


def _area() -> rx.Component:
    return components.drop_area("exemple", on_received=NOTHING, on_dropped=NOTHING)


@example(GROUP, "ajouter, rien encore")
def add() -> rx.Component:
    return _page(components.adding(_area(), components.nothing_waits()))


@example(GROUP, "ajouter, envois et refus")
def sending() -> rx.Component:
    rows = [
        {"name": "Photo du 12 mars.jpg", "size": 3_420_000, "state": "sending", "part": 0.62},
        {
            "name": "Scanner complet.pdf",
            "size": 12_400_000,
            "state": "refused",
            "part": 0,
            "reason": components.REFUSED["size"],
        },
    ]
    area = rx.el.div(_area(), upload_rows(rows), class_name="stack gap-4")
    return _page(components.adding(area, _describe(_upload(1))))


@example(GROUP, "ajouter, deux fichiers dont un à corriger")
def describing() -> rx.Component:
    errors = DescriptionErrors(
        name="Retirez ces caractères du nom du document\u00a0: / et ?", category="Choisissez une catégorie."
    )
    refused = _upload(2, file_name="IMG_2031.jpg", name="Analyse/sang ?", kind="jpg", errors=errors)
    problems = [
        FieldProblem(field=f"u2-{NAME}", message=f"IMG_2031.jpg\u00a0: {errors.name}"),
        FieldProblem(field=f"u2-{CATEGORY}", message=f"IMG_2031.jpg\u00a0: {errors.category}"),
    ]
    return _page(components.adding(_area(), _describe(_upload(1), refused, problems=problems)))


@example(GROUP, "ajouter, analyse antivirus en cours")
def scanning_upload() -> rx.Component:
    return _page(components.adding(_area(), _describe(_upload(1, is_waiting=True))))


@example(GROUP, "qui a accès, personne")
def nobody_has_access() -> rx.Component:
    return components.access_list([], count=0)


def _document(**changes) -> DocumentView:
    known: dict[str, Any] = {
        "id": "1",
        "profile_id": "exemple",
        "name": "Ordonnance",
        "date": "12 mars 2026",
        "document_date": "2026-03-12",
        "added_by": "Dr Marie Chanteau",
        "added": "12 mars 2026 à 10:28",
        "category": "Ordonnances et soins",
        "category_value": "prescription",
        "folder_name": "Grossesse",
        "kind": "pdf",
        "size": "84 Ko",
        "pages": [1, 2, 3],
        "preview": "pages",
        "is_mine": True,
    }
    return DocumentView(**(known | changes))


def _viewer(document: DocumentView, *, is_loaded: bool = True) -> rx.Component:
    return _page(
        components.viewer(
            document, is_loaded=is_loaded, on_edit=NOTHING, on_delete=NOTHING, on_restore=NOTHING
        )
    )


@example(GROUP, "document, pages qui ne s'affichent pas")
def pages() -> rx.Component:
    return _viewer(_document())


@example(GROUP, "document, texte, masqué")
def text() -> rx.Component:
    words = "Rendez-vous du 12 mars\n\nTension\u00a0: 13/8\nPrendre le traitement le matin.\n" * 3
    return _viewer(_document(name="Notes du rendez-vous", preview="text", text=words, is_masked=True))


@example(GROUP, "document, aucun aperçu")
def no_preview() -> rx.Component:
    return _viewer(_document(preview="none"))


@example(GROUP, "document, analyse antivirus en cours")
def scanning() -> rx.Component:
    return _viewer(_document(is_waiting=True))


@example(GROUP, "document dans la corbeille")
def deleted_document() -> rx.Component:
    return _viewer(_document(preview="text", text="Prendre le matin.", is_deleted=True))


@example(GROUP, "document en chargement")
def loading_document() -> rx.Component:
    return _viewer(DocumentView(), is_loaded=False)


@example(GROUP, "document introuvable")
def missing() -> rx.Component:
    return _page(components.document_missing("Ce document est introuvable."))


@dataclass
class _Ask:
    errors: DescriptionErrors
    problems: list[FieldProblem]


def _edit(document: DocumentView, ask: _Ask | None = None) -> rx.Component:
    ask = ask or _Ask(DescriptionErrors(), [])
    return components.edit_dialog(
        document,
        ask.errors,
        is_open=True,
        problems=ask.problems,
        tries=0,
        categories=CATEGORIES,
        latest="2026-03-12",
        on_submit=NOTHING,
        on_open_change=NOTHING,
    )


@example(GROUP, "modifier, refusé")
def edit_refused() -> rx.Component:
    errors = DescriptionErrors(name="Donnez un nom au document.")
    return _edit(
        _document(name=""), _Ask(errors, [FieldProblem(field=f"{EDIT}-{NAME}", message=errors.name)])
    )


@example(GROUP, "modifier, ajouté par un professionnel")
def edit_confidentiality() -> rx.Component:
    return _edit(_document(is_mine=False))


@example(GROUP, "supprimer")
def delete() -> rx.Component:
    return components.delete_dialog("Ordonnance", is_open=True, on_confirm=NOTHING, on_open_change=NOTHING)


@example(GROUP, "déplacer")
def move() -> rx.Component:
    choices = [Option("", "Aucun dossier"), Option("f1", "Grossesse"), Option("f2", "Lunettes")]
    return _move(choices)


@example(GROUP, "déplacer, sans dossier")
def move_nowhere() -> rx.Component:
    return _move([Option("", "Aucun dossier")])


def _move(choices: list[Option]) -> rx.Component:
    return components.move_dialog(
        "Ordonnance",
        choices,
        count=len(choices),
        folder_id="",
        is_open=True,
        on_submit=NOTHING,
        on_open_change=NOTHING,
    )


@example(GROUP, "nouveau dossier, refusé")
def new_folder() -> rx.Component:
    return components.name_folder_dialog(
        is_open=True,
        is_new=True,
        name="",
        error="Donnez un nom au dossier.",
        on_submit=NOTHING,
        on_open_change=NOTHING,
    )


@example(GROUP, "supprimer un dossier")
def delete_folder() -> rx.Component:
    return components.delete_folder_dialog(
        "Grossesse", is_open=True, on_confirm=NOTHING, on_open_change=NOTHING
    )


def _trash(page: DocumentPage, *, is_loaded: bool = True) -> rx.Component:
    rows = components.trash_list(
        page, is_loaded=is_loaded, on_restore=lambda _id: NOTHING, on_previous=NOTHING, on_next=NOTHING
    )
    return _page(components.trash_intro(), rows)


@example(GROUP, "corbeille")
def trash() -> rx.Component:
    deleted = "Supprimé le 12 mars 2026, effacé le 11 avril 2026"
    rows = [row.model_copy(update={"deleted": deleted}) for row in ROWS[:3]]
    return _trash(DocumentPage(rows=rows, total=3))


@example(GROUP, "corbeille vide")
def empty_trash() -> rx.Component:
    return _trash(DocumentPage())


@example(GROUP, "corbeille en chargement")
def loading_trash() -> rx.Component:
    return _trash(DocumentPage(), is_loaded=False)


LOOKS = [
    ConsultationRow(
        id="1",
        document_id="1",
        document_name="Ordonnance",
        who="Dr Marie Chanteau",
        moment="12 mars 2026 à 10:28",
        context="Médecin traitant",
    ),
    ConsultationRow(
        id="2",
        document_id="3",
        document_name=LONG_NAME,
        who="Dr Paul Dupond",
        moment="3 octobre 2025 à 16:02",
        context="Téléchargement, équipe de soins",
    ),
]


def _looks(page: ConsultationPage, *, is_loaded: bool = True) -> rx.Component:
    return _page(
        components.consultation_title(),
        components.consultation_list(page, is_loaded=is_loaded, on_previous=NOTHING, on_next=NOTHING),
    )


@example(GROUP, "consultations")
def looks() -> rx.Component:
    return _looks(ConsultationPage(rows=LOOKS, total=2))


@example(GROUP, "consultations d'un document")
def looks_at_one() -> rx.Component:
    return _looks(ConsultationPage(rows=LOOKS[:1], total=1, document_id="1", document_name="Ordonnance"))


@example(GROUP, "consultations, aucune")
def no_look() -> rx.Component:
    return _looks(ConsultationPage())
