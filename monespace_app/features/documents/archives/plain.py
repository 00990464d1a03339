"""A folder of files without metadata: names and dates are the files', categories the folders'."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from monespace_app.core import clock
from monespace_app.core.errors import DomainError
from monespace_app.features.documents import rules
from monespace_app.features.documents.archives import files
from monespace_app.features.documents.archives.sources import BadArchive, Source
from monespace_app.features.documents.models import AuthorKind, Category
from monespace_app.features.documents.schemas import IncomingDocument, RefusedFile

AUTHOR = "Ancien DMP"
_NOT_DOCUMENTS = {"thumbs.db", "desktop.ini"}
_BY_FOLDER = {rules.fold(label): category for category, label in rules.CATEGORY_LABELS.items()}


def read(source: Source) -> Iterator[IncomingDocument | RefusedFile]:
    """Every file of the folder and of those inside; what systems leave behind is passed over."""
    for name in source.names:
        path = PurePosixPath(name)
        is_hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if is_hidden or path.name.lower() in _NOT_DOCUMENTS:
            continue
        try:
            yield _document(source, name, path)
        except BadArchive:
            raise
        except DomainError as refusal:
            yield RefusedFile(name, refusal.sentence)


def _document(source: Source, name: str, path: PurePosixPath) -> IncomingDocument:
    written = clock.paris(datetime.fromtimestamp(source.modified(name), UTC)).date()
    folders = [_BY_FOLDER[rules.fold(part)] for part in path.parts[:-1] if rules.fold(part) in _BY_FOLDER]
    return IncomingDocument(
        key=files.digest(source, name),
        label=name,
        read=partial(files.make_safe, source, name),
        name=rules.name_from_file(path.name),
        document_date=min(max(written, rules.OLDEST), clock.today()),
        category=(folders[-1] if folders else Category.OTHER).value,
        author_kind=AuthorKind.IMPORT.value,
        author_name=AUTHOR,
    )
