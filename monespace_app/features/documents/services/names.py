"""What each process remembers of a profile's documents, so that ten thousand list as fast as fifty.

Names are sealed: the database can neither sort nor search them. So the first search, or the first sort by name, opens
them all once and keeps their folded forms here; afterwards only what has changed is read, by `change_number`. Counts
are kept the same way. Nothing here decides what may be seen: it only names rows, which the same transaction then reads
again, in its scope.
"""

import threading
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from monespace_app.core import clock
from monespace_app.features.documents import queries, rules
from monespace_app.features.documents.schemas import ListQuery

MAX_DOCUMENTS = 100_000
"""Documents of all profiles together that are remembered in a process; about 500 bytes each."""
MAX_PROFILES = 2_000
FEW = 100
"""Changes that are put in their places one by one; beyond, sorting again is faster."""
MAX_ANSWERS = 4
"""Lists of a profile that are kept as they were asked for."""
MAX_AGE = timedelta(minutes=30)
"""What was not used for as long is forgotten: names are in clear here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of a document: its folded name, and its places in lists sorted by date, name, author."""

    id: str
    name: str
    category: str
    folder_id: str
    by_date: tuple[date, datetime, str]
    by_name: tuple[Any, ...]
    by_author: tuple[Any, ...]


_ORDERS: dict[str, tuple[str, bool]] = {
    "recent": ("by_date", True),
    "ancien": ("by_date", False),
    "nom": ("by_name", False),
    "nom-inverse": ("by_name", True),
    "auteur": ("by_author", False),
    "auteur-inverse": ("by_author", True),
}
"""Of each value of `rules.SORTS`, the key of an entry, and whether it goes backwards."""


class Counts:
    """How many documents each category has in each folder, and how many are in the trash."""

    def __init__(self, by_place: Iterable[tuple[str, str | None, int]], trash: int) -> None:
        self.total = 0
        """Documents of the profile, trash excluded."""
        self.trash = trash
        self._by_category: Counter[tuple[str, str]] = Counter()
        self._by_folder: Counter[str] = Counter()
        for category, folder_id, count in by_place:
            self.total += count
            self._by_category[category, ""] += count
            if folder_id:
                self._by_category[category, folder_id] += count
                self._by_folder[folder_id] += count

    def in_category(self, category: str, folder_id: str = "") -> int:
        """Documents of a category, in one folder or everywhere."""
        return self._by_category[category, folder_id]

    def in_folder(self, folder_id: str) -> int:
        """Documents of a folder."""
        return self._by_folder[folder_id]


@dataclass(frozen=True, slots=True)
class Order:
    """Entries by one of their keys, and their names beside them: a search reads a plain list of texts."""

    key: str
    entries: list[Entry]
    names: list[str]

    @classmethod
    def of(cls, entries: Iterable[Entry], key: str) -> "Order":
        """Sort."""
        found = sorted(entries, key=attrgetter(key))
        return cls(key, found, [entry.name for entry in found])

    def changed(self, gone: Iterable[Entry], come: Iterable[Entry]) -> "Order":
        """The order without some of its entries and with others, in their places."""
        after = Order(self.key, self.entries.copy(), self.names.copy())
        for entry in gone:
            place = after._place(entry)
            del after.entries[place], after.names[place]
        for entry in come:
            place = after._place(entry)
            after.entries.insert(place, entry)
            after.names.insert(place, entry.name)
        return after

    def _place(self, entry: Entry) -> int:
        key = attrgetter(self.key)
        return bisect_left(self.entries, key(entry), key=key)

    def matching(self, query: ListQuery) -> list[Entry]:
        """The entries that a query asks for."""
        found = self.entries
        if wanted := rules.fold(query.search):
            found = [entry for entry, name in zip(self.entries, self.names, strict=True) if wanted in name]
        if query.folder_id:
            found = [entry for entry in found if entry.folder_id == query.folder_id]
        if query.categories:
            found = [entry for entry in found if entry.category in query.categories]
        return found


