"""Handing mail to a relay that works, and to one that does not."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from monespace_app.core.outbox import SendFailed
from monespace_app.gateways import reasons, relay
from monespace_app.gateways.compose import compose
from monespace_app.gateways.relay import MailRelay, parse_address
from tests.gateways.certificates import self_signed
from tests.gateways.relays import Operator, relaying
from tests.gateways.test_compose import LETTER

pytestmark = [pytest.mark.row("MSS-6"), pytest.mark.timeout(120)]

DOCTOR = LETTER.to[0]
OTHER = "paul.dupond@medecin.mssante.fr"


@pytest.fixture
def operator() -> Operator:
    return Operator()


@pytest.fixture
def port(operator: Operator) -> Iterator[int]:
    with relaying(operator) as port:
        yield port


def send(
    port: int,
    *recipients: str,
    timeout: float = 10,
    data_timeout: float = 10,
    scheme: str = "smtp",
    **options: object,
) -> None:
    mail = compose(replace(LETTER, to=recipients or LETTER.to))
    sender = MailRelay(
        f"{scheme}://127.0.0.1:{port}",
        own_name="patient.mssante.fr",
        timeout=timeout,
        data_timeout=data_timeout,
        **options,
    )
    sender.send(mail, LETTER.sender, recipients or LETTER.to)


def failure(port: int, *recipients: str, **options: object) -> SendFailed:
    with pytest.raises(SendFailed) as refusal:
        send(port, *recipients, **options)
    return refusal.value


def test_the_relay_has_the_mail_from_the_patients_own_address(operator: Operator, port: int):
    send(port)

    [(sender, recipients, raw)] = operator.accepted
    assert (sender, recipients) == (LETTER.sender, [DOCTOR])
    assert b"\r\nIn-Reply-To: <question@medecin.mssante.fr>\r\n" in raw


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    "reply", ["451 4.3.0 Later", "421 4.3.2 Closing", "450 Greylisted", "530 5.7.0 Log in first"]
)
def test_a_temporary_refusal_is_tried_again(operator: Operator, port: int, command: str, reply: str):
    operator.replies[command] = reply

    refusal = failure(port)

    assert (refusal.permanent, refusal.reason) == (False, relay.NOT_NOW)


@pytest.mark.parametrize(
    ("command", "reply", "reason"),
    [
        ("RCPT", "550 5.1.1 No such user", reasons.NO_SUCH_ADDRESS),
        ("RCPT", "550 No such user", reasons.NO_SUCH_ADDRESS),
        ("RCPT", "552 5.2.2 Full", reasons.FULL),
        ("MAIL", "550 5.7.1 Not you", reasons.REFUSED),
        ("DATA", "552 5.3.4 Too big", reasons.TOO_BIG),
        ("DATA", "554 5.6.0 Strange", reasons.FORMAT),
        ("DATA", "554 Spam", reasons.UNKNOWN),
    ],
)
def test_a_permanent_refusal_says_why_in_french(
    operator: Operator, port: int, command: str, reply: str, reason: str
):
    operator.replies[command] = reply

    refusal = failure(port)

    assert (refusal.permanent, refusal.reason) == (True, reason)


def test_one_refused_recipient_does_not_deprive_the_other(operator: Operator, port: int):
    operator.replies[OTHER] = "550 5.1.1 No such user"

    refusal = failure(port, DOCTOR, OTHER)

    assert [recipients for _, recipients, _ in operator.accepted] == [[DOCTOR]]
    assert refusal.permanent
    assert refusal.reason == (
        f"{OTHER}\u00a0: L'adresse du professionnel n'existe plus. Les autres destinataires ont reçu le message."
    )


def test_one_recipient_to_be_tried_again_holds_the_mail_for_all(operator: Operator, port: int):
    operator.replies[OTHER] = "450 4.2.0 Greylisted"

    assert not failure(port, DOCTOR, OTHER).permanent
    assert operator.accepted == []

    operator.replies.clear()
    send(port, DOCTOR, OTHER)
    assert [recipients for _, recipients, _ in operator.accepted] == [[DOCTOR, OTHER]]


def test_a_relay_that_is_down_is_tried_again():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    assert not failure(port).permanent


def test_a_relay_that_says_nothing_is_tried_again(operator: Operator, port: int):
    operator.silent_seconds = 30

    assert not failure(port, data_timeout=0.3).permanent


def test_a_relay_that_thinks_before_it_accepts_is_left_the_time(operator: Operator, port: int):
    """RFC 5321, 4.5.3.2.6: ten minutes. Given up, the mail would be sent again, and be there twice."""
    operator.silent_seconds = 1

    send(port, timeout=0.3)

    assert len(operator.accepted) == 1
    assert relay.DATA_TIMEOUT_SECONDS >= 600


def test_a_relay_that_resets_after_the_message_is_tried_again(operator: Operator, port: int):
    operator.reset_after_data = True

    assert not failure(port).permanent
    assert len(operator.accepted) == 1


@pytest.mark.parametrize(
    "banner", [b"554 5.3.2 No service\r\n", b"bonjour\r\n", b"", b"220 ok\r\n500 what\r\n502 no\r\n"]
)
def test_a_relay_that_is_out_of_order_is_tried_again(banner: bytes):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_say, args=(listener, banner), daemon=True).start()

        assert not failure(listener.getsockname()[1], timeout=2).permanent


def _say(listener: socket.socket, banner: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(banner)
        time.sleep(0.2)


def test_a_goodbye_that_fails_does_not_undo_a_mail_that_left(operator: Operator, port: int):
    operator.replies["QUIT"] = "500 What"

    send(port)

    assert len(operator.accepted) == 1


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What the relay shows, and what its clients trust."""
    certificate, key = self_signed(tmp_path)
    shown = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    shown.load_cert_chain(certificate, key)
    return shown, ssl.create_default_context(cafile=certificate)


