"""The mail server over real sockets, with plain smtplib, as any professional's program."""

import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import OperationalError

from monespace_app.core.errors import Denied, Invalid, NotFound, TemporaryTrouble
from monespace_app.gateways.mssante_in import MailServer
from monespace_app.gateways.mssante_in import server as server_module
from tests.gateways.mutation import mutants
from tests.gateways.servers import (
    CLOSED,
    DOCTOR,
    OTHER_PATIENT,
    PATIENT,
    Shelf,
    client,
    letter,
    reply_to,
    running,
)
from tests.gateways.test_dsn import notice

pytestmark = [pytest.mark.row("MSS-1"), pytest.mark.timeout(120)]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def server(shelf: Shelf) -> Iterator[MailServer]:
    with running(shelf) as server:
        yield server


def test_a_mail_is_kept_before_it_is_acknowledged(server: MailServer, shelf: Shelf):
    assert reply_to(server, letter().as_bytes()).startswith("250 2.0.0 ")

    [mail] = shelf.mails()
    assert (mail.subject, mail.text, mail.from_address) == ("Votre rendez-vous", "Bonjour Inaya.", DOCTOR)


def test_the_original_bytes_are_handed_over_untouched(server: MailServer, shelf: Shelf):
    raw = letter("Une ligne\n.\n..deux points\n" + "é" * 3000).as_bytes().replace(b"\n", b"\r\n")

    reply_to(server, raw)

    assert shelf.kept[PATIENT]["<1@medecin.mssante.fr>"][0] == raw


def test_there_is_no_250_while_the_mail_is_not_committed(server: MailServer, shelf: Shelf):
    committed = threading.Event()
    shelf.before_keeping = lambda _address: committed.wait(20) and None
    with client(server) as smtp:
        smtp.ehlo()
        smtp.mail(DOCTOR)
        smtp.rcpt(PATIENT)
        smtp.putcmd("data")
        smtp.getreply()
        smtp.send(letter().as_bytes().replace(b"\n", b"\r\n") + b".\r\n")
        smtp.sock.settimeout(0.5)
        with pytest.raises(TimeoutError):
            smtp.sock.recv(1)
        assert shelf.mails() == []

        committed.set()
        smtp.sock.settimeout(20)

        assert smtp.sock.recv(100).startswith(b"250 2.0.0")
        assert len(shelf.mails()) == 1


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("188037511100177@patient.mssante.fr", "550 5.1.1 "),
        ("quelqu.un@example.org", "550 5.1.1 "),
        (CLOSED, "550 5.2.1 "),
    ],
)
def test_recipients_are_refused_before_the_message_is_sent(server: MailServer, recipient: str, expected: str):
    with client(server) as smtp:
        smtp.ehlo()
        smtp.mail(DOCTOR)
        code, words = smtp.rcpt(recipient)

    assert f"{code} {words.decode()}".startswith(expected)


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    "author",
    ["inconnu@example.org", f"{DOCTOR}, inconnu@example.org", f"<{DOCTOR}.example>"],
)
def test_an_unknown_author_is_refused(server: MailServer, shelf: Shelf, author: str):
    assert reply_to(server, letter(From=author).as_bytes()).startswith("550 5.7.1 ")
    assert shelf.mails() == []


def test_the_envelope_may_name_another_address_than_the_author(server: MailServer):
    assert reply_to(server, letter().as_bytes(), sender="retours@operateur.example").startswith("250 ")


@pytest.mark.row("MSS-2")
def test_an_unreadable_mail_is_refused(server: MailServer):
    raw = (
        letter().as_bytes().replace(b"Content-Type: text/plain", b"Content-Type: multipart/mixed; boundary=b")
    )

    assert reply_to(server, raw).startswith("554 5.6.0 ")
    assert reply_to(server, b"ceci n'est pas un mail\r\n").startswith("554 5.6.0 ")


@pytest.mark.row("MSS-2")
def test_more_than_25_megabytes_are_refused_once_announced(server: MailServer):
    with client(server) as smtp:
        smtp.ehlo()

        assert smtp.esmtp_features["size"] == "25000000"
        assert smtp.mail(DOCTOR, ["SIZE=25000000"])[0] == 250
        smtp.rset()
        code, words = smtp.mail(DOCTOR, ["size=25000001"])

    assert f"{code} {words.decode()}".startswith("552 5.3.4 ")


