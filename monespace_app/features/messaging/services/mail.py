"""The mail side: which mailbox an address is, keeping a mail that arrived, what became of one that left."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from monespace_app.core import audit, blobs, clock, crypto, outbox
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.bus import BusEvent, Topic, publish_after_commit
from monespace_app.core.database import platform_snapshot, snapshot, transaction
from monespace_app.core.errors import NotFound
from monespace_app.core.permissions import Permission
from monespace_app.core.settings import settings
from monespace_app.features.messaging import queries
from monespace_app.features.messaging.models import Conversation, Delivery, Direction, Message, Participant
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from monespace_app.session.models import Profile


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A profile's mailbox: whose it is, and whether it takes mail."""

    profile_id: str
    state: str
    holder: str
    """« Inaya Michel »."""


def address_of(ins: str) -> str:
    """The patient's own address: `<INS>@patient.mssante.fr`; a minor has one too (MSS-8)."""
    return f"{ins}@{settings().mssante_domain}"


def find_mailbox(address: str) -> Mailbox | None:
    """The mailbox of a patient's address, or None for anybody else's."""
    ins, _, domain = address.strip().lower().partition("@")
    if domain != settings().mssante_domain:
        return None
    with platform_snapshot() as session:
        row = session.execute(
            select(Profile.id, Profile.state, Profile.given_name, Profile.family_name).where(
                Profile.ins_digest == crypto.digest(ins.upper(), "ins")
            )
        ).one_or_none()
    return Mailbox(row.id, row.state, f"{row.given_name} {row.family_name}") if row else None


def digest_of(message_id: str) -> str:
    """The fingerprint of a Message-ID, to recognise it without keeping it in clear."""
    return crypto.digest(message_id.strip().strip("<>"), "message-id")


def receive_mail(actor: Actor, mail: IncomingMail) -> str:
    """Keep a mail in the actor's open profile; returns the message's identifier.

    The same Message-ID twice is one message (MSS-3): the second time nothing is written.
    """
    actor.require(Permission.MESSAGE_RECEIVE)
    try:
        with transaction(actor) as session:
            return _keep(session, actor, mail)
    except IntegrityError:
        # The same mail on two connections at once: the other one has just been committed.
        with transaction(actor) as session:
            return _keep(session, actor, mail)


def receive_many(actor: Actor, mails: Iterable[IncomingMail]) -> int:
    """Keep many mails in one transaction: all of them or none. Returns how many were given."""
    actor.require(Permission.MESSAGE_RECEIVE)
    with transaction(actor) as session:
        return sum(1 for mail in mails if _keep(session, actor, mail))


def _keep(session: Session, actor: Actor, mail: IncomingMail) -> str:
    digest = digest_of(mail.message_id)
    if (known := session.scalar(queries.message_by_digest([digest]))) is not None:
        return known.id
    conversation = _conversation_for(session, actor, mail)
    message = _message(session, actor, conversation, mail, digest)
    session.add(message)
    _note_participants(session, conversation, mail)
    conversation.last_message_at = max(conversation.last_message_at, mail.received_at)
    audit.record(session, actor, Act.MESSAGE_RECEIVED, object_id=conversation.id, reason="destinataire")
    publish_after_commit(session, BusEvent(Topic.MESSAGES, actor.open_profile, message.id))
    return message.id


def _conversation_for(session: Session, actor: Actor, mail: IncomingMail) -> Conversation:
    """The conversation a mail continues, which nobody else can change until this transaction ends; or a new one."""
    digests = [digest_of(reference) for reference in mail.references]
    answered = session.scalar(queries.message_by_digest(digests)) if digests else None
    if answered is not None:
        # Two mails at once would both find the same participant missing. SQLite has one writer anyway.
        return session.get_one(Conversation, answered.conversation_id, with_for_update=True)
    conversation = Conversation(
        profile_id=actor.open_profile, subject=mail.subject, last_message_at=mail.received_at
    )
    session.add(conversation)
    session.flush()
    return conversation


