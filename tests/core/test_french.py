"""Dates, numbers and words as people in France write them."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.core import clock, french
from monespace_app.core.french import NARROW

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 12, 34, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2021, 12, 12), "12 décembre 2021"),
        (date(2024, 5, 1), "1er mai 2024"),
        (date(2026, 2, 28), "28 février 2026"),
        (date(1988, 8, 21), "21 août 1988"),
    ],
)
def test_long_dates(day, text):
    assert french.long_date(day) == text


@given(days)
def test_a_long_date_holds_its_day_month_and_year(day):
    shape = re.fullmatch(r"(1er|[2-9]|[12]\d|3[01]) ([a-zéû]+) (\d{4})", french.long_date(day))
    assert shape is not None
    assert int(shape[1].removesuffix("er")) == day.day
    assert int(shape[3]) == day.year
    assert french.day_and_month(day) == f"{shape[1]} {shape[2]}"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 5, 28, 13, 40, tzinfo=UTC), "28 mai 2026 à 15:40"),
        (datetime(2026, 12, 31, 23, 5, tzinfo=UTC), "1er janvier 2027 à 00:05"),
        (datetime(2026, 1, 15, 9, 28, tzinfo=UTC), "15 janvier 2026 à 10:28"),
    ],
)
def test_long_moments_are_in_paris_time(moment, text):
    assert french.long_moment(moment) == text
    assert text.endswith(french.hour(moment))


@pytest.mark.row("MSG-2")
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 6, 15, 8, 28, tzinfo=UTC), "10:28"),
        (datetime(2026, 6, 14, 22, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 6, 14, 21, 59, tzinfo=UTC), "Hier 23:59"),
        (datetime(2026, 6, 14, 13, 40, tzinfo=UTC), "Hier 15:40"),
        (datetime(2026, 6, 13, 21, 59, tzinfo=UTC), "13 juin"),
        (datetime(2026, 5, 28, 8, 0, tzinfo=UTC), "28 mai"),
        (datetime(2026, 5, 1, 8, 0, tzinfo=UTC), "1er mai"),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), "1er janvier"),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), "31/12/25"),
        (datetime(2020, 12, 9, 8, 0, tzinfo=UTC), "09/12/20"),
    ],
)
def test_a_list_says_when_in_the_shortest_way(frozen_clock, moment, text):
    assert french.list_moment(moment) == text


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 6, 15, 8, 28, tzinfo=UTC), "à 10:28"),
        (datetime(2026, 6, 14, 13, 40, tzinfo=UTC), "hier à 15:40"),
        (datetime(2026, 5, 1, 8, 0, tzinfo=UTC), "le 1er mai à 10:00"),
        (datetime(2020, 12, 9, 8, 0, tzinfo=UTC), "le 9 décembre 2020 à 09:00"),
    ],
)
def test_what_was_saved_says_its_day_unless_it_is_today(frozen_clock, moment, text):
    assert french.saved_moment(moment) == text


def test_yesterday_is_last_year_on_new_years_day(frozen_clock):
    frozen_clock.set(datetime(2027, 1, 1, 9, 0, tzinfo=UTC))
    assert french.list_moment(datetime(2026, 12, 31, 9, 0, tzinfo=UTC)) == "Hier 10:00"


@given(moments)
def test_a_list_always_finds_something_to_say(moment):
    with clock.frozen(datetime(2026, 6, 15, 10, 0, tzinfo=UTC)):
        assert french.list_moment(moment)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1430, f"1{NARROW}430"), (36.6, "36,6"), (1_000_000, f"1{NARROW}000{NARROW}000"), (-2, "-2")],
)
def test_numbers(value, text):
    assert french.number(value) == text


@given(st.integers(0, 10**9))
def test_a_number_keeps_its_digits(value):
    assert int(french.number(value).replace(NARROW, "")) == value


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 message"), (1, "1 message"), (2, "2 messages"), (1430, f"1{NARROW}430 messages")],
)
def test_french_is_singular_below_two(count, text):
    assert french.plural(count, "message", "messages") == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lola", "de Lola"),
        ("Inaya", "d'Inaya"),
        ("Élise", "d'Élise"),
        ("Hugo", "d'Hugo"),
        ("Œdipe", "d'Œdipe"),
        ("Yves", "d'Yves"),
        ("Yasmine", "de Yasmine"),
        ("Yaël", "de Yaël"),
        ("Çelik", "de Çelik"),
        ("", "de "),
    ],
)
def test_names_are_elided_before_a_vowel(name, text):
    assert french.of(name) == text


def test_a_frozen_clock_needs_to_know_its_zone():
    with pytest.raises(ValueError, match="aware"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass


def test_the_clock_is_utc_and_today_is_the_date_in_paris():
    with clock.frozen(datetime(2026, 6, 14, 22, 30, tzinfo=UTC)):
        assert clock.now().utcoffset() == timedelta(0)
        assert clock.today() == date(2026, 6, 15)
        assert clock.paris(clock.now()).hour == 0
        with clock.later(timedelta(hours=24)):
            assert clock.today() == date(2026, 6, 16)
        assert clock.today() == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
    ],
)
def test_the_change_of_hour_is_followed(moment, hour):
    assert french.hour(moment) == hour


@pytest.mark.row("MSG-2")
def test_a_page_of_a_list_says_where_it_stands():
    assert french.page_summary(1, 50, 1430) == "1 - 50 sur 1\u202f430"
    assert french.page_summary(1, 0, 0) == ""
