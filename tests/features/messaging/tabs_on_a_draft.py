"""Several tabs on one draft, played at random: what a browser does, what the server may not do.

The same play runs against the rules alone, thousands of times, and against the real services.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Protocol
from uuid import UUID

from monespace_app.features.messaging.rules import (
    SEQ_LIMIT,
    DocumentKey,
    DraftMark,
    DraftSave,
    Save,
    Writer,
    can_send,
    decide_save,
)


@dataclass(frozen=True, slots=True)
class Stored:
    """The draft as it is stored."""

    writer: str
    seq: int
    version: int
    text: str


class Server(Protocol):
    """What a tab can ask."""

    document: DocumentKey

    def save(self, save: DraftSave) -> tuple[Save, Stored | None]: ...

    def send(self, save: DraftSave) -> bool: ...

    def delete(self, version: int, writer: str) -> bool: ...

    def stored(self) -> Stored | None: ...

    def sent_texts(self) -> list[str]: ...

    def restart(self) -> None: ...


class RulesAlone:
    """A server of nothing but `decide_save` and `can_send`."""

    document = DocumentKey("a" * 32, "b" * 32, "c" * 32)

    def __init__(self) -> None:
        self.draft: Stored | None = None
        self.version = 0
        self.writers: dict[str, tuple[Writer, int]] = {}
        self.sent: dict[str, str] = {}

    @property
    def mark(self) -> DraftMark | None:
        return DraftMark(self.draft.writer, self.draft.seq, self.draft.version) if self.draft else None

    def fate(self, save: DraftSave) -> Writer:
        fate, seq = self.writers.get(save.writer, (Writer.OPEN, SEQ_LIMIT))
        return Writer.REPLACED if save.seq > seq else fate

    def replace(self) -> None:
        if self.draft:
            self.writers.setdefault(self.draft.writer, (Writer.REPLACED, SEQ_LIMIT))

    def save(self, save: DraftSave) -> tuple[Save, Stored | None]:
        decision = decide_save(self.mark, save, self.fate(save))
        if decision is Save.WRITE:
            if self.draft and self.draft.writer != save.writer:
                self.replace()
            self.version += 1
            self.draft = Stored(save.writer, save.seq, self.version, save.text)
        return decision, self.draft

    def send(self, save: DraftSave) -> bool:
        if save.writer in self.sent and self.fate(save) is Writer.CLOSED:
            return True
        if not can_send(self.mark, save, self.fate(save)):
            return False
        self.sent[save.writer] = save.text
        self.writers[save.writer] = (Writer.CLOSED, save.seq)
        self.replace()
        self.draft = None
        return True

    def delete(self, version: int, writer: str) -> bool:
        if self.draft and self.draft.version != version:
            return False
        if self.draft:
            self.writers.setdefault(writer, (Writer.CLOSED, SEQ_LIMIT))
        self.replace()
        self.draft = None
        return True

    def stored(self) -> Stored | None:
        return self.draft

    def sent_texts(self) -> list[str]:
        return list(self.sent.values())

    def restart(self) -> None:
        """Nothing is in memory only."""


@dataclass
class Editor:
    """One tab's text field: draft_keeper.js in a few lines."""

    writer: str
    base: int = 0
    text: str = ""
    seq: int = 0
    acked: int = 0
    adopted: int = 0
    """The draft its text comes from, counted from 1; 0 when it began empty or was kept knowingly."""
    conflict: bool = False
    other: Stored | None = None

    @property
    def is_dirty(self) -> bool:
        return self.seq > self.acked


