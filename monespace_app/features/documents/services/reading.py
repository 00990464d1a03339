"""Lists of documents: all of them, the most recent, « Corbeille »."""

from dataclasses import replace

from sqlalchemy.orm import Session

from monespace_app.core import paging
from monespace_app.core.actor import Actor
from monespace_app.core.database import snapshot
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import queries, rules
from monespace_app.features.documents.models import Folder
from monespace_app.features.documents.schemas import (
    CategoryChoice,
    DocumentPage,
    DocumentRow,
    FolderRow,
    ListQuery,
)
from monespace_app.features.documents.services import names, views
from monespace_app.features.documents.services.names import Counts

RECENT = 5
DEEP = 10
"""Pages from which a database takes longer to skip what comes before than the index in memory."""


def list_documents(actor: Actor, query: ListQuery) -> DocumentPage:
    """A page of 50 documents (DOC-1, DOC-2). A page out of range becomes the nearest one, an unknown folder none.

    Without a folder, every document is listed, those of folders too.
    """
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        folders = _folders(session)
        if query.folder_id not in folders:
            query = replace(query, folder_id="")
        counts = names.counts(session, actor.open_profile)
        query, total, ids = _asked(session, actor, query, counts)
        found = {document.id: document for document in session.scalars(queries.by_ids(ids))}
        rows = [views.row(found[document_id]) for document_id in ids]
    folder_name = folders[query.folder_id].name if query.folder_id else ""
    return DocumentPage(
        rows=rows,
        query=rules.query_string(query),
        search=query.search,
        sort=query.sort,
        categories=_choices(query, counts),
        folder_id=query.folder_id,
        folder_name=folder_name,
        folders=_folder_rows(folders, counts),
        grand_total=counts.total,
        trash_count=counts.trash,
        profile_id=actor.open_profile,
        **paging.place(query.page, total),
    )


def _asked(
    session: Session, actor: Actor, query: ListQuery, counts: Counts
) -> tuple[ListQuery, int, list[str]]:
    """The query with a page that exists, how many documents match, and those of that page."""
    if query.search or query.sort not in {"recent", "ancien"} or query.page > DEEP:
        entries = names.matching(session, actor.open_profile, query)
        page = min(query.page, paging.page_count(len(entries)))
        first = (page - 1) * paging.PAGE_SIZE
        ids = [entry.id for entry in entries[first : first + paging.PAGE_SIZE]]
        return replace(query, page=page), len(entries), ids
    total = _total(query, counts)
    page = min(query.page, paging.page_count(total))
    return replace(query, page=page), total, list(session.scalars(queries.listed_ids(query, page=page)))


def _total(query: ListQuery, counts: Counts) -> int:
    if query.categories:
        return sum(counts.in_category(category, query.folder_id) for category in query.categories)
    return counts.in_folder(query.folder_id) if query.folder_id else counts.total


def _choices(query: ListQuery, counts: Counts) -> list[CategoryChoice]:
    return [
        CategoryChoice(
            value=category.value,
            label=label,
            count=counts.in_category(category.value, query.folder_id),
            is_chosen=category.value in query.categories,
        )
        for category, label in rules.CATEGORY_LABELS.items()
    ]


def _folders(session: Session) -> dict[str, Folder]:
    """The folders by identifier, in the order of their names."""
    found = sorted(session.scalars(queries.folders()), key=lambda folder: rules.sort_key(folder.name))
    return {folder.id: folder for folder in found}


def _folder_rows(folders: dict[str, Folder], counts: Counts) -> list[FolderRow]:
    return [FolderRow(id=one.id, name=one.name, count=counts.in_folder(one.id)) for one in folders.values()]


def recent_documents(actor: Actor) -> list[DocumentRow]:
    """The five most recent documents (HOME-3)."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        return [views.row(document) for document in session.scalars(queries.newest(RECENT))]


def list_trash(actor: Actor, page: int) -> DocumentPage:
    """A page of « Corbeille », the last deleted first (DOC-8)."""
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        counts = names.counts(session, actor.open_profile)
        page = min(max(1, page), paging.page_count(counts.trash))
        rows = [views.row(document) for document in session.scalars(queries.trash(page))]
    return DocumentPage(
        rows=rows,
        query=f"?page={page}" if page > 1 else "",
        grand_total=counts.total,
        trash_count=counts.trash,
        profile_id=actor.open_profile,
        **paging.place(page, counts.trash),
    )