@dataclass(frozen=True, slots=True)
class Index:
    """The entries of a profile as they were at change `number`, and the orders they were asked in."""

    number: int
    entries: dict[str, Entry]
    orders: dict[str, Order] = field(default_factory=dict)
    answers: dict[ListQuery, list[Entry]] = field(default_factory=dict)
    """The last few, for whoever goes from page to page."""

    def matching(self, query: ListQuery) -> list[Entry]:
        """All that a query asks for, whatever its page, in its order."""
        if (known := self.answers.get(query)) is not None:
            return known
        key, is_reversed = _ORDERS[query.sort]
        found = self.order(key).matching(query)
        if len(self.answers) >= MAX_ANSWERS:
            self.answers.clear()
        return self.answers.setdefault(query, found[::-1] if is_reversed else found)

    def order(self, key: str) -> Order:
        """Every entry by one of its keys."""
        if key not in self.orders:
            self.orders[key] = Order.of(self.entries.values(), key)
        return self.orders[key]

    def changed(self, number: int, changes: dict[str, Entry | None]) -> "Index":
        """The index after `changes` (None: not listed any more); few of them do not make it sort again."""
        entries = self.entries.copy()
        gone = [entry for one in changes if (entry := entries.pop(one, None)) is not None]
        come = [entry for entry in changes.values() if entry is not None]
        entries.update((entry.id, entry) for entry in come)
        orders = tuple(self.orders.values()) if len(changes) <= FEW else ()
        return Index(number, entries, {order.key: order.changed(gone, come) for order in orders})


NOTHING = Index(0, {})


@dataclass(slots=True)
class _Memory:
    used_at: datetime
    counts: tuple[int, Counts] | None = None
    """The change they were counted at, and what."""
    index: Index | None = None

    @property
    def size(self) -> int:
        return len(self.index.entries) if self.index else 0


_lock = threading.Lock()
_known: OrderedDict[str, _Memory] = OrderedDict()
"""By profile, the last used at the end."""


def forget_everything() -> None:
    """Remember nothing, for a process (or a test) whose database changes."""
    with _lock:
        _known.clear()


def counts(session: Session, profile_id: str) -> Counts:
    """The counts of the profile in scope, as this transaction sees them."""
    return _counts(session, profile_id)[1]


def matching(session: Session, profile_id: str, query: ListQuery) -> list[Entry]:
    """The entries of all the documents that `query` asks for, in its order."""
    return _up_to_date(session, profile_id).matching(replace(query, page=1))


def _counts(session: Session, profile_id: str) -> tuple[int, Counts]:
    """The number of the last change, and the counts at that moment."""
    number = session.scalar(queries.last_change(profile_id)) or 0
    memory = _memory(profile_id)
    known = memory.counts
    if known is not None and known[0] == number:
        return known
    by_place = session.execute(queries.counts())
    found = number, Counts(by_place, session.scalar(queries.trash_count()) or 0)
    memory.counts = found
    return found


def _up_to_date(session: Session, profile_id: str) -> Index:
    number, counted = _counts(session, profile_id)
    memory = _memory(profile_id)
    index = memory.index or NOTHING
    # A transaction that began before what is remembered reads everything: an index only goes forward.
    if index.number > number:
        index = NOTHING
    if index.number < number:
        index = index.changed(number, _changes(session, index.number))
    if len(index.entries) != counted.total:
        # Rows came or went without a number, which no service does: believe the database.
        index = NOTHING.changed(number, _changes(session, -1))
    _remember(memory, index)
    return index


def _changes(session: Session, number: int) -> dict[str, Entry | None]:
    rows = session.execute(queries.changed_since(number))
    return {row.id: _entry(row) if row.deleted_at is None else None for row in rows}


def _entry(row: Row) -> Entry:
    newest_first = (-row.document_date.toordinal(), -row.added_at.timestamp(), row.id)
    name, author = rules.sort_key(row.name), rules.sort_key(row.author_name)
    return Entry(
        id=row.id,
        name=name[0],
        category=row.category,
        folder_id=row.folder_id or "",
        by_date=(row.document_date, row.added_at, row.id),
        by_name=(*name, *newest_first),
        by_author=(*author, *newest_first),
    )


def _memory(profile_id: str) -> _Memory:
    present = clock.now()
    with _lock:
        memory = _known.get(profile_id)
        if memory is None or present - memory.used_at > MAX_AGE:
            memory = _known[profile_id] = _Memory(present)
        memory.used_at = present
        _known.move_to_end(profile_id)
        return memory


def _remember(memory: _Memory, index: Index) -> None:
    with _lock:
        if memory.index is None or memory.index.number < index.number:
            memory.index = index
            _make_room(memory.used_at)


def _make_room(present: datetime) -> None:
    """Drop what was not used for long, and the least recently used of what is too much."""
    kept = sum(memory.size for memory in _known.values())
    while len(_known) > 1:
        oldest = next(iter(_known.values()))
        is_too_much = kept > MAX_DOCUMENTS or len(_known) > MAX_PROFILES
        if not is_too_much and present - oldest.used_at <= MAX_AGE:
            return
        kept -= oldest.size
        _known.popitem(last=False)
