"""kill -9 at any moment: no acknowledged document lost, none half there, none twice, no bytes for ever (DOC-12)."""

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from monespace_app.core import blobs, clock, storage
from monespace_app.core.actor import operator
from monespace_app.core.database import forget_engine, snapshot
from monespace_app.core.settings import settings
from monespace_app.features.documents import services
from monespace_app.features.documents.models import Document
from monespace_app.session.models import Account
from tests.factories import make_account, patient

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.row("DOC-12")
@pytest.mark.timeout(1_200)
def test_a_server_killed_at_any_moment_leaves_whole_documents_only(is_full: bool):
    account, chance, acknowledged = make_account(), random.Random(12), {}
    for run in range(40 if is_full else 2):
        acknowledged |= _killed(account, run, chance)
    actor = patient(account)
    with snapshot(actor) as session:
        documents = session.scalars(select(Document)).all()
        contents = [blobs.get(session, document.blob_id) for document in documents]
    assert acknowledged.items() <= {document.id: document.upload_key for document in documents}.items()
    assert max(Counter(contents).values()) == 1
    assert {len(content) for content in contents} == {document.size for document in documents}
    report = storage.check(operator())
    assert report.troubles == []
    with clock.later(blobs.ORPHAN_AGE + timedelta(days=2)):
        services.purge_expired()
        blobs.sweep()
        named = {path.name for path in (settings().data_dir / "blobs").rglob("*") if path.is_file()}
        with snapshot(actor) as session:
            assert named == set(session.scalars(select(blobs.Blob.id)))


def _killed(account: Account, run: int, chance: random.Random) -> dict[str, str]:
    """Let a process add documents, kill it at some moment after the first, return what it acknowledged."""
    forget_engine()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "tests.features.documents.adds_until_killed"]
    process = subprocess.Popen(
        [*command, account.id, account.profile_id, str(run)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    try:
        process.wait(chance.uniform(0, 0.3))
    except subprocess.TimeoutExpired:
        process.kill()
    lines += process.communicate()[0].splitlines()
    # The last line may be half a line.
    whole = [line.split() for line in lines if len(line.split()) == 2]
    return {document_id: key for document_id, key in whole if len(key) == 36}
