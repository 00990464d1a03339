"""What a document may be called, how a list is asked for and sorted. Pure functions."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from urllib.parse import quote, urlencode

from monespace_app.core import french, paging
from monespace_app.core.forms import FieldProblem
from monespace_app.features.documents.models import Category
from monespace_app.features.documents.schemas import (
    CATEGORY,
    CONFIDENTIALITY,
    DATE,
    MASKED,
    NAME,
    VISIBLE,
    Description,
    DocumentForm,
    ListQuery,
)

MAX_NAME = 50
MAX_SEARCH = 100
MAX_FILE_NAME = 255
OLDEST = date(1900, 1, 1)
REFUSED_CHARACTERS = "@>?/[*#]%~+€$!="
UNTITLED = "Document"

CATEGORY_LABELS = {
    Category.SUMMARY: "Ma santé en résumé",
    Category.PRESCRIPTION: "Ordonnances et soins",
    Category.IMAGING: "Radio, écho, scanner, IRM",
    Category.LABORATORY: "Résultats de biologie",
    Category.REPORT: "Comptes rendus",
    Category.PREVENTION: "Prévention et dépistage",
    Category.CERTIFICATE: "Certificats médicaux",
    Category.OTHER: "Autres documents",
    Category.ADMINISTRATIVE: "Pièces administratives",
}
"""In the order of DOC-6."""

SORTS = {
    "recent": "Plus récents",
    "ancien": "Plus anciens",
    "nom": "Nom de A à Z",
    "nom-inverse": "Nom de Z à A",
    "auteur": "Ajouté par, de A à Z",
    "auteur-inverse": "Ajouté par, de Z à A",
}
"""The values of `tri` in the address, and their words; the first is the default."""

_ID = re.compile(r"[0-9a-f]{32}\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})\Z", re.ASCII)
_SPACES = re.compile(r"\s+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u00a0": " ", "\u202f": " "})


def list_query(params: Mapping[str, object]) -> ListQuery:
    """What an address asks for: `categorie`, `tri`, `q`, `dossier`, `page`. Anything odd becomes its default.

    Args:
        params: One text, or a list of texts, a name.
    """
    chosen = set(_texts(params, "categorie"))
    sort, folder, page = (_text(params, name) for name in ("tri", "dossier", "page"))
    return ListQuery(
        categories=tuple(category.value for category in CATEGORY_LABELS if category.value in chosen),
        sort=sort if sort in SORTS else next(iter(SORTS)),
        search=_search(_text(params, "q")),
        folder_id=folder if _ID.match(folder) else "",
        page=paging.asked_page(page),
    )


def query_string(query: ListQuery) -> str:
    """The end of the address that asks for `query`: « ?categorie=report&tri=nom », empty for the plain list."""
    pairs = [("categorie", value) for value in query.categories]
    if query.sort != next(iter(SORTS)):
        pairs.append(("tri", query.sort))
    if query.search:
        pairs.append(("q", query.search))
    if query.folder_id:
        pairs.append(("dossier", query.folder_id))
    if query.page > 1:
        pairs.append(("page", str(query.page)))
    return f"?{urlencode(pairs)}" if pairs else ""


def _texts(params: Mapping[str, object], name: str) -> list[str]:
    value = params.get(name)
    values = value if isinstance(value, list | tuple) else [value]
    return [one for one in values if isinstance(one, str)]


def _text(params: Mapping[str, object], name: str) -> str:
    return next(iter(_texts(params, name)), "")


def _search(text: str) -> str:
    return _SPACES.sub(" ", _readable(_SPACES.sub(" ", text))).strip()[:MAX_SEARCH].strip()


def fold(text: str) -> str:
    """What is compared by a search: no case, no accents, « œ » as « oe ». « resultats » finds « Résultats »."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sort_key(text: str) -> tuple[str, str]:
    """The place of a word in a French list: its letters first, then its accents and its case."""
    return fold(text), text.casefold()


