"""`/demo`: who can log in, what was sent, a mail through the real door; and nothing of it in production."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette

from monespace_app.core.errors import Denied, Invalid, TemporaryTrouble
from monespace_app.core.settings import settings
from monespace_app.features.demo import rules, services
from monespace_app.features.demo.data.people import PEOPLE
from monespace_app.features.demo.http import ROUTES
from monespace_app.features.demo.pages import demo
from monespace_app.features.demo.schemas import Delivery, OutgoingForm
from monespace_app.features.demo.services.sending import Refused, send_as_professional
from tests.features.information import rendering
from tests.features.information.typographic import faults

MAIL = OutgoingForm(
    sender="marie.chanteau@medecin.mssante.fr",
    recipient="288037511100177@patient.mssante.fr",
    subject="Préparation de votre rendez-vous",
    text="Bonjour,\nÀ jeudi « 10:28 ».",
)
SPEC_KEYS = {"channel", "to", "from", "subject", "text", "html", "at"}


class Door:
    """A real SMTP server that keeps what it is given, or refuses one recipient."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.refusal = ""

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.received.append(envelope)
        return "250 OK"


class AnyPort(Controller):
    """The machine chooses the port; the controller's own first call then needs to know which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    handler = Door()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0, ready_timeout=20)
    controller.start()
    monkeypatch.setenv("MONESPACE_SMTP_IN_PORT", str(controller.port))
    settings.cache_clear()
    yield handler
    controller.stop()


def _record(number: int, **changes: str) -> None:
    services.record_delivery(
        {
            "channel": "email",
            "to": "inaya.michel@example.org",
            "from": "ne-pas-repondre@monespacesante.example",
            "subject": "Votre code",
            "text": f"Votre code : {100000 + number}",
            "html": "",
            "at": f"2026-06-15T10:00:0{number}+00:00",
            "key": f"k{number}",
            **changes,
        }
    )


async def _outbox(address: str = "127.0.0.1", host: str = "localhost") -> httpx.Response:
    """The answer to a caller at `address` who asked for `host`."""
    transport = httpx.ASGITransport(Starlette(routes=ROUTES), client=(address, 50000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}:3000") as client:
        return await client.get("/demo/outbox.json")


def _in_production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    values = {
        "MODE": "production",
        "MASTER_KEY": "A" * 43 + "=",
        "BASE_URL": "https://sante.example",
        "MSSANTE_RELAY": "smtp://relais.example",
        "EMAIL_RELAY": "smtp://relais.example",
        "OPERATOR_NAME": "Association Les Tilleuls",
        "OPERATOR_CONTACT": "contact@tilleuls.example",
        "HOSTING_NAME": "Hébergeur Exemple",
    }
    for name, value in values.items():
        monkeypatch.setenv(f"MONESPACE_{name}", value)
    settings.cache_clear()
    assert not settings().is_demo


def test_the_page_names_every_account_with_its_password_and_martine_with_her_code():
    words = " ".join(rendering.words(demo()))
    for person in PEOPLE:
        assert not person.identifier or person.identifier in words
    for expected in ("Demo-2026!", "HuqZF3KXCz8k", "01024576124", "Martine Leguellec"):
        assert expected in words


def test_the_pages_own_words_follow_french_typography():
    found = [fault for text in rendering.words(demo()) for fault in faults(text) if "Demo-2026!" not in text]
    assert found == []


@pytest.mark.parametrize(
    ("channel", "text", "code"),
    [
        ("email", "Votre code : 482913.", "482913"),
        ("sms", "482913 est votre code", "482913"),
        ("email", "Compte 1234567, sans code", ""),
        ("mssante", "Dossier 482913", ""),
    ],
)
def test_the_code_of_an_email_or_an_sms_is_put_forward(channel, text, code):
    row = rules.row(Delivery(channel=channel, to="x", text=text, at="2026-06-15T10:28:00+00:00"))
    assert row.code == code
    assert row.moment == "15 juin 2026 à 12:28"


@pytest.mark.anyio
async def test_the_outbox_is_given_newest_first_with_the_keys_of_the_contract():
    _record(1)
    _record(2, channel="sms", html="")
    answer = await _outbox()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert [one["channel"] for one in answer.json()] == ["sms", "email"]
    assert all(set(one) >= SPEC_KEYS for one in answer.json())
    assert answer.json()[1]["from"] == "ne-pas-repondre@monespacesante.example"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("address", "host"),
    [("192.168.1.20", "localhost"), ("127.0.0.1", "ailleurs.example"), ("inconnu", "localhost")],
)
async def test_another_machine_or_another_name_gets_nothing_of_the_outbox(address, host):
    _record(1)
    answer = await _outbox(address, host)
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.anyio
async def test_production_has_no_outbox(monkeypatch, tmp_path):
    _record(1)
    _in_production(monkeypatch, tmp_path)
    assert (await _outbox()).status_code == 404


@pytest.mark.row("MSS-1")
def test_the_form_hands_a_real_mail_over_by_smtp(door):
    send_as_professional(MAIL)
    [envelope] = door.received
    assert envelope.rcpt_tos == [MAIL.recipient]
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert mail["Subject"] == MAIL.subject
    assert mail["From"] == MAIL.sender
    assert mail.get_content().splitlines() == MAIL.text.splitlines()
    assert mail["Message-ID"].endswith("@medecin.mssante.fr>")


def test_a_refusal_of_the_mail_server_is_told_in_its_own_words(door):
    door.refusal = "550 5.1.1 Patient inconnu"
    with pytest.raises(Refused, match=re.escape(door.refusal)):
        send_as_professional(MAIL)


def test_a_mail_server_that_does_not_answer_is_temporary_trouble(monkeypatch):
    monkeypatch.setenv("MONESPACE_SMTP_IN_PORT", "9")
    settings.cache_clear()
    with pytest.raises(TemporaryTrouble, match="rien n'a été envoyé"):
        send_as_professional(MAIL)


def test_production_lets_nobody_write_as_a_professional(monkeypatch, tmp_path, door):
    _in_production(monkeypatch, tmp_path)
    with pytest.raises(Denied):
        send_as_professional(MAIL)
    assert door.received == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sender": "marie"}, "sender"),
        ({"sender": "a@b.fr\r\nBcc: c@d.fr"}, "sender"),
        ({"recipient": ""}, "recipient"),
        ({"subject": "  "}, "subject"),
        ({"subject": "Bonjour\r\nBcc: c@d.fr"}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"text": ""}, "text"),
        ({"text": "x" * 10_001}, "text"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_sent(door, changes, field):
    with pytest.raises(Invalid) as refusal:
        send_as_professional(MAIL.model_copy(update=changes))
    assert refusal.value.field == field
    assert refusal.value.sentence.endswith(".")
    assert door.received == []
