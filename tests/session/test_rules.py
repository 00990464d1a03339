"""When a session lives, what a profile is called, where a login may lead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monespace_app.session import rules
from tests.conftest import NOON


@dataclass
class Times:
    created_at: datetime
    last_seen_at: datetime
    revoked_at: datetime | None = None


@pytest.mark.row("LOGIN-7")
@pytest.mark.parametrize(
    ("age", "idle", "lives"),
    [
        (timedelta(), timedelta(), True),
        (timedelta(hours=1), timedelta(minutes=30) - timedelta(seconds=1), True),
        (timedelta(hours=1), timedelta(minutes=30), False),
        (timedelta(hours=12) - timedelta(seconds=1), timedelta(), True),
        (timedelta(hours=12), timedelta(), False),
    ],
)
def test_a_session_lives_30_idle_minutes_and_12_hours_at_most(age, idle, lives):
    session = Times(NOON - age, NOON - idle)
    assert rules.is_live(session, NOON) is lives
    assert (rules.end_of(session).at > NOON) is lives


@pytest.mark.row("LOGIN-7")
@pytest.mark.parametrize(
    ("age", "is_final"),
    [
        (timedelta(hours=11, minutes=29), False),
        (timedelta(hours=11, minutes=30), True),
        (timedelta(hours=11, minutes=59), True),
    ],
)
def test_the_end_of_the_12_hours_is_final_once_no_activity_can_move_it(age, is_final):
    busy = Times(NOON - age, NOON)
    assert rules.end_of(busy).is_final is is_final


@pytest.mark.row("LOGIN-7")
def test_a_revoked_session_is_dead():
    assert not rules.is_live(Times(NOON, NOON, revoked_at=NOON), NOON)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_age_grows_by_one_each_birthday(birth, today):
    years = rules.age(birth, today)
    assert rules.age(birth, today + timedelta(days=366)) in {years + 1, years + 2}
    assert (years >= 0) == (today >= birth)


@pytest.mark.row("PROF-8")
@pytest.mark.parametrize(
    ("birth", "today", "minor"),
    [
        (date(2008, 6, 16), date(2026, 6, 15), True),
        (date(2008, 6, 15), date(2026, 6, 15), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
    ],
)
def test_a_minor_is_of_age_on_the_18th_birthday(birth, today, minor):
    assert rules.is_minor(birth, today) is minor


@pytest.mark.row("LOGIN-8")
@pytest.mark.parametrize(
    "path", ["/messagerie", "/messagerie/0a1b", "/documents?tri=date", "/profil-medical#haut"]
)
def test_a_page_of_this_site_is_where_one_goes_after_login(path):
    assert rules.safe_destination(path) == path


@pytest.mark.row("LOGIN-8")
@pytest.mark.parametrize(
    "path",
    [
        None, "", "/", "/connexion", "/connexion?suite=/x", "messagerie", "https://mal.example", "//mal.example",
        "//[", "///mal.example", "/%2fmal.example", "/%5cmal.example", "/\\mal.example", "\\\\mal.example",
        "/\tmessagerie", "/%0d%0aSet-Cookie:x", "javascript:alert(1)", " /messagerie", "/" + "a" * 300,
    ],
)  # fmt: skip
def test_any_other_destination_is_accueil(path):
    assert rules.safe_destination(path) == "/accueil"


@pytest.mark.row("LOGIN-8")
@given(st.text(alphabet=st.sampled_from("/\\:@?#%.[]25cfCF \t\nahtps"), max_size=20))
def test_no_destination_leaves_the_site(path):
    for tried in (path, "/" + path):
        chosen = rules.safe_destination(tried)
        assert urlsplit(urljoin("https://sante.example/connexion", chosen)).netloc == "sante.example"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari sur iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox sur Linux"),
        ("", "Navigateur sur appareil inconnu"),
        ("<script>" * 100, "Navigateur sur appareil inconnu"),
    ],
)  # fmt: skip
def test_a_device_is_named_without_showing_what_it_says_of_itself(user_agent, label):
    assert rules.device_label(user_agent) == label


@pytest.mark.row("PROF-1")
def test_a_profile_is_called_by_its_first_name_and_an_initial():
    assert rules.short_name("Inaya", "Michel") == "Inaya M."
    assert rules.initials("Inaya", "Michel") == "IM"
