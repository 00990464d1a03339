"""Files by HTTP: every route by every kind of caller, what answers carry, and senders that behave badly.

ASVS 5.2.1, 5.4.1, 5.4.2, 8.2.2, 14.2.1, 14.3.2.
"""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from monespace_app.core.actor import Actor
from monespace_app.core.content import Kind
from monespace_app.core.settings import settings
from monespace_app.features.documents import http as files
from monespace_app.features.documents import services
from monespace_app.features.documents.models import Scan
from monespace_app.features.documents.rules import list_query
from monespace_app.session import http as session_http
from monespace_app.session import services as sessions
from monespace_app.session.rules import IDLE
from tests.core.content import made
from tests.factories import Made, make_account, make_child, make_document, make_session, make_upload, patient
from tests.security.browser import OURS
from tests.security.conftest import Ears
from tests.security.people import MARK, Target, age, canary, make_target, session_of
from tests.security.server import BackEnd

TEXT = b"Un texte tout simple."


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody with a cookie, or without."""

    server: BackEnd
    cookie: str | None

    @property
    def headers(self) -> dict[str, str]:
        cookie = {"Cookie": f"{session_http.cookie_name()}={self.cookie}"} if self.cookie else {}
        return {"Origin": OURS, **cookie}

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.server.url}{path}", headers=self.headers)

    def post(self, profile_id: str, content=TEXT, *, key: str = "", name: str = "a.txt", **more: str):
        headers = {**self.headers, "X-Upload-Key": key or str(uuid4()), "X-File-Name": quote(name), **more}
        path = f"{self.server.url}/fichiers/{profile_id}/televersements"
        return httpx.post(path, content=content, headers=headers, timeout=30)


@pytest.fixture
def target() -> Target:
    return make_target()


@pytest.fixture
def owner(server: BackEnd, target: Target) -> Browser:
    return Browser(server, make_session(target.account))


def routes(target: Target) -> list[str]:
    """Every address of a file of the target's."""
    start = f"/fichiers/{target.profile.id}"
    return [
        f"{start}/{target.document_id}",
        f"{start}/{target.document_id}/pages/1",
        f"{start}/{target.document_id}/pages/1?largeur=160",
        f"{start}/televersements/{target.upload_id}/apercu",
    ]


def _ended(account) -> str:
    cookie = make_session(account)
    sessions.end_session(cookie)
    return cookie


def _expired(account) -> str:
    cookie = make_session(account)
    age(session_of(cookie), idle=IDLE + timedelta(seconds=1))
    return cookie


CALLERS = {
    "anonymous": lambda target: None,
    "nonsense": lambda target: "x" * 43,
    # Between the password and the code there is a ticket at most, never a cookie.
    "half-logged-in": lambda target: sessions.issue_ticket(target.account.id),
    "another patient": lambda target: make_session(make_account()),
    "another parent": lambda target: make_session(make_account(children=(make_child("Zoé"),))),
    "logged out": lambda target: _ended(target.account),
    "expired": lambda target: _expired(target.account),
}


@pytest.mark.row("DOC-11")
@pytest.mark.parametrize("caller", CALLERS)
def test_whoever_may_not_gets_the_answer_of_what_does_not_exist(
    server: BackEnd, target: Target, owner: Browser, ears: Ears, caller: str
):
    stranger = Browser(server, CALLERS[caller](target))
    before = services.list_uploads(patient(target.account))
    nothing = owner.get(f"/fichiers/{target.profile.id}/{'0' * 32}")
    answers = [stranger.get(path) for path in routes(target)] + [stranger.post(target.profile.id)]
    for answer in answers:
        assert (answer.status_code, answer.content) == (404, nothing.content)
        assert _said(answer) == _said(nothing)
        assert MARK not in answer.text
    assert services.list_uploads(patient(target.account)) == before
    assert ears.heard() == ears.failures == []


def _said(answer: httpx.Response) -> dict[str, str]:
    """The headers but for the date, and for the connection, which ends after a body that was not read."""
    return {name: value for name, value in answer.headers.items() if name not in {"date", "connection"}}


