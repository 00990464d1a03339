"""Where the pieces that must not know each other meet: the mail gateways, the messagerie, the directory."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

from monespace_app.core import blobs, clock, outbox
from monespace_app.core.actor import mail_gateway
from monespace_app.core.errors import Denied, NotFound
from monespace_app.core.outbox import Channel, Outcome, Outgoing, Sender, Status
from monespace_app.core.settings import settings
from monespace_app.features.access import services as directory
from monespace_app.features.demo import services as demo
from monespace_app.features.documents import services as documents
from monespace_app.features.documents.models import Scan
from monespace_app.features.login import services as login
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.models import Delivery
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from monespace_app.gateways import antivirus
from monespace_app.gateways.mime import ParsedMail
from monespace_app.gateways.mssante_in import MailServer, RecipientStatus
from monespace_app.gateways.senders import senders
from monespace_app.session.models import ProfileState
from monespace_app.ui.typography import typeset

log = logging.getLogger(__name__)

HOUR = 3600
ANTIVIRUS_PAUSE = 30
"""Seconds between two questions about the files that wait for it."""
INFECTED_SUBJECT = "Un fichier a été retiré de vos documents"
INFECTED_TEXT = (
    "Bonjour,\n\n"
    "L'antivirus a trouvé un programme malveillant dans le fichier « {name} ». Il a été retiré avant que quiconque "
    "puisse l'ouvrir.\n\n"
    "Si vous en avez besoin, demandez-en une autre copie à la personne qui vous l'a donné. Pensez aussi à vérifier "
    "l'appareil d'où il vient.\n\n"
    "Ce message est automatique, il n'est pas possible d'y répondre.\n\n"
    "Mon espace santé"
)


class PatientMailboxes:
    """What the inbound mail server asks of the application."""

    def check_recipient(self, address: str) -> RecipientStatus:
        """Whether there is such a patient, and whether the space takes mail."""
        mailbox = messaging.find_mailbox(address)
        if mailbox is None or mailbox.state == ProfileState.PENDING.value:
            return RecipientStatus.UNKNOWN
        return RecipientStatus.OPEN if mailbox.state == ProfileState.ACTIVE.value else RecipientStatus.CLOSED

    def check_sender(self, address: str) -> bool:
        """Only a professional of the directory may write."""
        return directory.find_by_address(address) is not None

    def deliver(self, address: str, raw: bytes, mail: ParsedMail) -> None:
        """Keep a mail; committed when this returns."""
        mailbox = messaging.find_mailbox(address)
        if mailbox is None:
            raise NotFound()
        if mailbox.state != ProfileState.ACTIVE.value:
            raise Denied()
        messaging.receive_mail(
            mail_gateway(mailbox.profile_id), incoming(raw, mail, {address: mailbox.holder})
        )

    def bounce(self, address: str, message_id: str, reason: str) -> None:
        """A mail of this patient could not be delivered."""
        mailbox = messaging.find_mailbox(address)
        if mailbox is not None:
            messaging.mark_bounced(mail_gateway(mailbox.profile_id), message_id, reason)


def incoming(raw: bytes, mail: ParsedMail, patients: Mapping[str, str]) -> IncomingMail:
    """A parsed mail as the messagerie takes it, its correspondents named as the directory names them.

    Args:
        patients: The names of the patients it is for, by their addresses.
    """
    people = ((mail.from_name, mail.from_address), *mail.to, *mail.cc)
    known = {ref.address: ref for ref in directory.find_many_by_address(address for _, address in people)}

    def correspondent(name: str, address: str) -> Correspondent:
        ref = known.get(address.lower())
        if ref is None:
            return Correspondent(name or patients.get(address.lower(), address), address)
        return Correspondent(ref.display_name, ref.address, ref.id)

    answered = (mail.in_reply_to,) if mail.in_reply_to and mail.in_reply_to not in mail.references else ()
    return IncomingMail(
        message_id=mail.message_id,
        sender=correspondent(mail.from_name, mail.from_address),
        subject=mail.subject,
        text=mail.text,
        # The sender's date can lie, and would put a new message far down the list.
        received_at=clock.now(),
        to=tuple(correspondent(name, address) for name, address in mail.to),
        cc=tuple(correspondent(name, address) for name, address in mail.cc),
        references=(*mail.references, *answered),
        has_attachments=mail.has_attachments,
        raw=raw,
    )


def note_delivery(entry: Outgoing, outcome: Outcome) -> None:
    """Write on the message what became of its way out."""
    if entry.profile_id is None or outcome.status is Status.PENDING:
        return
    delivery = Delivery.SENT if outcome.status is Status.SENT else Delivery.FAILED
    messaging.mark_delivery(mail_gateway(entry.profile_id), entry.reference, delivery, outcome.reason)


def outgoing_senders() -> Mapping[Channel, Sender]:
    """The ways out; in demo mode, all of them end in the demo outbox."""
    ways_out = senders(settings(), demo.record_delivery if settings().is_demo else None)
    return {**ways_out, Channel.MSSANTE: sending_messages(ways_out[Channel.MSSANTE])}


def sending_messages(hand_over: Sender) -> Sender:
    """A way out for entries that only name a message: what it says is read as it leaves."""

    def send(entry: Outgoing) -> None:
        gateway = mail_gateway(entry.profile_id or "")
        hand_over(replace(entry, payload=messaging.outgoing_mail(gateway, entry.reference)))

    return send


@asynccontextmanager
async def mail_server() -> AsyncIterator[None]:
    """Receive professionals' mail for the life of the application."""
    server = MailServer(settings(), PatientMailboxes())
    await server.start()
    try:
        yield
    finally:
        await server.stop()


