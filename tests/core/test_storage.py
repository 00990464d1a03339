"""What `monespace storage check` finds, and what it leaves in peace."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from obstore.exceptions import GenericError
from typer.testing import CliRunner

from monespace_app import migrations
from monespace_app.cli import app
from monespace_app.core import blobs, clock, storage
from monespace_app.core.actor import Actor, mail_gateway, operator
from monespace_app.core.blobs import Blob
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import Denied, TemporaryTrouble
from monespace_app.core.settings import settings
from monespace_app.core.storage import Age, Fault
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.models import Message
from tests.factories import make_account, make_profile, patient
from tests.security.people import mail_from

pytestmark = pytest.mark.row("DOC-12")

OLD = blobs.ORPHAN_AGE + timedelta(days=1, minutes=1)


@pytest.fixture
def actor(database) -> Actor:
    """A profile with two mails, whose originals are kept."""
    found = mail_gateway(make_profile().id)
    for number in range(2):
        messaging.receive_mail(found, mail_from("Dr X", "x@y.fr", raw=b"original %d" % number))
    return found


def files(actor: Actor) -> list[Path]:
    return sorted((settings().data_dir / "blobs" / actor.open_profile).iterdir())


def faults() -> list[tuple[Fault, str]]:
    return [(trouble.fault, trouble.blob_id) for trouble in storage.check(operator()).troubles]


def put_without_a_name(actor: Actor, *, committed: bool) -> None:
    with transaction(actor) as session:
        blobs.put(session, actor, b"sans nom")
        if not committed:
            session.rollback()


@pytest.mark.both_databases
def test_a_sound_store_has_no_trouble(actor):
    told = []
    report = storage.check(operator(), lambda done, total: told.append((done, total)))
    assert (report.profiles, report.files, report.troubles, report.foreign) == (1, 2, [], 0)
    assert told == [(1, 2), (2, 2)]
    assert report.bytes == sum(path.stat().st_size for path in files(actor)) - 2 * 29


@pytest.mark.both_databases
def test_a_file_that_is_gone_is_told(actor):
    gone = files(actor)[0]
    gone.unlink()
    assert faults() == [(Fault.MISSING, gone.name)]


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"x", lambda b: b"", lambda b: b[::-1]])
def test_a_file_that_was_altered_is_told(actor, change):
    altered = files(actor)[1]
    altered.write_bytes(change(altered.read_bytes()))
    assert faults() == [(Fault.DOES_NOT_OPEN, altered.name)]


def test_a_file_of_another_profile_in_the_place_of_ones_own_is_told(actor):
    neighbour = mail_gateway(make_profile().id)
    messaging.receive_mail(neighbour, mail_from("Dr X", "x@y.fr"))
    files(actor)[0].write_bytes(files(neighbour)[0].read_bytes())
    assert faults() == [(Fault.DOES_NOT_OPEN, files(actor)[0].name)]


def test_a_size_that_is_not_the_files_is_told(actor):
    with transaction(actor) as session:
        row = session.query(Blob).first()
        row.size += 1
    assert faults() == [(Fault.WRONG_SIZE, row.id)]


@pytest.mark.both_databases
def test_a_file_that_no_object_names_any_more_is_told(actor):
    put_without_a_name(actor, committed=True)
    [(fault, _)] = faults()
    assert fault is Fault.UNNAMED_ROW


@pytest.mark.both_databases
def test_an_object_that_names_the_file_of_another_profile_is_told(actor):
    neighbour = mail_gateway(make_profile().id)
    foreign = messaging.receive_mail(neighbour, mail_from("Dr X", "x@y.fr"))
    with snapshot(neighbour) as session:
        blob_id = session.get_one(Message, foreign).original_blob_id
    with transaction(actor) as session:
        message = session.query(Message).first()
        own, message.original_blob_id = message.original_blob_id, blob_id
    assert sorted(faults()) == sorted([(Fault.FOREIGN_NAME, blob_id), (Fault.UNNAMED_ROW, own)])


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(minutes=5), {Age.HOUR: 1}),
        (timedelta(hours=5), {Age.DAY: 1}),
        (timedelta(days=5), {Age.SWEPT_LATER: 1}),
        (blobs.ORPHAN_AGE + timedelta(hours=1), {Age.SWEPT_LATER: 1}),
    ],
)
def test_bytes_that_wait_for_the_sweep_are_counted_by_age(actor, age, expected):
    put_without_a_name(actor, committed=False)
    with clock.later(age):
        report = storage.check(operator())
    assert (report.orphans, report.troubles) == (expected, [])


def test_bytes_that_the_sweep_should_have_removed_are_told_and_then_gone(actor):
    put_without_a_name(actor, committed=False)
    with clock.later(OLD):
        [(fault, _)] = faults()
        assert fault is Fault.OLD_ORPHAN
        assert blobs.sweep() == 1
        assert faults() == []


def test_files_of_nobody_here_are_counted_and_no_trouble(actor):
    for name in ("stray", "f" * 32):
        (settings().data_dir / "blobs" / name).write_bytes(b"x")
    report = storage.check(operator())
    assert (report.foreign, report.troubles) == (2, [])


def test_what_is_deleted_while_it_is_checked_is_no_trouble(actor, monkeypatch):
    gone = files(actor)[0]
    unseal = blobs.unseal

    def delete_then_read(key: bytes, profile_id: str, blob_id: str) -> bytes:
        if gone.exists():
            with transaction(actor) as session:
                session.query(Message).filter(Message.original_blob_id == gone.name).update(
                    {"original_blob_id": None}
                )
                session.delete(session.get_one(Blob, gone.name))
            gone.unlink()
        return unseal(key, profile_id, blob_id)

    monkeypatch.setattr(blobs, "unseal", delete_then_read)
    assert faults() == []


def test_what_is_added_while_it_is_checked_is_no_trouble(actor, monkeypatch):
    listed = blobs.stored_files

    def add_then_list():
        messaging.receive_mail(actor, mail_from("Dr X", "x@y.fr"))
        return listed()

    monkeypatch.setattr(blobs, "stored_files", add_then_list)
    report = storage.check(operator())
    assert (report.files, report.orphans, report.troubles) == (2, {}, [])


@pytest.mark.parametrize("name", ["get", "list"])
def test_a_store_that_is_away_is_said(actor, monkeypatch, name):
    def away(*_arguments: object) -> None:
        raise GenericError("no route")

    monkeypatch.setattr(blobs.obstore, name, away)
    with pytest.raises(TemporaryTrouble, match="MONESPACE_BLOB_URL"):
        storage.check(operator())


def test_a_patient_checks_nothing():
    with pytest.raises(Denied):
        storage.check(patient(make_account()))


def run() -> Result:
    return CliRunner().invoke(app, ["storage", "check"])


@pytest.fixture
def migrated(actor, monkeypatch) -> Actor:
    """The test's tables are made without alembic."""
    monkeypatch.setattr(migrations, "current", migrations.latest)
    return actor


