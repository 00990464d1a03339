"""Lock 4: what patients write is sealed at rest, each profile with its own key."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, select, type_coerce

from monespace_app.core import blobs, crypto, outbox
from monespace_app.core import database as core_database
from monespace_app.core.actor import mail_gateway, operator
from monespace_app.core.crypto import DecryptionError
from monespace_app.core.database import ScopeError, platform_transaction, profile_key, snapshot, transaction
from monespace_app.core.outbox import Channel
from monespace_app.core.settings import settings
from monespace_app.features.activation import services as activation
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.models import Conversation
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from monespace_app.session.models import Profile
from tests.conftest import NOON, forget_everything
from tests.factories import make_account, make_profile

KEY = bytes(range(32))
CANARY = "CANARI-d41d8cd9-é"


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_is_sealed_opens_with_its_key_and_context(plain, context):
    assert crypto.decrypt(KEY, crypto.encrypt(KEY, plain, context), context) == plain


@given(st.binary(max_size=100), st.data())
def test_one_altered_bit_is_noticed(plain, data):
    sealed = bytearray(crypto.encrypt(KEY, plain, "c"))
    position = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[position // 8] ^= 1 << position % 8
    with pytest.raises(DecryptionError):
        crypto.decrypt(KEY, bytes(sealed), "c")


@given(st.integers(0, 60))
def test_a_cut_text_is_noticed(length):
    sealed = crypto.encrypt(KEY, b"plain text", "c")
    if length >= len(sealed):
        return
    with pytest.raises(DecryptionError):
        crypto.decrypt(KEY, sealed[:length], "c")


def test_a_wrong_key_or_context_opens_nothing():
    sealed = crypto.encrypt(KEY, b"plain", "message.body")
    with pytest.raises(DecryptionError):
        crypto.decrypt(bytes(32), sealed, "message.body")
    with pytest.raises(DecryptionError):
        crypto.decrypt(KEY, sealed, "message.subject")


def test_the_same_text_is_never_sealed_twice_alike():
    assert len({crypto.encrypt(KEY, b"plain", "c") for _ in range(100)}) == 100


def test_a_fingerprint_depends_on_the_purpose_and_on_the_master_key(monkeypatch):
    first = crypto.digest("288037511100177", "ins")
    assert first == crypto.digest("288037511100177", "ins")
    assert first != crypto.digest("288037511100177", "nir")
    monkeypatch.setenv("MONESPACE_MASTER_KEY", base64.b64encode(KEY).decode())
    forget_everything()
    assert first != crypto.digest("288037511100177", "ins")


@pytest.mark.parametrize("key", ["", "court", base64.b64encode(bytes(31)).decode(), "é" * 44])
def test_a_master_key_of_another_size_is_refused(monkeypatch, key):
    monkeypatch.setenv("MONESPACE_MASTER_KEY", key or "AA==")
    forget_everything()
    with pytest.raises(ValueError):
        crypto.master_key()


def test_the_demo_key_is_made_once_for_its_owner_alone():
    with ThreadPoolExecutor(8) as pool:
        keys = {pool.submit(lambda: crypto._demo_key(settings())).result() for _ in range(16)}
    assert len(keys) == 1
    path = settings().data_dir / crypto.DEMO_KEY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_identifiers_and_secrets_do_not_repeat():
    assert len({crypto.new_id() for _ in range(1_000)} | {crypto.new_secret() for _ in range(1_000)}) == 2_000


def _keep_canaries() -> None:
    profile = make_profile()
    make_account(profile, email=f"{CANARY}@example.org", mobile=CANARY)
    actor = mail_gateway(profile.id)
    who = Correspondent(CANARY, f"{CANARY}@medecin.mssante.fr")
    mail = IncomingMail(f"<{CANARY}@x>", who, CANARY, CANARY, NOON, to=(who,), raw=CANARY.encode())
    messaging.receive_mail(actor, mail)
    header = "nir,nom,prenom,date_naissance,sexe,carte,numero_serie,email,mobile,representants"
    line = (
        "288037511100177,Michel,Inaya,14/03/1988,F,sans photo,9988776655,canari-mail@example.org,0698765432,"
    )
    activation.import_registry(operator(), [header, line])
    with platform_transaction() as session:
        outbox.add(session, Channel.EMAIL, {"to": CANARY, "text": CANARY}, key="k")


@pytest.mark.parametrize("while_open", [True, False], ids=["with its journal", "after closing"])
def test_no_word_of_a_patient_is_in_clear_on_the_disk(while_open):
    _keep_canaries()
    if not while_open:
        core_database.forget_engine()
    files = [path for path in settings().data_dir.rglob("*") if path.is_file()]
    assert any(path.name == "monespace.db" for path in files)
    assert any(path.name == "monespace.db-wal" for path in files) == while_open
    assert any("blobs" in path.parts for path in files)
    secrets = [CANARY, "288037511100177", "9988776655", "canari-mail", "98765432"]
    for path in files:
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, (path.name, secret)
            assert base64.b64encode(secret.encode())[:-4] not in content, (path.name, secret)


@pytest.mark.both_databases
def test_another_master_key_reads_nothing(monkeypatch):
    profile = make_profile()
    with transaction(mail_gateway(profile.id)) as session:
        session.add(Conversation(profile_id=profile.id, subject="secret", last_message_at=NOON))
    monkeypatch.setenv("MONESPACE_MASTER_KEY", base64.b64encode(KEY).decode())
    forget_everything()
    with pytest.raises(DecryptionError), snapshot(mail_gateway(profile.id)):
        pass
    with pytest.raises(DecryptionError), core_database.platform_snapshot() as session:
        session.get_one(Profile, profile.id)


@pytest.mark.both_databases
def test_a_text_moved_to_another_profile_cannot_be_read_there():
    mine, theirs = make_profile(), make_profile()
    with transaction(mail_gateway(mine.id)) as session:
        session.add(Conversation(profile_id=mine.id, subject="à moi", last_message_at=NOON))
    with core_database.engine().begin() as connection:
        connection.exec_driver_sql(f"UPDATE conversation SET profile_id = '{theirs.id}'")
    with pytest.raises(DecryptionError), snapshot(mail_gateway(theirs.id)) as session:
        session.scalars(select(Conversation)).all()


@pytest.mark.both_databases
def test_a_text_moved_to_another_column_cannot_be_read_there():
    profile = make_profile()
    account = make_account(profile)
    with core_database.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE account SET mobile = email")
    with pytest.raises(DecryptionError), core_database.platform_snapshot() as session:
        session.get_one(type(account), account.id)


@pytest.mark.both_databases
def test_what_the_database_holds_is_bytes_that_only_the_key_opens():
    profile = make_profile()
    with transaction(mail_gateway(profile.id)) as session:
        session.add(Conversation(profile_id=profile.id, subject="secret", last_message_at=NOON))
    with snapshot(mail_gateway(profile.id)) as session:
        raw = session.scalar(select(type_coerce(Conversation.subject, LargeBinary)))
        assert crypto.decrypt(profile_key(), bytes(raw), "conversation.subject") == b"secret"


def test_there_is_no_profile_key_outside_of_a_profile():
    with pytest.raises(ScopeError):
        profile_key()
    with platform_transaction(), pytest.raises(ScopeError):
        profile_key()


def test_two_profiles_have_two_keys():
    keys = set()
    for profile in (make_profile(), make_profile()):
        with snapshot(mail_gateway(profile.id)):
            keys.add(profile_key())
    assert len(keys) == 2


def test_a_file_is_sealed_too():
    profile = make_profile()
    actor = mail_gateway(profile.id)
    with transaction(actor) as session:
        blob_id = blobs.put(session, actor, CANARY.encode())
    stored = (settings().data_dir / "blobs" / profile.id / blob_id).read_bytes()
    assert CANARY.encode() not in stored
