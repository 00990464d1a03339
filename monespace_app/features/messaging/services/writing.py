"""Drafts that save themselves, and sending: once and only once."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from monespace_app.core import audit, clock, french, outbox
from monespace_app.core.actor import Actor
from monespace_app.core.audit import Act
from monespace_app.core.bus import BusEvent, Topic, publish_after_commit
from monespace_app.core.database import platform_snapshot, snapshot, transaction
from monespace_app.core.errors import Conflict, Invalid, NotFound
from monespace_app.core.outbox import Channel
from monespace_app.core.permissions import Permission
from monespace_app.features.messaging import queries, rules
from monespace_app.features.messaging.models import (
    ClosedWriter,
    Conversation,
    Delivery,
    Direction,
    Draft,
    Message,
)
from monespace_app.features.messaging.rules import DocumentKey, DraftMark, DraftSave, Save, Writer
from monespace_app.features.messaging.schemas import Correspondent, DraftView, SaveResult
from monespace_app.features.messaging.services.mail import (
    address_of,
    digest_of,
    new_message_id,
    recipients_json,
)
from monespace_app.session.models import Profile

MISSING = "Ce brouillon est introuvable."
NOT_ANSWERABLE = "Ce message ne peut pas recevoir de réponse."
NOTHING_MET = (None, None, None)
WRITTEN_ELSEWHERE = "Ce brouillon a changé ailleurs\u00a0: votre message n'est pas envoyé."


def load_draft(actor: Actor, conversation_id: str) -> DraftView | None:
    """The stored draft of a conversation, or None."""
    actor.require(Permission.DRAFT_WRITE)
    with snapshot(actor) as session:
        draft = session.scalar(queries.draft_of(conversation_id))
        return _draft_view(session, draft) if draft is not None else None


def empty_draft(actor: Actor, conversation_id: str, reply_to_id: str) -> DraftView:
    """The blank answer to a message, not stored yet."""
    actor.require(Permission.DRAFT_WRITE)
    key = DocumentKey(actor.open_profile, conversation_id, reply_to_id)
    with snapshot(actor) as session:
        return DraftView(document_key=str(key), recipient=_answered(session, key).sender_name)


def save_draft(actor: Actor, save: DraftSave) -> SaveResult:
    """Keep what was typed, unless another editor's words would be lost (MSG-12).

    Returns:
        What was decided, and the draft as it is stored afterwards: nothing is acknowledged that is not committed.
    """
    actor.require(Permission.DRAFT_WRITE)
    try:
        return _save_draft(actor, save)
    except IntegrityError:
        # Only one editor's name in two conversations at once can do that: the second one now meets the first.
        return _save_draft(actor, save)


def _save_draft(actor: Actor, save: DraftSave) -> SaveResult:
    key = save.document
    with transaction(actor) as session:
        _lock(session, key.conversation_id)
        asked = {"reply_to_id": key.reply_to_id, "writer": save.writer}
        message, draft, closed = session.execute(queries.MET_BY_SAVE, asked).one_or_none() or NOTHING_MET
        _check_answerable(message, key)
        decision = rules.decide_save(_mark(draft), save, _fate(closed, save))
        if decision is Save.WRITE:
            draft = _write(session, actor, draft, save)
        view = _draft_view(session, draft) if draft is not None else DraftView()
        return SaveResult(decision.value, view)


def _lock(session: Session, conversation_id: str) -> None:
    """Nobody else can begin, change or end the draft of this conversation until this transaction ends."""
    # The conversation is locked, since there may be no draft yet. SQLite has one writer anyway.
    session.scalar(queries.CONVERSATION_TO_WRITE, {"conversation_id": conversation_id})


def _locked_draft(session: Session, conversation_id: str) -> Draft | None:
    _lock(session, conversation_id)
    return session.scalar(queries.draft_of(conversation_id))


def _mark(draft: Draft | None) -> DraftMark | None:
    return DraftMark(draft.writer, draft.seq, draft.version) if draft is not None else None


def _fate(closed: ClosedWriter | None, save: DraftSave) -> Writer:
    if closed is None:
        return Writer.OPEN
    # Typed while « Envoyer » was without an answer: not what was sent, hence not to be dropped with it.
    is_newer = save.seq > closed.seq
    return Writer.REPLACED if closed.is_replaced or is_newer else Writer.CLOSED


def _write(session: Session, actor: Actor, draft: Draft | None, save: DraftSave) -> Draft:
    conversation = session.get_one(Conversation, save.document.conversation_id)
    conversation.draft_version += 1
    if draft is None:
        draft = Draft(
            profile_id=actor.open_profile,
            conversation_id=conversation.id,
            reply_to_id=save.document.reply_to_id,
            text="",
            version=conversation.draft_version,
            writer=save.writer,
            seq=save.seq,
        )
        session.add(draft)
    if draft.writer != save.writer:
        _remember(session, actor, draft.writer, is_replaced=True)
    draft.text, draft.writer, draft.seq = save.text, save.writer, save.seq
    draft.version, draft.saved_at = conversation.draft_version, clock.now()
    draft.reply_to_id = save.document.reply_to_id
    session.flush()
    publish_after_commit(session, BusEvent(Topic.DRAFTS, actor.open_profile, conversation.id))
    return draft


def _answered(session: Session, key: DocumentKey) -> Message:
    """The message a draft answers; `NotFound` when it is not in that conversation of the open profile."""
    return _check_answerable(session.get(Message, key.reply_to_id), key)


def _check_answerable(message: Message | None, key: DocumentKey) -> Message:
    if message is None or message.conversation_id != key.conversation_id:
        raise NotFound(MISSING)
    answerable = rules.can_reply_to(
        direction=message.direction,
        is_automatic=message.is_automatic,
        sender_address=message.sender_address,
    )
    if not answerable:
        raise NotFound(NOT_ANSWERABLE)
    return message


def _draft_view(session: Session, draft: Draft) -> DraftView:
    key = DocumentKey(draft.profile_id, draft.conversation_id, draft.reply_to_id)
    return DraftView(
        document_key=str(key),
        recipient=session.get_one(Message, draft.reply_to_id).sender_name,
        text=draft.text,
        version=draft.version,
        writer=draft.writer,
        seq=draft.seq,
        saved_at=french.saved_moment(draft.saved_at),
    )


def delete_draft(actor: Actor, conversation_id: str, version: int, writer: str) -> None:
    """« Supprimer le brouillon », as the patient saw it.

    Args:
        writer: The editor that deletes, empty when it never saved: a late save of it does not bring the draft
            back. Another editor's is a conflict, for somebody is typing there.

    Raises:
        Conflict: It was changed elsewhere since.
    """
    actor.require(Permission.DRAFT_WRITE)
    with transaction(actor) as session:
        draft = _locked_draft(session, conversation_id)
        if draft is None:
            return
        if draft.version != version:
            raise Conflict("Ce brouillon vient d'être modifié ailleurs\u00a0: il n'a pas été supprimé.")
        _close(session, actor, draft, writer)
        audit.record(session, actor, Act.DRAFT_DELETED, object_id=conversation_id)


def _close(
    session: Session, actor: Actor, draft: Draft | None, writer: str, seq: int = rules.SEQ_LIMIT
) -> None:
    if writer:
        _remember(session, actor, writer, seq=seq)
    if draft is not None:
        _remember(session, actor, draft.writer, is_replaced=True)
        session.execute(delete(Draft).where(Draft.id == draft.id))
        publish_after_commit(session, BusEvent(Topic.DRAFTS, actor.open_profile, draft.conversation_id))


def _remember(
    session: Session, actor: Actor, writer: str, *, is_replaced: bool = False, seq: int = rules.SEQ_LIMIT
) -> None:
    if session.scalar(queries.closed_writer(writer)) is None:
        closed = ClosedWriter(profile_id=actor.open_profile, writer=writer, is_replaced=is_replaced, seq=seq)
        session.add(closed)


def send_message(actor: Actor, save: DraftSave) -> str:
    """Send what an editor holds; returns the message's identifier. Again with the same words: the same message.

    The message, its way out and the end of its draft are one transaction (MSG-14).

    Raises:
        Invalid: There is nothing to send.
        Conflict: Another editor saved other words meanwhile, or this one has sent older words.
    """
    actor.require(Permission.MESSAGE_SEND)
    try:
        return _send(actor, save)
    except IntegrityError:
        # The same as above: a double click in one conversation waits for its first half.
        return _send(actor, save)


def _send(actor: Actor, save: DraftSave) -> str:
    with platform_snapshot() as session:
        profile = session.get_one(Profile, actor.open_profile)
    with transaction(actor) as session:
        answered = _answered(session, save.document)
        draft = _locked_draft(session, save.document.conversation_id)
        # Looked up under the lock: of two clicks at once, the second waits here until the first is committed.
        sent = session.scalar(queries.message_by_send_key(save.writer))
        fate = _fate(session.scalar(queries.closed_writer(save.writer)), save)
        if sent is not None and fate is Writer.CLOSED:
            return sent.id
        _check_sendable(draft, save, fate)
        message = _outgoing(actor, profile, answered, save)
        session.add(message)
        session.flush()
        _hand_over(session, message)
        _close(session, actor, draft, save.writer, save.seq)
        conversation = session.get_one(Conversation, answered.conversation_id)
        conversation.last_message_at = max(conversation.last_message_at, message.received_at)
        audit.record(session, actor, Act.MESSAGE_SENT, object_id=message.conversation_id)
        publish_after_commit(session, BusEvent(Topic.MESSAGES, actor.open_profile, message.id))
        return message.id


def _check_sendable(draft: Draft | None, save: DraftSave, fate: Writer) -> None:
    if not save.text.strip():
        raise Invalid("text", "Écrivez votre message avant de l'envoyer.")
    if not rules.can_send(_mark(draft), save, fate):
        raise Conflict(WRITTEN_ELSEWHERE)


def _outgoing(actor: Actor, profile: Profile, answered: Message, save: DraftSave) -> Message:
    message_id = new_message_id()
    to = Correspondent(answered.sender_name, answered.sender_address)
    return Message(
        profile_id=actor.open_profile,
        conversation_id=answered.conversation_id,
        direction=Direction.OUT.value,
        sender_name=f"{profile.given_name} {profile.family_name}",
        sender_address=address_of(profile.ins),
        recipients=recipients_json([to]),
        subject=rules.reply_subject(answered.subject),
        body=save.text,
        message_id=message_id,
        message_id_digest=digest_of(message_id),
        references=" ".join(rules.thread_references(answered.references, answered.message_id)),
        send_key=save.writer,
        delivery=Delivery.SENDING.value,
    )


def _hand_over(session: Session, message: Message) -> None:
    # The entry only names the message: its words stay under the key of their profile (`outgoing_mail`).
    key = f"mssante:{message.id}"
    outbox.add(session, Channel.MSSANTE, {}, key=key, profile_id=message.profile_id, reference=message.id)


def retry_delivery(actor: Actor, message_id: str) -> str:
    """« Réessayer » a message that could not be delivered; returns its conversation."""
    actor.require(Permission.MESSAGE_SEND)
    with transaction(actor) as session:
        message = session.get(Message, message_id, with_for_update=True)
        if message is None or message.delivery != Delivery.FAILED.value:
            raise NotFound("Ce message est introuvable.")
        message.delivery, message.delivery_reason = Delivery.SENDING.value, ""
        outbox.retry_now(session, message.id)
        publish_after_commit(session, BusEvent(Topic.MESSAGES, actor.open_profile, message.id))
        return message.conversation_id
