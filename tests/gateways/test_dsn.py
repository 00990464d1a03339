import pytest

from monespace_app.gateways import dsn, reasons

pytestmark = pytest.mark.row("MSS-6")


def notice(
    fields: str = "Final-Recipient: rfc822; paul@medecin.mssante.fr\nAction: failed\nStatus: 5.1.1",
    returned: str = "Content-Type: text/rfc822-headers\n\nFrom: a@b\nMessage-ID: <sent@patient.mssante.fr>\n",
) -> bytes:
    """A delivery notice as Postfix writes them."""
    return (
        (
            "From: MAILER-DAEMON@relais.example\nTo: 288037511100177@patient.mssante.fr\nSubject: Undelivered Mail\n"
            "Message-ID: <notice@relais.example>\nMIME-Version: 1.0\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n"
            "--r\nContent-Type: text/plain\n\nI'm sorry to have to inform you\n\n"
            f"--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relais.example\n\n{fields}\n\n"
            f"--r\n{returned}\n--r--\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )


def test_a_failure_names_our_mail_and_says_why():
    assert dsn.read(notice()) == dsn.Report("<sent@patient.mssante.fr>", True, reasons.NO_SUCH_ADDRESS)


def test_the_whole_mail_may_come_back():
    returned = (
        "Content-Type: message/rfc822\n\nFrom: a@b\nMessage-ID: <whole@patient.mssante.fr>\n\nBonjour\n"
    )

    report = dsn.read(notice(returned=returned))

    assert report is not None
    assert report.message_id == "<whole@patient.mssante.fr>"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_a_delay_or_a_success_is_no_failure(action: str):
    report = dsn.read(notice(f"Final-Recipient: rfc822; a@b\nAction: {action}\nStatus: 4.4.1"))

    assert report is not None
    assert not report.has_failed


def test_one_failure_among_several_recipients_is_a_failure():
    fields = "Action: relayed\nStatus: 2.0.0\n\nAction: Failed\nStatus: 5.2.2 (full)"

    assert dsn.read(notice(fields)) == dsn.Report("<sent@patient.mssante.fr>", True, reasons.FULL)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("Action: failed\nStatus: 5.2.1", reasons.DISABLED),
        ("Action: failed\nStatus: 5.3.4", reasons.TOO_BIG),
        ("Action: failed\nStatus: 4.4.7", reasons.UNREACHABLE),
        ("Action: failed\nStatus: 5.6.1", reasons.FORMAT),
        ("Action: failed\nStatus: 5.7.1", reasons.REFUSED),
        ("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown", reasons.NO_SUCH_ADDRESS),
        ("Action: failed\nDiagnostic-Code: smtp; 552 too big", reasons.FULL),
        ("Action: failed\nStatus: n'importe", reasons.UNKNOWN),
        ("Action: failed", reasons.UNKNOWN),
    ],
)
def test_reasons_are_french(fields: str, reason: str):
    report = dsn.read(notice(fields))

    assert report is not None
    assert report.reason == reason


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b\r\n\r\nAutomatic reply\r\n",
        notice(returned="Content-Type: text/rfc822-headers\n\nFrom: a@b\n"),
        notice().replace(b"message/delivery-status", b"text/plain"),
        notice().replace(b"boundary=r", b""),
    ],
)
def test_what_is_no_notice_is_not_taken_for_one(raw: bytes):
    assert dsn.read(raw) is None
