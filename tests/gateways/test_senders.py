"""Which way out each channel takes, and that the demo keeps everything at home."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from monespace_app.core.outbox import Channel, Outgoing, SendFailed
from monespace_app.core.settings import Settings
from monespace_app.features.demo.services import list_deliveries, record_delivery
from monespace_app.gateways import email
from monespace_app.gateways.senders import senders
from tests.conftest import FrozenClock
from tests.gateways.relays import Operator, relaying
from tests.gateways.test_mssante_in_access import production
from tests.gateways.test_nothing_is_lost import PAYLOAD

EMAIL = {
    "to": "inaya.michel@example.org",
    "subject": "Votre code",
    "text": "Votre code\u00a0: 123456\n",
    "html": "<p>Votre code\u00a0: <strong>123456</strong></p>\n",
}
SMS = {"to": "+33639981214", "text": "Votre code\u00a0: 123456"}


def entry(channel: Channel, payload: dict[str, Any], key: str = "cause:1") -> Outgoing:
    return Outgoing("1", channel, key, payload, None, "")


@pytest.mark.row("MSS-6")
def test_the_demo_keeps_an_answer_with_its_threading(frozen_clock: FrozenClock):
    out = senders(Settings(), record_delivery)
    for _ in range(2):
        out[Channel.MSSANTE](entry(Channel.MSSANTE, PAYLOAD | {"cc": ["paul@medecin.mssante.fr"]}))

    [kept] = list_deliveries()
    assert (kept.channel, kept.to, kept.sender) == ("mssante", PAYLOAD["to"][0], PAYLOAD["from"])
    assert (kept.subject, kept.text) == (PAYLOAD["subject"], PAYLOAD["text"])
    assert kept.at == "2026-06-15T10:00:00+00:00"
    assert kept.headers.keys() == {"Message-ID", "In-Reply-To", "References", "Cc"}
    assert kept.headers["In-Reply-To"] == "<question@medecin.mssante.fr>"
    assert kept.headers["Message-ID"].endswith("@patient.mssante.fr>")


def test_the_demo_keeps_emails_and_sms():
    out = senders(Settings(), record_delivery)
    out[Channel.EMAIL](entry(Channel.EMAIL, EMAIL))
    out[Channel.SMS](entry(Channel.SMS, SMS, "cause:2"))

    text_message, mail = list_deliveries()
    assert (mail.channel, mail.to, mail.html) == ("email", EMAIL["to"], EMAIL["html"])
    assert mail.sender == Settings().email_from
    assert (text_message.channel, text_message.to, text_message.text) == ("sms", SMS["to"], SMS["text"])


def test_the_demo_sends_nothing_even_with_relays_in_its_settings():
    operator = Operator()
    with relaying(operator) as port:
        url = f"smtp://127.0.0.1:{port}"
        out = senders(Settings(mssante_relay=url, email_relay=url), record_delivery)
        out[Channel.MSSANTE](entry(Channel.MSSANTE, PAYLOAD))
        out[Channel.EMAIL](entry(Channel.EMAIL, EMAIL, "cause:2"))

    assert operator.accepted == []
    assert len(list_deliveries()) == 2


def test_the_demo_refuses_a_bad_address_as_production_does():
    with pytest.raises(SendFailed) as refusal:
        senders(Settings(), record_delivery)[Channel.MSSANTE](
            entry(Channel.MSSANTE, PAYLOAD | {"to": ["personne"]})
        )

    assert refusal.value.permanent


def test_production_sends_emails_in_text_and_html(tmp_path: Path):
    operator = Operator()
    with relaying(operator) as port:
        settings = production(tmp_path, email_relay=f"smtp://127.0.0.1:{port}")
        for _ in range(2):
            senders(settings)[Channel.EMAIL](entry(Channel.EMAIL, EMAIL))

    (sender, recipients, raw), (_, _, again) = operator.accepted
    mail = message_from_bytes(raw, policy=default)
    assert (sender, recipients) == (settings.email_from, [EMAIL["to"]])
    assert mail["From"].addresses[0].display_name == "Mon espace santé"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == message_from_bytes(again)["Message-ID"]
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("plain",)).get_content().strip() == EMAIL["text"].strip()
    assert mail.get_body(("html",)).get_content().strip() == EMAIL["html"].strip()


def test_an_address_that_is_none_is_said(tmp_path: Path):
    with pytest.raises(SendFailed) as refusal:
        senders(production(tmp_path))[Channel.EMAIL](entry(Channel.EMAIL, EMAIL | {"to": "inaya"}))

    assert (refusal.value.permanent, refusal.value.reason) == (True, email.BAD_ADDRESS)


@pytest.mark.parametrize(
    "changes",
    [
        {"mssante_relay": "relais.example"},
        {"email_relay": "http://relais"},
        {"sms_gateway": "http://sms.example"},
    ],
)
def test_a_way_out_that_is_no_address_stops_the_start(tmp_path: Path, changes: dict[str, str]):
    with pytest.raises(ValueError):
        senders(production(tmp_path, **changes))


def test_the_demo_needs_somewhere_to_keep_what_it_does_not_send():
    with pytest.raises(ValueError, match="démonstration"):
        senders(Settings())
