"""Files that come in and become documents: checked, once, all or nothing."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from obstore.exceptions import GenericError
from sqlalchemy import func, select

from monespace_app.core import blobs, clock
from monespace_app.core.actor import Actor
from monespace_app.core.audit import AuditEntry
from monespace_app.core.blobs import Blob
from monespace_app.core.content import Refused
from monespace_app.core.database import engines, snapshot
from monespace_app.core.errors import Conflict, Invalid, NotFound, TemporaryTrouble
from monespace_app.core.forms import InvalidForm
from monespace_app.core.settings import settings
from monespace_app.features.documents import services
from monespace_app.features.documents.models import Document, Scan, Upload
from monespace_app.features.documents.rules import list_query
from monespace_app.features.documents.schemas import DocumentForm
from monespace_app.features.documents.services import uploads
from tests.factories import make_account, make_child, make_document, make_upload, patient

TEXT = "Bonjour, voici les résultats.".encode()


@pytest.fixture
def actor(database: str) -> Actor:
    return patient(make_account())


def send(actor: Actor, key: str = "", content: bytes = TEXT, name: str = "Prise de sang.txt") -> str:
    return services.receive_upload(actor, key or str(uuid4()), name, content).id


def form(**changes: str) -> DocumentForm:
    said = {
        "name": "Prise de sang",
        "document_date": clock.today().isoformat(),
        "category": "laboratory",
        "confidentiality": "masked",
    }
    return DocumentForm(**{**said, **changes})


def stored() -> list[Path]:
    return [path for path in (settings().data_dir / "blobs").rglob("*") if path.is_file()]


def rows(actor: Actor, table: type) -> int:
    with snapshot(actor) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def acts(actor: Actor) -> list[str]:
    with snapshot(actor) as session:
        return sorted(session.scalars(select(AuditEntry.act)))


@pytest.mark.row("DOC-3")
@pytest.mark.both_databases
def test_a_file_waits_for_its_description_then_is_a_document(actor: Actor):
    upload_id = send(actor)
    (waiting,) = services.list_uploads(actor)
    assert (waiting.id, waiting.name, waiting.kind, waiting.is_waiting) == (
        upload_id, "Prise de sang", "txt", False,
    )  # fmt: skip
    assert waiting.document_date == clock.today().isoformat()
    assert services.list_documents(actor, list_query({})).total == 0
    document_id = services.add_document(actor, upload_id, form())
    assert services.list_uploads(actor) == []
    (row,) = services.list_documents(actor, list_query({})).rows
    assert (row.id, row.name, row.added_by, row.is_masked) == (
        document_id, "Prise de sang", "Jeanne Martin", True,
    )  # fmt: skip
    assert services.read_file(actor, document_id).content == TEXT
    assert acts(actor) == ["document.added", "document.downloaded"]


@pytest.mark.row("DOC-5")
def test_a_parent_is_the_author_of_what_is_added_for_a_child(database: str):
    lola = make_child("Lola")
    account = make_account(children=(lola,))
    on_lola = patient(account, lola)
    services.add_document(on_lola, send(on_lola), form())
    assert services.list_documents(on_lola, list_query({})).rows[0].added_by == "Jeanne Martin"
    assert services.list_documents(patient(account), list_query({})).total == 0


@pytest.mark.row("DOC-4")
@pytest.mark.parametrize("content", [b"", b"x" * 5_000_001, b"\x7fELF" + bytes(900), b"%PDF-1.7\nrien"])
def test_a_refused_file_leaves_nothing(actor: Actor, content: bytes):
    with pytest.raises(Refused):
        send(actor, content=content)
    assert (stored(), rows(actor, Blob), rows(actor, Upload)) == ([], 0, 0)


@pytest.mark.row("DOC-12")
@pytest.mark.both_databases
def test_the_same_file_sent_again_is_one_upload(actor: Actor):
    key = str(uuid4())
    assert send(actor, key) == send(actor, key.upper())
    assert len(stored()) == 1


@pytest.mark.row("DOC-12")
@pytest.mark.both_databases
def test_the_same_file_sent_twice_at_once_is_one_upload(actor: Actor):
    key = str(uuid4())
    assert len(set(at_once(lambda: send(actor, key), 6))) == 1
    assert (rows(actor, Upload), rows(actor, Blob), len(stored())) == (1, 1, 1)


def at_once(work, count: int) -> list:
    """The answers of `count` threads that start together."""
    barrier = threading.Barrier(count)

    def one():
        barrier.wait()
        return work()

    with ThreadPoolExecutor(count) as pool:
        return [done.result() for done in [pool.submit(copy_context().run, one) for _ in range(count)]]


def test_a_file_that_is_a_document_already_is_not_received_again(actor: Actor):
    key = str(uuid4())
    services.add_document(actor, send(actor, key), form())
    with pytest.raises(Conflict):
        send(actor, key)


def test_two_profiles_may_use_the_same_key(actor: Actor):
    key, other = str(uuid4()), patient(make_account())
    assert send(actor, key) != send(other, key)


@pytest.mark.parametrize("key", ["", "x", "../../etc", None, 12, "é" * 36])
def test_a_key_is_a_uuid(actor: Actor, key: object):
    with pytest.raises(Invalid):
        services.receive_upload(actor, key, "a.txt", TEXT)  # type: ignore[arg-type]


@pytest.mark.row("DOC-3")
@pytest.mark.both_databases
def test_twenty_files_may_wait_and_not_one_more(actor: Actor):
    for _ in range(uploads.MAX_UPLOADS - 1):
        make_upload(actor)
    keys = iter([str(uuid4()) for _ in range(4)])

    def try_one() -> bool:
        try:
            send(actor, next(keys))
        except Conflict:
            return False
        return True

    assert sorted(at_once(try_one, 4)) == [False, False, False, True]
    assert len(services.list_uploads(actor)) == uploads.MAX_UPLOADS


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), GenericError("full")])
def test_a_full_disk_keeps_nothing_and_says_so(actor: Actor, error: Exception, monkeypatch):
    def full(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(blobs.obstore, "put", full)
    with pytest.raises(TemporaryTrouble, match="rien n'a été"):
        send(actor)
    monkeypatch.undo()
    assert (rows(actor, Blob), rows(actor, Upload), stored()) == (0, 0, [])
    send(actor)


@pytest.mark.row("DOC-12")
def test_a_database_that_stays_locked_keeps_nothing_and_says_so(actor: Actor, monkeypatch):
    send(actor)
    before = stored()
    monkeypatch.setattr(engines, "SQLITE_BUSY_MILLISECONDS", 50)
    engines.engine().dispose()
    with sqlite3.connect(settings().data_dir / "monespace.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TemporaryTrouble):
            send(actor)
        other.execute("ROLLBACK")
    assert stored() == before


@pytest.mark.row("DOC-12")
@pytest.mark.both_databases
def test_rows_that_cannot_be_written_take_the_bytes_with_them(actor: Actor, monkeypatch):
    def fails(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.shelf, "purge_before", fails)
    with pytest.raises(TemporaryTrouble):
        send(actor)
    assert (stored(), rows(actor, Blob), rows(actor, Upload)) == ([], 0, 0)


@pytest.mark.row("DOC-3")
@pytest.mark.both_databases
def test_a_cancelled_upload_is_forgotten_at_once_bytes_included(actor: Actor):
    upload_id = send(actor)
    services.cancel_upload(actor, upload_id)
    services.cancel_upload(actor, upload_id)
    assert (stored(), rows(actor, Blob), services.list_uploads(actor)) == ([], 0, [])
    with pytest.raises(NotFound):
        services.add_document(actor, upload_id, form())


def test_a_document_is_not_cancelled_as_an_upload(actor: Actor):
    document_id = services.add_document(actor, send(actor), form())
    services.cancel_upload(actor, document_id)
    assert services.read_file(actor, document_id).content == TEXT


@pytest.mark.row("DOC-5")
@pytest.mark.both_databases
def test_validated_twice_it_is_one_document(actor: Actor):
    upload_id = send(actor)
    first = services.add_document(actor, upload_id, form())
    assert services.add_document(actor, upload_id, form(name="Autre")) == first
    assert acts(actor) == ["document.added"]


@pytest.mark.row("DOC-5")
@pytest.mark.both_databases
def test_validated_twice_at_once_it_is_one_document(actor: Actor):
    upload_id = send(actor)
    assert set(at_once(lambda: services.add_document(actor, upload_id, form()), 6)) == {upload_id}
    assert (rows(actor, Document), acts(actor)) == (1, ["document.added"])


@pytest.mark.both_databases
def test_changes_made_at_once_have_numbers_of_their_own(actor: Actor):
    """The very first included, when the profile has no shelf yet: of two, one makes it."""
    waiting = iter([make_upload(actor) for _ in range(8)])
    at_once(lambda: services.add_document(actor, next(waiting), form()), 8)
    with snapshot(actor) as session:
        assert sorted(session.scalars(select(Document.change_number))) == list(range(1, 9))


@pytest.mark.both_databases
def test_the_first_writers_of_a_profile_make_one_shelf(actor: Actor):
    names = iter([f"Dossier {number}" for number in range(6)])
    at_once(lambda: services.create_folder(actor, next(names)), 6)
    assert len(services.list_documents(actor, list_query({})).folders) == 6


@pytest.mark.row("DOC-5")
def test_what_is_wrong_is_said_beside_the_fields_of_that_upload(actor: Actor):
    upload_id = send(actor)
    with pytest.raises(InvalidForm) as raised:
        services.add_document(actor, upload_id, form(name="a/b", category=""))
    assert [problem.field for problem in raised.value.problems] == [
        f"{upload_id}-name", f"{upload_id}-category",
    ]  # fmt: skip
    assert len(services.list_uploads(actor)) == 1


@pytest.mark.row("DOC-5")
def test_today_is_the_day_it_is_in_paris(actor: Actor, frozen_clock):
    frozen_clock.set(frozen_clock.now().replace(hour=22, minute=30))
    assert clock.today() == date(2026, 6, 16)
    services.add_document(actor, send(actor), form(document_date="2026-06-16"))
    with pytest.raises(InvalidForm):
        services.add_document(actor, send(actor), form(document_date="2026-06-17"))


@pytest.mark.row("DOC-12")
@pytest.mark.both_databases
def test_a_file_nobody_describes_is_removed_after_a_day(actor: Actor):
    make_upload(actor)
    kept = make_document(actor)
    assert services.purge_expired() == 0
    with clock.later(timedelta(hours=23)):
        services.receive_upload(actor, str(uuid4()), "plus tard.txt", TEXT)
        assert services.purge_expired() == 0
    with clock.later(timedelta(hours=24)):
        assert len(services.list_uploads(actor)) == 1
        assert services.purge_expired() == 1
        assert services.purge_expired() == 0
    assert len(stored()) == 2
    with clock.later(timedelta(hours=48)):
        assert services.purge_expired() == 1
        assert services.read_file(actor, kept).content
    assert len(stored()) == 1


def test_a_file_too_old_cannot_be_described_even_if_no_purge_came(actor: Actor):
    upload_id = make_upload(actor)
    with clock.later(uploads.UPLOAD_LIFE), pytest.raises(NotFound):
        services.add_document(actor, upload_id, form())


@pytest.mark.row("DOC-13")
@pytest.mark.both_databases
def test_nothing_of_a_file_is_shown_before_the_antivirus_has_said_it_is_clean(actor: Actor, monkeypatch):
    monkeypatch.setattr(uploads, "_scanners", [lambda _content: Scan.WAITING])
    upload_id = send(actor)
    assert services.list_uploads(actor)[0].is_waiting
    with pytest.raises(NotFound):
        services.render_upload(actor, upload_id)
    services.add_document(actor, upload_id, form())
    assert services.list_documents(actor, list_query({})).rows[0].is_waiting
    view = services.open_document(actor, upload_id)
    assert (view.is_waiting, view.preview, view.text, view.pages) == (True, "none", "", [])
    with pytest.raises(NotFound):
        services.read_file(actor, upload_id)
    with pytest.raises(NotFound):
        services.render_page(actor, upload_id, 1, 160)


def test_a_caller_without_account_adds_nothing(actor: Actor):
    from monespace_app.core.errors import Denied

    with pytest.raises(Denied):
        send(replace(actor, account_id=None))
