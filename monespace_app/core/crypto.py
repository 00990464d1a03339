"""Lock 4: patients' words and files are AES-256-GCM at rest, under a key of the profile's own.

A profile's key is random, stored wrapped by the master key. Identifiers that belong to no profile yet (the
insured people's registry, contacts, one-time codes on their way out) use keys derived from the master key.
Tokens name the version of the key that made them, so that keys can be rotated without a flag day.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monespace_app.core.settings import KEY_BYTES, Settings, decode_key, settings

NONCE_BYTES = 12
DEMO_KEY_FILE = "demo-master.key"
_FORMAT = b"\x01"


class DecryptionError(Exception):
    """The bytes were altered, or the key is not the one that made them."""


def new_key() -> bytes:
    """A random AES-256 key."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def new_id() -> str:
    """A public identifier that cannot be guessed: 128 random bits, 32 hexadecimal digits."""
    return secrets.token_hex(16)


def new_secret() -> str:
    """A bearer secret of 256 random bits, safe in a cookie."""
    return secrets.token_urlsafe(32)


def encrypt(key: bytes, plain: bytes, context: str) -> bytes:
    """Seal `plain`. `context` (the column, the file) must be given again to open it."""
    nonce = os.urandom(NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def decrypt(key: bytes, sealed: bytes, context: str) -> bytes:
    """Open what `encrypt` sealed, or raise `DecryptionError`."""
    if sealed[:1] != _FORMAT:
        raise DecryptionError("unknown format")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, context.encode())
    except (InvalidTag, ValueError) as error:
        raise DecryptionError(context) from error


def digest(secret: str, purpose: str) -> str:
    """A keyed, one-way fingerprint (HMAC-SHA-256, hex) to look a value up without storing it."""
    return hmac.new(system_key(f"digest:{purpose}"), secret.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=64)
def system_key(purpose: str) -> bytes:
    """A key of the platform's own for one purpose, derived from the master key (HKDF-SHA-256)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master_key())


@lru_cache(maxsize=1)
def master_key() -> bytes:
    """The key that wraps all others: from the settings, or, in demo mode, a file made at first use."""
    configured = settings().master_key
    if configured is not None:
        return decode_key(configured.get_secret_value())
    return _demo_key(settings())


def forget_keys() -> None:
    """Drop cached keys, for a process (or a test) whose settings change."""
    master_key.cache_clear()
    system_key.cache_clear()


def _demo_key(config: Settings) -> bytes:
    path: Path = config.data_dir / DEMO_KEY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make_key_file(path)
    return decode_key(path.read_text())


def _make_key_file(path: Path) -> None:
    # Written aside, then linked whole: of two threads or processes that start together, one names the key and
    # the other finds it there; neither ever reads half of one.
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(base64.b64encode(new_key()).decode())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
