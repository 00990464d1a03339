"""Patients' files in an S3-compatible store, served by a process of its own (moto's server)."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import obstore
import pytest
from obstore.store import from_url

from monespace_app.core import blobs, clock, storage
from monespace_app.core.actor import Actor, mail_gateway, operator
from monespace_app.core.database import snapshot, transaction
from monespace_app.core.errors import TemporaryTrouble
from monespace_app.core.settings import settings
from monespace_app.core.storage import Fault
from monespace_app.features.messaging import services as messaging
from tests.conftest import forget_everything
from tests.factories import make_profile
from tests.security.people import mail_from
from tools.install import BIN
from tools.server import free_port

pytestmark = pytest.mark.row("DOC-11")

_buckets = count(1)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a store."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(BIN / "moto_server"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    pytest.fail("the store did not start")


@pytest.fixture
def bucket(s3: str, database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new bucket, and the settings that docs/deployment.md gives for it."""
    name = f"monespace-{next(_buckets)}"
    urllib.request.urlopen(urllib.request.Request(f"{s3}/{name}", method="PUT"), timeout=10).close()
    for variable, value in {
        "MONESPACE_BLOB_URL": f"s3://{name}/sante",
        "AWS_ENDPOINT": s3,
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "eu-west-3",
        "AWS_ACCESS_KEY_ID": "cle",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }.items():
        monkeypatch.setenv(variable, value)
    forget_everything()
    return name


@pytest.fixture
def actor(bucket: str) -> Actor:
    """A patient with one mail, whose original is in the bucket."""
    found = mail_gateway(make_profile().id)
    messaging.receive_mail(found, mail_from("Dr X", "x@y.fr"))
    return found


def keep(actor: Actor, content: bytes) -> str:
    with transaction(actor) as session:
        return blobs.put(session, actor, content)


def names() -> set[str]:
    return {blob_id for _, blob_id, _ in blobs.stored_files()}


@pytest.mark.both_databases
def test_a_file_comes_back_as_it_was_and_nothing_is_in_the_data_folder(actor):
    content = bytes(range(256)) * 20_000
    blob_id = keep(actor, content)
    with snapshot(actor) as session:
        assert blobs.get(session, blob_id) == content
    assert not (settings().data_dir / "blobs").exists()


def test_it_is_sealed_there_under_the_prefix(actor, bucket):
    blob_id = keep(actor, b"en clair")
    sealed = bytes(obstore.get(from_url(f"s3://{bucket}"), f"sante/{actor.open_profile}/{blob_id}").bytes())
    assert b"en clair" not in sealed
    assert len(sealed) == len(b"en clair") + 29


def test_the_sweep_removes_what_nothing_names_and_nothing_else(actor):
    kept = names()
    with pytest.raises(ZeroDivisionError), transaction(actor) as session:  # noqa: PT012
        blobs.put(session, actor, b"perdu")
        1 / 0  # noqa: B018
    assert len(names()) == 2
    assert blobs.sweep() == 0
    with clock.later(blobs.ORPHAN_AGE + timedelta(minutes=1)):
        assert blobs.sweep() == 1
    assert names() == kept


def test_the_check_finds_what_is_gone_and_what_was_altered(actor):
    messaging.receive_mail(actor, mail_from("Dr X", "x@y.fr"))
    assert storage.check(operator()).troubles == []
    gone, altered = sorted(names())
    obstore.delete(blobs.store(), f"{actor.open_profile}/{gone}")
    obstore.put(blobs.store(), f"{actor.open_profile}/{altered}", b"?")
    found = {trouble.blob_id: trouble.fault for trouble in storage.check(operator()).troubles}
    assert found == {gone: Fault.MISSING, altered: Fault.DOES_NOT_OPEN}


def test_a_store_that_refuses_is_a_temporary_trouble(actor, monkeypatch):
    monkeypatch.setenv("MONESPACE_BLOB_URL", "s3://nobodys-bucket")
    forget_everything()
    with pytest.raises(TemporaryTrouble):
        keep(actor, b"contenu")
    with pytest.raises(TemporaryTrouble, match="MONESPACE_BLOB_URL"):
        storage.check(operator())
