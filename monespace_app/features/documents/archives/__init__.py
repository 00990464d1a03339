"""The archives of an earlier DMP: a folder of files, or an IHE XDM archive with its metadata (DOC-14).

Whatever an archive says is looked at with suspicion: nothing is ever written to the disk, names only choose among the
files that are there, what is read is limited, and each file then goes through `core.content`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from monespace_app.features.documents.archives import plain, xdm
from monespace_app.features.documents.archives.sources import BadArchive, open_source
from monespace_app.features.documents.schemas import IncomingDocument, RefusedFile

__all__ = ["Archive", "BadArchive", "open_archive"]


@dataclass(slots=True)
class Archive:
    """What an archive holds: documents whose files are read later, and files that cannot be."""

    documents: list[IncomingDocument] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)


@contextmanager
def open_archive(path: Path, ins: str) -> Iterator[Archive]:
    """The archive at `path`, open for as long as its documents are needed.

    Args:
        ins: Whose archive it must be, where its metadata say whose it is.

    Raises:
        BadArchive: It is not one, is somebody else's, or asks for more than an archive should.
    """
    with open_source(path) as source:
        if xdm.is_xdm(source):
            items = xdm.read(source, ins)
        elif path.is_dir():
            items = plain.read(source)
        else:
            raise BadArchive(xdm.NOT_XDM)
        archive = Archive()
        for item in items:
            if isinstance(item, RefusedFile):
                archive.refused.append(item)
            else:
                archive.documents.append(item)
        yield archive
