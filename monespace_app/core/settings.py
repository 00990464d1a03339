"""What an operator can set, read once from the environment (prefix ``MONESPACE_``) or a ``.env`` file."""

import base64
import contextlib
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parents[2]


KEY_BYTES = 32


def decode_key(text: str) -> bytes:
    """The key that `text` spells in base64; `ValueError` with a French sentence otherwise."""
    with contextlib.suppress(ValueError):
        key = base64.b64decode(text, validate=True)
        if len(key) == KEY_BYTES:
            return key
    raise ValueError("MONESPACE_MASTER_KEY\u00a0: 32 octets en base64 sont attendus.")


class Mode(StrEnum):
    """How the application runs: with made-up people on one machine, or for real."""

    DEMO = "demo"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The configuration table of the README, one field a row."""

    model_config = SettingsConfigDict(
        env_prefix="MONESPACE_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    mode: Mode = Mode.DEMO
    data_dir: Path = PROJECT_ROOT / "var"
    base_url: str = "http://localhost:3000"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=1, le=65535)

    database_url: str | None = None
    redis_url: str | None = None
    blob_url: str | None = None

    master_key: SecretStr | None = None
    """32 random bytes, base64. Wraps every profile's key; without it nothing can be read."""

    clamd: str | None = None
    """Where ClamAV's daemon listens, ``host:port`` or a socket's path: then no file is readable before its verdict."""

    trusted_proxy_hops: int = Field(default=0, ge=0)

    smtp_in_host: str = "127.0.0.1"
    smtp_in_port: int = Field(default=2525, ge=0, le=65535)
    smtp_in_certificate: Path | None = None
    smtp_in_key: Path | None = None
    smtp_in_operator: str | None = None
    smtp_in_password: SecretStr | None = None

    mssante_domain: str = "patient.mssante.fr"
    mssante_relay: str | None = None
    """``smtp://user:password@host:port`` or ``smtps://…``; none in demo mode: the demo outbox."""
    email_relay: str | None = None
    email_from: str = "ne-pas-repondre@monespacesante.example"
    sms_gateway: str | None = None
    """An HTTPS address that takes ``{"to", "text"}`` as JSON."""
    sms_token: SecretStr | None = None

    operator_name: str = ""
    """Who answers for this installation, as « Mentions légales » names it; required in production."""
    operator_contact: str = ""
    """Where to reach the operator: an e-mail address, or a postal one."""
    data_protection_contact: str = ""
    """Where to write about one's data; `operator_contact` when empty."""
    hosting_name: str = ""
    """Where the machines are and who keeps them; required in production."""

    @property
    def is_demo(self) -> bool:
        """True when the people are made up and nothing leaves the machine."""
        return self.mode is Mode.DEMO

    @property
    def sends_sms(self) -> bool:
        """True when a text message can leave; the demonstration keeps its own."""
        return self.is_demo or bool(self.sms_gateway)

    @property
    def secure_cookies(self) -> bool:
        """Secure is left out on plain http only, which production refuses."""
        return self.base_url.startswith("https://")

    @property
    def origins(self) -> list[str]:
        """Where pages come from; for a local address, its two usual spellings."""
        if "//localhost:" in self.base_url:
            return [self.base_url, self.base_url.replace("//localhost:", "//127.0.0.1:")]
        return [self.base_url]

    @property
    def resolved_database_url(self) -> str:
        """The database address; a SQLite file in the data folder by default."""
        return self.database_url or f"sqlite:///{self.data_dir / 'monespace.db'}"

    @field_validator("master_key")
    @classmethod
    def _refuse_what_is_no_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and key.get_secret_value():
            decode_key(key.get_secret_value())
        return key

    @model_validator(mode="after")
    def _refuse_unsafe_combinations(self) -> Self:
        if self.is_demo:
            if self.host not in {"127.0.0.1", "localhost", "::1"}:
                raise ValueError("Le mode démonstration n'écoute que sur 127.0.0.1 (MONESPACE_HOST).")
            return self
        missing = [
            name
            for name, value in (
                ("MONESPACE_MASTER_KEY", self.master_key),
                ("MONESPACE_MSSANTE_RELAY", self.mssante_relay),
                ("MONESPACE_EMAIL_RELAY", self.email_relay),
                ("MONESPACE_OPERATOR_NAME", self.operator_name),
                ("MONESPACE_OPERATOR_CONTACT", self.operator_contact),
                ("MONESPACE_HOSTING_NAME", self.hosting_name),
            )
            if not value
        ]
        if missing:
            raise ValueError(f"En production, il faut définir {', '.join(missing)}.")
        if not self.secure_cookies:
            raise ValueError("En production, MONESPACE_BASE_URL doit commencer par https://.")
        return self


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Tests clear the cache to change them."""
    return Settings()
