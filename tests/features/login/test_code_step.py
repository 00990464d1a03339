"""Steps 2 and 3: the one-time code (LOGIN-2, LOGIN-3)."""

import json
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from monespace_app.core import clock
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import DomainError, Invalid, NotFound, TooManyTries
from monespace_app.core.settings import settings
from monespace_app.core.throttle import ThrottleBucket, ThrottleTry
from monespace_app.features.login import services
from monespace_app.features.login.models import LoginAttempt
from monespace_app.session.models import Account, SessionTicket
from monespace_app.session.services import issue_ticket
from tests.conftest import FrozenClock
from tests.features.login.helpers import (
    begin,
    begin_and_receive,
    codes_sent,
    in_parallel,
    make_patient,
    other_code,
    sent_messages,
)

THIRTY_SECONDS = timedelta(seconds=30)


def refusal_of_code(attempt: str, code: str) -> DomainError:
    with pytest.raises(DomainError) as caught:
        services.finish_login(attempt, code)
    return caught.value


@pytest.mark.row("LOGIN-2")
def test_the_ways_to_receive_the_code_show_contacts_in_part():
    account = make_patient(email="inaya.michel@example.org", mobile="+33639981214")
    ways = services.list_channels(begin(account))
    shown = [(way.value, way.contact.replace("\u00a0", " ")) for way in ways]
    assert shown == [("email", "i•••••@•••••.org"), ("sms", "06 •• •• •• 14")]


@pytest.mark.row("LOGIN-2")
@pytest.mark.parametrize(("missing", "left"), [("email", "sms"), ("mobile", "email")])
def test_only_contacts_that_exist_are_offered_and_accepted(missing: str, left: str):
    account = make_patient(**{missing: None})
    attempt = begin(account)
    assert [way.value for way in services.list_channels(attempt)] == [left]
    refused = "email" if left == "sms" else "sms"
    for channel in (refused, "mssante", "", "totp", "\x00"):
        with pytest.raises(Invalid):
            services.choose_channel(attempt, channel)
    assert sent_messages() == []


@pytest.mark.row("LOGIN-2")
@pytest.mark.usefixtures("production")
def test_no_sms_is_offered_where_none_can_leave(monkeypatch: pytest.MonkeyPatch):
    attempt = begin(make_patient())
    assert [way.value for way in services.list_channels(attempt)] == ["email"]
    with pytest.raises(Invalid):
        services.choose_channel(attempt, "sms")
    monkeypatch.setenv("MONESPACE_SMS_GATEWAY", "https://sms.example/send")
    settings.cache_clear()
    assert [way.value for way in services.list_channels(attempt)] == ["email", "sms"]


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-3")
@pytest.mark.parametrize(("channel", "to"), [("email", "jeanne.martin@example.org"), ("sms", "+33639981214")])
def test_the_code_that_was_sent_finishes_the_login_once(channel: str, to: str):
    account = make_patient()
    attempt, code = begin_and_receive(account, channel)
    entry = sent_messages()[0]
    assert (entry.channel, json.loads(entry.payload)["to"]) == (channel, to)
    assert services.finish_login(attempt, f" {code[:3]} {code[3:]} ") == account.id
    assert isinstance(refusal_of_code(attempt, code), NotFound)


@pytest.mark.row("LOGIN-3")
def test_neither_the_code_nor_a_plain_digest_of_it_is_stored():
    attempt, code = begin_and_receive(make_patient())
    with platform_snapshot() as session:
        row = session.get_one(LoginAttempt, attempt)
    assert code not in json.dumps(row.model_dump(mode="json"))
    assert row.code_digest is not None
    assert len(row.code_digest) == 64


