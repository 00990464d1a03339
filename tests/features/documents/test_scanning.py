"""With an antivirus, nothing is readable before its verdict, and nothing waits for ever once it answers."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from monespace_app import wiring
from monespace_app.core import blobs, storage
from monespace_app.core.actor import operator
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.content import Kind, SafeFile
from monespace_app.core.database import platform_snapshot, snapshot
from monespace_app.core.errors import NotFound
from monespace_app.core.settings import settings
from monespace_app.features.documents import services
from monespace_app.features.documents.models import DocumentShelf
from monespace_app.features.documents.schemas import DocumentForm, IncomingDocument, ListQuery
from monespace_app.features.documents.services import uploads
from monespace_app.features.messaging import services as messaging
from monespace_app.gateways.antivirus import ScannerAway
from tests.factories import make_account, patient
from tests.gateways.test_antivirus import EICAR, clamd  # noqa: F401

pytestmark = pytest.mark.row("DOC-13")

FORM = DocumentForm(
    name="Bilan", document_date="2026-06-01", category="laboratory", confidentiality="visible"
)


class Scanner:
    """An antivirus that is there or not, and knows one virus."""

    def __init__(self) -> None:
        self.is_there = True
        self.asked = 0

    def is_clean(self, content: bytes) -> bool:
        self.asked += 1
        if not self.is_there:
            raise ScannerAway
        return b"virus" not in content


@pytest.fixture
def scanner(monkeypatch) -> Iterator[Scanner]:
    """Connected as the application connects the real one; files need no decoder here."""
    found = Scanner()
    monkeypatch.setattr(uploads, "_scanners", list(uploads._scanners))
    services.scan_with(partial(wiring.verdict, found.is_clean))
    monkeypatch.setattr(uploads, "_safe_version", lambda given: SafeFile(Kind.TEXT, given, 1))
    return found


@pytest.fixture
def actor(database, frozen_clock):
    return patient(make_account())


def send(actor, content: bytes = b"sain", name: str = "bilan.txt") -> str:
    return services.receive_upload(actor, str(uuid4()), name, content).id


def ask_again() -> int:
    return services.scan_waiting(wiring.tell_of_infected_file)


def is_due(actor) -> bool:
    with platform_snapshot() as session:
        return session.get_one(DocumentShelf, actor.open_profile).is_scan_due


def readers(actor, file_id: str) -> list[Callable[[], object]]:
    return [
        lambda: services.read_file(actor, file_id),
        lambda: services.render_page(actor, file_id, 1, 160),
        lambda: services.render_upload(actor, file_id),
    ]


def assert_unreadable(actor, file_id: str) -> None:
    for read in readers(actor, file_id):
        with pytest.raises(NotFound):
            read()


@pytest.mark.both_databases
def test_a_clean_file_is_readable_at_once(actor, scanner):
    upload_id = send(actor)
    assert [row.is_waiting for row in services.list_uploads(actor)] == [False]
    services.add_document(actor, upload_id, FORM)
    assert services.read_file(actor, upload_id).content == b"sain"
    assert not is_due(actor)


@pytest.mark.both_databases
def test_an_infected_file_is_refused_in_a_sentence_and_nothing_of_it_is_kept(actor, scanner):
    with pytest.raises(services.Infected, match="programme malveillant"):
        send(actor, b"un virus")
    assert services.list_uploads(actor) == []
    assert list(blobs.stored_files()) == []


@pytest.mark.both_databases
def test_while_the_scanner_is_away_files_wait_and_nobody_reads_them(actor, scanner):
    scanner.is_there = False
    upload_id = send(actor)
    assert [row.is_waiting for row in services.list_uploads(actor)] == [True]
    assert_unreadable(actor, upload_id)
    services.add_document(actor, upload_id, FORM)
    assert [row.is_waiting for row in services.list_documents(actor, ListQuery()).rows] == [True]
    assert services.view_document(actor, upload_id).text == ""
    assert_unreadable(actor, upload_id)
    assert ask_again() == 0
    assert_unreadable(actor, upload_id)
    assert is_due(actor)


@pytest.mark.both_databases
def test_once_it_is_back_clean_files_are_readable(actor, scanner):
    scanner.is_there = False
    described, waiting = send(actor), send(actor)
    services.add_document(actor, described, FORM)
    scanner.is_there = True
    assert ask_again() == 2
    assert services.read_file(actor, described).content == b"sain"
    assert [(row.id, row.is_waiting) for row in services.list_uploads(actor)] == [(waiting, False)]
    assert not is_due(actor)
    asked = scanner.asked
    assert ask_again() == 0
    assert scanner.asked == asked


@pytest.mark.both_databases
def test_an_infected_one_is_removed_and_the_patient_is_told_once(actor, scanner):
    scanner.is_there = False
    document_id = send(actor, b"un virus", "bilan.txt")
    services.add_document(actor, document_id, FORM)
    upload_id = send(actor, b"un autre virus", "photo.jpg")
    scanner.is_there = True
    assert ask_again() == 2
    page = services.list_documents(actor, ListQuery(sort="nom"))
    assert (page.rows, page.grand_total, services.list_uploads(actor)) == ([], 0, [])
    subjects = [row.subject for row in messaging.list_conversations(actor).rows]
    assert subjects == ["Un fichier a été retiré de vos documents"] * 2
    texts = {
        repr(messaging.view_conversation(actor, row.id).messages)
        for row in messaging.list_conversations(actor).rows
    }
    assert any("Bilan" in text for text in texts)
    assert any("photo.jpg" in text for text in texts)
    with snapshot(operator(actor.open_profile)) as session:
        acts = session.query(AuditEntry).filter(AuditEntry.act == Act.DOCUMENT_INFECTED.value).all()
        assert {entry.object_id for entry in acts} == {document_id, upload_id}
    assert storage.check(operator()).troubles == []


def test_a_kill_between_the_message_and_the_removal_tells_once(actor, scanner, monkeypatch):
    scanner.is_there = False
    send(actor, b"un virus")
    scanner.is_there = True

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(uploads, "forget", killed)
        with pytest.raises(KeyboardInterrupt):
            ask_again()
    assert ask_again() == 1
    assert len(messaging.list_conversations(actor).rows) == 1


def test_the_scanner_is_not_asked_about_everything_while_it_is_away(actor, scanner):
    scanner.is_there = False
    other = patient(make_account())
    for who in (actor, actor, other):
        send(who)
    scanner.asked = 0
    ask_again()
    assert scanner.asked == 1


def test_a_file_cancelled_meanwhile_is_no_trouble(actor, scanner, monkeypatch):
    scanner.is_there = False
    upload_id = send(actor)
    scanner.is_there = True
    is_clean = scanner.is_clean

    def cancel_then_answer(content: bytes) -> bool:
        services.cancel_upload(actor, upload_id)
        return is_clean(content)

    services.scan_with(partial(wiring.verdict, cancel_then_answer))
    ask_again()
    assert services.list_uploads(actor) == []
    assert not is_due(actor)


def test_a_file_that_cannot_be_read_holds_no_other_up(actor, scanner):
    scanner.is_there = False
    first, second = send(actor), send(actor)
    for _, name, _ in list(blobs.stored_files()):
        if name == _blob_of(actor, first):
            (settings().data_dir / "blobs" / actor.open_profile / name).unlink()
    scanner.is_there = True
    assert ask_again() == 1
    assert {row.id: row.is_waiting for row in services.list_uploads(actor)} == {first: True, second: False}
    assert is_due(actor)


def _blob_of(actor, upload_id: str) -> str:
    from monespace_app.features.documents.models import Upload

    with snapshot(actor) as session:
        return session.get_one(Upload, upload_id).blob_id


def test_an_import_waits_too_and_an_infected_archive_is_refused(actor, scanner):
    def archive(content: bytes) -> list[IncomingDocument]:
        return [
            IncomingDocument(
                key=repr(content),
                label="a.txt",
                read=lambda: SafeFile(Kind.TEXT, content, 1),
                name="Bilan",
                document_date=date(2026, 6, 1),
                category="report",
                author_kind="import",
                author_name="DMP",
            )
        ]

    target = operator(actor.open_profile)
    refused = services.import_documents(target, archive(b"un virus")).refused
    assert "programme malveillant" in refused[0].sentence
    scanner.is_there = False
    assert services.import_documents(target, archive(b"sain")).waiting == 1
    scanner.is_there = True
    assert ask_again() == 1
    [row] = services.list_documents(actor, ListQuery()).rows
    assert services.read_file(actor, row.id).content == b"sain"


def test_the_setting_connects_the_real_scanner(actor, scanner, clamd: Path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("MONESPACE_CLAMD", str(clamd))
    settings.cache_clear()
    wiring.connect_antivirus()
    assert send(actor)
    with pytest.raises(services.Infected):
        send(actor, EICAR)


def test_without_the_setting_nothing_waits(actor, monkeypatch):
    monkeypatch.setattr(uploads, "_safe_version", lambda given: SafeFile(Kind.TEXT, given, 1))
    wiring.connect_antivirus()
    send(actor, EICAR)
    assert [row.is_waiting for row in services.list_uploads(actor)] == [False]
