"""Every event handler there is, and arguments with which each would do harm if it were let."""

import inspect
from dataclasses import dataclass
from typing import Any, get_type_hints

from reflex_base.registry import RegisteredEventHandler, RegistrationContext

from tests.security.people import PASSWORD, Target, canary, save_payload

DEMO = "features___demo"
"""The demonstration's own page shows its outbox to anybody, on purpose; it does not exist in production."""


@dataclass(frozen=True, slots=True)
class Call:
    """An event to send."""

    name: str
    payload: dict[str, Any]

    @property
    def short(self) -> str:
        return self.name.rpartition("___")[2]


def registered() -> dict[str, RegisteredEventHandler]:
    """Each registered handler, Reflex's own included, by the name a browser calls it."""
    return {
        name: entry for name, entry in RegistrationContext.get().event_handlers.items() if DEMO not in name
    }


def calls_against(target: Target) -> list[Call]:
    """One call of each handler, aimed at the target's own objects."""
    return [Call(name, arguments(entry, target)) for name, entry in sorted(registered().items())]


def arguments(entry: RegisteredEventHandler, target: Target) -> dict[str, Any]:
    """The payload most likely to succeed."""
    parameters = list(inspect.signature(entry.handler.fn).parameters.values())[1:]
    hints = get_type_hints(entry.handler.fn)
    return {p.name: _argument(p.name.lstrip("_"), hints.get(p.name), target) for p in parameters}


def _argument(name: str, hint: Any, target: Target) -> Any:
    known = {
        "conversation_id": target.conversation_id,
        "message_id": target.failed_id,
        "object_id": target.message_id,
        "document_id": target.document_id,
        "upload_id": target.upload_id,
        "folder_id": target.folder_id,
        "session_id": target.session_id,
        "profile_id": target.profile.id,
        "payload": {**save_payload(target.document_key, "écrasé", base_version=1)},
        "var_name": "step",
        "value": True,
        "vars": {},
        "hashes": None,
    }
    if name in known:
        return known[name]
    if hint is dict or name == "form":
        return form(target)
    return target.conversation_id if hint is str else None


def form(target: Target) -> dict[str, Any]:
    """Every field of every form at once."""
    return {
        **save_payload(target.document_key, "écrasé", base_version=1),
        "identifier": target.account.identifier,
        "password": "un autre mot de passe",
        "channel": "email",
        "code": "000000",
        "old_password": PASSWORD,
        "new_password": "Une-autre-2026!",
        "new_password_again": "Une-autre-2026!",
        "recipient": canary("destinataire"),
        # Comes back in the address: not a canary, which must come from the database alone.
        "recherche": "analyse",
        "dossier": target.folder_id,
        "nom-du-dossier": "Un autre nom",
        **_description(target.upload_id),
        **_description("modification"),
    }


def _description(prefix: str) -> dict[str, str]:
    """The fields of a document's form."""
    return {
        f"{prefix}-name": "Un autre nom",
        f"{prefix}-document-date": "2026-01-02",
        f"{prefix}-category": "report",
        f"{prefix}-confidentiality": "visible",
    }
