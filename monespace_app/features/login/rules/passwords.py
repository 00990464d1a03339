"""What a password must be (ACT-7). No database, no hash: words about a text."""

import gzip
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

MIN_LENGTH = 8
MAX_LENGTH = 128
COMMON_PASSWORDS = Path(__file__).with_name("common_passwords.txt.gz")
"""The 10,000 most common passwords in lower case; origin and licence are in the file beside it."""


class Requirement(NamedTuple):
    """One line of the checklist. The browser ticks the same lines by `kind`, without sending the password."""

    kind: str
    label: str
    is_met: Callable[[str], bool]


def _has(*categories: str) -> Callable[[str], bool]:
    """True for a text with a character of one of these Unicode general categories."""
    return lambda text: any(unicodedata.category(character).startswith(categories) for character in text)


REQUIREMENTS = (
    Requirement("length", "8 caractères au moins", lambda text: len(text) >= MIN_LENGTH),
    Requirement("upper", "1 lettre majuscule", _has("Lu")),
    Requirement("lower", "1 lettre minuscule", _has("Ll")),
    Requirement("digit", "1 chiffre", _has("Nd")),
    Requirement("special", "1 caractère spécial", _has("P", "S", "Z")),
)


def normalised(password: str) -> str:
    """The form that is measured and hashed: « é » typed in one or two characters is the same letter (NFC)."""
    return unicodedata.normalize("NFC", password)


def is_usable(password: str) -> bool:
    """False for what no password can be: too long to be one, or not text (half of a surrogate pair)."""
    # The raw length first: normalising a megabyte is work that a stranger could ask for.
    if len(password) > 4 * MAX_LENGTH:
        return False
    return len(normalised(password)) <= MAX_LENGTH and not _has("Cs")(password)


def password_flaw(password: str) -> str:
    """What is wrong with a new password, in one sentence that says how to mend it; empty when it is fine."""
    if not is_usable(password):
        return f"Le mot de passe ne peut pas dépasser {MAX_LENGTH} caractères."
    text = normalised(password)
    missing = [rule.label for rule in REQUIREMENTS if not rule.is_met(text)]
    if missing:
        return f"Il manque au mot de passe\u00a0: {', '.join(missing)}."
    if is_common(text):
        return "Ce mot de passe est trop courant\u00a0: il serait vite deviné. Choisissez-en un autre."
    return ""


def is_common(password: str) -> bool:
    """True for one of the 10,000 most common passwords, whatever its case, and for one merely decorated.

    Nearly none of the 10,000 has an upper case, a digit and a special character at once: « Password1! » is
    how people who choose « password » meet those rules. Digits and signs at the end do not hide it.
    """
    folded = normalised(password).casefold()
    bare = re.sub(r"[\W\d_]+$", "", folded)
    ends = range(max(len(bare), MIN_LENGTH), len(folded))
    return folded in _common() or any(folded[:end] in _common() for end in ends)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(COMMON_PASSWORDS.read_bytes()).decode().split())
