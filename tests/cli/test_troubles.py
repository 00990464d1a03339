"""What an operator reads when something is wrong: a sentence and exit code 1, never the program's own trace."""

import errno
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from monespace_app.cli import app, serve
from monespace_app.core.settings import settings
from monespace_app.features.demo import services as demo
from tests.gateways.certificates import self_signed

KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
COMMANDS = [["demo", "outbox"], ["demo", "load"], ["database", "upgrade"], ["database", "check"]]
NOBODY_THERE = "postgresql://monespace:secret@127.0.0.1:1/monespace?connect_timeout=2"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def set_all(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"MONESPACE_{name.upper()}", value)
    settings.cache_clear()


def assert_said(result: Result, *words: str) -> None:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), "a trace was left to the operator"
    assert result.stdout == ""
    said = " ".join(result.stderr.split())
    assert said.startswith("✗ ")
    for word in words:
        assert word in said


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A service whose settings are all there; `start` begins nothing."""
    certificate, key = self_signed(tmp_path)
    set_all(
        monkeypatch,
        mode="production",
        base_url="https://sante.example",
        master_key=KEY,
        mssante_relay="smtps://relais.example",
        email_relay="smtps://relais.example",
        operator_name="Opérateur",
        operator_contact="contact@sante.example",
        hosting_name="Hébergeur",
        smtp_in_certificate=str(certificate),
        smtp_in_key=str(key),
        smtp_in_operator="operateur",
        smtp_in_password="un mot de passe assez long",
    )
    monkeypatch.setattr(serve, "start", lambda *_arguments: None)
    return monkeypatch


def test_a_whole_configuration_starts(production: pytest.MonkeyPatch):
    assert run("start").exit_code == 0


@pytest.mark.parametrize("name", ["CERTIFICATE", "KEY", "OPERATOR", "PASSWORD"])
def test_production_says_what_its_mail_server_lacks_before_anything_is_begun(
    production: pytest.MonkeyPatch, name: str
):
    production.delenv(f"MONESPACE_SMTP_IN_{name}")
    settings.cache_clear()
    assert_said(run("start"), f"MONESPACE_SMTP_IN_{name}")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMTP_IN_CERTIFICATE", "/nowhere.pem", "ne peuvent pas être lus"),
        ("SMTP_IN_PASSWORD", "court", "16 caractères"),
        ("MSSANTE_RELAY", "relais.example", "L'adresse d'un relais"),
        ("CLAMD", "antivirus", "hôte:port"),
        ("SMS_GATEWAY", "http://sms.example", "https://"),
        ("MASTER_KEY", "é", "32 octets"),
        ("MASTER_KEY", "AAAA", "32 octets"),
        ("BASE_URL", "http://sante.example", "https://"),
        ("PORT", "beaucoup", "MONESPACE_PORT"),
    ],
)
def test_a_bad_setting_is_said(production: pytest.MonkeyPatch, name: str, value: str, said: str):
    production.setenv(f"MONESPACE_{name}", value)
    settings.cache_clear()
    result = run("start")
    assert_said(result, said)
    assert value == "/nowhere.pem" or KEY not in result.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_is_wrong_in_the_settings(
    monkeypatch: pytest.MonkeyPatch, command: list[str]
):
    set_all(monkeypatch, mode="production")
    assert_said(run(*command), "MONESPACE_MASTER_KEY", "MONESPACE_HOSTING_NAME")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_that_the_database_is_away(monkeypatch: pytest.MonkeyPatch, command: list[str]):
    set_all(monkeypatch, database_url=NOBODY_THERE)
    result = run(*command)
    assert_said(result, "La base de données ne répond pas")
    assert "secret" not in result.stderr


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "plus de place sur le disque"),
        (PermissionError(errno.EACCES, "Permission denied", "/var/lib/monespace"), "/var/lib/monespace"),
        (OperationalError("INSERT", {}, Exception("database or disk is full")), "disk is full"),
    ],
)
def test_a_disk_that_refuses_is_said(monkeypatch: pytest.MonkeyPatch, trouble: Exception, said: str):
    def refuse(*_arguments: object) -> None:
        raise trouble

    monkeypatch.setattr(demo, "load_demo", refuse)
    assert_said(run("demo", "load"), said)


def test_a_refusal_of_the_preparations_is_said(monkeypatch: pytest.MonkeyPatch):
    set_all(monkeypatch, database_url=NOBODY_THERE)
    monkeypatch.setattr(serve, "start", lambda _host, _port, preparations: preparations[0][1]())
    assert_said(run("start"), "La base de données ne répond pas")


@pytest.mark.parametrize("bug", [OSError(errno.EBADF, "Bad file descriptor"), KeyError("x"), ValueError("y")])
def test_a_bug_keeps_its_trace(monkeypatch: pytest.MonkeyPatch, bug: Exception):
    def fail(*_arguments: object) -> None:
        raise bug

    monkeypatch.setattr(demo, "load_demo", fail)
    assert run("demo", "load").exception is bug