@pytest.mark.row("LOGIN-3")
def test_the_same_code_sent_twice_leaves_two_different_digests(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(secrets, "randbelow", lambda _: 46_021)
    account = make_patient()
    (first, code), (second, same_code) = begin_and_receive(account), begin_and_receive(account)
    assert code == same_code == "046021"
    with platform_snapshot() as session:
        digests = {session.get_one(LoginAttempt, attempt).code_digest for attempt in (first, second)}
    assert len(digests) == 2


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-3")
def test_parallel_guesses_are_evaluated_three_times():
    attempt, code = begin_and_receive(make_patient())
    wrong = other_code(code)
    results = in_parallel(20, lambda _: services.finish_login(attempt, wrong))
    assert all(isinstance(r, Invalid) for r in results)
    assert sum("n'est pas le bon" in r.sentence for r in results) == 2
    assert isinstance(refusal_of_code(attempt, code), Invalid)
    with platform_snapshot() as session:
        assert session.get_one(LoginAttempt, attempt).tries == 3


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-3")
def test_the_right_code_given_twenty_times_at_once_logs_in_once():
    account = make_patient()
    attempt, code = begin_and_receive(account)
    results = in_parallel(20, lambda _: services.finish_login(attempt, code))
    assert results.count(account.id) == 1


@pytest.mark.row("LOGIN-3")
def test_the_third_try_may_still_be_right():
    account = make_patient()
    attempt, code = begin_and_receive(account)
    assert "2 essais" in refusal_of_code(attempt, other_code(code)).sentence
    assert "1 essai." in refusal_of_code(attempt, other_code(code)).sentence
    assert services.finish_login(attempt, code) == account.id


@pytest.mark.row("LOGIN-3")
@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "\x00", "\ud800"])
def test_what_is_not_six_digits_is_not_counted_as_a_try(typed: str):
    account = make_patient()
    attempt, code = begin_and_receive(account)
    for _ in range(5):
        assert "6 chiffres" in refusal_of_code(attempt, typed).sentence
    assert services.finish_login(attempt, code) == account.id


@pytest.mark.row("LOGIN-3")
def test_a_code_lives_ten_minutes_less_a_second(frozen_clock: FrozenClock):
    account = make_patient()
    attempt, code = begin_and_receive(account)
    frozen_clock.advance(timedelta(minutes=9, seconds=59))
    assert services.finish_login(attempt, code) == account.id


@pytest.mark.row("LOGIN-3")
@pytest.mark.parametrize("beyond", [timedelta(0), timedelta(seconds=1)])
def test_a_code_is_dead_after_ten_minutes(frozen_clock: FrozenClock, beyond: timedelta):
    attempt, code = begin_and_receive(make_patient())
    frozen_clock.advance(timedelta(minutes=10) + beyond)
    refusal = refusal_of_code(attempt, code)
    assert isinstance(refusal, Invalid)
    assert "expiré" in refusal.sentence


@pytest.mark.row("LOGIN-3")
def test_the_code_of_another_attempt_is_wrong_for_the_same_account_and_for_another():
    inaya, karim = make_patient(), make_patient()
    first, first_code = begin_and_receive(inaya)
    second, _ = begin_and_receive(inaya)
    third, _ = begin_and_receive(karim)
    if first_code in codes_sent()[1:]:
        pytest.skip("two random codes are the same (one chance in half a million)")
    for attempt in (second, third):
        assert isinstance(refusal_of_code(attempt, first_code), Invalid)
    assert services.finish_login(first, first_code) == inaya.id


@pytest.mark.row("LOGIN-3")
def test_a_new_code_comes_after_30_seconds_and_kills_the_old_one(frozen_clock: FrozenClock):
    account = make_patient()
    attempt, old = begin_and_receive(account)
    frozen_clock.advance(timedelta(seconds=29))
    with pytest.raises(TooManyTries):
        services.resend_code(attempt)
    frozen_clock.advance(timedelta(seconds=1))
    sent = services.resend_code(attempt)
    assert sent.resend_at == clock.now() + THIRTY_SECONDS
    new = codes_sent()[-1]
    if new != old:
        assert isinstance(refusal_of_code(attempt, old), Invalid)
    assert services.finish_login(attempt, new) == account.id


