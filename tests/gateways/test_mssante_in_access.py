"""Who may bring mail in production, and what is never written to the logs."""

import asyncio
import logging
import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from monespace_app.core.settings import Settings
from monespace_app.gateways.mssante_in import MailServer
from tests.gateways.certificates import self_signed
from tests.gateways.servers import CLOSED, DOCTOR, PATIENT, Shelf, client, letter, reply_to, running

pytestmark = [pytest.mark.row("MSS-1"), pytest.mark.timeout(120)]

PASSWORD = "un mot de passe d'opérateur"


def production(folder: Path, **changes: object) -> Settings:
    certificate, key = self_signed(folder)
    values = {
        "mode": "production",
        "base_url": "https://monespace.example",
        "master_key": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
        "mssante_relay": "smtps://relais.example",
        "email_relay": "smtps://relais.example",
        "operator_name": "Opérateur",
        "operator_contact": "contact@example.org",
        "hosting_name": "Hébergeur",
        "smtp_in_port": 0,
        "smtp_in_certificate": certificate,
        "smtp_in_key": key,
        "smtp_in_operator": "operateur",
        "smtp_in_password": PASSWORD,
    }
    return Settings(**(values | changes))


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def server(shelf: Shelf, tmp_path: Path) -> Iterator[MailServer]:
    with running(shelf, production(tmp_path)) as server:
        yield server


@pytest.fixture
def trust(server: MailServer, tmp_path: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=tmp_path / "certificate.pem")


def login(smtp: smtplib.SMTP, user: str = "operateur", password: str = PASSWORD) -> None:
    smtp.user, smtp.password = user, password.encode()
    smtp.ehlo_or_helo_if_needed()
    token = b64encode(b"\0" + user.encode() + b"\0" + password.encode()).decode()
    code, words = smtp.docmd("AUTH", f"PLAIN {token}")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)


def test_the_operator_writes_over_tls(server: MailServer, shelf: Shelf, trust: ssl.SSLContext):
    with client(server) as smtp:
        smtp.starttls(context=trust)
        login(smtp)
        smtp.send_message(letter(), DOCTOR, PATIENT)

    assert len(shelf.mails()) == 1


def test_nothing_is_taken_in_clear(server: MailServer):
    with client(server) as smtp:
        smtp.ehlo()

        assert "auth" not in smtp.esmtp_features
        assert smtp.mail(DOCTOR) == (530, b"Must issue a STARTTLS command first")
        assert smtp.docmd("AUTH", "PLAIN AAAA")[0] in {530, 538}
        assert smtp.docmd("DATA")[0] == 530


def test_nothing_is_taken_from_a_stranger(server: MailServer, trust: ssl.SSLContext):
    with client(server) as smtp:
        smtp.starttls(context=trust)
        smtp.ehlo()

        assert smtp.mail(DOCTOR) == (530, b"5.7.0 Authentication required")
        assert smtp.rcpt(PATIENT)[0] == 530
        assert smtp.docmd("DATA")[0] == 530


@pytest.mark.parametrize(
    ("user", "password"), [("operateur", "faux"), ("autre", PASSWORD), ("operateur", ""), ("", "")]
)
def test_a_wrong_name_or_password_is_refused(
    server: MailServer, trust: ssl.SSLContext, user: str, password: str
):
    with client(server) as smtp:
        smtp.starttls(context=trust)
        with pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
            login(smtp, user, password)

    assert refusal.value.smtp_code == 535


def test_the_fourth_guess_ends_the_conversation(server: MailServer, trust: ssl.SSLContext):
    with client(server) as smtp:
        smtp.starttls(context=trust)
        codes = []
        for guess in range(4):
            with pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
                login(smtp, password=f"essai {guess}")
            codes.append(refusal.value.smtp_code)
        smtp.close()

    assert codes == [535, 535, 535, 421]


def test_commands_slipped_in_before_tls_are_forgotten(server: MailServer, trust: ssl.SSLContext):
    with client(server) as smtp:
        smtp.ehlo()
        smtp.send(b"STARTTLS\r\nMAIL FROM:<x@y.fr>\r\n")
        assert smtp.getreply()[0] == 220
        smtp.sock = trust.wrap_socket(smtp.sock, server_hostname="127.0.0.1")
        smtp.file = None

        assert smtp.noop()[0] == 250


def test_a_handshake_that_fails_frees_its_place(server: MailServer, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
                raw.recv(100)
                raw.sendall(b"EHLO a\r\nSTARTTLS\r\n")
                while b"220 Ready" not in raw.recv(1000):
                    pass
                raw.sendall(b"ceci n'est pas du TLS" * 20)
                while raw.recv(1000):
                    pass
        with client(server) as smtp:
            assert smtp.ehlo()[0] == 250
            assert len(server._connections) == 1

    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    "name", ["smtp_in_certificate", "smtp_in_key", "smtp_in_operator", "smtp_in_password"]
)
def test_production_does_not_open_to_anybody(tmp_path: Path, name: str):
    server = MailServer(production(tmp_path, **{name: None}), Shelf())

    with pytest.raises(ValueError, match=f"MONESPACE_{name.upper()}"):
        asyncio.run(server.start())


def test_production_wants_a_long_password(tmp_path: Path):
    with pytest.raises(ValueError, match="16 caractères"):
        asyncio.run(MailServer(production(tmp_path, smtp_in_password="court"), Shelf()).start())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "mail.example"])
def test_the_demo_listens_to_this_machine_only(host: str):
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        asyncio.run(MailServer(Settings(smtp_in_host=host, smtp_in_port=0), Shelf()).start())


def test_a_taken_port_is_said(server: MailServer):
    with pytest.raises(OSError, match=str(server.port)):
        asyncio.run(MailServer(Settings(smtp_in_port=server.port), Shelf()).start())


def test_no_address_subject_or_word_is_written_to_the_logs(shelf: Shelf, caplog: pytest.LogCaptureFixture):
    secret = "diabète de type 2"

    def fail(_address: str) -> None:
        raise RuntimeError(f"{secret} {PATIENT}")

    with caplog.at_level(logging.DEBUG), running(shelf) as server:
        logging.getLogger("mail.log").setLevel(logging.DEBUG)
        reply_to(server, letter(secret, Subject=secret).as_bytes())
        reply_to(server, letter(secret).as_bytes(), to=(CLOSED,))
        reply_to(server, letter(secret, From=f"{secret} <x@y.fr>").as_bytes())
        reply_to(server, b"Content-Type: multipart/mixed\r\n\r\n" + secret.encode())
        shelf.before_keeping = fail
        reply_to(server, letter(secret).as_bytes())

    written = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert "RuntimeError" in written
    for word in ("diab", "288037511100177", "@", "Inaya", "chanteau"):
        assert word not in written