@pytest.mark.row("DOC-11")
@pytest.mark.parametrize(
    "object_id", ["0" * 32, "x", "televersements", "0" * 31 + "%00", "..%2f..", "é", "A" * 32]
)
def test_identifiers_that_were_guessed_find_nothing(
    owner: Browser, target: Target, ears: Ears, object_id: str
):
    start = f"/fichiers/{target.profile.id}"
    for path in (object_id, f"{object_id}/pages/1", f"televersements/{object_id}/apercu"):
        answer = owner.get(f"{start}/{path}")
        assert answer.status_code in {404, 405}
        assert MARK not in answer.text
    assert ears.failures == []


def test_a_document_is_found_under_its_own_profile_only(owner: Browser, target: Target):
    assert owner.get(f"/fichiers/{target.child.id}/{target.document_id}").status_code == 404
    assert owner.get(f"/fichiers/{target.profile.id}/{target.document_id}").status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "-1", "1.0", "99999", "%31%00", "١"])
def test_a_page_that_is_not_there(server: BackEnd, page: str):
    account, actor = _somebody()
    document_id = make_document(actor, Made(kind=Kind.JPEG, content=made.saved(made.pixels(20, 20), "JPEG")))
    browser = Browser(server, make_session(account))
    start = f"/fichiers/{actor.profile_id}/{document_id}/pages"
    assert browser.get(f"{start}/{page}").status_code == 404
    assert browser.get(f"{start}/1?largeur=161").status_code == 404
    assert browser.get(f"{start}/1").status_code == 200


def _somebody() -> tuple[object, Actor]:
    account = make_account()
    return account, patient(account)


SAME_FOR_ALL = {
    "cache-control": "no-store",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.row("DOC-11")
@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_downloaded_is_what_was_stored_under_its_exact_type(server: BackEnd, kind: Kind):
    account, actor = _somebody()
    content = bytes(range(256))
    document_id = make_document(actor, Made(name='Écho "; \r\n x', kind=kind, content=content))
    answer = Browser(server, make_session(account)).get(f"/fichiers/{actor.profile_id}/{document_id}")
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-type"] == kind.media_type
    assert answer.headers["content-disposition"] == (
        f"attachment; filename=\"Echo __  x.{kind}\"; filename*=UTF-8''%C3%89cho%20_%3B%20%20x.{kind}"
    )
    assert {name: answer.headers[name] for name in SAME_FOR_ALL} == SAME_FOR_ALL
    assert [value for name, value in answer.headers.multi_items() if name == "x-content-type-options"] == [
        "nosniff"
    ]


@pytest.mark.row("DOC-11")
def test_every_answer_carries_the_same_guards(owner: Browser, target: Target):
    answers = [
        owner.get(f"/fichiers/{target.profile.id}/{'0' * 32}"),
        owner.post(target.profile.id),
        owner.post(target.profile.id, b""),
    ]
    assert [answer.status_code for answer in answers] == [404, 201, 422]
    for answer in answers:
        assert {name: answer.headers[name] for name in SAME_FOR_ALL} == SAME_FOR_ALL
        assert "set-cookie" not in answer.headers


@pytest.mark.row("DOC-7")
def test_pages_are_jpeg_images(server: BackEnd):
    account, actor = _somebody()
    document_id = make_document(
        actor, Made(kind=Kind.JPEG, content=made.saved(made.pixels(900, 600), "JPEG"))
    )
    upload_id = make_upload(actor)
    browser = Browser(server, make_session(account))
    answer = browser.get(f"/fichiers/{actor.profile_id}/{document_id}/pages/1?largeur=160")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8")
    assert {name: answer.headers[name] for name in SAME_FOR_ALL} == SAME_FOR_ALL
    assert browser.get(f"/fichiers/{actor.profile_id}/televersements/{upload_id}/apercu").status_code == 404


@pytest.mark.row("DOC-13")
def test_nothing_of_a_file_leaves_before_the_antivirus_has_answered(server: BackEnd):
    account, actor = _somebody()
    document_id = make_document(
        actor, Made(kind=Kind.JPEG, content=made.saved(made.pixels(9, 9), "JPEG"), scan=Scan.WAITING)
    )
    upload_id = make_upload(actor, scan=Scan.WAITING, kind=Kind.JPEG)
    browser = Browser(server, make_session(account))
    start = f"/fichiers/{actor.profile_id}"
    for path in (document_id, f"{document_id}/pages/1", f"televersements/{upload_id}/apercu"):
        assert browser.get(f"{start}/{path}").status_code == 404


@pytest.mark.row("DOC-3")
def test_a_file_is_received_once_under_its_name(owner: Browser, target: Target):
    key, actor = str(uuid4()), patient(target.account)
    answers = [owner.post(target.profile.id, key=key, name="Été & résumé.txt") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    received = [upload for upload in services.list_uploads(actor) if upload.id == answers[0].json()["id"]]
    assert [(upload.file_name, upload.key) for upload in received] == [("Été & résumé.txt", key)]


@pytest.mark.row("DOC-3")
def test_a_parent_sends_to_a_childs_profile_whatever_the_tab_shows(owner: Browser, target: Target):
    assert owner.post(target.child.id).status_code == 201
    assert len(services.list_uploads(patient(target.account, target.child))) == 1


@pytest.mark.row("DOC-4")
@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "Ce fichier est vide"),
        (b"x" * 5_000_001, 413, "dépasse 5\u00a0Mo"),
        (bytes(2_000), 422, "n'est pas"),
    ],
)
def test_a_refusal_says_why_in_a_sentence(
    owner: Browser, target: Target, content: bytes, status: int, words: str
):
    answer = owner.post(target.profile.id, content)
    assert (answer.status_code, words in answer.json()["sentence"]) == (status, True), answer.text


