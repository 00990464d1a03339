"""How insured people are identified: NIR, card serial, provisional code, contacts. Pure functions.

Each `parse_*` takes what a person typed, or a file holds, and returns the form that is stored; it raises
`Invalid` with a sentence that does not repeat what was typed.
"""

import re
import secrets
import string
from datetime import datetime, timedelta
from enum import StrEnum

from monespace_app.core.errors import Invalid

NIR_BODY = 13
NIR_LENGTH = 15
_KEY_MODULUS = 97
_SPACES = re.compile(r"[\s.\u00a0\u202f-]+")
_BODY = re.compile(r"[123478][0-9]{2}(0[1-9]|1[0-2]|[2-9][0-9])([0-9]{2}|2[AB])[0-9]{6}", re.ASCII)
_KEY = re.compile(r"[0-9]{2}", re.ASCII)
_CORSICA = {"2A": "19", "2B": "18"}

CODE_LENGTH = 12
CODE_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
CODE_LIFETIME = timedelta(weeks=6)

_PHOTO_DIGITS = 11
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII)
_FRENCH_MOBILE = re.compile(r"0[67][0-9]{8}", re.ASCII)
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)

NIR_SHAPE = "Le numéro de sécurité sociale doit comporter 13 caractères, ou 15 avec sa clé."
NIR_KEY = "La clé (les 2 derniers chiffres) ne correspond pas à ce numéro de sécurité sociale."
SERIAL_PLAIN = "Le numéro de série d'une carte sans photo comporte de 8 à 13 chiffres."
SERIAL_PHOTO = "Saisissez les 11 derniers chiffres du numéro de série de la carte avec photo."
EMAIL_SHAPE = "L'adresse e-mail doit ressembler à prenom.nom@exemple.fr."
MOBILE_SHAPE = "Le numéro de mobile doit commencer par 06, 07 ou +."


class CardKind(StrEnum):
    """The two Carte Vitale in use."""

    PLAIN = "plain"
    PHOTO = "photo"


def _without_spaces(text: str) -> str:
    return _SPACES.sub("", text)


def nir_key(body: str) -> str:
    """The 2-digit key of the first 13 characters: 97 - (number mod 97), Corsica as 19 and 18 (REG-1)."""
    department = body[5:7]
    digits = body[:5] + _CORSICA.get(department, department) + body[7:]
    return f"{_KEY_MODULUS - int(digits) % _KEY_MODULUS:02d}"


def parse_nir(text: str) -> str:
    """The 15 characters of a NIR typed with or without spaces and key (REG-1).

    Raises:
        Invalid: On the field `nir`, when the shape or the typed key is wrong.
    """
    compact = _without_spaces(text).upper()
    body, key = compact[:NIR_BODY], compact[NIR_BODY:]
    if not _BODY.fullmatch(body) or (key and not _KEY.fullmatch(key)):
        raise Invalid("nir", NIR_SHAPE)
    expected = nir_key(body)
    if key and key != expected:
        raise Invalid("nir", NIR_KEY)
    return body + expected


def mask_nir(nir: str) -> str:
    """« ••• ••• ••• 001 77 »: enough to find a line again, not enough to be a NIR."""
    return f"••• ••• ••• {nir[10:13]} {nir[13:]}"


def parse_card_serial(kind: CardKind, text: str) -> str:
    """The serial of a Carte Vitale (REG-2): 8 to 13 digits without photo, the last 11 with photo.

    Raises:
        Invalid: On the field `card_serial`.
    """
    digits = _without_spaces(text)
    is_number = digits.isascii() and digits.isdigit()
    if kind is CardKind.PLAIN:
        if not is_number or not 8 <= len(digits) <= 13:
            raise Invalid("card_serial", SERIAL_PLAIN)
        return digits
    if not is_number or not _PHOTO_DIGITS <= len(digits) <= 20:
        raise Invalid("card_serial", SERIAL_PHOTO)
    return digits[-_PHOTO_DIGITS:]


def new_code() -> str:
    """A provisional code: 12 characters of `[0-9A-Za-z]` from a cryptographic generator (REG-3)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def code_expires_at(issued_at: datetime) -> datetime:
    """Six weeks after its issue (REG-3)."""
    return issued_at + CODE_LIFETIME


def parse_email(text: str) -> str:
    """An address that mail can be sent to.

    Raises:
        Invalid: On the field `email`.
    """
    address = text.strip()
    if len(address) > 254 or not _EMAIL.fullmatch(address) or ".." in address:
        raise Invalid("email", EMAIL_SHAPE)
    return address


def parse_mobile(text: str) -> str:
    """A mobile number, as `+33639981214`.

    Raises:
        Invalid: On the field `mobile`.
    """
    number = _without_spaces(text)
    if _FRENCH_MOBILE.fullmatch(number):
        return "+33" + number[1:]
    if not _INTERNATIONAL.fullmatch(number):
        raise Invalid("mobile", MOBILE_SHAPE)
    return number
