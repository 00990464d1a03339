"""Lock 3: whatever the statement, a transaction sees and changes the rows of its own profile only."""

import gc
import weakref
from collections.abc import Callable

import pytest
from sqlalchemy import delete, exists, func, insert, literal_column, select, text, union_all, update
from sqlalchemy.orm import Session, aliased

from monespace_app.core import database as core_database
from monespace_app.core.actor import mail_gateway
from monespace_app.core.database import (
    ProfileKey,
    ScopedSession,
    ScopeError,
    platform_snapshot,
    platform_transaction,
    snapshot,
    transaction,
)
from monespace_app.features.messaging.models import Conversation, Participant
from monespace_app.session.models import Profile
from tests.conftest import NOON
from tests.factories import make_profile


class Pair:
    """Two profiles with one conversation each, acting as the first."""

    def __init__(self) -> None:
        self.mine, self.theirs = (mail_gateway(make_profile().id) for _ in range(2))
        self.my_id, self.their_id = self._fill(self.mine, "à moi"), self._fill(self.theirs, "à eux")

    @staticmethod
    def _fill(actor, subject: str) -> str:
        row = conversation(actor.open_profile, subject)
        with transaction(actor) as session:
            session.add(row)
            session.flush()
            session.add(
                Participant(
                    profile_id=actor.open_profile, conversation_id=row.id, name=subject, address="a@b.fr"
                )
            )
        return row.id

    def their_subject(self) -> str | None:
        with snapshot(self.theirs) as session:
            row = session.get(Conversation, self.their_id)
            return row.subject if row else None


def conversation(profile_id: str, subject: str = "sujet") -> Conversation:
    return Conversation(profile_id=profile_id, subject=subject, last_message_at=NOON)


pytestmark = pytest.mark.both_databases


@pytest.fixture
def pair(database) -> Pair:
    return Pair()


def _subqueries(pair: Pair):
    inner = select(Conversation.id).subquery()
    other = aliased(Conversation)
    return {
        "entity": select(Conversation.profile_id),
        "asked for by id": select(Conversation.profile_id).where(Conversation.id == pair.their_id),
        "asked for by profile": select(Conversation.profile_id).where(
            Conversation.profile_id == pair.theirs.profile_id
        ),
        "alias": select(other.profile_id),
        "join": select(Participant.profile_id).join(
            Conversation, Participant.conversation_id == Conversation.id
        ),
        "joined side": select(Conversation.profile_id).select_from(Profile).join(
            Conversation, Conversation.profile_id == Profile.id
        ),
        "outer join": select(Conversation.profile_id).select_from(Profile).outerjoin(
            Conversation, Conversation.profile_id == Profile.id
        ).where(Conversation.id.is_not(None)),
        "joined alias": select(other.profile_id).select_from(Profile).join(
            other, other.profile_id == Profile.id
        ),
        "in a subquery": select(Profile.id).where(Profile.id.in_(select(Conversation.profile_id))),
        "in a derived table": select(Profile.id).where(
            Profile.id.in_(
                select(Conversation.profile_id).join(inner, inner.c.id == Conversation.id)
            )
        ),
        "in exists": select(Profile.id).where(
            exists().where(Conversation.profile_id == Profile.id)
        ),
        "in a common table expression": select(select(Conversation.profile_id).cte().c.profile_id),
        "in a union": select(
            union_all(select(Conversation.profile_id), select(other.profile_id)).subquery().c.profile_id
        ),
        "scalar subquery": select(
            select(func.max(Conversation.profile_id))
            .where(Conversation.id == pair.their_id)
            .scalar_subquery()
        ).select_from(Profile).where(Profile.id == pair.mine.profile_id),
    }  # fmt: skip


def test_no_select_reaches_another_profile(pair):
    for shape, statement in _subqueries(pair).items():
        with snapshot(pair.mine) as session:
            seen = set(session.scalars(statement)) - {None}
        assert seen <= {pair.mine.profile_id}, shape
        with platform_snapshot() as session:
            try:
                seen = set(session.scalars(statement)) - {None}
            except ScopeError:
                continue
        assert seen == set(), f"{shape}, without a profile"


def test_one_finds_ones_own_rows_in_each_shape(pair):
    for shape, statement in _subqueries(pair).items():
        if "scalar" in shape or shape.startswith("asked"):
            continue
        with snapshot(pair.mine) as session:
            assert set(session.scalars(statement)) == {pair.mine.profile_id}, shape