@pytest.mark.row("MSS-2")
def test_25_megabytes_are_accepted_and_one_byte_more_is_not(server: MailServer, shelf: Shelf):
    head = letter("").as_bytes().replace(b"\n", b"\r\n")
    body = b"a" * 76 + b"\r\n"
    whole = head + body * ((25_000_000 - len(head)) // len(body) - 1)
    filler = 25_000_000 - len(whole) - 2
    exact = whole + b"a" * filler + b"\r\n"
    assert len(exact) == 25_000_000

    assert reply_to(server, whole + b"a" * (filler + 1) + b"\r\n").startswith("552 5.3.4 ")
    assert shelf.mails() == []
    assert reply_to(server, exact).startswith("250 ")
    assert len(shelf.mails()) == 1


def test_the_conversation_goes_on_after_a_message_too_big(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("monespace_app.gateways.mssante_in.replies.MAX_BYTES", 100_000)
    with client(server) as smtp:
        smtp.ehlo()
        smtp.mail(DOCTOR)
        smtp.rcpt(PATIENT)
        assert smtp.data(b"a: b\r\n\r\n" + b"x\r\n" * 200_000)[0] == 552

        assert smtp.send_message(letter(), DOCTOR, PATIENT) == {}


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    "trouble",
    [
        TemporaryTrouble(),
        OperationalError("insert", {}, Exception("database is locked")),
        OSError(28, "disk"),
        RuntimeError(),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
def test_temporary_trouble_is_said_and_the_retry_succeeds(
    server: MailServer, shelf: Shelf, trouble: Exception
):
    def fail(_address: str) -> None:
        raise trouble

    shelf.before_keeping = fail
    assert reply_to(server, letter().as_bytes()).startswith("451 4.3.0 ")
    assert shelf.mails() == []

    shelf.before_keeping = lambda _address: None
    assert reply_to(server, letter().as_bytes()).startswith("250 ")
    assert len(shelf.mails()) == 1


@pytest.mark.row("MSS-2")
def test_trouble_while_checking_a_recipient_is_temporary(server: MailServer, shelf: Shelf):
    def fail() -> None:
        raise TemporaryTrouble()

    shelf.on_check = fail

    assert reply_to(server, letter().as_bytes()).startswith("451 4.3.0 ")


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [(NotFound(), "550 5.1.1 "), (Denied(), "550 5.2.1 "), (Invalid("", ""), "554 5.6.0 ")],
    ids=["gone", "closed", "invalid"],
)
def test_a_space_that_closes_between_recipient_and_message_refuses(
    server: MailServer, shelf: Shelf, refusal: Exception, expected: str
):
    def fail(_address: str) -> None:
        raise refusal

    shelf.before_keeping = fail

    assert reply_to(server, letter().as_bytes()).startswith(expected)


@pytest.mark.row("MSS-3")
def test_the_same_mail_twice_is_one_message_even_without_message_id(server: MailServer, shelf: Shelf):
    for _ in range(2):
        reply_to(server, letter(message_id="").as_bytes())
    assert len(shelf.mails()) == 1

    reply_to(server, letter("Autre chose.", message_id="").as_bytes())
    reply_to(server, letter(message_id="").as_bytes(), sender="retours@operateur.example")

    assert len({mail.message_id for mail in shelf.mails()}) == 3


def test_each_recipient_has_the_mail(server: MailServer, shelf: Shelf):
    assert reply_to(server, letter().as_bytes(), to=(PATIENT, OTHER_PATIENT, PATIENT)).startswith("250 ")

    assert len(shelf.mails(PATIENT)) == len(shelf.mails(OTHER_PATIENT)) == 1


@pytest.mark.row("MSS-2")
def test_trouble_with_the_second_recipient_is_tried_again_and_doubles_nothing(
    server: MailServer, shelf: Shelf
):
    def fail_for_other(address: str) -> None:
        if address == OTHER_PATIENT:
            raise TemporaryTrouble()

    shelf.before_keeping = fail_for_other
    assert reply_to(server, letter().as_bytes(), to=(PATIENT, OTHER_PATIENT)).startswith("451 ")
    assert (len(shelf.mails(PATIENT)), len(shelf.mails(OTHER_PATIENT))) == (1, 0)

    shelf.before_keeping = lambda _address: None
    assert reply_to(server, letter().as_bytes(), to=(PATIENT, OTHER_PATIENT)).startswith("250 ")

    assert (len(shelf.mails(PATIENT)), len(shelf.mails(OTHER_PATIENT))) == (1, 1)


def test_there_are_at_most_100_recipients(server: MailServer, shelf: Shelf):
    shelf.kept |= {f"{number}@patient.mssante.fr": {} for number in range(101)}
    with client(server) as smtp:
        smtp.ehlo()
        smtp.mail(DOCTOR)
        codes = [smtp.rcpt(f"{number}@patient.mssante.fr")[0] for number in range(101)]

    assert codes == [250] * 100 + [452]


@pytest.mark.row("MSS-6")
def test_a_delivery_notice_is_no_message(server: MailServer, shelf: Shelf):
    assert reply_to(server, notice(), sender="").startswith("250 2.0.0 ")

    assert shelf.mails() == []
    assert shelf.bounced == [
        (PATIENT, "<sent@patient.mssante.fr>", "L'adresse du professionnel n'existe plus.")
    ]


@pytest.mark.row("MSS-6")
def test_a_notice_of_delay_changes_nothing(server: MailServer, shelf: Shelf):
    assert reply_to(server, notice("Action: delayed\nStatus: 4.4.1"), sender="").startswith("250 ")
    assert shelf.bounced == []


@pytest.mark.row("MSS-6")
def test_a_notice_from_a_named_sender_is_an_ordinary_mail_of_an_unknown_author(
    server: MailServer, shelf: Shelf
):
    assert reply_to(server, notice(), sender="quelqu.un@example.org").startswith("550 5.7.1 ")
    assert shelf.bounced == []


def test_an_automatic_reply_is_an_ordinary_message(server: MailServer, shelf: Shelf):
    raw = letter(**{"Auto-Submitted": "auto-replied"}).as_bytes()

    assert reply_to(server, raw, sender="").startswith("250 ")
    assert len(shelf.mails()) == 1


def talk(server: MailServer, sent: bytes, *, pieces: int = 1_000_000) -> bytes:
    """Send bytes without waiting for replies, then read until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
        for start in range(0, len(sent), pieces):
            raw.sendall(sent[start : start + pieces])
            if pieces < 100:
                time.sleep(0.001)
        received = b""
        while chunk := raw.recv(65_536):
            received += chunk
        return received


CONVERSATION = (
    b"EHLO medecin.example\r\n"
    + b"".join(
        b"MAIL FROM:<%b>\r\nRCPT TO:<%b>\r\nDATA\r\nFrom: %b\r\nMessage-ID: <%d@a>\r\n\r\n..\r\nBonjour\r\n.\r\n"
        % (DOCTOR.encode(), PATIENT.encode(), DOCTOR.encode(), number)
        for number in range(3)
    )
    + b"QUIT\r\n"
)


def test_commands_may_be_sent_ahead(server: MailServer, shelf: Shelf):
    replies = talk(server, CONVERSATION)

    assert replies.count(b"\r\n250 2.0.0 ") == 3
    assert replies.endswith(b"221 Bye\r\n")
    assert [mail.text for mail in shelf.mails()] == [".\nBonjour"] * 3


def test_a_slow_client_is_understood(server: MailServer, shelf: Shelf):
    assert talk(server, CONVERSATION, pieces=3).count(b"\r\n250 2.0.0 ") == 3
    assert len(shelf.mails()) == 3


def test_only_a_whole_final_line_ends_a_message(server: MailServer, shelf: Shelf):
    hidden = b"MAIL FROM:<x@y.fr>\r\nRCPT TO:<" + PATIENT.encode() + b">\r\nDATA\r\n"
    raw = b"From: " + DOCTOR.encode() + b"\r\n\r\na\n.\n" + hidden + b"b\r.\r" + hidden + b"c\n.\r\n" + hidden

    assert reply_to(server, raw).startswith("250 ")

    [mail] = shelf.mails()
    assert mail.text.count("MAIL FROM") == 3


def test_an_empty_message_ends_at_once(server: MailServer):
    replies = talk(
        server,
        b"EHLO a\r\nMAIL FROM:<a@b.fr>\r\nRCPT TO:<" + PATIENT.encode() + b">\r\nDATA\r\n.\r\nQUIT\r\n",
    )

    assert b"\r\n554 5.6.0 " in replies


def test_a_silent_client_is_dismissed(shelf: Shelf):
    with running(shelf, timeout=0.3) as server:
        assert talk(server, b"EHLO a\r\n").startswith(b"220 ")


def test_a_client_that_leaves_in_the_middle_leaves_nothing(server: MailServer, shelf: Shelf):
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
        raw.sendall(CONVERSATION[: CONVERSATION.index(b"Bonjour")])

    assert reply_to(server, letter().as_bytes()).startswith("250 ")
    assert len(shelf.mails()) == 1


def test_fifty_clients_at_once_are_all_served(server: MailServer, shelf: Shelf):
    def send(number: int) -> str:
        return reply_to(server, letter(message_id=f"<{number}@a>").as_bytes())

    with ThreadPoolExecutor(50) as clients:
        replies = list(clients.map(send, range(50)))

    assert {reply[:9] for reply in replies} == {"250 2.0.0"}
    assert len(shelf.mails()) == 50


def test_a_client_too_many_is_asked_to_come_back(server: MailServer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server_module, "MAX_CONNECTIONS", 1)
    with client(server):
        with pytest.raises(smtplib.SMTPConnectError) as refusal:
            client(server)
        assert refusal.value.smtp_code == 421

    assert reply_to(server, letter().as_bytes()).startswith("250 ")


@pytest.mark.row("MSS-4")
def test_broken_mails_get_an_answer_each_and_none_acknowledged_is_lost(server: MailServer, shelf: Shelf):
    acknowledged = 0
    with client(server) as smtp:
        smtp.ehlo()
        for raw in mutants(150, seed=7):
            smtp.mail(DOCTOR)
            smtp.rcpt(PATIENT)
            code, words = smtp.data(b"Message-ID: <%d@a>\r\n" % acknowledged + raw)
            assert (code, words[:5]) in {(250, b"2.0.0"), (550, b"5.7.1"), (554, b"5.6.0")}
            acknowledged += code == 250

    assert acknowledged > 50
    assert len(shelf.mails()) == acknowledged


@pytest.mark.row("MSS-2")
@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00",
        b"MAIL FROM:<" + b"a" * 5000 + b">",
        b"A" * 100_000,
        b"MAIL FROM:<a@b> SIZE=99999999999999999999",
        b"RCPT TO:<\xed\xa0\x80@b>",
        b"AUTH PLAIN AAAA",
        b"STARTTLS",
        b"DATA",
        b"HELP \xc3\xa9",
        b"",
    ],
    ids=lambda line: repr(line[:12]),
)
def test_odd_commands_are_refused_and_the_conversation_goes_on(server: MailServer, line: bytes):
    replies = talk(server, b"EHLO a\r\n" + line + b"\r\nNOOP\r\nQUIT\r\n").split(b"\r\n")

    assert replies[-4][:1] in {b"4", b"5"}
    assert replies[-3:] == [b"250 OK", b"221 Bye", b""]


def test_stopping_waits_for_the_mail_under_way(shelf: Shelf):
    arrived, committed = threading.Event(), threading.Event()

    def wait(_address: str) -> None:
        arrived.set()
        committed.wait(20)

    shelf.before_keeping = wait
    with ThreadPoolExecutor(1) as clients:
        with running(shelf) as server:
            reply = clients.submit(reply_to, server, letter().as_bytes())
            assert arrived.wait(20)
            threading.Timer(0.3, committed.set).start()

        assert reply.result(20).startswith("250 2.0.0 ")
    with pytest.raises(RuntimeError):
        _ = server.port
