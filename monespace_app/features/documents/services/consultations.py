"""Who may see the documents, and who has looked at them (DOC-5, DOC-9)."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlalchemy.orm import Session
from sqlmodel import col

from monespace_app.core import french, paging
from monespace_app.core.actor import Actor
from monespace_app.core.audit import AuditEntry
from monespace_app.core.database import snapshot
from monespace_app.core.permissions import Permission
from monespace_app.features.access import services as access
from monespace_app.features.documents import queries
from monespace_app.features.documents.schemas import (
    AccessRow,
    ConsultationPage,
    ConsultationRow,
)
from monespace_app.features.documents.services.opening import existing

GONE = "Document effacé"


def list_consultations(actor: Actor, page: int, document_id: str = "") -> ConsultationPage:
    """« Qui a consulté mes documents ? »: every look of a professional, the newest first (DOC-9).

    Args:
        document_id: The looks at that document only; `NotFound` when there is no such document.
    """
    actor.require(Permission.DOCUMENT_READ)
    with snapshot(actor) as session:
        name = existing(session, document_id).name if document_id else ""
        looks = queries.looks(document_id)
        total = session.scalar(looks.with_only_columns(func.count(AuditEntry.id))) or 0
        page = min(max(1, page), paging.page_count(total))
        order = (col(AuditEntry.at).desc(), col(AuditEntry.id))
        offset = (page - 1) * paging.PAGE_SIZE
        entries = session.scalars(looks.order_by(*order).limit(paging.PAGE_SIZE).offset(offset)).all()
        rows = _consultations(session, entries)
    return ConsultationPage(
        rows=rows, document_id=document_id, document_name=name, **paging.place(page, total)
    )


def _consultations(session: Session, entries: Sequence[AuditEntry]) -> list[ConsultationRow]:
    seen = {
        document.id: document for document in session.scalars(queries.by_ids({e.object_id for e in entries}))
    }
    return [
        ConsultationRow(
            id=entry.id,
            document_id=entry.object_id if entry.object_id in seen else "",
            document_name=seen[entry.object_id].name if entry.object_id in seen else GONE,
            who=entry.actor_label,
            moment=french.long_moment(entry.at),
            context=entry.reason,
        )
        for entry in entries
    ]


def who_has_access(actor: Actor) -> list[AccessRow]:
    """« Qui a accès à mes documents ? »: administrators first, who see masked documents too (DOC-5)."""
    actor.require(Permission.DOCUMENT_READ)
    return [
        AccessRow(name=one.display_name, profession=one.profession, is_administrator=one.is_administrator)
        for one in access.list_access(actor)
    ]
