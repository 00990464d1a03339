"""`make bench`: from a file to its line in the list, and how lists grow.

**Upload to listed.** Files are sent one after the other to `monespace start`, by the route a browser uses: session,
checks in a process of their own, seal, commit. Then the services describe the document and list it, in this process,
on the same database: what a click on « Valider » runs. Not included: the network and the browser.

**Lists.** Two patients, one with 50 documents, one with 10,000, list, filter, sort and search by the same service, in
turn; each page shows 50 lines, so that it is the lists that are compared, not the lines. Of the times, the tenth
percentile is kept: what else runs on the machine only adds. Statements are counted. The first search of a profile
opens every name once, and is told apart.

The figures need a quiet machine: what else runs spoils times, never counts.
"""

import os
import random
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from fpdf import FPDF
from PIL import Image
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, event

from monespace_app.core import clock
from monespace_app.core.actor import Actor
from monespace_app.core.blobs import Blob
from monespace_app.core.database import transaction
from monespace_app.core.settings import settings
from monespace_app.features.documents import services
from monespace_app.features.documents.models import Category, Document
from monespace_app.features.documents.schemas import DocumentForm, ListQuery
from monespace_app.features.documents.services import shelf
from monespace_app.session import http as session_http
from tests.factories import make_account, make_session, patient
from tools.server import demo_server, environment

ROUNDS = 20
FEW, MANY, LIST_ROUNDS = 50, 10_000, 200
GROWTH_GOAL = 1.5
FILTER = ("report", "imaging")
LISTS = {
    "Ouvrir la liste": ListQuery(),
    "Filtrer": ListQuery(categories=FILTER),
    "Trier par nom": ListQuery(sort="nom"),
    "Trier par auteur": ListQuery(sort="auteur-inverse"),
    "Chercher": ListQuery(search="suivi"),
}


