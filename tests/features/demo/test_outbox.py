"""The demo outbox keeps what would have left the machine."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core.database import platform_snapshot
from monespace_app.core.errors import Denied
from monespace_app.features.demo import services
from monespace_app.features.demo.models import DemoDelivery

EMAIL = {
    "channel": "email",
    "to": "inaya.michel@example.org",
    "from": "ne-pas-repondre@monespacesante.example",
    "subject": "Votre code [bold]",
    "text": "Bonjour,\n\n123456\n",
    "html": "<p>Bonjour</p>",
    "at": "2026-06-15T10:00:00+00:00",
    "headers": {"Message-ID": "<a@b>"},
    "key": "login-code:1",
}


@pytest.mark.both_databases
def test_deliveries_are_read_back_the_newest_first():
    services.record_delivery(EMAIL)
    services.record_delivery(
        {"channel": "sms", "to": "+33639981214", "text": "654321", "at": "x", "key": "2"}
    )
    newest, oldest = services.list_deliveries()
    assert (newest.channel, newest.text, newest.subject) == ("sms", "654321", "")
    shown = oldest.model_dump(by_alias=True)
    assert shown == {name: value for name, value in EMAIL.items() if name != "key"}
    assert [delivery.channel for delivery in services.list_deliveries(limit=1)] == ["sms"]


@pytest.mark.both_databases
def test_the_same_delivery_again_changes_nothing():
    services.record_delivery(EMAIL)
    services.record_delivery({**EMAIL, "text": "autre"})
    assert [delivery.text for delivery in services.list_deliveries()] == [EMAIL["text"]]


@pytest.mark.both_databases
def test_two_relays_at_once_keep_one_delivery():
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: services.record_delivery(EMAIL), range(16)))
    with platform_snapshot() as session:
        assert session.scalar(select(func.count(DemoDelivery.id))) == 1


def test_production_has_no_demo_outbox(production):
    with pytest.raises(Denied):
        services.list_deliveries()
    with pytest.raises(Denied):
        services.record_delivery(EMAIL)
    assert CliRunner().invoke(app, ["demo", "outbox"]).exit_code == 1


def test_the_command_prints_what_was_kept(database):
    empty = CliRunner().invoke(app, ["demo", "outbox"])
    assert "Rien n'est parti" in empty.output
    services.record_delivery(EMAIL)
    full = CliRunner().invoke(app, ["demo", "outbox"])
    assert full.exit_code == 0
    assert "Votre code [bold]" in full.output
    assert "123456" in full.output
