"""The real mail server on a free port, on an event loop as the application has one, and a shelf for its mail."""

import asyncio
import contextvars
import smtplib
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from monespace_app.core.errors import NotFound
from monespace_app.core.settings import Settings
from monespace_app.gateways.mime import ParsedMail
from monespace_app.gateways.mssante_in import MailServer, RecipientStatus

PATIENT = "288037511100177@patient.mssante.fr"
OTHER_PATIENT = "214057511101040@patient.mssante.fr"
CLOSED = "220027511101284@patient.mssante.fr"
DOCTOR = "marie.chanteau@medecin.mssante.fr"


class Shelf:
    """Mailboxes in memory; `before_keeping` runs before each mail is kept, and may raise or wait."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, tuple[bytes, ParsedMail]]] = {PATIENT: {}, OTHER_PATIENT: {}}
        self.bounced: list[tuple[str, str, str]] = []
        self.before_keeping: Callable[[str], None] = lambda _address: None
        self.on_check: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    def check_recipient(self, address: str) -> RecipientStatus:
        self.on_check()
        if address == CLOSED:
            return RecipientStatus.CLOSED
        return RecipientStatus.OPEN if address in self.kept else RecipientStatus.UNKNOWN

    def check_sender(self, address: str) -> bool:
        return address == DOCTOR

    def deliver(self, address: str, raw: bytes, mail: ParsedMail) -> None:
        self.before_keeping(address)
        if address not in self.kept:
            raise NotFound()
        with self._lock:
            self.kept[address].setdefault(mail.message_id, (raw, mail))

    def bounce(self, address: str, message_id: str, reason: str) -> None:
        self.bounced.append((address, message_id, reason))

    def mails(self, address: str = PATIENT) -> list[ParsedMail]:
        return [mail for _, mail in self.kept[address].values()]


class Loop:
    """An event loop in a thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        context = contextvars.copy_context()
        self._thread = threading.Thread(target=context.run, args=(self._loop.run_forever,), daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any], timeout: float = 30) -> Any:
        return self.submit(work).result(timeout)

    def submit(self, work: Coroutine[Any, Any, Any]) -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        self.run(self._settle())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _settle(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def running(mailbox: Any, settings: Settings | None = None, **options: Any) -> Iterator[MailServer]:
    """A mail server that listens."""
    loop = Loop()
    server = MailServer(settings or Settings(smtp_in_port=0), mailbox, **options)
    try:
        loop.run(server.start())
        yield server
    finally:
        loop.run(server.stop())
        loop.close()


def client(server: MailServer, timeout: float = 20) -> smtplib.SMTP:
    """A plain SMTP client, already connected."""
    return smtplib.SMTP("127.0.0.1", server.port, local_hostname="medecin.example", timeout=timeout)


def letter(
    text: str = "Bonjour Inaya.", message_id: str = "<1@medecin.mssante.fr>", **fields: str
) -> EmailMessage:
    """A professional's mail."""
    mail = EmailMessage()
    values = {"From": f"Dr Marie Chanteau <{DOCTOR}>", "To": PATIENT, "Subject": "Votre rendez-vous"} | fields
    if message_id:
        values["Message-ID"] = message_id
    for name, value in values.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def reply_to(
    server: MailServer, raw: bytes, *, sender: str = DOCTOR, to: tuple[str, ...] = (PATIENT,)
) -> str:
    """Send bytes as they are; the server's last reply, « 250 2.0.0 … »."""
    with client(server) as smtp:
        smtp.ehlo()
        for code, words in (smtp.mail(sender), *(smtp.rcpt(address) for address in to)):
            if code != 250:
                return f"{code} {words.decode()}"
        code, words = smtp.data(raw)
        return f"{code} {words.decode()}"
