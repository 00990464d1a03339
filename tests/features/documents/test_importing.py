"""Documents from elsewhere: all of them or none, each of them once."""

from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy.exc import OperationalError

from monespace_app.core import blobs, clock, content
from monespace_app.core.actor import operator
from monespace_app.core.audit import Act, AuditEntry
from monespace_app.core.content import Kind, Reason, Refused, SafeFile
from monespace_app.core.database import snapshot
from monespace_app.core.errors import Denied, TemporaryTrouble
from monespace_app.features.documents import services
from monespace_app.features.documents.models import Document, DocumentShelf
from monespace_app.features.documents.schemas import IncomingDocument, ListQuery
from monespace_app.features.documents.services import importing
from tests.factories import make_account, make_professional, patient

pytestmark = pytest.mark.row("DOC-14")

_numbers = count(1)


@pytest.fixture
def account(database):
    return make_account()


def refuse() -> SafeFile:
    raise Refused(Reason.SCRIPT)


def incoming(name: str = "Compte rendu", **changes: object) -> IncomingDocument:
    number = next(_numbers)
    values = {
        "key": f"fichier {number}",
        "label": f"dossier/{number}.txt",
        "read": lambda: SafeFile(Kind.TEXT, b"texte %d" % number, 1),
        "name": name,
        "document_date": date(2019, 3, 12),
        "category": "report",
        "author_kind": "import",
        "author_name": "DMP",
    }
    return IncomingDocument(**{**values, **changes})


def run(account, *documents: IncomingDocument, **options):
    return services.import_documents(operator(account.profile_id), documents, **options)


def names(account) -> list[str]:
    page = services.list_documents(patient(account), ListQuery(sort="nom"))
    return [row.name for row in page.rows]


def stored() -> int:
    return len(list(blobs.stored_files()))


@pytest.mark.both_databases
def test_documents_join_the_profile_with_all_that_is_known_of_them(account):
    professional = make_professional("Dr Marie Chanteau")
    added_at = clock.now() - timedelta(days=9)
    report = run(
        account,
        incoming("Bilan", is_masked=True, added_at=added_at),
        incoming(
            "Radio",
            author_kind="professional",
            author_name="Dr Marie Chanteau",
            professional_id=professional.id,
        ),
    )
    assert (report.added, report.known, report.refused) == (2, 0, [])
    bilan, radio = services.list_documents(patient(account), ListQuery(sort="nom")).rows
    assert (bilan.name, bilan.date, bilan.added_by, bilan.is_masked, bilan.is_mine) == (
        "Bilan", "12/03/2019", "DMP", True, True,
    )  # fmt: skip
    assert (radio.added_by, radio.is_mine) == ("Dr Marie Chanteau", False)
    assert services.read_file(patient(account), bilan.id).content.startswith(b"texte")
    with snapshot(operator(account.profile_id)) as session:
        assert session.get_one(Document, bilan.id).added_at == added_at
        added = session.query(AuditEntry).filter(AuditEntry.act == Act.DOCUMENT_ADDED.value).all()
        assert {(entry.object_id, entry.actor_label) for entry in added} == {
            (bilan.id, "Exploitant"),
            (radio.id, "Exploitant"),
        }


@pytest.mark.both_databases
def test_a_second_import_adds_nothing_and_leaves_no_bytes(account):
    both = incoming("Bilan"), incoming("Radio")
    run(account, *both)
    report = run(account, *both, incoming("Ordonnance"))
    assert (report.added, report.known) == (1, 2)
    assert names(account) == ["Bilan", "Ordonnance", "Radio"]
    assert stored() == 3


def test_the_same_file_twice_in_an_archive_is_one_document(account):
    report = run(account, incoming(key="x"), incoming(key="x"))
    assert (report.added, report.known, len(names(account))) == (1, 1, 1)


def test_two_people_may_have_the_same_file(account):
    other = make_account()
    same = incoming(key="x")
    assert run(account, same).added == 1
    assert run(other, same).added == 1


@pytest.mark.both_databases
def test_one_refused_file_and_nothing_is_added(account):
    wanted = [incoming(read=refuse, label="a.pdf"), incoming(), incoming(read=refuse, label="b.pdf")]
    report = run(account, *wanted)
    assert [one.label for one in report.refused] == ["a.pdf", "b.pdf"]
    assert "contient un programme" in report.refused[0].sentence
    assert (report.added, names(account), stored()) == (0, [], 0)


def test_a_decoder_that_cannot_be_had_stops_the_import_and_refuses_nothing(account):
    def busy() -> SafeFile:
        raise TemporaryTrouble()

    wanted = [incoming() for _ in range(importing.BATCH)]
    with pytest.raises(TemporaryTrouble):
        run(account, *wanted, incoming(read=busy))
    assert (names(account), stored()) == ([], 0)


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, MemoryError])
def test_what_stops_an_import_leaves_nothing(account, trouble):
    def stop(done: int, total: int) -> None:
        if done == 3:
            raise trouble

    with pytest.raises(trouble):
        run(account, *(incoming() for _ in range(5)), progress=stop)
    assert (names(account), stored()) == ([], 0)


def test_a_database_that_refuses_the_rows_leaves_no_bytes(account, monkeypatch):
    def full(*_arguments: object, **_options: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(importing.audit, "record", full)
    with pytest.raises(OperationalError):
        run(account, incoming(), incoming())
    assert (names(account), stored()) == ([], 0)


def test_an_import_that_was_overtaken_by_the_same_one_adds_nothing(account, monkeypatch):
    wanted = [incoming(), incoming()]
    known = importing._known

    def overtaken(*arguments):
        answer = known(*arguments)
        monkeypatch.setattr(importing, "_known", known)
        run(account, *wanted)
        return answer

    monkeypatch.setattr(importing, "_known", overtaken)
    report = run(account, *wanted)
    assert (report.added, report.known, len(names(account)), stored()) == (0, 2, 2, 2)


def test_progress_is_told_file_by_file(account):
    told = []
    run(account, *(incoming() for _ in range(20)), progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 20) for number in range(1, 21)]


def test_changes_are_numbered_for_whoever_remembers_names(account):
    assert names(account) == []
    run(account, incoming("Zèbre"), incoming("Abeille"))
    assert names(account) == ["Abeille", "Zèbre"]
    with snapshot(operator(account.profile_id)) as session:
        assert session.query(DocumentShelf).one().last_change == 2


def test_real_files_are_made_safe(account):
    run(account, incoming(read=lambda: content.make_safe("Été\r\n".encode())))
    [row] = services.list_documents(patient(account), ListQuery()).rows
    assert services.view_document(patient(account), row.id).text.strip() == "Été"


def test_a_patient_imports_nothing(account):
    with pytest.raises(Denied):
        services.import_documents(patient(account), [incoming()])
