"""Where an archive's files are read from: a folder or a zip, both under the same limits."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Protocol

from monespace_app.core import french
from monespace_app.core.errors import DomainError

MAX_FILES = 20_000
MAX_TOTAL = 4_000_000_000
"""Bytes read of one archive, all its files together: what a zip says of its own sizes is not believed."""

NOT_FOUND = "Cette archive n'existe pas."
NOT_A_ZIP = "Ce fichier n'est pas une archive zip lisible."
TOO_MANY = f"Cette archive contient plus de {french.number(MAX_FILES)} fichiers."
TOO_BIG = (
    f"Cette archive contient plus de {french.file_size(MAX_TOTAL)} de fichiers. Séparez-la en plusieurs."
)
ENCRYPTED = "Cette archive est protégée par un mot de passe. Ouvrez-la, puis donnez le dossier."
BAD_NAME = "Cette archive contient un nom de fichier anormal ({name}). Vérifiez d'où elle vient."
LINK = "Ce dossier contient un lien symbolique ({name}). Remplacez-le par le fichier lui-même."
DAMAGED = "Cette archive est abîmée ou incomplète ({name} ne peut pas être lu). Copiez-la de nouveau."


class BadArchive(DomainError):
    """The archive as a whole cannot be read; nothing was imported."""


class Source(Protocol):
    """The files of an archive, by their paths (« IHE_XDM/SUBSET01/METADATA.XML »)."""

    @property
    def names(self) -> list[str]:
        """Every file."""
        ...

    def read(self, name: str, limit: int) -> bytes:
        """The file of that very name, one byte more than `limit` at most."""
        ...

    def modified(self, name: str) -> float:
        """When the file was written, in seconds."""
        ...


class _Budget:
    """What may still be read. Files are read in several threads."""

    def __init__(self) -> None:
        self._left, self._lock = 2 * MAX_TOTAL, Lock()

    def spend(self, count: int) -> None:
        with self._lock:
            self._left -= count
            if self._left < 0:
                raise BadArchive(TOO_BIG)


class FolderSource:
    """A folder. Links are refused: they could lead anywhere on the machine."""

    def __init__(self, root: Path) -> None:
        self._root, self._budget = root, _Budget()
        self.names = sorted(self._walk())

    def _walk(self) -> Iterator[str]:
        count = 0
        for folder, folders, files in os.walk(self._root, followlinks=False):
            for name in (*folders, *files):
                path = Path(folder) / name
                if path.is_symlink():
                    raise BadArchive(LINK.format(name=path.relative_to(self._root)))
            for name in files:
                if (count := count + 1) > MAX_FILES:
                    raise BadArchive(TOO_MANY)
                yield (Path(folder) / name).relative_to(self._root).as_posix()

    def read(self, name: str, limit: int) -> bytes:
        """See `Source`."""
        try:
            # Never through a link that has taken a file's place meanwhile.
            with os.fdopen(os.open(self._root / name, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            raise BadArchive(DAMAGED.format(name=name)) from error
        self._budget.spend(len(content))
        return content

    def modified(self, name: str) -> float:
        """See `Source`."""
        return (self._root / name).stat().st_mtime


class ZipSource:
    """A zip, read in memory: nothing of it is ever written, whatever its names say."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip, self._budget = zipped, _Budget()
        entries = [entry for entry in zipped.infolist() if not entry.is_dir()]
        if len(entries) > MAX_FILES:
            raise BadArchive(TOO_MANY)
        for entry in entries:
            _check(entry)
        self.names = sorted({entry.filename for entry in entries})
        if len(self.names) < len(entries):
            # Which of two files of one name is meant depends on who reads.
            raise BadArchive(BAD_NAME.format(name="deux fois le même"))

    def read(self, name: str, limit: int) -> bytes:
        """See `Source`."""
        try:
            with self._zip.open(name) as file:
                content = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise BadArchive(DAMAGED.format(name=name)) from error
        except Exception as error:  # zlib, lzma and bz2 have errors of their own
            raise BadArchive(DAMAGED.format(name=name)) from error
        self._budget.spend(len(content))
        return content

    def modified(self, name: str) -> float:
        """See `Source`."""
        return 0.0


def _check(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    odd = (
        path.is_absolute() or ".." in path.parts or "\\" in entry.filename or not entry.filename.isprintable()
    )
    if odd:
        raise BadArchive(BAD_NAME.format(name=entry.filename[:80].encode("unicode_escape").decode()))
    if entry.flag_bits & 1:
        raise BadArchive(ENCRYPTED)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The files of the folder or zip at `path`."""
    if path.is_dir():
        yield FolderSource(path)
        return
    try:
        zipped = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadArchive(NOT_FOUND) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise BadArchive(NOT_A_ZIP) from None
    with zipped:
        yield ZipSource(zipped)