def test_a_statement_made_once_gives_each_their_own_rows(pair):
    statement = select(Conversation.profile_id)
    for actor in (pair.mine, pair.theirs, pair.mine):
        with snapshot(actor) as session:
            assert list(session.scalars(statement)) == [actor.profile_id]
    hidden = select(Profile.id).where(Profile.id.in_(select(Conversation.profile_id)))
    for actor in (pair.mine, pair.theirs):
        with snapshot(actor) as session:
            assert list(session.scalars(hidden)) == [actor.profile_id]
    with platform_snapshot() as session:
        assert list(session.scalars(hidden)) == []
    with platform_snapshot() as session, pytest.raises(ScopeError):
        session.scalars(statement)


def test_nothing_is_kept_of_a_statement_that_is_gone(pair):
    statement = select(Conversation.id).where(Conversation.id == pair.my_id)
    with snapshot(pair.mine) as session:
        assert session.scalar(statement) == pair.my_id
    trace = weakref.ref(statement)
    del statement, session
    gc.collect()
    assert trace() is None


def test_counting_counts_ones_own_rows(pair):
    with snapshot(pair.mine) as session:
        assert session.scalar(select(func.count(Conversation.id))) == 1
        assert session.scalar(select(func.count()).select_from(Conversation)) == 1


def test_get_finds_nothing_of_another_profile(pair):
    with snapshot(pair.mine) as session:
        assert session.get(Conversation, pair.their_id) is None
        assert session.get(Conversation, pair.my_id) is not None


def test_an_update_changes_ones_own_rows_only(pair):
    with transaction(pair.mine) as session:
        result = session.execute(update(Conversation).values(draft_version=7))
        assert result.rowcount == 1
        session.execute(update(Conversation).where(Conversation.id == pair.their_id).values(draft_version=8))
    with snapshot(pair.theirs) as session:
        assert session.get_one(Conversation, pair.their_id).draft_version == 0


def test_a_delete_removes_ones_own_rows_only(pair):
    with transaction(pair.mine) as session:
        session.execute(delete(Participant))
        session.execute(delete(Conversation))
    with snapshot(pair.mine) as session:
        assert session.get(Conversation, pair.my_id) is None
    assert pair.their_subject() == "à eux"


def _refused_writes(pair: Pair) -> dict[str, Callable[[Session], object]]:
    theirs = pair.theirs.open_profile
    mine = {"id": pair.my_id, "profile_id": pair.mine.profile_id, "draft_version": 1}
    foreign = {"id": pair.their_id, "draft_version": 9}

    def move(session: Session) -> None:
        session.get_one(Conversation, pair.my_id).profile_id = theirs
        session.flush()

    def add(session: Session) -> None:
        session.add(conversation(theirs))
        session.flush()

    return {
        "a row for another profile": add,
        "a row given away": move,
        "rows given away": lambda s: s.execute(update(Conversation).values(profile_id=theirs)),
        "rows given away by name": lambda s: s.execute(update(Conversation).values({"profile_id": theirs})),
        "rows given away in order": lambda s: s.execute(
            update(Conversation).ordered_values((Conversation.profile_id, theirs))
        ),
        "an insert statement": lambda s: s.execute(insert(Conversation).values(mine)),
        "an insert of many": lambda s: s.execute(insert(Conversation), [mine]),
        "an update of many by key": lambda s: s.execute(update(Conversation), [foreign]),
        "an update of one by key": lambda s: s.execute(update(Conversation), foreign),
        "bulk objects": lambda s: s.bulk_save_objects([conversation(theirs)]),
        "bulk inserts": lambda s: s.bulk_insert_mappings(Conversation, [mine]),
        "bulk updates": lambda s: s.bulk_update_mappings(Conversation, [foreign]),
        "raw SQL": lambda s: s.execute(text("DELETE FROM conversation")),
        "a bare column": lambda s: s.execute(select(literal_column("1"))),
        "a bare table": lambda s: s.execute(select(Conversation.__table__.c.id)),
        "a bare table's delete": lambda s: s.execute(delete(Conversation.__table__)),
        "the connection itself": lambda s: s.connection().exec_driver_sql("DELETE FROM conversation"),
    }


def test_every_other_way_to_write_or_read_is_refused(pair):
    for name, act in _refused_writes(pair).items():
        with pytest.raises(ScopeError), transaction(pair.mine) as session:  # noqa: PT012
            act(session)
            pytest.fail(name)
        with snapshot(pair.theirs) as session:
            row = session.get_one(Conversation, pair.their_id)
            assert (row.subject, row.draft_version) == ("à eux", 0), name
            assert session.scalar(select(func.count(Conversation.id))) == 1, name


