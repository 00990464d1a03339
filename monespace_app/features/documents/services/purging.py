"""What is removed for good: uploads nobody described within a day, documents deleted thirty days ago."""

from datetime import datetime

from sqlalchemy.orm import Session

from monespace_app.core import clock
from monespace_app.core.actor import Actor, housekeeper
from monespace_app.core.database import platform_snapshot, transaction
from monespace_app.features.documents import queries
from monespace_app.features.documents.models import Document, Upload
from monespace_app.features.documents.services import shelf, views
from monespace_app.features.documents.services.uploads import UPLOAD_LIFE, forget


def purge_expired() -> int:
    """Remove, in every profile that has some, what has waited long enough, bytes included; returns how many."""
    with platform_snapshot() as session:
        due = session.scalars(queries.profiles_to_purge(clock.now())).all()
    return sum(_purge(housekeeper(profile_id)) for profile_id in due)


def _purge(actor: Actor) -> int:
    present = clock.now()
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        expired = [*_expired_uploads(session, present), *_expired_documents(session, present)]
        for row in expired:
            forget(session, row)
        own_shelf.purge_at = _next_purge(session)
        if expired:
            shelf.number_another(own_shelf)
            shelf.tell(session, own_shelf)
    return len(expired)


def _expired_uploads(session: Session, present: datetime) -> list[Upload]:
    return list(session.scalars(queries.uploads_before(present - UPLOAD_LIFE)))


def _expired_documents(session: Session, present: datetime) -> list[Document]:
    return list(session.scalars(queries.deleted_before(present - views.TRASH_LIFE)))


def _next_purge(session: Session) -> datetime | None:
    received, deleted = session.scalar(queries.oldest_upload()), session.scalar(queries.oldest_deletion())
    moments = [received + UPLOAD_LIFE] if received else []
    moments += [deleted + views.TRASH_LIFE] if deleted else []
    return min(moments, default=None)
