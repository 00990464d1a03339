"""Every public service by every kind of caller (ASVS 8.2.1, 8.2.2, 8.3.1). A service that is not listed here fails."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any, get_type_hints
from uuid import uuid4

import pytest

from monespace_app import features
from monespace_app.core.actor import Actor, ActorKind, mail_gateway, operator
from monespace_app.core.errors import Denied, DomainError, NotFound
from monespace_app.features.documents.schemas import DocumentForm, ListQuery
from monespace_app.features.messaging.models import Delivery
from monespace_app.features.settings.schemas import PasswordChange
from tests.factories import make_account, make_child, patient
from tests.security.people import MARK, Target, canary, mail_from, make_target, rows, typed

Arguments = Callable[[Target], tuple[Any, ...]]

NOBODY = Actor(kind=ActorKind.PATIENT, permissions=frozenset())
"""Somebody with no right at all."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a service takes a stranger who may call it, on the objects of somebody else.

    Attributes:
        arguments: What is aimed at, after the actor.
        refuses: True when a stranger gets `NotFound` or `Denied`; otherwise only what is the stranger's own.
        callers: Who holds its right: « patient », « gateway », « operator ».
    """

    arguments: Arguments
    refuses: bool = False
    callers: frozenset[str] = frozenset({"patient"})


def _nothing(_: Target) -> tuple[Any, ...]:
    return ()


def _conversation(target: Target) -> tuple[Any, ...]:
    return (target.conversation_id,)


def _save(target: Target) -> tuple[Any, ...]:
    owner = patient(target.account)
    return (typed(owner, target.conversation_id, target.message_id, "écrasé"),)


def _change(_: Target) -> tuple[Any, ...]:
    new = "Une-autre-2026!"
    return (PasswordChange(old="pas le bon", new=new, again=new),)


def _description() -> DocumentForm:
    return DocumentForm(
        name="écrasé", document_date="2020-01-01", category="other", confidentiality="visible"
    )


GATEWAY, OPERATOR = frozenset({"gateway"}), frozenset({"operator"})

RULES = {
    "activation.import_registry": Rule(lambda _: ([],), callers=OPERATOR),
    "activation.issue_codes": Rule(lambda _: ([], None), callers=OPERATOR),
    "access.list_access": Rule(_nothing),
    "access.record_access": Rule(lambda _: ([],), callers=OPERATOR),
    "access.register": Rule(lambda _: ([],), callers=OPERATOR),
    "demo.load_demo": Rule(_nothing, callers=OPERATOR),
    "documents.add_document": Rule(lambda t: (t.upload_id, _description()), refuses=True),
    "documents.cancel_upload": Rule(lambda t: (t.upload_id,)),
    "documents.create_folder": Rule(lambda _: ("À moi",)),
    "documents.delete_document": Rule(lambda t: (t.document_id,), refuses=True),
    "documents.delete_folder": Rule(lambda t: (t.folder_id,), refuses=True),
    "documents.import_documents": Rule(lambda _: ([],), callers=OPERATOR),
    "documents.list_consultations": Rule(lambda t: (1, t.document_id), refuses=True),
    "documents.list_documents": Rule(lambda t: (ListQuery(folder_id=t.folder_id, search="document"),)),
    "documents.list_trash": Rule(lambda _: (1,)),
    "documents.list_uploads": Rule(_nothing),
    "documents.move_document": Rule(lambda t: (t.document_id, t.folder_id), refuses=True),
    "documents.open_document": Rule(lambda t: (t.document_id,), refuses=True),
    "documents.read_file": Rule(lambda t: (t.document_id,), refuses=True),
    "documents.receive_upload": Rule(lambda _: (str(uuid4()), "à moi.txt", b"Le mien.")),
    "documents.recent_documents": Rule(_nothing),
    "documents.rename_folder": Rule(lambda t: (t.folder_id, "À moi"), refuses=True),
    "documents.render_page": Rule(lambda t: (t.document_id, 1, 160), refuses=True),
    "documents.render_upload": Rule(lambda t: (t.upload_id,), refuses=True),
    "documents.restore_document": Rule(lambda t: (t.deleted_id,), refuses=True),
    "documents.update_document": Rule(lambda t: (t.document_id, _description()), refuses=True),
    "documents.view_document": Rule(lambda t: (t.document_id,), refuses=True),
    "documents.who_has_access": Rule(_nothing),
    "home.home": Rule(_nothing),
    "medical_profile.overview": Rule(_nothing),
    "messaging.announcement": Rule(lambda t: (t.message_id,)),
    "messaging.count_unread": Rule(_nothing),
    "messaging.delete_draft": Rule(lambda t: (t.conversation_id, 1, "")),
    "messaging.empty_draft": Rule(lambda t: (t.conversation_id, t.message_id), refuses=True),
    "messaging.inbox_info": Rule(_nothing),
    "messaging.list_conversations": Rule(_nothing),
    "messaging.load_draft": Rule(_conversation),
    "messaging.mark_bounced": Rule(lambda _: ("<x@y>", "raison"), callers=GATEWAY),
    "messaging.mark_delivery": Rule(lambda t: (t.failed_id, Delivery.SENT), callers=GATEWAY),
    "messaging.open_conversation": Rule(_conversation, refuses=True),
    "messaging.outgoing_mail": Rule(lambda t: (t.failed_id,), callers=GATEWAY),
    "messaging.receive_mail": Rule(lambda _: (mail_from("x", "x@y"),), callers=GATEWAY),
    "messaging.receive_many": Rule(lambda _: ([],), callers=GATEWAY),
    "messaging.retry_delivery": Rule(lambda t: (t.failed_id,), refuses=True),
    "messaging.save_draft": Rule(_save, refuses=True),
    "messaging.send_message": Rule(_save, refuses=True),
    "messaging.view_conversation": Rule(_conversation, refuses=True),
    "session.header": Rule(_nothing),
    "session.list_devices": Rule(_nothing),
    "session.on_profile": Rule(lambda t: (t.profile.id,), refuses=True),
    "session.open_profile": Rule(lambda t: ("onglet", t.profile.id), refuses=True),
    "session.revoke_device": Rule(lambda t: (t.session_id,), refuses=True),
    # The strangers here are connected nowhere: they have no session whose end could be said.
    "session.session_end": Rule(_nothing, refuses=True),
    "settings.change_password": Rule(_change, refuses=True),
    "settings.disconnect_device": Rule(lambda t: (t.session_id,), refuses=True),
    "settings.personal_information": Rule(_nothing),
}

WITHOUT_ACTOR = {
    "access.find_by_address": "the public directory of professionals",
    "access.find_by_rpps": "the public directory of professionals",
    "access.find_many_by_address": "the public directory of professionals",
    "activation.has_live_code": "takes the transaction of its caller",
    "activation.keep_code": "takes the transaction of its caller",
    "activation.people_by_nir": "asked by the commands of the operator and by the demonstration",
    "demo.is_loaded": "whether the made-up people are there; demo mode only",
    "demo.list_deliveries": "the demo outbox; refused outside of demo mode",
    "demo.record_delivery": "a way out of the relay; demo mode only",
    "demo.refuse_demo_data": "a check at the start of a production server",
    "documents.purge_expired": "removes what has expired",
    "documents.scan_waiting": "asks the antivirus again",
    "documents.scan_with": "wiring at the start",
    "information.operator": "what « Mentions légales » names",
    "information.operator_from": "what « Mentions légales » names",
    "login.begin_login": "strangers log in: limited by counters",
    "login.choose_channel": "strangers log in: bound to an attempt the server keeps",
    "login.count_password_try": "takes the transaction of its caller",
    "login.finish_login": "strangers log in: bound to an attempt the server keeps",
    "login.forget_pending_logins": "takes the transaction of its caller",
    "login.hash_password": "pure computation",
    "login.list_channels": "strangers log in: bound to an attempt the server keeps",
    "login.purge_expired": "removes what has expired",
    "login.resend_code": "strangers log in: bound to an attempt the server keeps",
    "login.verify_password": "pure computation",
    "messaging.address_of": "pure computation",
    "messaging.find_mailbox": "asked by the mail server before it knows whose mail it is",
    "session.connect": "checks a cookie: makes the actor",
    "session.count_unread_with": "wiring at the start",
    "session.end_all_sessions": "takes the transaction of its caller",
    "session.end_session": "whoever has the cookie may end it",
    "session.issue_ticket": "the end of a login, which has no actor yet",
    "session.redeem_ticket": "whoever has the ticket, once, within a minute",
    "session.touch": "called by the guard with the session it has just checked",
    "settings.change_problems": "pure computation",
}


def _modules() -> Iterator[tuple[str, Any]]:
    for feature in pkgutil.iter_modules(features.__path__):
        if feature.ispkg and (found := _services(f"monespace_app.features.{feature.name}.services")):
            yield feature.name, found
    yield "session", import_module("monespace_app.session.services")


def _services(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return None


@cache
def public_services() -> dict[str, Callable[..., Any]]:
    """What other parts may call: the names a services package exports, or a module's own public functions."""
    found = {}
    for feature, module in _modules():
        exported = getattr(module, "__all__", None)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if (name in exported) if exported is not None else own:
                found[f"{feature}.{name}"] = function
    return found