def _stream(size: int) -> Iterator[bytes]:
    for _ in range(size // 100_000):
        yield b"x" * 100_000


@pytest.mark.row("DOC-3")
def test_without_a_length_bytes_are_counted_as_they_come(owner: Browser, target: Target):
    assert owner.post(target.profile.id, _stream(200_000)).status_code == 201
    assert _status_of_a_stream(owner, target) == 413


def _status_of_a_stream(owner: Browser, target: Target) -> int:
    """Of a body that never ends: the server answers before."""
    with _connection(owner, target, "Transfer-Encoding: chunked") as sender:
        chunk = b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
        try:
            for _ in range(200):
                sender.sendall(chunk)
        except OSError:
            pass
        return int(sender.recv(100).split()[1])


def _connection(owner: Browser, target: Target, *lines: str) -> socket.socket:
    sender = socket.create_connection(("127.0.0.1", owner.server.port), timeout=10)
    head = [
        f"POST /fichiers/{target.profile.id}/televersements HTTP/1.1",
        "Host: localhost",
        f"Origin: {OURS}",
        f"Cookie: {owner.headers['Cookie']}",
        f"X-Upload-Key: {uuid4()}",
        "X-File-Name: a.txt",
        *lines,
    ]
    sender.sendall("\r\n".join([*head, "", ""]).encode())
    return sender


@pytest.mark.row("DOC-12")
@pytest.mark.parametrize("announced", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
def test_a_sender_that_goes_away_midway_leaves_nothing(owner: Browser, target: Target, announced: str):
    actor = patient(target.account)
    before = services.list_uploads(actor)
    with _connection(owner, target, announced) as sender:
        sender.sendall(b"5\r\nhello\r\n" if "chunked" in announced else b"hello")
        _until(lambda: files._of_account[target.account.id] == 1)
    _until(lambda: target.account.id not in files._of_account)
    assert services.list_uploads(actor) == before


def _until(is_so) -> None:
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.005)


@pytest.mark.row("DOC-12")
def test_a_sender_that_falls_silent_is_given_up(
    owner: Browser, target: Target, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(files, "STALL", 0.2)
    with _connection(owner, target, "Content-Length: 1000") as sender:
        sender.sendall(b"hello")
        answer = sender.recv(4_000).decode()
    assert answer.startswith("HTTP/1.1 408")
    assert "rien n'a été gardé" in answer


def test_a_sender_that_drips_is_given_up(owner: Browser, target: Target, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "STALL", 0.3)
    with _connection(owner, target, "Content-Length: 100000") as sender:
        sender.settimeout(0.05)
        answer = b""
        until = time.monotonic() + 5
        while not answer and time.monotonic() < until:
            sender.sendall(b"x")
            try:
                answer = sender.recv(4_000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 408")


def test_an_account_cannot_take_every_place(owner: Browser, target: Target):
    open_ones = [
        _connection(owner, target, "Content-Length: 1000") for _ in range(files.MAX_AT_ONCE_OF_ACCOUNT)
    ]
    _until(lambda: files._of_account[target.account.id] == files.MAX_AT_ONCE_OF_ACCOUNT)
    answer = owner.post(target.profile.id)
    assert (answer.status_code, "même temps" in answer.json()["sentence"]) == (429, True)
    for one in open_ones:
        one.close()
    _until(lambda: not files._of_account)
    assert owner.post(target.profile.id).status_code == 201


def test_a_session_that_ends_while_the_bytes_come_keeps_nothing(owner: Browser, target: Target):
    actor = patient(target.account)
    before = services.list_uploads(actor)
    with _connection(owner, target, "Content-Length: 6") as sender:
        sender.sendall(b"hel")
        _until(lambda: files._of_account[target.account.id] == 1)
        sessions.end_session(owner.cookie or "")
        sender.sendall(b"lo!")
        assert sender.recv(100).startswith(b"HTTP/1.1 404")
    assert services.list_uploads(actor) == before


def test_a_foreign_page_cannot_send_a_file(owner: Browser, target: Target):
    for origin in ("https://evil.example", "null", ""):
        assert owner.post(target.profile.id, Origin=origin).status_code == 403


@pytest.mark.row("LOGIN-7")
@pytest.mark.parametrize("is_read", [True, False])
def test_sending_and_reading_files_prolong_the_session(owner: Browser, target: Target, is_read: bool):
    session_id = session_of(owner.cookie or "")
    age(session_id, idle=IDLE - timedelta(minutes=1))
    before = sessions.session_end(_with(target, session_id)).at
    if is_read:
        owner.get(f"/fichiers/{target.profile.id}/{target.document_id}")
    else:
        owner.post(target.profile.id)
    assert sessions.session_end(_with(target, session_id)).at - before > timedelta(minutes=20)


def test_small_images_that_a_page_draws_by_itself_do_not(owner: Browser, target: Target):
    session_id = session_of(owner.cookie or "")
    age(session_id, idle=IDLE - timedelta(minutes=1))
    before = sessions.session_end(_with(target, session_id)).at
    owner.get(f"/fichiers/{target.profile.id}/televersements/{target.upload_id}/apercu")
    assert sessions.session_end(_with(target, session_id)).at == before


def _with(target: Target, session_id: str) -> Actor:
    from dataclasses import replace

    return replace(patient(target.account), session_id=session_id)


def test_bytes_that_were_altered_are_not_served(owner: Browser, target: Target, ears: Ears):
    path = f"/fichiers/{target.profile.id}/{target.document_id}"
    for file in (settings().data_dir / "blobs" / target.profile.id).iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    answer = owner.get(path)
    assert answer.status_code == 503
    assert canary("document-octets") not in answer.text
    assert ears.heard() == []


def test_a_busy_antivirus_or_decoder_never_holds_pages_up(owner: Browser):
    """Its threads are its own: those of everybody's events stay free."""
    assert files._workers._max_workers <= files.MAX_AT_ONCE
    assert list_query({}).page == 1
    assert owner.get("/ping").status_code == 200
