"""Sentences typed with ordinary spaces become French typography: the spaces that must not break do not."""

import re

from monespace_app.core.french import NARROW, NO_BREAK

_UNITS = r"%|h|minutes?|secondes?|heures?|jours?|semaines?|mois|ans|pixels|caractères|chiffres"
_RULES = (
    (re.compile(r"« "), f"«{NARROW}"),
    (re.compile(r" (?=[»;!?])"), NARROW),
    (re.compile(r" (?=:)"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d)"), NARROW),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})\b|%)"), NO_BREAK),
    (re.compile(r"(?<=\bh) (?=\d)"), NO_BREAK),
    (re.compile(r"(?<=\b\d{5}) (?=[A-Z])|(?<=\bCEDEX) (?=\d)"), NO_BREAK),
    (re.compile(r"\b(article|articles|Dr|numéro) (?=[\dA-Z])"), rf"\1{NO_BREAK}"),
)


def typeset(text: str) -> str:
    """« Oui ! » with narrow no-break spaces, « 34 22 », « 8 h 30 », « article 6 » kept on one line."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
