"""The scoped session (lock 3): one service call is one transaction, held to the actor's open profile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, bindparam, event, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, with_loader_criteria

from monespace_app.core.actor import Actor, ActorKind
from monespace_app.core.database.columns import ProfileOwned
from monespace_app.core.database.engines import close_engines, engine, reading_engine, writers_turn
from monespace_app.core.database.keys import ProfileKey, forget_profile_keys, load_profile_key
from monespace_app.core.database.scope import Scope, ScopeError, current_scope

_writing: ContextVar[bool] = ContextVar("database_writing", default=False)


class ScopedSession(Session):
    """A session whose every statement carries the scope given in `info['scope']`.

    SQLAlchemy's legacy bulk operations and the bare connection go round the events that hold it: both are shut.
    """

    def connection(self, *_arguments: Any, **_options: Any) -> Any:
        """Refused."""
        raise ScopeError("a scoped session does not hand its connection out")

    def bulk_save_objects(self, *_arguments: Any, **_options: Any) -> Any:
        """Refused."""
        raise ScopeError("rows are added through the session, one by one")

    bulk_insert_mappings = bulk_save_objects
    bulk_update_mappings = bulk_save_objects


def _table_classes(base: type[ProfileOwned]) -> list[type[ProfileOwned]]:
    found: list[type[ProfileOwned]] = []
    for child in base.__subclasses__():
        if hasattr(child, "__table__"):
            found.append(child)
        found.extend(_table_classes(child))
    return found


@lru_cache(maxsize=1)
def _scoped_classes() -> frozenset[type[ProfileOwned]]:
    return frozenset(_table_classes(ProfileOwned))


# Keyed by the statements themselves: what is known of one goes when it goes.
_touched_by: WeakKeyDictionary[Any, frozenset[type[ProfileOwned]]] = WeakKeyDictionary()
_held_statements: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


@event.listens_for(Mapper, "after_mapper_constructed")
def _forget_classes(_mapper: Any, _cls: Any) -> None:
    # A feature may be imported after the first statement ran: its tables are held too.
    _scoped_classes.cache_clear()
    _criteria.cache_clear()
    _touched_by.clear()
    _held_statements.clear()


@event.listens_for(ScopedSession, "do_orm_execute")
def _hold_to_scope(state: ORMExecuteState) -> None:
    scope: Scope | None = state.session.info.get("scope")
    if scope is None:
        raise ScopeError("a statement ran without a scope")
    if scope is not current_scope.get():
        raise ScopeError("a statement ran while another session was open")
    if not state.is_orm_statement:
        raise ScopeError("only ORM statements run in a scoped session")
    touched = _touched(state)
    if touched and scope.profile_id is None:
        raise ScopeError(f"{touched} were read without an open profile")
    if touched and (state.is_insert or _escapes_criteria(state)):
        raise ScopeError("rows of patients are written through the session, or by an update of plain values")
    if state.is_select or state.is_update or state.is_delete:
        state.statement = _held(state.statement)


def _touched(state: ORMExecuteState) -> frozenset[type[ProfileOwned]]:
    """The patients' tables that a statement names."""
    known = _touched_by.get(state.statement)
    if known is None:
        named = {mapper.class_ for mapper in state.all_mappers}
        known = _touched_by[state.statement] = _scoped_classes() & named
    return known


def _held(statement: Any) -> Any:
    """The statement with the scope's criteria. One that is made once is also held, and compiled, once."""
    held = _held_statements.get(statement)
    if held is None:
        held = _held_statements[statement] = statement.options(*_criteria())
    return held


def _escapes_criteria(state: ORMExecuteState) -> bool:
    """An update by keys given as parameters ignores criteria; one that sets the owner gives rows away."""
    if not state.is_update:
        return False
    assigned = getattr(state.statement, "_values", None) or {}
    return bool(state.parameters) or any(
        getattr(column, "key", column) == "profile_id" for column in assigned
    )


def _owner() -> str:
    """The profile in scope; no row belongs to an empty identifier."""
    scope = current_scope.get()
    return (scope.profile_id if scope is not None else None) or ""


_OWNER = bindparam("owner_in_scope", callable_=_owner, type_=String)
"""Asked for at each execution: the statements themselves are the same for every profile."""


@lru_cache(maxsize=1)
def _criteria() -> tuple[Any, ...]:
    # A function, because a joined alias needs the criterion on itself.
    return tuple(
        with_loader_criteria(
            cls,
            lambda entity: entity.profile_id == _OWNER,
            include_aliases=True,
            track_closure_variables=False,
        )
        for cls in _scoped_classes()
    )


@event.listens_for(ScopedSession, "before_flush")
def _check_written_rows(session: Session, _context: Any, _instances: Any) -> None:
    scope: Scope = session.info["scope"]
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, ProfileOwned):
            continue
        if scope.profile_id is None or row.profile_id != scope.profile_id:
            raise ScopeError(f"{type(row).__name__} was written outside of its owner's scope")


def forget_engine() -> None:
    """Close connections and forget keys, for a process (or a test) whose database changes."""
    close_engines()
    forget_profile_keys()


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Run `action` once the transaction is committed, never if it is rolled back."""
    session.info.setdefault("after_commit", []).append(action)


@contextmanager
def transaction(actor: Actor) -> Iterator[Session]:
    """One writing transaction held to the actor's profile; committed at the end."""
    if _writing.get():
        raise ScopeError("a transaction was opened inside another: one service call is one transaction")
    token = _writing.set(True)
    try:
        with writers_turn(), _open(engine(), actor) as session:
            yield session
            session.commit()
    finally:
        _writing.reset(token)
    actions: list[Callable[[], None]] = session.info.pop("after_commit", [])
    for action in actions:
        action()


@contextmanager
def snapshot(actor: Actor) -> Iterator[Session]:
    """One consistent read held to the actor's profile; nothing can be written."""
    with _open(reading_engine(), actor) as session:
        session.autoflush = False
        yield session
        if session.new or session.dirty or session.deleted:
            raise ScopeError("a snapshot was written to")


_PLATFORM = Actor(kind=ActorKind.SERVICE, permissions=frozenset())


@contextmanager
def platform_transaction() -> Iterator[Session]:
    """A transaction on the platform's own tables only: patients' rows are refused."""
    with transaction(_PLATFORM) as session:
        yield session


@contextmanager
def platform_snapshot() -> Iterator[Session]:
    """A read of the platform's own tables only."""
    with snapshot(_PLATFORM) as session:
        yield session


@contextmanager
def _open(bind: Engine, actor: Actor) -> Iterator[Session]:
    around = current_scope.get()
    if around and around.profile_id and actor.profile_id not in {None, around.profile_id}:
        raise ScopeError("a profile was opened in the middle of another one's transaction")
    with ScopedSession(bind, expire_on_commit=False) as session:
        with _within(session, Scope(actor.profile_id, None)):
            key = load_profile_key(session, actor.profile_id) if actor.profile_id else None
        with _within(session, Scope(actor.profile_id, key)):
            yield session


@contextmanager
def _within(session: Session, scope: Scope) -> Iterator[None]:
    session.info["scope"] = scope
    token = current_scope.set(scope)
    try:
        yield
    finally:
        current_scope.reset(token)


def is_ready() -> bool:
    """True when the database answers."""
    with platform_snapshot() as session:
        session.execute(select(ProfileKey.profile_id).limit(1))
    return True