def photo(width: int, height: int, quality: int, seed: int) -> bytes:
    """A photo with grain, which compresses as a real one does."""
    draw = random.Random(seed)  # noqa: S311 - the same photo each time
    grain = Image.frombytes("L", (width // 2, height // 2), draw.randbytes((width // 2) * (height // 2)))
    image = Image.blend(
        Image.linear_gradient("L").resize((width, height)), grain.resize((width, height)), 0.28
    )
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def pdf(size: int, seed: int) -> bytes:
    """A PDF of about `size` bytes: a page of words, then scanned pages."""
    document = FPDF()
    document.set_font("Helvetica", size=11)
    document.add_page()
    document.multi_cell(0, 6, f"Compte rendu {seed}. " * 120)
    page = photo(1240, 1754, 80, seed)
    for number in range(max(1, round(size / len(page)))):
        document.add_page()
        # Each page is another image, or fpdf would keep one for all.
        document.image(BytesIO(page if not number else photo(1240, 1754, 80, seed + number)), w=180)
    return bytes(document.output())


@dataclass(frozen=True)
class Case:
    """A kind of file, how long its upload may take, and which share of the uploads is looked at."""

    title: str
    make: Callable[[int], bytes]
    goal: int
    share: float


CASES = (
    Case("PDF de 1 Mo (p95)", lambda seed: pdf(1_000_000, seed), 300, 0.95),
    Case("PDF de 5 Mo", lambda seed: pdf(4_700_000, seed), 1_500, 1.0),
    Case("Photo de 5 Mo", lambda seed: photo(4_600, 3_450, 87, seed), 1_500, 1.0),
)


@dataclass(frozen=True)
class Upload:
    """What one kind of file took: milliseconds, each, and bytes of a file."""

    case: Case
    waits: tuple[float, ...]
    size: int

    @property
    def worst(self) -> float:
        """What the share of the case did not exceed."""
        ranked = sorted(self.waits)
        return ranked[min(len(ranked) - 1, int(self.case.share * len(ranked)))]

    def meets_the_goal(self) -> bool:
        """Whether it was fast enough."""
        return self.worst <= self.case.goal


def measure_uploads(address: str, rounds: int = ROUNDS) -> list[Upload]:
    """Send every kind of file `rounds` times."""
    account = make_account()
    actor, cookie = patient(account), f"{session_http.cookie_name()}={make_session(account)}"
    return [_measure_case(address, actor, cookie, case, rounds) for case in CASES]


def _measure_case(address: str, actor: Actor, cookie: str, case: Case, rounds: int) -> Upload:
    contents = [case.make(1_000 * number) for number in range(rounds)]
    waits = [_upload(address, actor, cookie, content) for content in contents]
    return Upload(case, tuple(waits), max(map(len, contents)))


def _upload(address: str, actor: Actor, cookie: str, content: bytes) -> float:
    """Milliseconds from the first byte sent to the line in the list."""
    name = f"Document {uuid4().hex[:8]}"
    began = time.perf_counter()
    _send(f"{address}/fichiers/{actor.open_profile}/televersements", cookie, name, content)
    [upload] = services.list_uploads(actor)
    form = DocumentForm(
        name=name, document_date=clock.today().isoformat(), category="report", confidentiality="visible"
    )
    services.add_document(actor, upload.id, form)
    rows = services.list_documents(actor, ListQuery()).rows
    taken = 1_000 * (time.perf_counter() - began)
    if rows[0].name != name:
        raise RuntimeError("the document is not first in the list")
    return taken


def _send(address: str, cookie: str, name: str, content: bytes) -> None:
    headers = {
        "Cookie": cookie,
        "Origin": address.partition("/fichiers")[0],
        "X-Upload-Key": str(uuid4()),
        "X-File-Name": quote(f"{name}.pdf"),
        "Content-Type": "application/octet-stream",
    }
    request = urllib.request.Request(address, content, headers, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


@dataclass(frozen=True)
class Growth:
    """One way to list, by the small profile and by the great one: milliseconds, statements."""

    title: str
    few: float
    many: float
    few_statements: int
    many_statements: int

    @property
    def ratio(self) -> float:
        """How many times slower the great one is."""
        return self.many / self.few

    def meets_the_goal(self) -> bool:
        """Whether it hardly grows, in as many statements."""
        return self.ratio <= GROWTH_GOAL and self.few_statements == self.many_statements


def fill(count: int, categories: Sequence[str]) -> Actor:
    """A patient with `count` documents. Their bytes are not needed to list them, and are not written."""
    actor = patient(make_account())
    draw = random.Random(count)  # noqa: S311 - the same documents each time
    with transaction(actor) as session:
        own_shelf = shelf.lock(session, actor)
        blobs: list[Blob] = []
        documents: list[Document] = []
        for number in range(count):
            blob = Blob(profile_id=actor.open_profile, size=1)
            document = Document(
                profile_id=actor.open_profile,
                name=f"{draw.choice(('Bilan', 'Ordonnance', 'Compte rendu', 'Radio'))} de suivi {number}",
                document_date=clock.today() - timedelta(days=draw.randrange(4_000)),
                category=draw.choice(categories),
                author_kind="import",
                author_name=draw.choice(("Dr Marie Chanteau", "Labo BioPCR Orly", "Ancien DMP")),
                kind="pdf",
                pages=1,
                size=1,
                scan="clean",
                blob_id=blob.id,
                change_number=0,
            )
            shelf.number_change(own_shelf, document)
            blobs.append(blob)
            documents.append(document)
        session.add_all(blobs)
        session.flush()
        session.add_all(documents)
    return actor


def measure_growth(few: Actor, many: Actor, rounds: int = LIST_ROUNDS) -> list[Growth]:
    """List in every way, the two patients in turn, once their names have been opened."""
    return [_measure_list(title, query, few, many, rounds) for title, query in LISTS.items()]


def _measure_list(title: str, query: ListQuery, few: Actor, many: Actor, rounds: int) -> Growth:
    statements = [_statements(actor, query) for actor in (few, many)]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for actor, taken in zip((few, many), times, strict=True):
            taken.append(_milliseconds(lambda actor=actor: services.list_documents(actor, query)))
    few_ms, many_ms = (sorted(taken)[rounds // 10] for taken in times)
    return Growth(title, few_ms, many_ms, *statements)


def _statements(actor: Actor, query: ListQuery) -> int:
    """How many statements a list takes, once what is remembered is."""
    services.list_documents(actor, query)
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        services.list_documents(actor, query)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)


def _milliseconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return 1_000 * (time.perf_counter() - began)


@dataclass(frozen=True)
class Found:
    """Everything that was measured; `first_search` is that of the great profile, in milliseconds."""

    uploads: Sequence[Upload]
    lists: Sequence[Growth]
    first_search: float

    def meets_the_goals(self) -> bool:
        """Whether every goal is reached."""
        return all(one.meets_the_goal() for one in (*self.uploads, *self.lists))


def run() -> Found:
    """Start a server, then use its database in this process too."""
    with demo_server() as server:
        os.environ.update(environment(server.folder))
        settings.cache_clear()
        uploads = measure_uploads(server.address)
        few, many = fill(FEW, FILTER), fill(MANY, [category.value for category in Category])
        first_search = _milliseconds(lambda: services.list_documents(many, LISTS["Chercher"]))
        return Found(uploads, measure_growth(few, many), first_search)


def print_tables(found: Found) -> None:
    """The figures."""
    console = Console()
    table = Table(title="D'un fichier à sa ligne dans la liste")
    for name in ("", "Octets", "Médiane ms", "Retenu ms", "Objectif ms"):
        table.add_column(name, justify="right" if name else "left")
    for one in found.uploads:
        cells = (f"{one.size:,}".replace(",", " "), f"{statistics.median(one.waits):.0f}", f"{one.worst:.0f}")
        style = None if one.meets_the_goal() else "red"
        table.add_row(one.case.title, *cells, str(one.case.goal), style=style)
    console.print(table)
    table = Table(
        title=f"Listes : {MANY} documents contre {FEW} (objectif : {GROWTH_GOAL} fois, autant de requêtes)"
    )
    for name in ("", f"{FEW}, ms", f"{MANY}, ms", "Rapport", "Requêtes"):
        table.add_column(name, justify="right" if name else "left")
    for one in found.lists:
        cells = (f"{one.few:.1f}", f"{one.many:.1f}", f"{one.ratio:.2f}")
        statements = f"{one.few_statements} / {one.many_statements}"
        table.add_row(one.title, *cells, statements, style=None if one.meets_the_goal() else "red")
    console.print(table)
    console.print(f"Première recherche parmi {MANY} noms, tous à ouvrir : {found.first_search:.0f} ms.")


def main() -> int:
    """Measure and print; the exit code is 1 when a goal is missed."""
    found = run()
    print_tables(found)
    return int(not found.meets_the_goals())


if __name__ == "__main__":
    sys.exit(main())
