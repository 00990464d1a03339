"""Accueil: whose it is, and what it says is to be done."""

from datetime import UTC, datetime

import pytest

from monespace_app.core import actor as actors
from monespace_app.core.errors import Denied
from monespace_app.features.home import rules, services
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.schemas import Correspondent, IncomingMail
from tests.factories import make_account, make_child, patient


def _receive(profile_id: str, number: int) -> None:
    messaging.receive_mail(
        actors.mail_gateway(profile_id),
        IncomingMail(
            message_id=f"<{number}@medecin.mssante.fr>",
            sender=Correspondent("Dr Marie Chanteau", "marie.chanteau@medecin.mssante.fr"),
            subject="Votre rendez-vous",
            text="Bonjour",
            received_at=datetime(2026, 6, 1, 8, 0, tzinfo=UTC),
        ),
    )


@pytest.mark.row("HOME-1")
@pytest.mark.both_databases
def test_accueil_greets_the_person_whose_profile_is_open():
    lola = make_child("Lola")
    account = make_account(children=(lola,))
    assert services.home(patient(account, lola)).greeting == "Bonjour Lola,"


@pytest.mark.row("HOME-2")
@pytest.mark.both_databases
def test_unread_messages_make_a_card_of_this_profile_only():
    lola = make_child("Lola")
    account = make_account(children=(lola,))
    _receive(account.profile_id, 1)
    [card] = services.home(patient(account)).cards
    assert "1 message non lu" in card.message
    assert card.href == "/messagerie"
    assert services.home(patient(account, lola)).cards == []


@pytest.mark.row("HOME-2")
@pytest.mark.parametrize(
    ("unread", "said"), [(1, "1 message non lu "), (2, "2 messages non lus "), (1430, "1\u202f430 messages ")]
)
def test_the_card_counts_as_one_says_it(unread, said):
    [card] = rules.cards(unread)
    assert said in card.message


@pytest.mark.row("HOME-2")
def test_nothing_to_do_means_no_card():
    assert rules.cards(0) == []


def test_a_caller_without_the_right_gets_nothing():
    account = make_account()
    with pytest.raises(Denied):
        services.home(actors.mail_gateway(account.profile_id))