@dataclass
class Watch:
    """Looks at the stored draft before and after everything that reaches the server."""

    server: Server
    draft_number: int = 1
    """Which draft of the conversation the stored one is, or the next one will be."""
    writers_of: dict[int, set[str]] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    closed: dict[str, int] = field(default_factory=dict)
    """The editors that sent or deleted, so that their patients know it; and the last words that went with it."""
    seen: list[str] = field(default_factory=list)

    def save(self, save: DraftSave, adopted: int) -> tuple[Save, Stored | None]:
        before = self.server.stored()
        decision, shown = self.server.save(save)
        after = self.server.stored()
        self.seen.append(decision.value)
        assert shown == after
        if decision is Save.WRITE:
            assert after == Stored(save.writer, save.seq, after.version if after else 0, save.text)
            self._check_written(before, after, save, adopted)
        else:
            assert after == before, f"{decision} changed the draft"
        if decision is Save.ALREADY_SAVED:
            assert after is not None
            assert (after.writer, after.seq >= save.seq) == (save.writer, True), "a false acknowledgement"
        return decision, shown

    def _check_written(self, before: Stored | None, after: Stored, save: DraftSave, adopted: int) -> None:
        if before is not None:
            assert after.version > before.version
            knew = save.base_version == before.version
            assert knew or (save.writer == before.writer and save.seq > before.seq), "a silent overwrite"
        else:
            self._check_new(save, adopted)
        self.writers_of.setdefault(self.draft_number, set()).add(save.writer)

    def _check_new(self, save: DraftSave, adopted: int) -> None:
        ended = [n for n in self.writers_of if n < self.draft_number]
        assert not any(save.writer in self.writers_of[n] for n in ended), "a resurrection by its writer"
        assert adopted in {0, self.draft_number}, "a resurrection of what was adopted"

    def send(self, save: DraftSave, adopted: int) -> bool:
        before = self.server.stored()
        is_sent = self.server.send(save)
        after = self.server.stored()
        if is_sent and save.writer not in self.sent:
            self.sent[save.writer] = save.text
            self.closed[save.writer] = save.seq
            if before is not None:
                knew = save.base_version == before.version
                own = save.writer == before.writer and save.seq >= before.seq
                assert knew or own, "acknowledged words were dropped by a send"
            else:
                self._check_new(save, adopted)
            assert after is None
            self._end(save.writer)
        else:
            assert after == before, "a send that was refused, or done before, changed the draft"
            assert not is_sent or save.seq <= self.closed[save.writer], "newer words passed for sent"
        assert sorted(self.server.sent_texts()) == sorted(self.sent.values()), "not once and only once"
        self.seen.append("sent" if is_sent else "not sent")
        return is_sent

    def delete(self, version: int, writer: str) -> bool:
        before = self.server.stored()
        is_gone = self.server.delete(version, writer)
        after = self.server.stored()
        if is_gone and before is not None:
            assert (before.version, after) == (version, None), "words that nobody saw were deleted"
            self.closed[writer] = SEQ_LIMIT
            self._end(before.writer)
        else:
            assert after == before
        self.seen.append("deleted" if is_gone else "not deleted")
        return is_gone

    def _end(self, writer: str) -> None:
        self.writers_of.setdefault(self.draft_number, set()).add(writer)
        self.draft_number += 1


