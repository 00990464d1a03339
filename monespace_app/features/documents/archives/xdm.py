"""IHE XDM: IHE_XDM/SUBSET01/METADATA.XML says what each file beside it is, in ebXML and with the codes of the DMP."""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from xml.etree.ElementTree import Element

from monespace_app.core import clock
from monespace_app.core.errors import DomainError
from monespace_app.features.access import services as access
from monespace_app.features.documents import rules
from monespace_app.features.documents.archives import files
from monespace_app.features.documents.archives.plain import AUTHOR
from monespace_app.features.documents.archives.sources import BadArchive, Source
from monespace_app.features.documents.models import AuthorKind, Category
from monespace_app.features.documents.schemas import IncomingDocument, RefusedFile

MAX_METADATA = 50_000_000
_METADATA = re.compile(r"IHE_XDM/[^/]+/METADATA\.XML", re.IGNORECASE)
_RIM = "{urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0}"

_AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
_CLASS_CODE = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
_TYPE_CODE = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"
_CONFIDENTIALITY = "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"
_PATIENT = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
"""Schemes of XDS (IHE ITI TF-3, 4.2.5.2)."""
_NIR_AUTHORITIES = ("1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.10")
"""The INS made of a NIR, and the one of tests."""
_PROFESSIONALS_AUTHORITY = "1.2.250.1.71.4.2.1"

_BY_TYPE = {
    "11502-2": Category.LABORATORY,
    "18725-2": Category.LABORATORY,
    "18748-4": Category.IMAGING,
    "60591-5": Category.SUMMARY,
    "34133-9": Category.SUMMARY,
    "57833-6": Category.PRESCRIPTION,
    "57832-8": Category.PRESCRIPTION,
    "87273-9": Category.PREVENTION,
    "11369-6": Category.PREVENTION,
    "82593-5": Category.PREVENTION,
}
"""LOINC: said before the class, which calls most of these « compte rendu »."""
_BY_CLASS = {
    "10": Category.REPORT,
    "11": Category.SUMMARY,
    "31": Category.IMAGING,
    "42": Category.PRESCRIPTION,
    "43": Category.PRESCRIPTION,
    "44": Category.PRESCRIPTION,
    "45": Category.PRESCRIPTION,
    "52": Category.CERTIFICATE,
    "60": Category.ADMINISTRATIVE,
}
"""TRE_A03, as JDV_J57 keeps it for the DMP; anything else is « Autres documents »."""
_MASKED = {"MASQUE_PS", "R", "V"}
_HIDDEN = {"INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"}

NOT_XDM = (
    "Cette archive n'est pas une archive IHE XDM\u00a0: IHE_XDM/…/METADATA.XML manque. "
    "Pour des fichiers sans métadonnées, donnez un dossier."
)
BAD_METADATA = "Les métadonnées de cette archive ({name}) ne peuvent pas être lues."
SOMEBODY_ELSES = (
    "Cette archive est celle d'une autre personne que celle indiquée par --ins. Rien n'a été importé."
)
NO_FILE = "Le fichier décrit n'est pas dans l'archive."
NOT_THE_FILE = "Le fichier n'est pas celui que les métadonnées décrivent (empreinte ou taille différente)."
HIDDEN = (
    "Son auteur a demandé que ce document ne soit pas encore montré au patient. Retirez-le de l'archive "
    "pour importer les autres."
)


@dataclass(frozen=True, slots=True)
class _Author:
    name: str
    rpps: str = ""
    is_professional: bool = False


def is_xdm(source: Source) -> bool:
    """Whether there are metadata where XDM puts them."""
    return any(_METADATA.fullmatch(name) for name in source.names)


def read(source: Source, ins: str) -> Iterator[IncomingDocument | RefusedFile]:
    """Every document that the metadata describe."""
    for name in source.names:
        if _METADATA.fullmatch(name):
            yield from _documents(source, name, ins)


def _documents(source: Source, metadata: str, ins: str) -> Iterator[IncomingDocument | RefusedFile]:
    found = source.read(metadata, MAX_METADATA)
    try:
        if len(found) > MAX_METADATA:
            raise files.BadFile(files.BAD_XML)
        root = files.parse(found)
    except files.BadFile:
        raise BadArchive(BAD_METADATA.format(name=metadata)) from None
    entries = list(root.iter(f"{_RIM}ExtrinsicObject"))
    for entry in entries:
        _check_patient(entry, ins)
    for entry in entries:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(metadata), _uri(entry)))
        try:
            yield _document(source, path, entry)
        except BadArchive:
            raise
        except DomainError as refusal:
            yield RefusedFile(path, refusal.sentence)