def describe(
    form: DocumentForm, today: date, prefix: str = ""
) -> tuple[Description | None, list[FieldProblem]]:
    """A description that passes the rules, or what is wrong with each field.

    Args:
        today: The date it is in Paris.
        prefix: Put before the name of each field, where several documents are described on one page.
    """
    name = clean_name(form.name)
    day = _day(form.document_date)
    problems = {
        NAME: name_problem(name),
        DATE: _date_problem(form.document_date, day, today),
        CATEGORY: "" if form.category in _category_values() else "Choisissez la catégorie du document.",
        CONFIDENTIALITY: confidentiality_problem(form.confidentiality),
    }
    found = [FieldProblem(field=prefix + field, message=words) for field, words in problems.items() if words]
    if found or day is None:
        return None, found
    return Description(name, day, form.category, form.confidentiality == MASKED), []


def _category_values() -> set[str]:
    return {category.value for category in CATEGORY_LABELS}


def clean_name(text: str) -> str:
    """The name as it is kept: composed letters, single spaces, none around."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def name_problem(name: str, field_words: str = "Le nom du document") -> str:
    """Why a cleaned name is refused; empty when it is not.

    Args:
        field_words: What is named: « Le nom du document », « Le nom du dossier ».
    """
    if not name:
        return f"{field_words} est obligatoire."
    if refused := [sign for sign in REFUSED_CHARACTERS if sign in name]:
        words = "ce caractère" if len(refused) == 1 else "ces caractères"
        return f"{field_words} ne peut pas contenir {words}\u00a0: {' '.join(refused)}"
    if _readable(name) != name:
        return f"{field_words} contient un caractère invisible. Tapez-le de nouveau."
    if len(name) > MAX_NAME:
        over = french.plural(len(name) - MAX_NAME, "caractère", "caractères")
        return f"{field_words} est trop long de {over} ({MAX_NAME} au plus)."
    return ""


def confidentiality_problem(value: str) -> str:
    """Why a confidentiality is refused; empty when it is not."""
    if value in {VISIBLE, MASKED}:
        return ""
    return "Choisissez qui peut voir ce document."


def _readable(text: str) -> str:
    """Without what cannot be seen or stored: controls, NUL, halves of surrogate pairs, reversals of direction."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"})


def _day(text: str) -> date | None:
    iso = _FRENCH_DATE.sub(r"\3-\2-\1", text.strip())
    try:
        return date.fromisoformat(iso) if _ISO_DATE.match(iso) else None
    except ValueError:
        return None


def _date_problem(text: str, day: date | None, today: date) -> str:
    if not text.strip():
        return "La date du document est obligatoire."
    if day is None:
        return "La date du document n'existe pas. Écrivez-la ainsi\u00a0: 31/12/2025."
    if day > today:
        return "La date du document ne peut pas être dans le futur."
    if day < OLDEST:
        return "La date du document ne peut pas être avant 1900."
    return ""


def clean_file_name(file_name: str) -> str:
    """A file's name as it is shown: no folder, nothing invisible, 255 characters at most."""
    last = re.split(r"[/\\]", _readable(_SPACES.sub(" ", file_name)))[-1].strip()
    return last[:MAX_FILE_NAME] or UNTITLED


def name_from_file(file_name: str) -> str:
    """A name to begin with, which the rules accept: no extension, no refused character, 50 at most."""
    return name_from_title(re.sub(r"\.[A-Za-z0-9]{1,5}\Z", "", clean_file_name(file_name)))


def name_from_title(title: str) -> str:
    """A name that the rules accept, made of a title from elsewhere."""
    known = _readable(_SPACES.sub(" ", title)).replace("_", " ")
    kept = "".join(" " if sign in REFUSED_CHARACTERS else sign for sign in known)
    return clean_name(clean_name(kept)[:MAX_NAME]) or UNTITLED


def download_name(name: str, extension: str) -> str:
    """The name a document is downloaded under: « Résultats de biologie.pdf »; nothing that a disk refuses."""
    stem = re.sub(r'[<>:"/\\|?*]', "_", _readable(name)).strip(" .")
    return f"{stem or UNTITLED}.{extension}"


def content_disposition(file_name: str) -> str:
    """« attachment » with the name for every browser (RFC 6266): in plain letters, then exactly."""
    decomposed = unicodedata.normalize("NFKD", file_name.translate(_LIGATURES))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}"
