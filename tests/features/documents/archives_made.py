"""Archives as a DMP gives them, and as nobody should."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
NIR = "288037511100177"
AUTHOR, CLASS_CODE, TYPE_CODE, CONFIDENTIALITY, PATIENT = (
    "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d",
    "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a",
    "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983",
    "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f",
    "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of an XDM archive and what its metadata say; `None` leaves a word out."""

    uri: str = "DOC00001.TXT"
    content: bytes = b"Un compte rendu."
    title: str | None = "Compte rendu de consultation"
    created: str | None = "20200312143000"
    started: str | None = None
    class_code: str | None = "10"
    type_code: str | None = "11488-4"
    confidentiality: tuple[str, ...] = ("N",)
    person: str | None = "810045731201^Chanteau^Marie^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    institution: str | None = None
    patient: str | None = f"{NIR}^^^&1.2.250.1.213.1.4.8&ISO^NH"
    hash: str | None = ""
    """Empty: the right one."""
    size: str | None = ""
    uri_values: tuple[str, ...] = ()

    def xml(self) -> str:
        right = hashlib.sha1(self.content).hexdigest()
        slots = [
            _slot("creationTime", self.created),
            _slot("serviceStartTime", self.started),
            _slot("hash", right if self.hash == "" else self.hash),
            _slot("size", str(len(self.content)) if self.size == "" else self.size),
            _slot("URI", *(self.uri_values or (self.uri,))),
        ]
        name = (
            f"<Name><LocalizedString value={quoteattr(self.title)}/></Name>" if self.title is not None else ""
        )
        author = _slot("authorPerson", self.person) + _slot("authorInstitution", self.institution)
        codes = [
            f'<Classification classificationScheme="{AUTHOR}">{author}</Classification>',
            _code(CLASS_CODE, self.class_code),
            _code(TYPE_CODE, self.type_code),
            *(_code(CONFIDENTIALITY, code) for code in self.confidentiality),
        ]
        patient = (
            f'<ExternalIdentifier identificationScheme="{PATIENT}" value={quoteattr(self.patient)}/>'
            if self.patient
            else ""
        )
        inside = f"{''.join(slots)}{name}{''.join(codes)}{patient}"
        return f'<ExtrinsicObject mimeType="text/plain">{inside}</ExtrinsicObject>'


def _slot(name: str, *values: str | None) -> str:
    words = "".join(f"<Value>{escape(value)}</Value>" for value in values if value is not None)
    return f'<Slot name="{name}"><ValueList>{words}</ValueList></Slot>' if words else ""


def _code(scheme: str, code: str | None) -> str:
    return f'<Classification classificationScheme="{scheme}" nodeRepresentation="{code}"/>' if code else ""


def metadata(*entries: Entry, head: str = "") -> bytes:
    objects = "".join(entry.xml() for entry in entries)
    inside = f"<RegistryObjectList>{objects}</RegistryObjectList>"
    start = f'<?xml version="1.0"?>{head}<SubmitObjectsRequest xmlns="{RIM}">'
    return f"{start}{inside}</SubmitObjectsRequest>".encode()


def xdm_files(*entries: Entry, head: str = "") -> dict[str, bytes]:
    folder = "IHE_XDM/SUBSET01"
    files = {f"{folder}/{entry.uri}": entry.content for entry in entries}
    return {"INDEX.HTM": b"<html></html>", f"{folder}/METADATA.XML": metadata(*entries, head=head), **files}


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unpacked(path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


def cda(inside: str, *, representation: str = 'representation="B64"') -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>CR</title><component>'
        f'<nonXMLBody><text mediaType="application/pdf" {representation}>{inside}</text></nonXMLBody>'
        "</component></ClinicalDocument>"
    ).encode()
