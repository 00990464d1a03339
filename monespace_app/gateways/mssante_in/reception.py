"""What becomes of one mail: who may write, to whom, and the reply that says so. Runs in threads."""

import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace

from monespace_app.core.errors import Denied, Invalid, NotFound, TemporaryTrouble
from monespace_app.gateways import dsn
from monespace_app.gateways.mime import ParsedMail, UnreadableMail, parse_mail
from monespace_app.gateways.mssante_in import replies
from monespace_app.gateways.mssante_in.mailbox import Mailbox

log = logging.getLogger(__name__)

NULL_SENDER = "<>"
"""The envelope sender of delivery notices, as aiosmtpd gives it."""


class Reception:
    """Answers RCPT and DATA."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def recipient(self, address: str) -> str:
        """The reply to RCPT TO."""
        return _or_later(lambda: replies.OF_RECIPIENT[self._mailbox.check_recipient(address)])

    def mail(self, sender: str, recipients: Sequence[str], raw: bytes) -> str:
        """The reply to the end of DATA; « 250 » only once every recipient has the mail.

        The author is who `From` names: the envelope's sender may be another address, that only takes bounces.
        """
        return _or_later(lambda: self._mail(sender, recipients, raw))

    def _mail(self, sender: str, recipients: Sequence[str], raw: bytes) -> str:
        try:
            mail = parse_mail(raw)
        except UnreadableMail as error:
            log.info("mail refused: %s", error)
            return replies.UNREADABLE
        if sender == NULL_SENDER and (report := dsn.read(raw)) is not None:
            return self._bounce(recipients, report)
        if not self._mailbox.check_sender(mail.from_address):
            return replies.UNKNOWN_SENDER
        return self._deliver(recipients, raw, with_message_id(mail, sender, raw))

    def _deliver(self, recipients: Sequence[str], raw: bytes, mail: ParsedMail) -> str:
        """One transaction a patient, one reply for all of them: SMTP has no other.

        What is to be tried again for one is tried again for all, and those who have the mail recognise it.
        A refusal for one is told as a refusal: better a false « not delivered » than a false « delivered ».
        """
        outcomes = {_or_later(lambda to=to: self._deliver_one(to, raw, mail)) for to in recipients}
        # « 451 » comes before « 5.. »: the temporary reply wins.
        return min(outcomes - {replies.ACCEPTED}, default=replies.ACCEPTED)

    def _deliver_one(self, address: str, raw: bytes, mail: ParsedMail) -> str:
        try:
            self._mailbox.deliver(address, raw, mail)
        except NotFound:
            return replies.UNKNOWN_PATIENT
        except Denied:
            return replies.CLOSED_SPACE
        except Invalid:
            return replies.UNREADABLE
        return replies.ACCEPTED

    def _bounce(self, recipients: Sequence[str], report: dsn.Report) -> str:
        if report.has_failed:
            for address in recipients:
                self._mailbox.bounce(address, report.message_id, report.reason)
        return replies.NOTED


def with_message_id(mail: ParsedMail, sender: str, raw: bytes) -> ParsedMail:
    """The mail, with an identifier made of its content and envelope when its program gave it none.

    The same bytes sent again have the same one, so that a retry is recognised.
    """
    if mail.message_id:
        return mail
    fingerprint = hashlib.sha256(sender.encode("utf-8", "surrogateescape") + b"\0" + raw).hexdigest()
    return replace(mail, message_id=f"<{fingerprint[:40]}@sans-identifiant.invalid>")


def _or_later(answer: Callable[[], str]) -> str:
    """The answer; « try again later » when it cannot be had: nothing is lost, the sender keeps the mail."""
    try:
        return answer()
    except Exception as error:  # whatever the trouble, a temporary reply is the only safe one
        log_trouble(error)
        return replies.TEMPORARY


def log_trouble(error: BaseException) -> None:
    """Write down what went wrong and where, never its words: they may hold the mail's."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    level = logging.WARNING if isinstance(error, TemporaryTrouble) else logging.ERROR
    log.log(level, "mail put off: %s at %s", type(error).__name__, place)
