"""Mail from a professional, through the real SMTP door: what any mail client would do."""

import smtplib
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from monespace_app.core.errors import Denied, DomainError, TemporaryTrouble
from monespace_app.core.settings import settings
from monespace_app.features.demo import rules
from monespace_app.features.demo.schemas import OutgoingForm

SECONDS = 10


class Refused(DomainError):
    """The mail server said no; the sentence repeats its own words."""


def send_as_professional(form: OutgoingForm) -> None:
    """Hand one mail over to the platform's own mail server.

    Raises:
        Denied: Outside of demo mode.
        Invalid: One field is wrong.
        Refused: The server refused the sender, the recipient or the mail.
        TemporaryTrouble: The server does not answer.
    """
    if not settings().is_demo:
        raise Denied()
    rules.check(form)
    try:
        with smtplib.SMTP(settings().smtp_in_host, settings().smtp_in_port, timeout=SECONDS) as server:
            server.send_message(_mail(form))
    except smtplib.SMTPRecipientsRefused as refusal:
        code, words = next(iter(refusal.recipients.values()))
        raise _refused(code, words) from None
    except smtplib.SMTPResponseException as refusal:
        raise _refused(refusal.smtp_code, refusal.smtp_error) from None
    except (OSError, smtplib.SMTPException):
        raise TemporaryTrouble(
            "La messagerie ne répond pas\u00a0: rien n'a été envoyé. Réessayez dans un instant."
        ) from None


def _mail(form: OutgoingForm) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = form.sender, form.recipient, form.subject.strip()
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=form.sender.rpartition("@")[2])
    mail.set_content(form.text)
    return mail


def _refused(code: int, words: bytes | str) -> Refused:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Refused(f"La messagerie a refusé ce message\u00a0: {code} {text}")