def connect_antivirus() -> None:
    """Let the configured antivirus look at every file that comes in (DOC-13)."""
    is_clean = antivirus.scanner(settings())
    if is_clean is not None:
        documents.scan_with(partial(verdict, is_clean))


def verdict(is_clean: Callable[[bytes], bool], content: bytes) -> Scan:
    """What the antivirus says of a file; one that does not answer makes it wait.

    Raises `Infected`.
    """
    try:
        if is_clean(content):
            return Scan.CLEAN
    except antivirus.ScannerAway:
        log.warning("antivirus: no verdict, a file waits")
        return Scan.WAITING
    raise documents.Infected()


def tell_of_infected_file(file: documents.InfectedFile) -> None:
    """Write to the patient about a file that the antivirus had removed. Told twice, it is one message."""
    messaging.receive_mail(
        mail_gateway(file.profile_id),
        IncomingMail(
            message_id=f"<antivirus.{file.id}@{settings().mssante_domain}>",
            sender=Correspondent("Mon espace santé", settings().email_from),
            subject=typeset(INFECTED_SUBJECT),
            text=typeset(INFECTED_TEXT.format(name=file.name)),
            received_at=clock.now(),
            is_automatic=True,
        ),
    )


async def antivirus_retries() -> None:
    """Every half minute, for the life of the application: ask again about the files that wait for the antivirus."""
    while True:
        try:
            await asyncio.to_thread(documents.scan_waiting, tell_of_infected_file)
        except Exception as error:
            log.error("antivirus: asking again failed with %s", type(error).__name__)
        await asyncio.sleep(ANTIVIRUS_PAUSE)


async def housekeeping() -> None:
    """Every hour, for the life of the application: forget what has expired or left, remove bytes that nothing names."""
    while True:
        for chore in (login.purge_expired, outbox.purge, documents.purge_expired, blobs.sweep):
            try:
                await asyncio.to_thread(chore)
            except Exception as error:
                log.error("housekeeping: %s failed with %s", chore.__name__, type(error).__name__)
        await asyncio.sleep(HOUR)


async def outbox_relay() -> None:
    """Send what services have put in the outbox, for the life of the application."""
    await outbox.run_relays(outgoing_senders(), {Channel.MSSANTE: note_delivery})
