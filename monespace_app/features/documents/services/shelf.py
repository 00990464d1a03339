"""The lock that whoever changes the documents of a profile holds, and the numbers of their changes.

A profile has one row of `DocumentShelf`. It is locked before anything is read that decides on a write (how many
uploads wait, whether a folder of that name exists), and until the commit: of two writers, the second sees all that
the first has done. The numbers it gives grow in the order of the commits, which is what lets an index in memory ask
only for greater ones (`services.names`).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monespace_app.core.actor import Actor
from monespace_app.core.bus import BusEvent, Topic, publish_after_commit
from monespace_app.features.documents import queries
from monespace_app.features.documents.models import Document, DocumentShelf


def lock(session: Session, actor: Actor) -> DocumentShelf:
    """The shelf of the open profile, nobody else's until this transaction ends. Made the first time."""
    asked = queries.shelf_of(actor.open_profile).with_for_update()
    shelf = session.scalar(asked)
    if shelf is None:
        # A row that is not there cannot be locked: of two first writers, one waits here for the other's.
        session.scalars(queries.key_of(actor.open_profile).with_for_update()).one()
        shelf = session.scalar(asked) or _new(session, actor.open_profile)
    return shelf


def _new(session: Session, profile_id: str) -> DocumentShelf:
    shelf = DocumentShelf(profile_id=profile_id)
    session.add(shelf)
    session.flush()
    return shelf


def number_change(shelf: DocumentShelf, document: Document) -> None:
    """Give a change of `document` its number."""
    shelf.last_change += 1
    document.change_number = shelf.last_change


def number_another(shelf: DocumentShelf) -> None:
    """Number a change that is no document's own: a folder, a purge. What was counted is counted again."""
    shelf.last_change += 1


def tell(session: Session, shelf: DocumentShelf, object_id: str = "") -> None:
    """Tell open pages after the commit: a document, a folder or an upload changed."""
    publish_after_commit(session, BusEvent(Topic.DOCUMENTS, shelf.profile_id, object_id))


def purge_before(shelf: DocumentShelf, moment: datetime) -> None:
    """Something is to be removed at `moment`: the hourly purge must look here by then."""
    shelf.purge_at = min(shelf.purge_at or moment, moment)