@pytest.mark.row("LOGIN-3")
def test_a_new_code_gives_three_new_tries(frozen_clock: FrozenClock):
    account = make_patient()
    attempt, code = begin_and_receive(account)
    for _ in range(3):
        refusal_of_code(attempt, other_code(code))
    frozen_clock.advance(THIRTY_SECONDS)
    services.resend_code(attempt)
    assert services.finish_login(attempt, codes_sent()[-1]) == account.id


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-3")
def test_pressing_continue_many_times_at_once_sends_one_code():
    attempt = begin(make_patient())
    in_parallel(8, lambda _: services.choose_channel(attempt, "email"))
    assert len(sent_messages()) == 1


@pytest.mark.row("LOGIN-2")
def test_another_way_can_be_chosen_at_once():
    account = make_patient()
    attempt, _ = begin_and_receive(account, "email")
    assert services.choose_channel(attempt, "sms").channel == "sms"
    assert [entry.channel for entry in sent_messages()] == ["email", "sms"]
    assert services.finish_login(attempt, codes_sent()[-1]) == account.id


@pytest.mark.both_databases
@pytest.mark.row("LOGIN-3")
def test_five_codes_are_sent_in_fifteen_minutes_whatever_the_attempts():
    account = make_patient()
    attempts = [begin(account) for _ in range(8)]
    results = in_parallel(8, lambda n: services.choose_channel(attempts[n], "email"))
    assert sum(isinstance(r, TooManyTries) for r in results) == 3
    assert len(sent_messages()) == 5


@pytest.mark.row("LOGIN-3")
def test_codes_that_ended_in_a_login_do_not_count():
    account = make_patient()
    for _ in range(7):
        attempt, code = begin_and_receive(account)
        services.finish_login(attempt, code)


@pytest.mark.row("LOGIN-3")
def test_an_attempt_that_lasts_too_long_is_over(frozen_clock: FrozenClock):
    attempt = begin(make_patient())
    frozen_clock.advance(timedelta(minutes=29, seconds=59))
    services.choose_channel(attempt, "email")
    frozen_clock.advance(timedelta(seconds=1))
    for call in (
        lambda: services.list_channels(attempt),
        lambda: services.choose_channel(attempt, "sms"),
        lambda: services.resend_code(attempt),
        lambda: services.finish_login(attempt, codes_sent()[-1]),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.row("LOGIN-3")
@pytest.mark.parametrize("attempt", ["", "0" * 32, "x" * 5_000])
def test_an_attempt_that_does_not_exist_is_over(attempt: str):
    for call in (
        lambda: services.list_channels(attempt),
        lambda: services.choose_channel(attempt, "email"),
        lambda: services.resend_code(attempt),
        lambda: services.finish_login(attempt, "123456"),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.row("LOGIN-3")
def test_without_a_code_sent_no_code_is_right():
    attempt = begin(make_patient())
    assert isinstance(refusal_of_code(attempt, "000000"), NotFound)
    with pytest.raises(NotFound):
        services.resend_code(attempt)


@pytest.mark.row("LOGIN-6")
def test_an_account_closed_meanwhile_cannot_finish():
    account = make_patient()
    attempt, code = begin_and_receive(account)
    with platform_transaction() as session:
        session.get_one(Account, account.id).closed_at = clock.now()
    assert isinstance(refusal_of_code(attempt, code), NotFound)


@pytest.mark.both_databases
def test_what_has_expired_is_purged_and_the_rest_is_kept(frozen_clock: FrozenClock):
    account = make_patient()
    begin_and_receive(account)
    issue_ticket(account.id)
    with pytest.raises(Invalid):
        begin(account, "Faux-2026!")
    frozen_clock.advance(timedelta(days=1, seconds=1))
    kept, _ = begin_and_receive(account)
    services.purge_expired()
    with platform_snapshot() as session:
        assert list(session.scalars(select(LoginAttempt.id))) == [kept]
        assert list(session.scalars(select(SessionTicket))) == []
        # The present login touched the account's three buckets; their old tries are gone.
        assert {row.at for row in session.scalars(select(ThrottleTry))} == {clock.now()}
        assert all(row.touched_at == clock.now() for row in session.scalars(select(ThrottleBucket)))