def test_without_a_profile_patients_rows_can_be_neither_read_nor_written(pair):
    attempts: list[Callable[[Session], object]] = [
        lambda s: s.scalars(select(Conversation)).all(),
        lambda s: s.execute(delete(Conversation)),
        lambda s: s.execute(update(Conversation).values(draft_version=3)),
        lambda s: s.get(Conversation, pair.my_id),
        lambda s: (s.add(conversation(pair.mine.open_profile)), s.flush()),
    ]
    for attempt in attempts:
        with pytest.raises(ScopeError), platform_transaction() as session:
            attempt(session)
    assert pair.their_subject() == "à eux"


def test_a_session_made_without_a_scope_runs_nothing(pair):
    with ScopedSession(core_database.engine()) as session, pytest.raises(ScopeError):
        session.scalars(select(ProfileKey)).all()


def test_a_transaction_inside_another_is_refused(pair):
    with transaction(pair.mine), pytest.raises(ScopeError), transaction(pair.mine):
        pass
    with transaction(pair.mine), pytest.raises(ScopeError), platform_transaction():
        pass
    with transaction(pair.mine) as session:
        assert session.get(Conversation, pair.my_id) is not None


def test_another_profile_cannot_be_read_in_the_middle_of_a_transaction(pair):
    with transaction(pair.mine), pytest.raises(ScopeError), snapshot(pair.theirs):
        pass


def test_a_session_runs_nothing_while_another_one_is_open(pair):
    with platform_snapshot() as outer, snapshot(pair.mine), pytest.raises(ScopeError):
        outer.scalars(select(Profile.id).where(Profile.id.in_(select(Conversation.profile_id))))
    with snapshot(pair.mine) as outer:
        with platform_snapshot(), pytest.raises(ScopeError):
            outer.scalars(select(Conversation.id))
        assert outer.scalar(select(Conversation.id)) == pair.my_id


def test_the_directory_can_be_read_in_the_middle_of_a_transaction(pair):
    with transaction(pair.mine) as session:
        session.add(conversation(pair.mine.open_profile, "pendant"))
        with platform_snapshot() as other:
            assert other.scalar(select(func.count(Profile.id))) == 2
    with snapshot(pair.mine) as session:
        assert "pendant" in {row.subject for row in session.scalars(select(Conversation))}


def test_a_snapshot_keeps_nothing(pair):
    with pytest.raises(ScopeError), snapshot(pair.mine) as session:
        session.get_one(Conversation, pair.my_id).subject = "changé"
    with pytest.raises(ScopeError), snapshot(pair.mine) as session:
        session.add(conversation(pair.mine.open_profile))
    with snapshot(pair.mine) as session:
        assert session.get_one(Conversation, pair.my_id).subject == "à moi"


def test_a_snapshot_sees_one_state_of_the_database(pair):
    with snapshot(pair.mine) as reader:
        assert reader.get_one(Conversation, pair.my_id).draft_version == 0
        with transaction(pair.mine) as writer:
            writer.get_one(Conversation, pair.my_id).draft_version = 1
            writer.add(conversation(pair.mine.open_profile))
        assert reader.scalar(select(func.count(Conversation.id))) == 1


def test_an_error_undoes_the_whole_transaction_and_what_was_to_follow(pair):
    told: list[str] = []
    with pytest.raises(ZeroDivisionError), transaction(pair.mine) as session:  # noqa: PT012
        session.get_one(Conversation, pair.my_id).subject = "perdu"
        session.flush()
        core_database.after_commit(session, lambda: told.append("trop tôt"))
        1 / 0  # noqa: B018
    assert told == []
    with transaction(pair.mine) as session:
        assert session.get_one(Conversation, pair.my_id).subject == "à moi"
        core_database.after_commit(session, lambda: told.append("après"))
        assert told == []
    assert told == ["après"]


def test_the_database_itself_refuses_a_row_that_hangs_on_another_profile(pair):
    from sqlalchemy.exc import IntegrityError

    stray = Participant(
        profile_id=pair.mine.open_profile, conversation_id=pair.their_id, name="x", address="a@b.fr"
    )
    with pytest.raises(IntegrityError), transaction(pair.mine) as session:
        session.add(stray)
