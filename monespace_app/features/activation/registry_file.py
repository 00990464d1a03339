"""Reading the insurer's file: CSV, one person a line. No database here.

Columns, in any order, separated by commas or semicolons: nir, nom, prenom, date_naissance (31/12/1980 or
1980-12-31), sexe (F or M), carte (« avec photo », « sans photo » or nothing), numero_serie, email, mobile,
representants (NIR of a minor's legal representatives, separated by |).
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from monespace_app.core.errors import Invalid
from monespace_app.core.french import NARROW
from monespace_app.features.activation import rules
from monespace_app.features.activation.rules import CardKind
from monespace_app.features.activation.schemas import Refusal, RegistryRow

COLUMNS = (
    "nir", "nom", "prenom", "date_naissance", "sexe",
    "carte", "numero_serie", "email", "mobile", "representants",
)  # fmt: skip
_CARDS = {"": None, "sans photo": CardKind.PLAIN, "avec photo": CardKind.PHOTO}
_NAME_LIMIT = 100
_LINE_LIMIT = 4_000
_DATE = re.compile(r"(?P<d>\d{2})/(?P<m>\d{2})/(?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2})", re.ASCII)

T = TypeVar("T")


class _Line:
    """One line being read; collects what is wrong with it."""

    def __init__(self, number: int, cells: dict[str, str], today: date) -> None:
        self.number = number
        self.refusals: list[Refusal] = []
        self._cells = cells
        self._today = today
        self._masked_nir = ""

    def refuse(self, sentence: str) -> None:
        self.refusals.append(Refusal(self.number, sentence, self._masked_nir))

    def _try(self, parse: Callable[[str], T], column: str, *, optional: bool = False) -> T | None:
        text = self._cells[column]
        if optional and not text:
            return None
        try:
            return parse(text)
        except Invalid as refusal:
            self.refuse(refusal.sentence)
            return None

    def read(self) -> RegistryRow | None:
        """The person, or None once `refusals` says why not."""
        nir = self._try(rules.parse_nir, "nir")
        self._masked_nir = rules.mask_nir(nir) if nir else ""
        kind, serial = self._card()
        row = RegistryRow(
            line=self.number,
            nir=nir or "",
            family_name=self._try(_parse_name("nom"), "nom") or "",
            given_name=self._try(_parse_name("prénom"), "prenom") or "",
            birth_date=self._try(self._parse_birth_date, "date_naissance") or self._today,
            sex=self._try(_parse_sex, "sexe") or "",
            card_kind=kind,
            card_serial=serial,
            email=self._try(rules.parse_email, "email", optional=True),
            mobile=self._try(rules.parse_mobile, "mobile", optional=True),
            representatives=self._try(_parse_representatives, "representants") or (),
        )
        return None if self.refusals else row

    def _card(self) -> tuple[CardKind | None, str | None]:
        kind_text, serial = self._cells["carte"].casefold(), self._cells["numero_serie"]
        if kind_text not in _CARDS:
            self.refuse(
                f"La carte doit être «{NARROW}avec photo{NARROW}», «{NARROW}sans photo{NARROW}» ou vide."
            )
            return None, None
        kind = _CARDS[kind_text]
        if kind is None:
            if serial:
                self.refuse("Un numéro de série est donné sans dire si la carte est avec ou sans photo.")
            return None, None
        return kind, self._try(lambda text: rules.parse_card_serial(kind, text), "numero_serie")

    def _parse_birth_date(self, text: str) -> date:
        day = _date(text)
        if day is None:
            raise Invalid("date_naissance", "La date de naissance doit s'écrire 31/12/1980 ou 1980-12-31.")
        if not date(1880, 1, 1) <= day <= self._today:
            raise Invalid("date_naissance", "La date de naissance est impossible.")
        return day


def _date(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    parts = {name.lower(): int(value) for name, value in match.groupdict().items() if value}
    try:
        return date(parts["y"], parts["m"], parts["d"])
    except ValueError:
        return None


def _parse_name(label: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        name = unicodedata.normalize("NFC", text)
        if not name:
            raise Invalid(label, f"Le {label} manque.")
        if len(name) > _NAME_LIMIT or not all(
            c.isalpha() or c in " -'’." or unicodedata.combining(c) for c in name
        ):
            raise Invalid(
                label, f"Le {label} comporte des caractères impossibles ou plus de {_NAME_LIMIT} lettres."
            )
        return name

    return parse


def _parse_sex(text: str) -> str:
    if text.upper() not in {"F", "M"}:
        raise Invalid("sexe", "Le sexe doit être F ou M.")
    return text.upper()


def _parse_representatives(text: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(rules.parse_nir(part) for part in text.split("|") if part.strip()))
    except Invalid as refusal:
        raise Invalid("representants", f"Représentants\u00a0: {refusal.sentence}") from None


def read(lines: Iterable[str], today: date) -> tuple[list[RegistryRow], list[Refusal]]:
    """Every line of the file, checked on its own and against the others.

    Returns:
        The good rows, and a refusal for each thing that is wrong. Line 1 is the header.
    """
    source = iter(lines)
    rows: list[RegistryRow] = []
    refusals: list[Refusal] = []
    first_seen: dict[str, int] = {}
    try:
        split = _header(next(source, ""))
    except Invalid as refusal:
        return [], [Refusal(1, refusal.sentence)]
    for number, text in enumerate(source, start=2):
        if not text.strip():
            continue
        try:
            line = _Line(number, split(text), today)
        except Invalid as refusal:
            refusals.append(Refusal(number, refusal.sentence))
            continue
        row = line.read()
        if row is not None and (first := first_seen.setdefault(row.nir, number)) != number:
            line.refuse(f"Ce numéro de sécurité sociale est déjà à la ligne {first}.")
        elif row is not None:
            rows.append(row)
        refusals += line.refusals
    return rows, refusals


def _header(text: str) -> Callable[[str], dict[str, str]]:
    header = text.removeprefix("\ufeff")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = [name.strip().casefold() for name in header.split(delimiter)]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise Invalid("header", f"Il manque à l'en-tête\u00a0: {', '.join(missing)}.")
    return lambda line: _split(line, names, delimiter)


def _split(text: str, names: list[str], delimiter: str) -> dict[str, str]:
    if len(text) > _LINE_LIMIT:
        raise Invalid("line", f"La ligne dépasse {_LINE_LIMIT} caractères.")
    try:
        values = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        raise Invalid("line", "La ligne est illisible\u00a0: ses guillemets ne se referment pas.") from None
    if len(values) != len(names):
        raise Invalid("line", f"La ligne a {len(values)} colonnes au lieu de {len(names)}.")
    return dict(zip(names, (value.strip() for value in values), strict=True))