def _check_patient(entry: Element, ins: str) -> None:
    for identifier in entry.iter(f"{_RIM}ExternalIdentifier"):
        if identifier.get("identificationScheme") != _PATIENT:
            continue
        number, _, authority = identifier.get("value", "").partition("^^^")
        is_nir = any(f"&{known}&" in authority for known in _NIR_AUTHORITIES)
        # With or without its key.
        if is_nir and number[:13] != ins[:13]:
            raise BadArchive(SOMEBODY_ELSES)


def _document(source: Source, path: str, entry: Element) -> IncomingDocument:
    if path not in source.names:
        raise files.BadFile(NO_FILE)
    codes = _codes(entry, _CONFIDENTIALITY)
    if codes & _HIDDEN:
        raise files.BadFile(HIDDEN)
    _check_content(files.read(source, path), entry)
    author = _author(entry)
    known = access.find_by_rpps(author.rpps) if author.rpps else None
    return IncomingDocument(
        key=files.digest(source, path),
        label=path,
        read=partial(files.make_safe, source, path),
        name=rules.name_from_title(_title(entry) or posixpath.splitext(posixpath.basename(path))[0]),
        document_date=_date(entry),
        category=_category(entry).value,
        is_masked=bool(codes & _MASKED),
        author_kind=(AuthorKind.PROFESSIONAL if author.is_professional else AuthorKind.IMPORT).value,
        author_name=known.display_name if known else author.name or AUTHOR,
        professional_id=known.id if known else None,
    )


def _check_content(content: bytes, entry: Element) -> None:
    size, stated = _slot(entry, "size"), _slot(entry, "hash").lower()
    digests = {hashlib.sha1(content, usedforsecurity=False).hexdigest(), hashlib.sha256(content).hexdigest()}
    if (size and size != str(len(content))) or (stated and stated not in digests):
        raise files.BadFile(NOT_THE_FILE)


def _category(entry: Element) -> Category:
    for codes, categories in ((_codes(entry, _TYPE_CODE), _BY_TYPE), (_codes(entry, _CLASS_CODE), _BY_CLASS)):
        for code in sorted(codes):
            if code in categories:
                return categories[code]
    return Category.OTHER


def _codes(entry: Element, scheme: str) -> set[str]:
    return {one.get("nodeRepresentation", "") for one in _classifications(entry, scheme)}


def _classifications(entry: Element, scheme: str) -> list[Element]:
    found = entry.findall(f"{_RIM}Classification")
    return [one for one in found if one.get("classificationScheme") == scheme]


def _title(entry: Element) -> str:
    words = entry.find(f"{_RIM}Name/{_RIM}LocalizedString")
    return words.get("value", "").strip() if words is not None else ""


def _slot(entry: Element, name: str) -> str:
    """The first value of a slot, empty without one."""
    return next(iter(_slots(entry, name)), "")


def _slots(entry: Element, name: str) -> list[str]:
    return [
        (value.text or "").strip()
        for slot in entry.findall(f"{_RIM}Slot")
        if slot.get("name") == name
        for value in slot.findall(f"{_RIM}ValueList/{_RIM}Value")
    ]


def _uri(entry: Element) -> str:
    """The file's path. A long one comes in numbered parts: « 1|IHE_XDM/SUB », « 2|SET01/DOC.PDF »."""
    parts = _slots(entry, "URI")
    numbered = [part.split("|", 1) for part in parts if re.match(r"\d+\|", part)]
    if numbered and len(numbered) == len(parts):
        return "".join(words for _, words in sorted(numbered, key=lambda part: int(part[0])))
    return parts[0] if parts else ""


def _date(entry: Element) -> date:
    """When the act took place, else when the document was made (« 20200312143000 »); today when neither says."""
    for name in ("serviceStartTime", "creationTime"):
        digits = (
            (_slot(entry, name) + "0101")[:8] if len(_slot(entry, name)) in {4, 6} else _slot(entry, name)[:8]
        )
        try:
            day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError:
            continue
        return min(max(day, rules.OLDEST), clock.today())
    return clock.today()


def _author(entry: Element) -> _Author:
    """The first author: « 810003456789^Chanteau^Marie^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS »."""
    for classification in _classifications(entry, _AUTHOR):
        parts = [*_slot(classification, "authorPerson").split("^"), *[""] * 9]
        institution = _slot(classification, "authorInstitution").split("^")[0]
        name = " ".join(part.strip() for part in (parts[2], parts[1]) if part.strip())
        is_professional = _PROFESSIONALS_AUTHORITY in parts[8] or bool(institution)
        # The national identifier is « 8 » and the RPPS.
        number = parts[0].strip()
        rpps = number[1:] if re.fullmatch(r"8\d{11}", number) else ""
        if name or institution:
            return _Author((name or institution)[:200], rpps, is_professional)
    return _Author("")
