"""From a professional's program to the patient's space and back, on the real database."""

import smtplib
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from monespace_app.core import database
from monespace_app.core.actor import Actor
from monespace_app.core.database import engines
from monespace_app.core.settings import settings
from monespace_app.features.messaging import services as messaging
from monespace_app.gateways.mssante_in import MailServer
from monespace_app.session.models import Profile, ProfileState
from monespace_app.wiring import PatientMailboxes
from tests.factories import make_account, make_child, make_professional, make_profile, patient
from tests.gateways.servers import DOCTOR, letter, reply_to, running

pytestmark = [pytest.mark.row("MSS-1"), pytest.mark.timeout(120)]


@pytest.fixture
def server() -> Iterator[MailServer]:
    make_professional("Dr Marie Chanteau", address=DOCTOR)
    with running(PatientMailboxes()) as server:
        yield server


@pytest.fixture
def profile() -> Profile:
    return make_profile("Inaya", "Michel")


@pytest.fixture
def actor(profile: Profile) -> Actor:
    return patient(make_account(profile))


def address(profile: Profile) -> str:
    return f"{profile.ins}@patient.mssante.fr"


def message_counts(actor: Actor) -> list[int]:
    rows = messaging.list_conversations(actor).rows
    return [len(messaging.open_conversation(actor, row.id).messages) for row in rows]


def subjects(actor: Actor) -> list[str]:
    return [row.subject for row in messaging.list_conversations(actor).rows]


def test_a_mail_is_in_the_space_once_acknowledged(server: MailServer, profile: Profile, actor: Actor):
    assert reply_to(server, letter("À jeudi.").as_bytes(), to=(address(profile),)).startswith("250 ")

    assert subjects(actor) == ["Votre rendez-vous"]


@pytest.mark.row("MSS-3")
def test_a_retry_and_an_answer_stay_in_one_conversation(server: MailServer, profile: Profile, actor: Actor):
    to = (address(profile),)
    for _ in range(2):
        reply_to(server, letter().as_bytes(), to=to)
    answer = letter("Encore un mot.", "<2@a>", **{"In-Reply-To": "<1@medecin.mssante.fr>"})
    reply_to(server, answer.as_bytes(), to=to)
    reply_to(server, letter("Autre sujet.", "<3@a>").as_bytes(), to=to)

    assert subjects(actor) == ["Votre rendez-vous"] * 2
    assert sorted(message_counts(actor)) == [1, 2]


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ProfileState.CLOSED, "550 5.2.1 "),
        (ProfileState.OPPOSED, "550 5.2.1 "),
        (ProfileState.PENDING, "550 5.1.1 "),
    ],
)
def test_a_space_that_is_not_open_refuses(server: MailServer, state: ProfileState, expected: str):
    closed = make_profile(state=state)

    assert reply_to(server, letter().as_bytes(), to=(address(closed),)).startswith(expected)


@pytest.mark.row("MSS-2")
def test_only_the_directorys_professionals_may_write(server: MailServer, profile: Profile, actor: Actor):
    raw = letter(From="inconnu@medecin.mssante.fr").as_bytes()

    assert reply_to(server, raw, to=(address(profile),)).startswith("550 5.7.1 ")
    assert reply_to(server, letter().as_bytes(), to=("188037511100177@patient.mssante.fr",)).startswith(
        "550 5.1.1 "
    )
    assert subjects(actor) == []


@pytest.mark.row("MSS-8")
def test_a_minors_mail_goes_to_the_minors_own_address(server: MailServer):
    child = make_child("Lola")
    account = make_account(children=(child,))

    assert reply_to(server, letter().as_bytes(), to=(address(child),)).startswith("250 ")

    assert subjects(patient(account, child)) == ["Votre rendez-vous"]
    assert subjects(patient(account)) == []


@pytest.mark.row("MSS-2")
def test_a_locked_database_is_temporary_and_the_retry_succeeds(
    server: MailServer, profile: Profile, actor: Actor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(engines, "SQLITE_BUSY_MILLISECONDS", 50)
    database.forget_engine()
    other = sqlite3.connect(settings().data_dir / "monespace.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    assert reply_to(server, letter().as_bytes(), to=(address(profile),)).startswith("451 4.3.0 ")

    other.execute("ROLLBACK")
    other.close()
    assert subjects(actor) == []
    assert reply_to(server, letter().as_bytes(), to=(address(profile),)).startswith("250 ")
    assert subjects(actor) == ["Votre rendez-vous"]


@pytest.mark.row("MSS-2")
def test_a_full_disk_is_temporary_and_the_retry_succeeds(server: MailServer, profile: Profile, actor: Actor):
    with database.engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = f"PRAGMA max_page_count = {pages}"

    def fill(raw: object, *_record: object) -> None:
        raw.execute(limit)

    database.forget_engine()
    event.listen(database.engine(), "connect", fill)
    big = letter("Bonjour. " * 20_000)
    reply = reply_to(server, big.as_bytes(), to=(address(profile),))
    database.forget_engine()

    assert reply.startswith("451 4.3.0 ")
    assert subjects(actor) == []
    assert reply_to(server, big.as_bytes(), to=(address(profile),)).startswith("250 ")
    assert subjects(actor) == ["Votre rendez-vous"]


@pytest.mark.row("MSG-3")
def test_a_mail_that_gives_no_name_is_shown_with_the_patients_own(
    server: MailServer, profile: Profile, actor: Actor
):
    mail = letter(To=address(profile))
    reply_to(server, mail.as_bytes(), to=(address(profile),))

    [row] = messaging.list_conversations(actor).rows
    [message] = messaging.open_conversation(actor, row.id).messages
    assert message.recipients == "Inaya Michel"


@pytest.mark.row("MSG-3")
@pytest.mark.parametrize("attached", [False, True])
def test_a_mail_that_brings_attachments_says_so(
    server: MailServer, profile: Profile, actor: Actor, attached: bool
):
    mail = letter("Votre ordonnance.")
    if attached:
        mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="ordonnance.pdf")
    reply_to(server, mail.as_bytes(), to=(address(profile),))

    [row] = messaging.list_conversations(actor).rows
    [message] = messaging.open_conversation(actor, row.id).messages
    assert message.has_attachments is attached


def test_the_original_is_kept_and_not_in_clear(server: MailServer, profile: Profile, actor: Actor):
    raw = letter("mot-secret-du-message", Subject="mot-secret-du-sujet").as_bytes()
    reply_to(server, raw, to=(address(profile),))
    database.forget_engine()

    stored = b"".join(path.read_bytes() for path in settings().data_dir.rglob("*") if path.is_file())
    assert b"mot-secret" not in stored
    assert subjects(actor) == ["mot-secret-du-sujet"]


def test_a_plain_program_needs_no_more_than_send_message(server: MailServer, profile: Profile, actor: Actor):
    mail = letter(To=address(profile))
    with smtplib.SMTP("127.0.0.1", server.port) as smtp:
        assert smtp.send_message(mail) == {}

    assert subjects(actor) == ["Votre rendez-vous"]
