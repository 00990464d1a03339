"""The worker: what it may do, what it is told, what is believed of it."""

import os
import subprocess
import sys

import pytest

from monespace_app.core.content import MAX_BYTES, Kind, Reason, Refused, apart, make_safe, preview, text_of
from monespace_app.core.content.sentences import SENTENCES
from monespace_app.core.errors import NotFound, TemporaryTrouble
from tests.core.content import made
from tests.core.content.made import pixels, printed, saved

pytestmark = pytest.mark.row("DOC-4")


def refused(content: bytes) -> Reason:
    with pytest.raises(Refused) as refusal:
        make_safe(content)
    return refusal.value.reason


def answer_of(monkeypatch, program: str) -> None:
    """Put another program in the worker's place."""
    monkeypatch.setattr(apart, "COMMAND", (sys.executable, "-I", "-c", program))


@pytest.mark.row("DOC-3")
def test_five_million_bytes_are_accepted_and_one_more_is_refused():
    assert make_safe(b"a" * (MAX_BYTES - 1) + b"\n").kind == Kind.TEXT
    assert refused(b"a" * (MAX_BYTES + 1)) == Reason.TOO_BIG
    assert refused(b"") == Reason.EMPTY


@pytest.mark.row("DOC-3")
def test_each_accepted_format_is_stored_as_what_it_is():
    stored = {make_safe(content).kind for content in (
        saved(pixels(), "JPEG"), saved(pixels(), "PNG"), made.tiff(1), printed(), made.rtf(), b"Bonjour",
    )}  # fmt: skip
    assert stored == set(Kind)
    assert [kind.extension for kind in Kind] == ["jpg", "pdf", "txt", "rtf", "tif"]
    assert all("/" in kind.media_type for kind in Kind)


def test_a_file_that_is_two_files_is_refused():
    assert refused(saved(pixels(), "GIF") + printed()) in {Reason.UNKNOWN_TYPE, Reason.SEVERAL_TYPES}
    assert refused(saved(pixels(), "GIF")) == Reason.UNKNOWN_TYPE


def test_every_reason_has_a_sentence_that_says_what_to_do():
    assert set(SENTENCES) == set(Reason)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


LIMITED = """
import os, socket, subprocess, sys
sys.stdin.buffer.read()
from monespace_app.core.content import limits
limits.close()
def can(action):
    try: action()
    except (OSError, MemoryError): return False
    return True
actions = [lambda: open("/etc/hosts"), socket.socket, os.pipe, lambda: bytearray(400_000_000)]
sys.stdout.write("done " + " ".join(str(can(action)) for action in actions) + "\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="macOS does not limit memory")
def test_the_worker_opens_nothing_and_takes_no_more_memory_than_it_may(monkeypatch):
    answer_of(monkeypatch, LIMITED)
    assert apart._ask("", b"") == (["False"] * 4, b"")


def test_the_worker_has_none_of_our_environment(monkeypatch):
    monkeypatch.setenv("MONESPACE_MASTER_KEY", "secret")
    answer_of(monkeypatch, "import os,sys; sys.stdin.read(); print('done', *os.environ)")
    words, _ = apart._ask("", b"")
    assert not [name for name in words if name.startswith("MONESPACE")]


def test_the_worker_inherits_no_open_file(monkeypatch, tmp_path):
    with (tmp_path / "secret").open("wb") as secret:
        os.set_inheritable(secret.fileno(), True)
        program = f"import os,sys; sys.stdin.read()\ntry: os.fstat({secret.fileno()}); print('done open')\n"
        answer_of(monkeypatch, program + "except OSError: print('done closed')")
        assert apart._ask("", b"") == (["closed"], b"")


@pytest.mark.parametrize("program", [
    "while True: pass",
    "import time; time.sleep(60)",
    "import sys; sys.stdin.read(); print('sure'); import time; sys.stdout.close(); time.sleep(60)",
])  # fmt: skip
def test_a_worker_that_does_not_answer_is_killed(monkeypatch, program):
    answer_of(monkeypatch, program)
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.5)
    assert refused(b"Bonjour" * 50_000) == Reason.TOO_HEAVY


@pytest.mark.parametrize("program", [
    "import os; os.abort()",
    "import sys; sys.exit(3)",
    "import sys; sys.stdin.read(); print('refused')",
    "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\xff\\xfe')",
])  # fmt: skip
def test_a_worker_that_dies_or_says_nonsense_is_a_refusal(monkeypatch, program):
    answer_of(monkeypatch, program)
    assert refused(b"Bonjour" * 50_000) == Reason.TOO_HEAVY


def test_an_endless_answer_is_not_kept(monkeypatch):
    answer_of(monkeypatch, "import sys; sys.stdin.read()\nwhile True: print('done txt 1\\n' + 'a' * 65536)")
    assert refused(b"Bonjour") == Reason.GROWN


def test_without_a_free_worker_the_patient_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(apart, "MAX_WAIT", 0.01)
    for _ in range(apart.MAX_WORKERS):
        apart._places.acquire()
    try:
        with pytest.raises(TemporaryTrouble):
            make_safe(b"Bonjour")
    finally:
        for _ in range(apart.MAX_WORKERS):
            apart._places.release()


def test_a_worker_that_cannot_be_started_is_a_passing_trouble(monkeypatch):
    monkeypatch.setattr(apart, "COMMAND", ("/nowhere/python",))
    with pytest.raises(TemporaryTrouble):
        make_safe(b"Bonjour")


@pytest.mark.row("DOC-7")
@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_not_found(page):
    for content, kind in (
        (saved(pixels(), "JPEG"), Kind.JPEG),
        (made.tiff(1), Kind.TIFF),
        (printed(), Kind.PDF),
    ):
        with pytest.raises(NotFound):
            preview(content, kind, page, 100)


@pytest.mark.row("DOC-7")
def test_texts_have_no_image_and_images_have_no_text():
    with pytest.raises(NotFound):
        preview(b"Bonjour", Kind.TEXT, 1, 100)
    with pytest.raises(NotFound):
        text_of(saved(pixels(), "JPEG"), Kind.JPEG)


@pytest.mark.row("DOC-7")
def test_a_kept_file_that_has_gone_bad_is_refused_when_it_is_shown():
    for kind in (Kind.JPEG, Kind.TIFF, Kind.PDF):
        with pytest.raises(Refused):
            preview(b"%PDF-1.4 rien", kind, 1, 100)
    with pytest.raises(Refused):
        text_of(b"{\\rtf1 ", Kind.RTF)


def test_the_worker_imports_neither_the_settings_nor_the_database_nor_reflex():
    program = (
        "import sys; from monespace_app.core.content import worker\n"
        "from monespace_app.core.content import detection, photo, tiff, pdf, pdf_page, rtf, text\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    modules = done.stdout.split()
    heavy = ("reflex", "sqlalchemy", "pydantic", "cryptography", "monespace_app.core.settings")
    assert [name for name in modules if name.startswith(heavy)] == []
