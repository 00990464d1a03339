"""Step 1: identifier and password (LOGIN-1, LOGIN-6)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from monespace_app.core import clock
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import DomainError, Invalid, TooManyTries
from monespace_app.features.login import services
from monespace_app.features.login.models import LoginAttempt
from monespace_app.features.login.services import attempts, passwords
from monespace_app.session.models import Account, ProfileState
from tests.conftest import FrozenClock
from tests.factories import make_account, make_profile
from tests.features.login.helpers import ADDRESS, PASSWORD, begin, in_parallel, make_patient


class Verifications:
    """Counts the hashes that are really computed."""

    def __init__(self) -> None:
        self.count = 0


@pytest.fixture
def verifications(monkeypatch: pytest.MonkeyPatch) -> Iterator[Verifications]:
    counter = Verifications()
    real = type(passwords._CONTEXT).verify

    def counted(*args: Any, **kwargs: Any) -> bool:
        counter.count += 1
        return real(*args, **kwargs)

    monkeypatch.setattr(type(passwords._CONTEXT), "verify", counted)
    return counter


def refusal_of(identifier: str, password: str, address: str = ADDRESS) -> DomainError:
    with pytest.raises(DomainError) as caught:
        services.begin_login(identifier, password, address)
    return caught.value


def attempt_count() -> int:
    with platform_snapshot() as session:
        return session.scalar(select(func.count(LoginAttempt.id))) or 0


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-1")
def test_the_right_password_opens_an_attempt_that_gives_no_session():
    account = make_patient()
    attempt_id = begin(account)
    with platform_snapshot() as session:
        attempt = session.get_one(LoginAttempt, attempt_id)
    assert attempt.account_id == account.id
    assert attempt.code_digest is None
    assert attempt.consumed_at is None


@pytest.mark.row("LOGIN-1")
def test_the_identifier_may_be_typed_with_capitals_and_blanks_around():
    account = make_patient(identifier="inaya.michel")
    assert services.begin_login(" Inaya.Michel ", PASSWORD, ADDRESS)
    assert account.identifier == "inaya.michel"


@pytest.mark.row("LOGIN-6")
def test_wrong_unknown_closed_and_inactive_get_one_sentence_and_one_verification(
    verifications: Verifications,
):
    known = make_patient()
    closed = make_patient()
    with platform_transaction() as session:
        session.get_one(Account, closed.id).closed_at = clock.now()
    pending = make_patient(profile=make_profile(state=ProfileState.PENDING))
    without_password = make_account()
    seen = set()
    for identifier, password in (
        (known.identifier, "Faux-2026!"),
        ("personne.inconnue", PASSWORD),
        ("pas un identifiant", PASSWORD),
        (closed.identifier, PASSWORD),
        (pending.identifier, PASSWORD),
        (without_password.identifier, PASSWORD),
        (known.identifier, "x" * 2_000),
    ):
        before = verifications.count
        refusal = refusal_of(identifier, password)
        seen.add((type(refusal), refusal.sentence, verifications.count - before))
    assert seen == {(Invalid, attempts.WRONG, 1)}
    assert attempt_count() == 0


@pytest.mark.row("LOGIN-6")
def test_nobodys_hash_costs_what_a_real_one_costs():
    assert not passwords.needs_upgrade(passwords._NOBODYS_HASH)
    assert passwords._NOBODYS_HASH.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-6")
def test_fifty_parallel_guesses_are_evaluated_five_times(verifications: Verifications):
    account = make_patient()
    results = in_parallel(50, lambda n: begin(account, f"Faux-{n}!", f"192.0.2.{n + 1}"))
    assert verifications.count == 5
    assert sum(isinstance(r, Invalid) for r in results) == 5
    assert sum(isinstance(r, TooManyTries) for r in results) == 45
    # The right password is not even looked at now.
    assert isinstance(refusal_of(account.identifier, PASSWORD, "198.51.100.1"), TooManyTries)
    assert verifications.count == 5


@pytest.mark.row("LOGIN-6")
def test_an_unknown_identifier_is_limited_in_the_same_words(verifications: Verifications):
    account = make_patient()
    sentences = []
    for identifier in (account.identifier, "personne.inconnue"):
        sentences.append([refusal_of(identifier, "Faux-2026!").sentence for _ in range(6)])
    assert sentences[0] == sentences[1]
    assert sentences[0][5] != sentences[0][4]
    assert verifications.count == 10


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-6")
def test_one_address_is_evaluated_twenty_times_whatever_the_identifiers(verifications: Verifications):
    results = in_parallel(30, lambda n: services.begin_login(f"inconnu.{n:03d}", "Faux-2026!", ADDRESS))
    assert verifications.count == 20
    assert sum(isinstance(r, TooManyTries) for r in results) == 10
    account = make_patient()
    assert isinstance(refusal_of(account.identifier, PASSWORD), TooManyTries)
    assert begin(account, address="198.51.100.1")


@pytest.mark.row("LOGIN-6")
def test_tries_count_again_after_fifteen_minutes(frozen_clock: FrozenClock):
    account = make_patient()
    for _ in range(5):
        refusal_of(account.identifier, "Faux-2026!")
    frozen_clock.advance(timedelta(minutes=14, seconds=59))
    assert isinstance(refusal_of(account.identifier, PASSWORD), TooManyTries)
    frozen_clock.advance(timedelta(seconds=1))
    assert begin(account)


@pytest.mark.row("LOGIN-6")
def test_right_passwords_are_not_counted():
    account = make_patient()
    for _ in range(25):
        assert begin(account)


@pytest.mark.row("LOGIN-6")
def test_a_right_password_does_not_forgive_the_wrong_ones():
    account = make_patient()
    for _ in range(4):
        refusal_of(account.identifier, "Faux-2026!")
    begin(account)
    refusal_of(account.identifier, "Faux-2026!")
    assert isinstance(refusal_of(account.identifier, PASSWORD), TooManyTries)


@pytest.mark.row("ACT-7")
def test_passwords_are_hashed_whole_and_in_one_normal_form():
    long = "aA1!" + "x" * 124
    stored = passwords.hash_password(long)
    assert passwords.verify_password(long, stored)
    assert not passwords.verify_password(long[:-1] + "y", stored)
    assert passwords.verify_password("E\u0301t\u00e9-2026!", passwords.hash_password("\u00c9te\u0301-2026!"))


def test_a_hash_made_with_weaker_parameters_is_upgraded_at_login():
    weaker = passwords._CONTEXT.using(argon2__time_cost=1).hash(PASSWORD)
    account = make_account()
    with platform_transaction() as session:
        session.get_one(Account, account.id).password_hash = weaker
    begin(account)
    with platform_snapshot() as session:
        stored = session.get_one(Account, account.id).password_hash
    assert stored != weaker
    assert not passwords.needs_upgrade(stored)
    assert passwords.verify_password(PASSWORD, stored)


@pytest.mark.parametrize(
    "hostile", ["\x00" * 9, "\ud800" * 9, "' OR 1=1 --", "x" * 1_000_000, "\u202e" * 10, ""]
)
@pytest.mark.both_databases
def test_hostile_text_is_a_wrong_password_and_nothing_worse(hostile: str):
    account = make_patient()
    assert isinstance(refusal_of(hostile, hostile), Invalid)
    assert isinstance(refusal_of(account.identifier, hostile), Invalid)