def test_the_command_says_that_all_is_well(migrated):
    result = run()
    assert (result.exit_code, result.stderr.strip()) == (0, "")
    assert "2 fichiers vérifiés" in result.stdout
    assert "1 profil\u00a0: tous s'ouvrent, aucun ne manque." in result.stdout


def test_the_command_names_each_trouble_in_a_sentence_and_fails(migrated):
    first, second = files(migrated)
    first.unlink()
    second.write_bytes(b"?")
    result = run()
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{migrated.open_profile}/{first.name}\u00a0: le fichier a disparu du stockage." in result.stderr
    assert f"{second.name}\u00a0: le fichier ne s'ouvre pas" in result.stderr
    assert "disparus\u00a0: 1, illisibles\u00a0: 1" in result.stderr


def test_the_command_tells_what_waits_for_the_sweep_and_succeeds(migrated):
    put_without_a_name(migrated, committed=False)
    (settings().data_dir / "blobs" / "stray").write_bytes(b"x")
    result = run()
    assert result.exit_code == 0
    assert "1 fichier sans propriétaire, depuis moins d'une heure" in result.stderr
    assert "1 fichier d'aucun profil de cette base\u00a0: laissés en place" in result.stderr


def test_the_command_needs_a_database_that_is_up_to_date(actor):
    result = run()
    assert (result.exit_code, "monespace database upgrade" in result.stderr) == (1, True)
