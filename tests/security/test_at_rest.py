"""What a thief of the disk reads: nothing a patient wrote or received (ASVS 14.2.4)."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import String
from sqlalchemy.sql.schema import Column

from monespace_app.core import crypto
from monespace_app.core.database import ProfileText, SystemText, forget_engine, snapshot
from monespace_app.core.settings import settings
from monespace_app.features.messaging.models import Message
from monespace_app.tables import metadata
from tests.factories import make_session, patient
from tests.security.browser import Tab
from tests.security.conftest import Ears
from tests.security.people import MARK, canary, make_target, put_in_outbox
from tests.security.server import BackEnd

NAMES = ("prenom", "nom", "enfant", "medecin")
"""Whom a space belongs to and who the professionals of the public directory are is not sealed (docs/security.md)."""

CLEAR = {
    "account.identifier", "account.password_hash", "audit_entry.act", "audit_entry.actor_kind",
    "audit_entry.actor_label", "audit_entry.reason", "closed_writer.writer", "demo_delivery.key",
    "document.author_kind", "document.category", "document.kind", "document.scan", "document.upload_key",
    "draft.writer", "insured_person.card_kind", "insured_person.card_serial_digest",
    "insured_person.family_name", "insured_person.given_name", "insured_person.nir_digest",
    "insured_person.sex", "login_attempt.channel", "login_attempt.code_digest", "login_session.device",
    "login_session.token_digest", "message.delivery", "message.delivery_reason", "message.direction",
    "message.message_id_digest", "message.send_key", "open_tab.tab_digest", "outbox_entry.channel",
    "outbox_entry.idempotency_key", "outbox_entry.last_error", "outbox_entry.reference",
    "outbox_entry.status", "professional.display_name", "professional.family_name",
    "professional.given_name", "professional.mss_address", "professional.profession", "professional.rpps",
    "professional.town", "professional_access.level", "profile.family_name", "profile.given_name", "profile.ins_digest",
    "profile.state", "provisional_code.digest",
    "upload.kind", "upload.scan", "upload.upload_key",
}  # fmt: skip
"""Text columns that are not sealed, each on purpose: states, fingerprints, what is public, and who is who."""


def _is_plain_text(column: Column[object]) -> bool:
    is_sealed = isinstance(column.type, ProfileText | SystemText)
    return not is_sealed and isinstance(getattr(column.type, "impl", column.type), String)


def _is_identifier(column: Column[object]) -> bool:
    return column.primary_key or bool(column.foreign_keys) or column.name.endswith("_id")


def test_every_text_column_is_sealed_or_in_the_list_of_those_that_need_not_be():
    clear = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if _is_plain_text(column) and not _is_identifier(column)
    }
    assert clear == CLEAR


def test_each_sealed_column_names_itself_in_its_seal():
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, ProfileText | SystemText):
                assert column.type.context == f"{table.name}.{column.name}"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _in_clear(folder: Path, *secrets: str) -> list[str]:
    """The files with a canary that is no name, or one of `secrets`, in UTF-8 or UTF-16."""
    found = []
    for path in _files(folder):
        content = path.read_bytes()
        for name in NAMES:
            content = content.replace(canary(name).encode(), b"")
        for secret in (MARK, *secrets):
            if secret.encode() in content or secret.encode("utf-16-le") in content:
                found.append(f"{path.name}: {secret[:12]}…")
    return found


def test_no_canary_is_in_clear_in_the_database_its_journal_or_the_files(server: BackEnd, ears: Ears):
    target = make_target()
    put_in_outbox()
    cookie = make_session(target.account)
    tab = Tab(server, cookie).connect()
    tab.goto(target.path)
    folder = settings().data_dir
    assert (folder / "monespace.db-wal").stat().st_size > 0
    assert any(path.parent.parent.name == "blobs" for path in _files(folder))
    assert _in_clear(folder, cookie, tab.token, target.profile.ins) == []
    forget_engine()
    assert _in_clear(folder, cookie, tab.token, target.profile.ins) == []
    assert ears.heard(cookie) == []


def test_the_search_finds_what_is_in_clear(tmp_path: Path):
    (tmp_path / "x").write_bytes(b"..." + canary("corps").encode())
    (tmp_path / "y").write_bytes(canary("corps").encode("utf-16-le"))
    (tmp_path / "z").write_bytes(canary("prenom").encode())
    assert sorted(line[0] for line in _in_clear(tmp_path)) == ["x", "y"]


def test_without_the_master_key_a_copy_of_everything_else_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    target = make_target()
    forget_engine()
    stolen = tmp_path / "stolen"
    shutil.copytree(settings().data_dir, stolen, ignore=shutil.ignore_patterns("demo-master.key"))
    monkeypatch.setenv("MONESPACE_DATA_DIR", str(stolen))
    settings.cache_clear()
    crypto.forget_keys()
    with pytest.raises(crypto.DecryptionError), snapshot(patient(target.account)) as session:
        session.get_one(Message, target.message_id)


def test_a_text_moved_to_another_column_does_not_open():
    key = crypto.new_key()
    sealed = crypto.encrypt(key, b"corps", "message.body")
    with pytest.raises(crypto.DecryptionError):
        crypto.decrypt(key, sealed, "message.subject")
    with pytest.raises(crypto.DecryptionError):
        crypto.decrypt(crypto.new_key(), sealed, "message.body")


def test_the_master_key_of_the_demonstration_is_for_its_owner_alone():
    crypto.master_key()
    (key,) = [path for path in _files(settings().data_dir) if path.name == "demo-master.key"]
    assert key.stat().st_mode & 0o077 == 0