def _message(
    session: Session, actor: Actor, conversation: Conversation, mail: IncomingMail, digest: str
) -> Message:
    return Message(
        profile_id=actor.open_profile,
        conversation_id=conversation.id,
        direction=Direction.IN.value,
        sender_name=mail.sender.name,
        sender_address=mail.sender.address,
        recipients=recipients_json(mail.to, mail.cc),
        subject=mail.subject,
        body=mail.text,
        message_id=mail.message_id,
        message_id_digest=digest,
        references=" ".join(mail.references),
        received_at=mail.received_at,
        read_at=mail.received_at if mail.is_read else None,
        is_automatic=mail.is_automatic,
        has_attachments=mail.has_attachments,
        original_blob_id=blobs.put(session, actor, mail.raw) if mail.raw else None,
    )


def recipients_json(to: Iterable[Correspondent], cc: Iterable[Correspondent] = ()) -> str:
    """Who a message went to, as it is stored."""
    return json.dumps({"to": [[c.name, c.address] for c in to], "cc": [[c.name, c.address] for c in cc]})


def _note_participants(session: Session, conversation: Conversation, mail: IncomingMail) -> None:
    known = {p.address.lower(): p for p in session.scalars(queries.participants_of([conversation.id]))}
    own_domain = "@" + settings().mssante_domain
    for correspondent in (mail.sender, *mail.to, *mail.cc):
        key = correspondent.address.lower()
        if key.endswith(own_domain):
            continue
        if key not in known:
            known[key] = _participant(conversation, correspondent)
            session.add(known[key])
        if correspondent is mail.sender:
            known[key].last_wrote_at = max(known[key].last_wrote_at or mail.received_at, mail.received_at)


def _participant(conversation: Conversation, correspondent: Correspondent) -> Participant:
    return Participant(
        profile_id=conversation.profile_id,
        conversation_id=conversation.id,
        professional_id=correspondent.professional_id,
        name=correspondent.name or correspondent.address,
        address=correspondent.address,
    )


def outgoing_mail(actor: Actor, message_id: str) -> dict[str, Any]:
    """A sent message as the mail gateway hands it over (MSS-6).

    It is read when it leaves: the outbox keeps no second copy, that the profile's own key would not seal.
    """
    actor.require(Permission.MESSAGE_DELIVERY)
    with snapshot(actor) as session:
        message = session.get(Message, message_id)
        if message is None or message.direction != Direction.OUT.value:
            raise NotFound("Ce message est introuvable.")
        recipients = json.loads(message.recipients)
        references = message.references.split()
        return {
            "from": message.sender_address,
            "from_name": message.sender_name,
            "to": [address for _, address in recipients["to"]],
            "cc": [address for _, address in recipients["cc"]],
            "subject": message.subject,
            "text": message.body,
            "message_id": message.message_id,
            "in_reply_to": references[-1],
            "references": references,
            "date": message.received_at.isoformat(),
        }


def mark_delivery(actor: Actor, message_id: str, delivery: Delivery, reason: str = "") -> None:
    """Write down what the relay said of a sent message (MSG-14, MSS-6), unless it came back before that."""
    actor.require(Permission.MESSAGE_DELIVERY)
    with transaction(actor) as session:
        message = session.get(Message, message_id, with_for_update=True)
        if message is None or message.direction != Direction.OUT.value:
            return
        if not outbox.is_overtaken(session, message.id):
            _set_delivery(session, message, delivery, reason)


def mark_bounced(actor: Actor, failed_message_id: str, reason: str) -> bool:
    """A delivery notice came back for a sent mail: « Non remis ». False when the mail is not ours."""
    actor.require(Permission.MESSAGE_DELIVERY)
    with transaction(actor) as session:
        message = session.scalar(queries.message_by_digest([digest_of(failed_message_id)]).with_for_update())
        if message is None or message.direction != Direction.OUT.value:
            return False
        _set_delivery(session, message, Delivery.FAILED, reason)
        outbox.came_back(session, message.id, reason)
        return True


def _set_delivery(session: Session, message: Message, delivery: Delivery, reason: str) -> None:
    message.delivery = delivery.value
    message.delivery_reason = reason[:500]
    publish_after_commit(session, BusEvent(Topic.MESSAGES, message.profile_id, message.id))


def new_message_id() -> str:
    """A Message-ID of our own, that says nothing of whom it is from."""
    return f"<{crypto.new_id()}.{int(clock.now().timestamp())}@{settings().mssante_domain}>"
