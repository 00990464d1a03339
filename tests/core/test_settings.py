"""What an operator sets, and what is refused before anything starts."""

import base64

import pytest
from pydantic import ValidationError

from monespace_app.core.settings import Mode, settings

KEY = base64.b64encode(bytes(range(32))).decode()
REAL = {
    "MONESPACE_MODE": "production",
    "MONESPACE_BASE_URL": "https://sante.example",
    "MONESPACE_MASTER_KEY": KEY,
    "MONESPACE_MSSANTE_RELAY": "smtps://relay.example",
    "MONESPACE_EMAIL_RELAY": "smtps://relay.example",
    "MONESPACE_OPERATOR_NAME": "Centre de santé des Tilleuls",
    "MONESPACE_OPERATOR_CONTACT": "contact@sante.example",
    "MONESPACE_HOSTING_NAME": "Hébergeur de données de santé",
}


def configure(monkeypatch, values: dict[str, str]):
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    return settings()


def test_without_any_configuration_it_is_a_demonstration_on_this_machine():
    found = settings()
    assert (found.mode, found.is_demo, found.host) == (Mode.DEMO, True, "127.0.0.1")
    assert found.secure_cookies is False
    assert found.resolved_database_url.startswith("sqlite:///")


def test_production_starts_when_everything_is_said(monkeypatch):
    found = configure(monkeypatch, REAL)
    assert (found.is_demo, found.secure_cookies) == (False, True)


@pytest.mark.parametrize("name", sorted(REAL.keys() - {"MONESPACE_MODE", "MONESPACE_BASE_URL"}))
def test_production_refuses_to_start_without(monkeypatch, name):
    with pytest.raises(ValidationError, match=name):
        configure(monkeypatch, {key: value for key, value in REAL.items() if key != name})
    with pytest.raises(ValidationError, match=name):
        configure(monkeypatch, {**REAL, name: ""})


@pytest.mark.parametrize("url", ["http://sante.example", "http://localhost:3000", "sante.example"])
def test_production_refuses_cookies_in_clear(monkeypatch, url):
    with pytest.raises(ValidationError, match="https://"):
        configure(monkeypatch, {**REAL, "MONESPACE_BASE_URL": url})


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::"])
def test_a_demonstration_listens_on_this_machine_only(monkeypatch, host):
    with pytest.raises(ValidationError, match=r"127\.0\.0\.1"):
        configure(monkeypatch, {"MONESPACE_HOST": host})


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "0"), ("PORT", "70000"), ("PORT", "abc"), ("MODE", "essai"), ("TRUSTED_PROXY_HOPS", "-1")],
)
def test_a_value_that_makes_no_sense_is_refused(monkeypatch, name, value):
    with pytest.raises(ValidationError):
        configure(monkeypatch, {f"MONESPACE_{name}": value})


def test_a_refusal_shows_no_secret(monkeypatch):
    with pytest.raises(ValidationError) as refusal:
        configure(monkeypatch, {**REAL, "MONESPACE_BASE_URL": "http://x", "MONESPACE_SMS_TOKEN": "canari"})
    assert KEY not in str(refusal.value)
    assert "canari" not in str(refusal.value)


def test_secrets_are_not_shown_with_the_settings(monkeypatch):
    found = configure(monkeypatch, {**REAL, "MONESPACE_SMS_TOKEN": "canari"})
    assert KEY not in repr(found)
    assert "canari" not in repr(found)
