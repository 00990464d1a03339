"""`monespace professional send`, against the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core.settings import settings
from monespace_app.gateways.mssante_in import MailServer
from tests.gateways.servers import CLOSED, DOCTOR, PATIENT, Shelf, running
from tests.gateways.test_mssante_in_access import PASSWORD, production

pytestmark = [pytest.mark.row("MSS-7"), pytest.mark.timeout(60)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def server(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    with running(shelf) as server:
        monkeypatch.setenv("MONESPACE_SMTP_IN_PORT", str(server.port))
        settings.cache_clear()
        yield server


def send(*options: str, to: str = "2 88 03 75 111 001 77", sender: str = DOCTOR) -> Result:
    words = ["--subject", "Votre rendez-vous", "--text", "À jeudi."]
    return CliRunner().invoke(app, ["professional", "send", "--from", sender, "--to", to, *words, *options])


def test_a_professional_writes_to_a_patient(server: MailServer, shelf: Shelf):
    result = send(
        "--message-id", "<a@b>", "--in-reply-to", "<c@d>", "--name", "Dr Marie Chanteau", "--cc", "x@y.fr"
    )

    assert result.exit_code == 0, result.output
    assert f"Message accepté pour {PATIENT}." in result.output
    assert "<a@b>" in result.output
    [mail] = shelf.mails()
    assert (mail.subject, mail.text, mail.from_name) == ("Votre rendez-vous", "À jeudi.", "Dr Marie Chanteau")
    assert (mail.in_reply_to, mail.references, mail.cc) == ("<c@d>", ("<c@d>",), (("", "x@y.fr"),))


def test_files_go_along_and_the_exchange_can_end(server: MailServer, shelf: Shelf, tmp_path: Path):
    (tmp_path / "résultat.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")

    result = send(
        "--attach", str(tmp_path / "résultat.pdf"), "--attach", str(tmp_path / "photo.jpg"), "--end"
    )

    assert result.exit_code == 0, result.output
    [(raw, mail)] = shelf.kept[PATIENT].values()
    assert mail.has_attachments
    assert b"\r\nX-MSS-MES: FIN\r\n" in raw
    assert b"application/pdf" in raw
    assert b"image/jpeg" in raw


@pytest.mark.parametrize(
    ("to", "sender", "expected"),
    [
        (CLOSED, DOCTOR, "550 5.2.1 L'espace de ce patient"),
        ("188037511100177", DOCTOR, "550 5.1.1 Aucun patient"),
        (PATIENT, "inconnu@example.org", "550 5.7.1 L'auteur de ce message"),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(server: MailServer, to: str, sender: str, expected: str):
    result = send(to=to, sender=sender)

    assert result.exit_code == 1
    assert f"Message refusé\u00a0: {expected}" in result.output


def test_one_refused_patient_among_two_is_told(server: MailServer, shelf: Shelf):
    result = send("--to", CLOSED)

    assert result.exit_code == 1
    assert f"{CLOSED}\u00a0: Message refusé\u00a0: 550 5.2.1" in result.output
    assert f"Message accepté pour {PATIENT}." in result.output
    assert len(shelf.mails()) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--port", "1"], "Aucune messagerie ne répond sur 127.0.0.1:1."),
        (["--attach", "/nulle/part"], "Le fichier /nulle/part ne peut pas être lu."),
        (["--cc", "x@patient.mssante.fr y"], "n'est pas valable"),
    ],
)
def test_what_cannot_be_asked_is_said(server: MailServer, shelf: Shelf, options: list[str], expected: str):
    result = send(*options)

    assert (result.exit_code, expected in result.output) == (2, True)
    assert shelf.mails() == []


def test_in_production_the_command_presents_itself_as_the_operator(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = production(tmp_path)
    for name, value in {
        "CERTIFICATE": str(config.smtp_in_certificate),
        "OPERATOR": str(config.smtp_in_operator),
        "PASSWORD": PASSWORD,
    }.items():
        monkeypatch.setenv(f"MONESPACE_SMTP_IN_{name}", value)
    settings.cache_clear()
    with running(shelf, config) as server:
        assert send("--port", str(server.port)).exit_code == 0

    assert len(shelf.mails()) == 1
