"""Provisional codes: who gets one, how, and what is kept of it."""

import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core import clock, crypto, outbox
from monespace_app.core.actor import operator
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import Denied
from monespace_app.features.activation import letters, services
from monespace_app.features.activation.models import ProvisionalCode
from monespace_app.features.activation.schemas import IssueReport, Letter
from monespace_app.session.models import Profile, ProfileState
from tests.factories import make_account, patient
from tests.features.activation.test_registry import GABRIEL, HEADER, INAYA, LOLA

pytestmark = [pytest.mark.row("REG-3"), pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def people(database):
    services.import_registry(operator(), [HEADER, INAYA, LOLA, GABRIEL])


def mails() -> list[dict]:
    sent: list[dict] = []
    relay = outbox.Relay(outbox.Channel.EMAIL, lambda entry: sent.append(entry.payload))
    relay.drain()
    return sent


def codes() -> list[ProvisionalCode]:
    with platform_snapshot() as session:
        return list(session.scalars(select(ProvisionalCode)))


def code_in(text: str) -> str:
    found = re.search(r"^([0-9A-Za-z]{12})$", text, re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.both_databases
def test_people_with_an_address_get_their_code_by_mail_and_children_through_their_parent(people):
    assert services.issue_codes(operator()) == IssueReport(emailed=2, lettered=0, unreachable=1)
    sent = mails()
    assert [mail["to"] for mail in sent] == ["inaya.michel@example.org"] * 2
    assert {re.search(r"de (Lola) Michel|d'(Inaya) Michel", mail["text"])[0] for mail in sent} == {
        "de Lola Michel",
        "d'Inaya Michel",
    }
    digests = {crypto.digest(code_in(mail["text"]), "provisional-code") for mail in sent}
    assert digests == {row.digest for row in codes()}
    assert all(code_in(mail["text"]) in mail["html"] for mail in sent)


def test_only_a_fingerprint_of_a_code_is_kept_and_it_works_six_weeks(people):
    services.issue_codes(operator())
    code = code_in(mails()[0]["text"])
    for row in codes():
        assert code not in str(row)
        assert row.expires_at == clock.now() + timedelta(weeks=6)
        assert row.used_at is None


def test_the_mail_says_until_when_the_code_works(people):
    services.issue_codes(operator())
    assert "jusqu'au 27 juillet 2026" in mails()[0]["text"]


@pytest.mark.both_databases
def test_nobody_gets_a_second_code_while_the_first_one_works(people, frozen_clock):
    services.issue_codes(operator())
    assert services.issue_codes(operator()) == IssueReport(unreachable=1)
    frozen_clock.advance(timedelta(weeks=6))
    assert services.issue_codes(operator()) == IssueReport(emailed=2, unreachable=1)


@pytest.mark.parametrize("state", [ProfileState.ACTIVE, ProfileState.OPPOSED, ProfileState.CLOSED])
def test_people_who_have_decided_get_no_code(people, state):
    person = services.people_by_nir(["288037511100177"])["288037511100177"]
    with platform_transaction() as session:
        session.get_one(Profile, person.profile_id).state = state.value
    assert services.issue_codes(operator()) == IssueReport(emailed=1, unreachable=1)


def test_letters_are_made_for_people_without_address(people):
    made: list[Letter] = []
    assert services.issue_codes(operator(), made.extend) == IssueReport(emailed=2, lettered=1)
    [letter] = made
    assert (letter.addressees, letter.person, letter.is_minor) == (
        ("Gabriel Colonna",),
        "Gabriel Colonna",
        False,
    )
    assert crypto.digest(letter.code, "provisional-code") in {row.digest for row in codes()}


def test_a_letter_that_cannot_be_written_leaves_no_code(people):
    def full_disk(_letters: list[Letter]) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        services.issue_codes(operator(), full_disk)
    assert len(codes()) == 2


def test_a_patient_cannot_issue_codes():
    with pytest.raises(Denied):
        services.issue_codes(patient(make_account()))


@pytest.mark.both_databases
def test_the_database_refuses_a_code_that_is_already_taken(people):
    person = services.people_by_nir(["288037511100177"])["288037511100177"]
    with platform_transaction() as session:
        services.keep_code(session, person.id, "HuqZF3KXCz8k")
    with pytest.raises(IntegrityError), platform_transaction() as session:
        services.keep_code(session, person.id, "HuqZF3KXCz8k")


def test_the_command_writes_letters_that_only_their_owner_can_read(people, tmp_path: Path):
    target = tmp_path / "lettres.pdf"
    result = CliRunner().invoke(app, ["registry", "issue-codes", "--letters", str(target)])
    assert result.exit_code == 0, result.output
    assert "2 codes envoyés par e-mail." in result.output
    assert "1 lettre à imprimer" in result.output
    assert target.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_command_never_replaces_letters(people, tmp_path: Path):
    target = tmp_path / "lettres.pdf"
    target.write_text("déjà là")
    result = CliRunner().invoke(app, ["registry", "issue-codes", "--letters", str(target)])
    assert result.exit_code == 1
    assert "existe déjà" in result.output
    assert target.read_text() == "déjà là"
    assert codes() == []


def test_the_command_says_how_many_people_it_could_not_reach(people):
    result = CliRunner().invoke(app, ["registry", "issue-codes"])
    assert "1 personne sans adresse e-mail" in result.output


def test_each_letter_has_its_page():
    expires = clock.now() + timedelta(weeks=6)
    made = [Letter((f"Jeanne {n}",), f"Jeanne {n}", False, "HuqZF3KXCz8k", expires) for n in range(3)]
    assert letters.render(made).count(b"/Type /Page\n") == 3