def takes_actor(service: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(service).parameters), "")
    return get_type_hints(service).get(first) is Actor


def of_login_rules(name: str, service: Callable[..., Any]) -> bool:
    """The login's package also exports pure functions of its rules."""
    return ".rules." in service.__module__


def test_every_service_is_in_one_of_the_tables():
    with_actor = {name for name, service in public_services().items() if takes_actor(service)}
    without = {
        name
        for name, service in public_services().items()
        if not takes_actor(service) and not of_login_rules(name, service)
    }
    assert with_actor == RULES.keys()
    assert without == WITHOUT_ACTOR.keys()


@pytest.mark.parametrize("name", sorted(RULES))
def test_without_the_right_nothing_is_done(name: str):
    target = make_target()
    account = target.account
    arguments = RULES[name].arguments(target)
    owner_without_rights = replace(
        NOBODY, account_id=account.id, profile_id=account.profile_id, session_id=target.session_id
    )
    before = rows()
    for actor in (NOBODY, owner_without_rights):
        with pytest.raises(Denied):
            public_services()[name](actor, *arguments)
    assert rows() == before


def _callers(target: Target) -> dict[str, Actor]:
    return {
        "patient": replace(patient(target.account), session_id=target.session_id),
        "gateway": mail_gateway(target.profile.id),
        "operator": operator(target.profile.id),
    }


