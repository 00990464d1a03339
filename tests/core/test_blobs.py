"""Patients' files: named by a committed row, or swept away."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.exceptions import GenericError
from sqlalchemy.event import listen

from monespace_app.core import blobs, clock
from monespace_app.core.actor import mail_gateway
from monespace_app.core.blobs import Blob
from monespace_app.core.crypto import DecryptionError
from monespace_app.core.database import engine, snapshot, transaction
from monespace_app.core.errors import Denied, NotFound, TemporaryTrouble
from monespace_app.core.settings import settings
from tests.conftest import forget_everything
from tests.factories import make_profile


def keep(actor, content: bytes = b"contenu") -> str:
    with transaction(actor) as session:
        return blobs.put(session, actor, content)


def read(actor, blob_id: str) -> bytes:
    with snapshot(actor) as session:
        return blobs.get(session, blob_id)


def stored() -> list[Path]:
    return [path for path in (settings().data_dir / "blobs").rglob("*") if path.is_file()]


@pytest.fixture
def actor(database):
    return mail_gateway(make_profile().id)


@pytest.mark.both_databases
def test_a_file_comes_back_as_it_was(actor):
    content = bytes(range(256)) * 1_000
    blob_id = keep(actor, content)
    assert read(actor, blob_id) == content
    with snapshot(actor) as session:
        assert session.get_one(Blob, blob_id).size == len(content)


@given(st.binary(max_size=2_000))
def test_any_content_comes_back(content):
    actor = mail_gateway(make_profile().id)
    assert read(actor, keep(actor, content)) == content


@pytest.mark.both_databases
def test_the_file_of_another_profile_does_not_exist(actor):
    blob_id = keep(actor)
    with pytest.raises(NotFound):
        read(mail_gateway(make_profile().id), blob_id)
    with pytest.raises(NotFound):
        read(actor, "0" * 32)


def test_a_file_put_in_the_place_of_another_is_not_read(actor):
    first, second = keep(actor, b"un"), keep(actor, b"deux")
    folder = settings().data_dir / "blobs" / actor.open_profile
    (folder / first).write_bytes((folder / second).read_bytes())
    with pytest.raises(DecryptionError):
        read(actor, first)


def test_a_caller_without_a_profile_keeps_no_file(actor):
    from dataclasses import replace

    with pytest.raises(Denied), transaction(actor) as session:
        blobs.put(session, replace(actor, profile_id=None), b"contenu")


def test_bytes_that_no_committed_row_names_are_swept_once_they_are_old(actor):
    kept = keep(actor)
    with pytest.raises(ZeroDivisionError), transaction(actor) as session:  # noqa: PT012
        blobs.put(session, actor, b"perdu")
        1 / 0  # noqa: B018
    assert len(stored()) == 2
    assert blobs.sweep() == 0, "it may belong to a transaction on its way"
    with clock.later(blobs.ORPHAN_AGE + timedelta(minutes=1)):
        assert blobs.sweep() == 1
        assert blobs.sweep() == 0
    assert [path.name for path in stored()] == [kept]
    assert read(actor, kept) == b"contenu"


@pytest.mark.parametrize(
    "path",
    ["f" * 32 + "/" + "e" * 32, "stray", "{own}/rapport.pdf", "{own}/" + "E" * 32, "copie/{own}/" + "e" * 32],
)
def test_sweeping_leaves_what_is_not_of_this_database_alone(actor, path, caplog):
    """Another installation's bucket, another database on the same folder, somebody's own files."""
    foreign = settings().data_dir / "blobs" / path.format(own=actor.open_profile)
    blobs.store()
    foreign.parent.mkdir(parents=True, exist_ok=True)
    foreign.write_bytes(b"x")
    with clock.later(blobs.ORPHAN_AGE + timedelta(days=1)):
        assert blobs.sweep() == 0
    assert stored() == [foreign]
    assert [record.getMessage() for record in caplog.records] == [
        "blobs: files left alone, of no profile of this database: 1"
    ]


@pytest.mark.both_databases
def test_sweeping_asks_once_a_profile_however_many_files_it_has(actor):
    other = mail_gateway(make_profile().id)
    for owner in (actor, actor, actor, other, other):
        keep(owner)
    asked = []
    listen(engine(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    with clock.later(blobs.ORPHAN_AGE + timedelta(days=1)):
        assert blobs.sweep() == 0
    assert len([statement for statement in asked if "FROM blob" in statement]) == 2
    assert len(stored()) == 5


def _raise(error: Exception):
    def fail(*_arguments, **_options):
        raise error

    return fail


TROUBLES = [
    OSError(28, "No space left on device"),
    PermissionError(13, "refusé"),
    GenericError("S3 est loin"),
]


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize("trouble", TROUBLES, ids=["full", "read-only", "away"])
def test_a_store_that_does_not_take_a_file_leaves_no_row(actor, monkeypatch, trouble):
    monkeypatch.setattr(blobs.obstore, "put", _raise(trouble))
    with pytest.raises(TemporaryTrouble, match="rien n'a été enregistré"):
        keep(actor)
    with snapshot(actor) as session:
        assert session.query(Blob).count() == 0


@pytest.mark.parametrize("trouble", TROUBLES, ids=["full", "read-only", "away"])
def test_a_store_that_does_not_answer_is_said_as_such(actor, monkeypatch, trouble):
    blob_id = keep(actor)
    monkeypatch.setattr(blobs.obstore, "get", _raise(trouble))
    with pytest.raises(TemporaryTrouble, match="ne peut pas être lu"):
        read(actor, blob_id)


def test_another_store_is_one_setting_away(actor, monkeypatch, tmp_path):
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    monkeypatch.setenv("MONESPACE_BLOB_URL", folder.as_uri())
    forget_everything()
    blob_id = keep(actor)
    assert (folder / actor.open_profile / blob_id).exists()
    assert read(actor, blob_id) == b"contenu"
    assert [path.name for path in folder.iterdir()] == [actor.open_profile]


@pytest.mark.both_databases
def test_bytes_are_written_before_the_transaction_that_names_them(actor):
    with blobs.written(actor, b"contenu") as file:
        assert len(stored()) == 1
        with transaction(actor) as session:
            blob_id = file.name_in(session)
            file.leave_to(session)
    assert read(actor, blob_id) == b"contenu"


def test_bytes_that_nothing_came_to_name_are_removed_at_once(actor):
    with blobs.written(actor, b"contenu"):
        pass
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        blobs.written(actor, b"contenu") as file,
        transaction(actor) as session,
    ):
        file.name_in(session)
        1 / 0  # noqa: B018
    assert stored() == []


def test_a_commit_that_fails_leaves_the_bytes_to_the_sweep(actor):
    """Whether it happened is not known: a row must never name bytes that are not there."""
    with (  # noqa: PT012
        pytest.raises(ZeroDivisionError),
        blobs.written(actor, b"contenu") as file,
        transaction(actor) as session,
    ):
        file.name_in(session)
        file.leave_to(session)
        1 / 0  # noqa: B018
    assert len(stored()) == 1
    with clock.later(blobs.ORPHAN_AGE + timedelta(minutes=1)):
        assert blobs.sweep() == 1


@pytest.mark.both_databases
def test_a_file_that_is_deleted_goes_once_the_transaction_is_committed(actor):
    blob_id = keep(actor)
    with pytest.raises(ZeroDivisionError), transaction(actor) as session:  # noqa: PT012
        blobs.delete(session, blob_id)
        1 / 0  # noqa: B018
    assert read(actor, blob_id) == b"contenu"
    with transaction(mail_gateway(make_profile().id)) as session:
        blobs.delete(session, blob_id)
    assert read(actor, blob_id) == b"contenu"
    with transaction(actor) as session:
        blobs.delete(session, blob_id)
    assert stored() == []
    with pytest.raises(NotFound):
        read(actor, blob_id)


@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_what_a_killed_process_had_begun_to_write_is_swept_a_day_later(
    actor, is_elsewhere: bool, monkeypatch, tmp_path
):
    folder = settings().data_dir / "blobs"
    if is_elsewhere:
        folder = tmp_path / "un autre dossier"
        folder.mkdir()
        monkeypatch.setenv("MONESPACE_BLOB_URL", folder.as_uri())
        forget_everything()
    kept = keep(actor)
    begun, strange = folder / actor.open_profile / f"{'e' * 32}#1", folder / actor.open_profile / "notes#1"
    for file in (begun, strange):
        file.write_bytes(b"moiti")
    assert blobs.sweep() == 0, "it may be a write on its way"
    with clock.later(timedelta(days=1, minutes=1)):
        assert blobs.sweep() == 1
    assert {file.name for file in folder.rglob("*") if file.is_file()} == {kept, "notes#1"}
