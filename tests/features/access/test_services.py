"""The directory of professionals, and whom a patient lets in."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from monespace_app.core import clock
from monespace_app.core.actor import operator
from monespace_app.core.database import snapshot
from monespace_app.core.errors import Denied
from monespace_app.features.access import services
from monespace_app.features.access.models import Level, ProfessionalAccess
from monespace_app.features.access.schemas import AccessEntry, ProfessionalEntry
from tests.factories import make_account, make_professional, make_profile, patient


@pytest.mark.both_databases
def test_a_professional_is_found_by_address_whatever_its_case():
    known = make_professional(address="marie.chanteau@medecin.mssante.fr")
    assert services.find_by_address(" Marie.Chanteau@medecin.MSSante.fr ") == known


@pytest.mark.both_databases
def test_an_unknown_address_belongs_to_nobody():
    make_professional(address="marie.chanteau@medecin.mssante.fr")
    assert services.find_by_address("paul.dupond@medecin.mssante.fr") is None
    assert services.find_by_address("%@medecin.mssante.fr") is None


@pytest.mark.both_databases
def test_several_addresses_are_found_at_once_in_alphabetical_order():
    thomas = make_professional("Christelle Thomas", address="c.thomas@medecin.mssante.fr")
    chanteau = make_professional("Dr Marie Chanteau", address="m.chanteau@medecin.mssante.fr")
    found = services.find_many_by_address([thomas.address, "inconnu@medecin.mssante.fr", chanteau.address])
    assert found == [chanteau, thomas]


@pytest.mark.both_databases
def test_registering_the_same_address_twice_keeps_the_first():
    entry = ProfessionalEntry(
        family_name="Xi", display_name="Léa Xi", profession="Infirmière", address="Lea.Xi@medecin.mssante.fr"
    )
    assert services.register(operator(), [entry]) == 1
    assert services.register(operator(), [entry.model_copy(update={"display_name": "Autre"})]) == 0
    found = services.find_by_address("lea.xi@medecin.mssante.fr")
    assert found is not None
    assert found.display_name == "Léa Xi"


@pytest.mark.both_databases
@pytest.mark.parametrize("wrong", [{"rpps": "123"}, {"address": "sans-arobase"}, {"display_name": ""}])
def test_the_database_refuses_a_malformed_professional(wrong):
    entry = {"family_name": "Xi", "display_name": "Léa Xi", "profession": "Infirmière", "address": "a@b.fr"}
    with pytest.raises(IntegrityError):
        services.register(operator(), [ProfessionalEntry(**{**entry, **wrong})])


def test_a_patient_cannot_write_to_the_directory():
    with pytest.raises(Denied):
        services.register(patient(make_account()), [])


def decide(profile_id: str, *levels: tuple[str, Level], days_ago: int = 3) -> None:
    since = clock.now() - timedelta(days=days_ago)
    services.record_access(
        operator(profile_id), [AccessEntry(address, level.value, since) for address, level in levels]
    )


@pytest.mark.row("DOC-5")
@pytest.mark.both_databases
def test_who_has_access_is_told_administrators_first_then_by_name_without_the_blocked():
    account = make_account()
    names = ("Léa Xi", "Maria Mendes", "Louis Eoso", "Claire Vidal")
    xi, mendes, eoso, vidal = (make_professional(name) for name in names)
    decide(
        account.profile_id,
        (xi.address, Level.AUTHORISED),
        (vidal.address, Level.BLOCKED),
        (mendes.address, Level.AUTHORISED),
        (eoso.address, Level.ADMINISTRATOR),
    )
    found = services.list_access(patient(account))
    assert [(row.display_name, row.is_administrator) for row in found] == [
        ("Louis Eoso", True),
        ("Maria Mendes", False),
        ("Léa Xi", False),
    ]
    assert found[0].profession == eoso.profession


@pytest.mark.row("DOC-5")
@pytest.mark.both_databases
def test_another_profile_has_its_own_professionals():
    account, neighbour = make_account(), make_account()
    xi = make_professional("Léa Xi")
    decide(neighbour.profile_id, (xi.address, Level.AUTHORISED))
    assert services.list_access(patient(account)) == []


@pytest.mark.both_databases
def test_what_was_decided_about_a_professional_stays():
    profile = make_profile()
    xi = make_professional("Léa Xi")
    decide(profile.id, (xi.address, Level.BLOCKED), days_ago=9)
    decide(profile.id, (xi.address, Level.AUTHORISED), ("inconnue@medecin.mssante.fr", Level.AUTHORISED))
    with snapshot(operator(profile.id)) as session:
        [row] = session.query(ProfessionalAccess).all()
    assert (row.level, clock.now() - row.since > timedelta(days=8)) == ("blocked", True)


def test_a_patient_records_nothing_directly():
    with pytest.raises(Denied):
        services.record_access(patient(make_account()), [])
