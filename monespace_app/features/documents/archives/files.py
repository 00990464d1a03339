"""One file of an archive: what names it for ever, and its safe version, taken out of its envelope where it has one."""

import base64
import binascii
import hashlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from monespace_app.core import content
from monespace_app.core.content import MAX_BYTES, SafeFile
from monespace_app.core.content.model import Reason
from monespace_app.core.content.sentences import SENTENCES
from monespace_app.core.errors import DomainError
from monespace_app.features.documents.archives.sources import Source

MAX_READ = 8_000_000
"""A file of 5 MB in base 64 inside a CDA, and what is around it."""
CDA = "{urn:hl7-org:v3}"
STRUCTURED = (
    "Ce document est un CDA structuré, sans version imprimable. Demandez-en une version PDF à son auteur, "
    "ou retirez-le de l'archive."
)
BAD_XML = "Ce fichier XML ne peut pas être lu sans danger. Retirez-le de l'archive."


class BadFile(DomainError):
    """A file that cannot be imported; the sentence says why."""


def digest(source: Source, name: str) -> str:
    """The fingerprint of a file, by which it is known however often it comes."""
    return hashlib.sha256(read(source, name)).hexdigest()


def read(source: Source, name: str) -> bytes:
    """The bytes of a file, as they are in the archive."""
    found = source.read(name, MAX_READ)
    if len(found) > MAX_READ:
        raise BadFile(SENTENCES[Reason.TOO_BIG])
    return found


def make_safe(source: Source, name: str) -> SafeFile:
    """The version of a file to keep. A CDA is the envelope of most documents of a DMP: what is inside is kept."""
    found = read(source, name)
    inside = _inside(found) if _may_be_xml(found) else found
    if len(inside) > MAX_BYTES:
        raise BadFile(SENTENCES[Reason.TOO_BIG])
    return content.make_safe(inside)


def _may_be_xml(found: bytes) -> bool:
    return found[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<?xml", b"<ClinicalDocument"))


def parse(found: bytes) -> Element:
    """An XML document, without entities, DTD or anything that is elsewhere; `BadFile` for any other."""
    try:
        return fromstring(found, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise BadFile(BAD_XML) from None


def _inside(found: bytes) -> bytes:
    document = parse(found)
    if document.tag != f"{CDA}ClinicalDocument":
        return found
    body = document.find(f"{CDA}component/{CDA}nonXMLBody/{CDA}text")
    if body is None:
        raise BadFile(STRUCTURED)
    words = body.text or ""
    if body.get("representation") != "B64":
        return words.encode()
    try:
        return base64.b64decode("".join(words.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadFile(SENTENCES[Reason.DAMAGED]) from None
