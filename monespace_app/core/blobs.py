"""Patients' files, sealed with their profile's key, in a local folder or any object store.

The bytes are written first and the row that names them is committed afterwards: a process killed in between
leaves bytes that nothing names, which `sweep` removes; a row never names bytes that are not there.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore, from_url
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import Field

from monespace_app.core import clock, crypto
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.database import (
    ProfileKey,
    ProfileOwned,
    UtcDateTime,
    after_commit,
    id_column,
    profile_key,
    snapshot,
)
from monespace_app.core.errors import TRY_AGAIN, NotFound, TemporaryTrouble
from monespace_app.core.settings import settings

log = logging.getLogger(__name__)

ORPHAN_AGE = timedelta(days=30)
"""Younger bytes may belong to a transaction on its way, or to rows that a restored backup has not yet got back."""
UNREADABLE = "Ce fichier ne peut pas être lu pour le moment. Réessayez dans un instant."
_PATIENCE = timedelta(seconds=15)
"""After which a store that is another machine is not tried again: a transaction waits meanwhile."""
HALF_WRITTEN_AGE = timedelta(days=1)
"""A write takes seconds: what is still half written then is of a process that was killed."""
_HALF_WRITTEN = re.compile(r"[0-9a-f]{32}#[0-9]+")
"""How obstore calls a file of a folder until it is whole; its listings leave those out."""
_OUR_PATH = re.compile(r"([0-9a-f]{32})/([0-9a-f]{32})")


class Blob(ProfileOwned, table=True):
    """The name of one sealed file."""

    __tablename__ = "blob"

    id: str = id_column()
    size: int = Field(ge=0)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


@lru_cache(maxsize=1)
def store() -> ObjectStore:
    """Where files are: a folder of the data directory unless `MONESPACE_BLOB_URL` says otherwise."""
    configured = settings().blob_url
    if configured:
        return from_url(configured, **_over_the_network(configured))
    folder = settings().data_dir.resolve() / "blobs"
    folder.mkdir(parents=True, exist_ok=True)
    return from_url(folder.as_uri())


def _over_the_network(url: str) -> dict[str, Any]:
    """How long to try a store that is another machine; without a word, obstore tries for three minutes.

    How long one try may take is said in the environment (`AWS_TIMEOUT`): options given here would replace all of those.
    """
    if url.startswith(("file:", "memory:")):
        return {}
    return {"retry_config": {"max_retries": 3, "retry_timeout": _PATIENCE}}


@contextmanager
def _reaching(sentence: str) -> Iterator[None]:
    """A store that is away, full or refuses is a temporary trouble, said in `sentence`."""
    try:
        yield
    except (BaseError, OSError) as error:
        log.error("blobs: %s from the store", type(error).__name__)
        raise TemporaryTrouble(sentence) from None


def _path(profile_id: str, blob_id: str) -> str:
    return f"{profile_id}/{blob_id}"


def _context(blob_id: str) -> str:
    return f"blob:{blob_id}"


def put(session: Session, actor: Actor, content: bytes) -> str:
    """Keep `content` for the actor's open profile; returns its identifier, valid once committed."""
    blob = Blob(profile_id=actor.open_profile, size=len(content))
    sealed = crypto.encrypt(profile_key(), content, _context(blob.id))
    with _reaching(TRY_AGAIN):
        obstore.put(store(), _path(blob.profile_id, blob.id), sealed)
    session.add(blob)
    return blob.id


def get(session: Session, blob_id: str) -> bytes:
    """The content of a file of the profile in scope; `NotFound` for any other, `TemporaryTrouble` without a store."""
    blob = session.get(Blob, blob_id)
    if blob is None:
        raise NotFound()
    with _reaching(UNREADABLE):
        sealed = _sealed(blob.profile_id, blob.id)
    return crypto.decrypt(profile_key(), sealed, _context(blob.id))


def _sealed(profile_id: str, blob_id: str) -> bytes:
    return bytes(obstore.get(store(), _path(profile_id, blob_id)).bytes())


def unseal(key: bytes, profile_id: str, blob_id: str) -> bytes:
    """The content of a file, for a check of every file; `FileNotFoundError` when there are no bytes.

    Raises `DecryptionError` when the bytes are not what was sealed.
    """
    return crypto.decrypt(key, _sealed(profile_id, blob_id), _context(blob_id))


