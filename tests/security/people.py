"""A family, a stranger and another parent, with a distinctive text in everything that is the family's own."""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import update

from monespace_app.core import clock, outbox
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.core.database import platform_transaction
from monespace_app.core.outbox import Channel
from monespace_app.core.settings import settings
from monespace_app.features.documents import services as documents
from monespace_app.features.messaging import rules
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.models import Delivery
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from monespace_app.session import services as sessions
from monespace_app.session.models import Account, LoginSession, Profile
from tests.factories import (
    Made,
    make_account,
    make_child,
    make_document,
    make_folder,
    make_professional,
    make_profile,
    make_session,
    make_upload,
    patient,
)

MARK = "quetzal"
"""In each canary, and nowhere else in the project."""
PASSWORD = "Demo-2026!"
DEVICE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0"


def canary(what: str) -> str:
    """« quetzal-corps »: where it comes from can be read off it."""
    return f"{MARK}-{what}"


@dataclass(frozen=True, slots=True)
class Target:
    """What a stranger would like to read or change."""

    profile: Profile
    account: Account
    conversation_id: str
    message_id: str
    failed_id: str
    session_id: str
    child: Profile
    document_id: str
    deleted_id: str
    upload_id: str
    folder_id: str

    @property
    def document_key(self) -> str:
        return f"{self.profile.id}:{self.conversation_id}:{self.message_id}"

    @property
    def path(self) -> str:
        return f"/messagerie/{self.conversation_id}"


def make_target(*, password: str | None = None) -> Target:
    """An adult with a child, mail, a draft, an undelivered answer, documents and a connected device."""
    profile = make_profile(canary("prenom"), canary("nom"))
    child = make_child(canary("enfant"))
    account = make_account(
        profile,
        password=password,
        email=f"{canary('courriel')}@example.org",
        children=(child,),
    )
    professional = make_professional(f"Dr {canary('medecin')}")
    gateway = mail_gateway(profile.id)
    first = messaging.receive_mail(gateway, mail_from(professional.display_name, professional.address))
    messaging.receive_mail(mail_gateway(child.id), mail_from(professional.display_name, professional.address))
    actor = patient(account)
    conversation_id = messaging.list_conversations(actor).rows[0].id
    failed_id = _undelivered(actor, conversation_id, first)
    messaging.save_draft(actor, typed(actor, conversation_id, first, canary("brouillon")))
    make_session(account, user_agent=DEVICE)
    session_id = sessions.list_devices(actor)[0].id
    folder_id = make_folder(actor, canary("dossier"))
    document_id = make_document(actor, _document("document", folder_id))
    deleted_id = make_document(actor, _document("corbeille", folder_id))
    documents.delete_document(actor, deleted_id)
    return Target(
        profile,
        account,
        conversation_id,
        first,
        failed_id,
        session_id,
        child,
        document_id,
        deleted_id,
        make_upload(actor, f"{canary('fichier')}.txt"),
        folder_id,
    )


def _document(what: str, folder_id: str) -> Made:
    content = canary(f"{what}-octets").encode()
    return Made(name=canary(what), author=canary("auteur"), folder_id=folder_id, content=content)


def mail_from(name: str, address: str, **changes: object) -> IncomingMail:
    """A mail full of canaries."""
    mail = {
        "message_id": f"<{canary('message-id')}.{uuid4()}@example.org>",
        "sender": Correspondent(name, address),
        "subject": canary("sujet"),
        "text": canary("corps"),
        "received_at": clock.now(),
        "cc": (Correspondent(canary("copie"), f"{canary('copie')}@example.org"),),
        "raw": canary("original").encode(),
    }
    return IncomingMail(**{**mail, **changes})  # type: ignore[arg-type]


def typed(actor: Actor, conversation_id: str, reply_to_id: str, text: str) -> rules.DraftSave:
    """A first save of a new editor."""
    return rules.parse_save(save_payload(f"{actor.profile_id}:{conversation_id}:{reply_to_id}", text))


def save_payload(document_key: str, text: str, *, seq: int = 1, base_version: int = 0) -> dict[str, object]:
    """What an editor sends."""
    return {
        "document_key": document_key,
        "writer": str(uuid4()),
        "seq": seq,
        "base_version": base_version,
        "text": text,
    }


def _undelivered(actor: Actor, conversation_id: str, reply_to_id: str) -> str:
    sent = messaging.send_message(actor, typed(actor, conversation_id, reply_to_id, canary("reponse")))
    messaging.mark_delivery(
        mail_gateway(actor.open_profile), sent, Delivery.FAILED, "Boîte de réception pleine"
    )
    return sent


def put_in_outbox() -> None:
    """An e-mail on its way, with a canary."""
    payload = {
        "to": f"{canary('vers')}@example.org",
        "subject": canary("objet"),
        "text": canary("code"),
        "html": "",
    }
    with platform_transaction() as session:
        outbox.add(session, Channel.EMAIL, payload, key=f"test/{uuid4()}")


def age(session_id: str, *, idle: timedelta = timedelta(), opened: timedelta = timedelta()) -> None:
    """Make a session older than it is."""
    with platform_transaction() as session:
        session.execute(
            update(LoginSession)
            .where(LoginSession.id == session_id)
            .values(last_seen_at=clock.now() - idle, created_at=clock.now() - opened)
        )


def session_of(token: str) -> str:
    """The identifier of the session behind a cookie."""
    connection = sessions.connect(token, "somewhere")
    assert connection is not None
    assert connection.actor.session_id is not None
    return connection.actor.session_id


def rows(but_of: str | None = None) -> dict[str, set[tuple[object, ...]]]:
    """Everything in the database, as it is stored; `but_of` leaves out what belongs to that profile."""
    with sqlite3.connect(settings().data_dir / "monespace.db") as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            table: {
                row
                for row in connection.execute(f'SELECT * FROM "{table}"')
                if but_of is None or but_of not in row
            }
            for table in tables
        }


def changed(
    before: dict[str, set[tuple[object, ...]]], *, allowed: frozenset[str], but_of: str | None = None
) -> list[str]:
    """The tables, but for those `allowed`, that do not hold exactly the rows they held; see `rows`."""
    after = rows(but_of)
    return [table for table in after if table not in allowed and after[table] != before[table]]