class Play:
    """One random interleaving; the same seed is the same play."""

    def __init__(self, server: Server, seed: int) -> None:
        self.random = Random(seed)
        self.watch = Watch(server)
        self.server = server
        self.tabs = [self._blank() for _ in range(self.random.randint(2, 5))]
        self.saves_in_the_air: list[tuple[DraftSave, int]] = []
        self.sends_in_the_air: list[tuple[DraftSave, int]] = []
        self.words = 0

    def run(self, steps: int = 60) -> list[str]:
        """Play, and return what the server answered."""
        moves = {
            self.type: 8, self.save: 6, self.save_without_answer: 4, self.put_in_the_air: 3,
            self.late_save: 3, self.look: 5, self.choose: 3, self.send: 2, self.send_without_answer: 1,
            self.put_send_in_the_air: 1, self.late_send: 1, self.delete: 3, self.restart: 1,
        }  # fmt: skip
        for move in self.random.choices(list(moves), list(moves.values()), k=steps):
            move(self.random.randrange(len(self.tabs)))
        return self.watch.seen

    def _blank(self) -> Editor:
        return Editor(self._new_writer())

    def _new_writer(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def _payload(self, tab: Editor) -> DraftSave:
        return DraftSave(self.server.document, tab.writer, tab.seq, tab.base, tab.text)

    def type(self, n: int) -> None:
        tab = self.tabs[n]
        self.words += 1
        tab.text += f"mot{self.words} "
        tab.seq += 1

    def save(self, n: int) -> None:
        tab = self.tabs[n]
        if tab.is_dirty and not tab.conflict:
            self._answer(n, *self.watch.save(self._payload(tab), tab.adopted))

    def _answer(self, n: int, decision: Save, stored: Stored | None) -> None:
        tab = self.tabs[n]
        if decision is Save.CONFLICT:
            tab.conflict, tab.other = True, stored
        elif decision is Save.CLOSED:
            dropped = self.watch.closed.get(tab.writer, -1)
            assert tab.seq <= dropped, "words were dropped that nobody here had sent or deleted"
            self.tabs[n] = self._blank()
        elif stored is not None and stored.writer == tab.writer:
            tab.acked, tab.base = stored.seq, max(tab.base, stored.version)

    def save_without_answer(self, n: int) -> None:
        tab = self.tabs[n]
        if tab.is_dirty and not tab.conflict:
            self.watch.save(self._payload(tab), tab.adopted)

    def put_in_the_air(self, n: int) -> None:
        tab = self.tabs[n]
        if tab.is_dirty and not tab.conflict:
            self.saves_in_the_air.append((self._payload(tab), tab.adopted))

    def late_save(self, _n: int) -> None:
        if self.saves_in_the_air:
            self.watch.save(*self._out_of(self.saves_in_the_air))

    def _out_of(self, air: list[tuple[DraftSave, int]]) -> tuple[DraftSave, int]:
        # Some arrive twice.
        index = self.random.randrange(len(air))
        return air.pop(index) if self.random.random() < 0.7 else air[index]

    def look(self, n: int) -> None:
        tab, stored = self.tabs[n], self.server.stored()
        if not tab.is_dirty and not tab.conflict and (stored is None or stored.version > tab.base):
            self._adopt(n, stored)

    def _adopt(self, n: int, stored: Stored | None) -> None:
        self.tabs[n] = self._blank()
        if stored is not None:
            self.tabs[n].base, self.tabs[n].text = stored.version, stored.text
            self.tabs[n].adopted = self.watch.draft_number

    def choose(self, n: int) -> None:
        tab = self.tabs[n]
        if not tab.conflict:
            return
        if self.random.random() < 0.5:
            self._adopt(n, tab.other)
            return
        # « Garder ma version »: a new editor, that knows the other text.
        adopted = self.watch.draft_number if tab.other else 0
        base = tab.other.version if tab.other else 0
        self.tabs[n] = Editor(self._new_writer(), base=base, text=tab.text, seq=1, adopted=adopted)

    def send(self, n: int) -> None:
        tab = self.tabs[n]
        if tab.conflict or not tab.text:
            return
        if self.watch.send(self._payload(tab), tab.adopted):
            self.tabs[n] = self._blank()
        else:
            self._answer(n, *self.watch.save(self._payload(tab), tab.adopted))

    def send_without_answer(self, n: int) -> None:
        tab = self.tabs[n]
        if not tab.conflict and tab.text:
            self.watch.send(self._payload(tab), tab.adopted)

    def put_send_in_the_air(self, n: int) -> None:
        tab = self.tabs[n]
        if not tab.conflict and tab.text:
            self.sends_in_the_air.append((self._payload(tab), tab.adopted))

    def late_send(self, _n: int) -> None:
        if self.sends_in_the_air:
            self.watch.send(*self._out_of(self.sends_in_the_air))

    def delete(self, n: int) -> None:
        tab = self.tabs[n]
        if tab.base and not tab.conflict and self.watch.delete(tab.base, tab.writer):
            self.tabs[n] = self._blank()

    def restart(self, _n: int) -> None:
        self.server.restart()
        for n, tab in enumerate(self.tabs):
            # The page is built anew; what was not acknowledged was kept by the browser.
            tab.conflict, tab.other = False, None
            if not tab.is_dirty:
                self._adopt(n, self.server.stored())