@pytest.mark.parametrize("from_start", [True, False], ids=["smtps", "starttls"])
def test_tls_is_used_when_offered(
    operator: Operator, certificate: tuple[ssl.SSLContext, ssl.SSLContext], from_start: bool
):
    shown, trusted = certificate
    with relaying(operator, tls=shown, from_start=from_start) as port:
        scheme = "smtps" if from_start else "smtp"
        sender = MailRelay(
            f"{scheme}://monespace:p%40ss%3Aword@127.0.0.1:{port}", own_name="patient.mssante.fr", tls=trusted
        )
        if from_start:
            send(port, scheme="smtps", tls=trusted)
        else:
            sender.send(compose(LETTER), LETTER.sender, LETTER.to)

    assert len(operator.accepted) == 1
    assert from_start or operator.was_encrypted == [True]
    assert from_start or len(operator.logins) == 1


def test_a_relay_nobody_vouches_for_gets_nothing(
    operator: Operator, certificate: tuple[ssl.SSLContext, ssl.SSLContext]
):
    with relaying(operator, tls=certificate[0]) as port:
        refusal = failure(port)

    assert not refusal.permanent
    assert operator.was_encrypted == []


@pytest.mark.parametrize(("password", "accepted"), [("cl%C3%A9", 1), ("cl%C3%A8", 0)])
def test_a_password_may_have_accents(
    operator: Operator, certificate: tuple[ssl.SSLContext, ssl.SSLContext], password: str, accepted: int
):
    shown, trusted = certificate
    with relaying(operator, tls=shown) as port:
        url = f"smtp://monespace:{password}@127.0.0.1:{port}"
        sender = MailRelay(url, own_name="patient.mssante.fr", tls=trusted)
        with nullcontext() if accepted else pytest.raises(SendFailed):
            sender.send(compose(LETTER), LETTER.sender, LETTER.to)

    assert len(operator.accepted) == accepted


def test_a_refused_password_keeps_the_mail(
    operator: Operator, certificate: tuple[ssl.SSLContext, ssl.SSLContext]
):
    shown, trusted = certificate
    with relaying(operator, tls=shown) as port:
        sender = MailRelay(
            f"smtp://monespace:faux@127.0.0.1:{port}", own_name="patient.mssante.fr", tls=trusted
        )
        with pytest.raises(SendFailed) as refusal:
            sender.send(compose(LETTER), LETTER.sender, LETTER.to)

    assert not refusal.value.permanent
    assert operator.logins
    assert operator.accepted == []


def test_a_relay_elsewhere_gets_nothing_in_clear(
    operator: Operator, port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(relay, "is_loopback", lambda _host: False)

    refusal = failure(port)

    assert (refusal.permanent, refusal.reason) == (False, relay.NOT_ENCRYPTED)
    assert operator.was_encrypted == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relais.example", ("relais.example", 25, False, "", "")),
        ("smtp://u:p%40@relais.example", ("relais.example", 587, False, "u", "p@")),
        ("smtps://relais.example", ("relais.example", 465, True, "", "")),
        ("smtp://[::1]:2526", ("::1", 2526, False, "", "")),
    ],
)
def test_relays_are_written_as_addresses(url: str, expected: tuple[str, int, bool, str, str]):
    address = parse_address(url)

    assert (address.host, address.port, address.tls_from_start, address.user, address.password) == expected


@pytest.mark.parametrize(
    "url", ["", "relais.example", "http://relais.example", "smtp://", "smtp://relais:port"]
)
def test_what_is_no_relay_is_refused(url: str):
    with pytest.raises(ValueError):
        parse_address(url)
