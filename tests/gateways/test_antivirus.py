"""ClamAV: no verdict lets nothing pass, whatever the scanner does."""

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monespace_app.core.settings import settings
from monespace_app.gateways import antivirus
from monespace_app.gateways.antivirus import Clamd, ScannerAway

pytestmark = pytest.mark.row("DOC-13")

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that every antivirus recognises, in two parts so that this file is not recognised itself."""

Answer = Callable[[socket.socket], None]


def read_stream(connection: socket.socket) -> bytes:
    """What a client sends, as `clamd` reads it."""
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            content += stream.read(size)
        return content


@contextmanager
def fake_clamd(answer: Answer, folder: Path | None = None) -> Iterator[antivirus.Endpoint]:
    """Something that listens and does what `answer` does with each connection."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            answer(self.request)

    kind = socketserver.ThreadingUnixStreamServer if folder else socketserver.ThreadingTCPServer
    where = str(folder / "clamd.ctl") if folder else ("127.0.0.1", 0)
    with kind(where, Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Path(where) if folder else server.server_address
        finally:
            server.shutdown()
            thread.join()


def says(words: bytes) -> Answer:
    def answer(connection: socket.socket) -> None:
        read_stream(connection)
        connection.sendall(words)

    return answer


def verdict(answer: Answer, content: bytes = b"bonjour", seconds: float = 5) -> bool:
    with fake_clamd(answer) as endpoint:
        return Clamd(endpoint, seconds).is_clean(content)


def test_the_whole_content_is_sent_and_the_verdict_read():
    seen = []
    content = bytes(range(256)) * 800

    def answer(connection: socket.socket) -> None:
        seen.append(read_stream(connection))
        for byte in b"stream: OK\0":
            connection.sendall(bytes([byte]))

    assert verdict(answer, content) is True
    assert seen == [content]


def test_an_infected_file_is_told():
    assert verdict(says(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")) is False


def test_a_unix_socket_is_one_path_away(tmp_path):
    with fake_clamd(says(b"stream: OK\0"), tmp_path) as endpoint:
        assert Clamd(endpoint).is_clean(b"bonjour") is True


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"stream: OK",
        b"\0",
        b"OK\0",
        b"stream: OK FOUNDATION\0",
        b"stream: \0",
        b"autre: OK\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: \xff\xfe FOUND\0",
        b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
        b"x" * 100_000,
    ],
)
def test_what_is_no_verdict_lets_nothing_pass(words):
    with pytest.raises(ScannerAway):
        verdict(says(words))


def test_a_scanner_that_hangs_up_lets_nothing_pass():
    with pytest.raises(ScannerAway):
        verdict(lambda connection: connection.close(), b"x" * 5_000_000)


def _silent(connection: socket.socket) -> None:
    read_stream(connection)
    time.sleep(0.5)


def _slow_drip(connection: socket.socket) -> None:
    read_stream(connection)
    for byte in b"stream: Quelque-Chose-De-Bien-Long FOUND\0":
        try:
            connection.sendall(bytes([byte]))
        except OSError:
            return
        time.sleep(0.05)


@pytest.mark.parametrize("answer", [_silent, _slow_drip])
def test_a_scanner_that_is_slow_lets_nothing_pass(answer):
    with pytest.raises(ScannerAway):
        verdict(answer, seconds=0.2)


def test_a_scanner_that_reads_nothing_lets_nothing_pass():
    with pytest.raises(ScannerAway):
        verdict(lambda connection: time.sleep(0.5), b"x" * 20_000_000, seconds=0.2)


def test_a_scanner_that_is_down_lets_nothing_pass(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        closed = server.getsockname()
    for endpoint in (closed, tmp_path / "nobody.ctl", ("nowhere.invalid", 3310)):
        with pytest.raises(ScannerAway):
            Clamd(endpoint, 1).is_clean(b"bonjour")


@pytest.mark.parametrize(
    ("address", "endpoint"),
    [
        ("127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("[::1]:3310", ("::1", 3310)),
        ("clamav.local:65535", ("clamav.local", 65535)),
        ("/run/clamav/clamd.ctl", Path("/run/clamav/clamd.ctl")),
    ],
)
def test_an_address_is_a_host_and_a_port_or_a_path(address, endpoint):
    assert antivirus.parse_address(address) == endpoint


@pytest.mark.parametrize(
    "address", ["clamav", ":3310", "h:", "h:0", "h:65536", "h:+1", "h:٣", "clamd.ctl", " "]
)
def test_anything_else_is_said_to_be_no_address(address, monkeypatch):
    monkeypatch.setenv("MONESPACE_CLAMD", address)
    settings.cache_clear()
    with pytest.raises(ValueError, match="MONESPACE_CLAMD"):
        antivirus.scanner(settings())


def test_without_a_setting_there_is_no_scanner():
    assert antivirus.scanner(settings()) is None


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """ClamAV itself, with one signature: its real base is a download of its own."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("clamd is not installed on this machine (Debian: apt install clamav-daemon)")
    folder = tmp_path_factory.mktemp("clamav")
    (folder / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    listens = folder / "ctl"
    (folder / "clamd.conf").write_text(
        f"LocalSocket {listens}\nDatabaseDirectory {folder}\nForeground yes\nTemporaryDirectory {folder}\n"
    )
    command = [program, "--config-file", str(folder / "clamd.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(listens, process)
            yield listens
        finally:
            process.terminate()


def _wait_for(listens: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        try:
            Clamd(listens).is_clean(b"")
        except ScannerAway:
            time.sleep(0.05)
        else:
            return
    pytest.fail("clamd did not start")


def test_the_real_clamd_lets_a_sound_file_pass(clamd):
    assert Clamd(clamd).is_clean(b"%PDF-1.7\n" + b"x" * 5_000_000) is True


@pytest.mark.parametrize("content", [EICAR, b"Bonjour,\n" + EICAR + b"\n"])
def test_the_real_clamd_finds_eicar(clamd, content):
    assert Clamd(clamd).is_clean(content) is False


def test_the_real_clamd_is_asked_by_many_at_once(clamd):
    found = []
    threads = [
        threading.Thread(
            target=lambda n=n: found.append((n % 2, Clamd(clamd).is_clean(EICAR if n % 2 else b"x")))
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [(0, True)] * 10 + [(1, False)] * 10
