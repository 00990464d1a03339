"""Mails as the gateway hands them over, and people who answer them."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from monespace_app.core import clock
from monespace_app.core.actor import Actor, mail_gateway
from monespace_app.features.messaging import rules, services
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from tests.factories import make_account, patient

DOCTOR = Correspondent("Christelle Thomas", "christelle.thomas@infirmier.mssante.fr")
OTHER = Correspondent("Dr Marie Chanteau", "marie.chanteau@medecin.mssante.fr")

_numbers = count(1)


def mail(**changes: object) -> IncomingMail:
    """A plain mail, its Message-ID its own."""
    plain = {
        "message_id": f"<{next(_numbers)}.{uuid4()}@infirmier.mssante.fr>",
        "sender": DOCTOR,
        "subject": "Résultats",
        "text": "Bonjour, vos résultats sont bons.",
        "received_at": clock.now(),
    }
    return IncomingMail(**{**plain, **changes})  # type: ignore[arg-type]


def somebody() -> Actor:
    """A connected patient."""
    return patient(make_account())


def receive(actor: Actor, **changes: object) -> str:
    """A mail arrives for the actor's open profile; returns its message."""
    return services.receive_mail(mail_gateway(actor.open_profile), mail(**changes))


def receive_later(actor: Actor, minutes: int, **changes: object) -> str:
    """The same, some minutes from now."""
    return receive(actor, received_at=clock.now() + timedelta(minutes=minutes), **changes)


def newest(actor: Actor) -> str:
    """The conversation on top of the list."""
    return services.list_conversations(actor).rows[0].id


def key_of(actor: Actor, conversation_id: str, message_id: str) -> str:
    """The key of the answer to a message."""
    return f"{actor.profile_id}:{conversation_id}:{message_id}"


def typed(
    key: str, text: str, *, writer: str | None = None, seq: int = 1, base_version: int = 0
) -> rules.DraftSave:
    """One save of an editor."""
    return rules.parse_save(
        {
            "document_key": key,
            "writer": writer or str(uuid4()),
            "seq": seq,
            "base_version": base_version,
            "text": text,
        }
    )


def answerable(actor: Actor) -> str:
    """A mail has come; returns the key of its answer."""
    message_id = receive(actor)
    return key_of(actor, newest(actor), message_id)