@pytest.mark.parametrize("name", sorted(RULES))
def test_each_right_belongs_to_one_kind_of_caller(name: str):
    target = make_target()
    arguments = RULES[name].arguments(target)
    before = rows()
    for kind, actor in _callers(target).items():
        if kind not in RULES[name].callers:
            with pytest.raises(Denied):
                public_services()[name](actor, *arguments)
    assert rows() == before


def _strangers() -> list[Actor]:
    another_patient = replace(patient(make_account()), session_id=uuid4().hex)
    child = make_child("Zoé")
    parent = make_account(children=(child,))
    return [another_patient, patient(parent), patient(parent, child)]


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if "patient" in rule.callers))
def test_a_stranger_reads_and_changes_nothing_of_somebody_elses(name: str):
    target = make_target(password=None)
    rule = RULES[name]
    arguments = rule.arguments(target)
    before = _of(target)
    for stranger in _strangers():
        answer, refusal = _attempt(name, stranger, arguments)
        assert (refusal is not None) == rule.refuses
        assert isinstance(refusal, NotFound | Denied | None) or name == "settings.change_password"
        assert MARK not in repr(answer) + repr(refusal)
    assert _of(target) == before


def _attempt(name: str, actor: Actor, arguments: tuple[Any, ...]) -> tuple[Any, DomainError | None]:
    try:
        return public_services()[name](actor, *arguments), None
    except DomainError as refusal:
        return None, refusal


def _of(target: Target) -> set[tuple[object, ...]]:
    """The stored rows that belong to the target."""
    owners = {target.profile.id, target.child.id, target.account.id}
    return {
        row for table in rows().values() for row in table if owners & {v for v in row if isinstance(v, str)}
    }


def test_a_representative_acts_on_the_child_whose_profile_is_open_and_on_no_other():
    target = make_target()
    actor = patient(target.account, target.child)
    found = public_services()["messaging.list_conversations"](actor)
    assert [row.subject for row in found.rows] == [canary("sujet")]
    for name in ("messaging.open_conversation", "messaging.view_conversation"):
        with pytest.raises(NotFound):
            public_services()[name](actor, target.conversation_id)