def delete(session: Session, blob_id: str) -> None:
    """Forget a file of the profile in scope, which no row may name any more; its bytes go after the commit.

    A process killed in between leaves them to `sweep`.
    """
    session.flush()
    blob = session.get(Blob, blob_id)
    if blob is None:
        return
    path = _path(blob.profile_id, blob.id)
    session.delete(blob)
    session.flush()
    after_commit(session, lambda: _remove(path))


def _remove(path: str) -> None:
    try:
        obstore.delete(store(), path)
    except FileNotFoundError:
        return
    except (OSError, BaseError) as error:
        log.warning("blobs: %s while removing a file; it is left to the sweep", type(error).__name__)


class Written:
    """A file whose bytes are there and that no row names yet."""

    def __init__(self, profile_id: str, content: bytes) -> None:
        self._blob = Blob(profile_id=profile_id, size=len(content))
        self._is_named = False

    @property
    def size(self) -> int:
        """In bytes, before the seal."""
        return self._blob.size

    def name_in(self, session: Session) -> str:
        """Add the row that names the file; returns its identifier, for the rows that refer to it."""
        session.add(self._blob)
        session.flush()
        return self._blob.id

    def leave_to(self, session: Session) -> None:
        """The rows are all written: what follows is the commit, whose failure does not say that it did not happen."""
        session.flush()
        self._is_named = True


@contextmanager
def written(actor: Actor, content: bytes) -> Iterator[Written]:
    """Write the bytes of a file before the transaction that names it begins: a slow store holds nobody up.

    Unless `leave_to` was called, they are removed at the end; after it, a commit that fails leaves them to `sweep`.
    """
    file = Written(actor.open_profile, content)
    path = _path(actor.open_profile, file._blob.id)
    with snapshot(actor):
        sealed = crypto.encrypt(profile_key(), content, _context(file._blob.id))
    try:
        with _reaching(TRY_AGAIN):
            obstore.put(store(), path, sealed)
        # An import writes many files before it names them: their contents need not stay in memory.
        del content, sealed
        yield file
    finally:
        if not file._is_named:
            _remove(path)


def sweep() -> int:
    """Remove old bytes of this database's profiles that no row names; returns how many.

    Anything else is left alone and counted in the log: a database that was moved, or restored from a backup, and
    a bucket that is shared, must not cost anybody a file.
    """
    removed, foreign = _remove_half_written(), 0
    for profile_id, found in _old_files().items():
        named = _named(profile_id)
        if named is None:
            foreign += len(found)
            continue
        for blob_id in found - named:
            obstore.delete(store(), _path(profile_id, blob_id))
            removed += 1
    if foreign:
        log.warning("blobs: files left alone, of no profile of this database: %d", foreign)
    return removed


def _remove_half_written() -> int:
    """Remove what a killed process had begun to write in a folder; other stores keep nothing of it."""
    folder = local_folder()
    if folder is None:
        return 0
    begun = [file for file in folder.glob("*/*#*") if _HALF_WRITTEN.fullmatch(file.name)]
    return sum(_remove_if_old(file) for file in begun)


def _remove_if_old(file: Path) -> bool:
    limit = (clock.now() - HALF_WRITTEN_AGE).timestamp()
    try:
        if file.stat().st_mtime >= limit:
            return False
        file.unlink()
    except FileNotFoundError:  # It was being written, and is whole now.
        return False
    return True


def local_folder() -> Path | None:
    """The folder of the files; None when they are on another machine."""
    configured = settings().blob_url
    if not configured:
        return settings().data_dir.resolve() / "blobs"
    return Path(url2pathname(urlsplit(configured).path)) if configured.startswith("file:") else None


def _old_files() -> dict[str, set[str]]:
    """What is old enough to be swept, by profile; under an empty name, what is no file of ours at all."""
    limit = clock.now() - ORPHAN_AGE
    found: dict[str, set[str]] = defaultdict(set)
    for profile_id, name, written_at in stored_files():
        if written_at < limit:
            found[profile_id].add(name)
    return found


def stored_files() -> Iterator[tuple[str, str, datetime]]:
    """Everything in the store: profile, file, when it was written; without a profile, what is no file of ours."""
    for batch in obstore.list(store()):
        for entry in batch:
            ours = _OUR_PATH.fullmatch(path := str(entry["path"]))
            profile_id, name = ours.groups() if ours else ("", path)
            yield profile_id, name, entry["last_modified"]


def _named(profile_id: str) -> set[str] | None:
    """The files that rows of a profile name; None when this database has no such profile."""
    with snapshot(mail_gateway(profile_id)) as session:
        if session.get(ProfileKey, profile_id) is None:
            return None
        return set(session.scalars(select(Blob.id)))
