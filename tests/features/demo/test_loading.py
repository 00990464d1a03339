"""The demo contract: who lives in the demonstration, and what they find there."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core import clock, crypto
from monespace_app.core.actor import Actor, operator
from monespace_app.core.database import platform_snapshot, snapshot
from monespace_app.core.errors import Denied
from monespace_app.core.settings import settings
from monespace_app.features.access import services as access
from monespace_app.features.activation import services as activation
from monespace_app.features.activation.models import LegalRepresentative, ProvisionalCode
from monespace_app.features.demo import services
from monespace_app.features.demo.data import heavy_documents, heavy_mail
from monespace_app.features.demo.data.people import PEOPLE
from monespace_app.features.login.services import verify_password
from monespace_app.features.messaging import services as messaging
from monespace_app.features.messaging.models import Message, Participant
from monespace_app.session.models import Account, Profile, ProfileManager
from tests.factories import make_account, patient

TODAY = datetime(2026, 6, 17, 7, 0, tzinfo=UTC)
FEW = 25


@pytest.fixture
def demo(database, frozen_clock, monkeypatch):
    """The demonstration on a Wednesday morning, with a shorter heavy profile."""
    monkeypatch.setattr(heavy_mail, "CONVERSATIONS", FEW)
    monkeypatch.setattr(heavy_documents, "DOCUMENTS", FEW)
    frozen_clock.set(TODAY)
    assert services.load_demo(operator()) is True


def account_of(identifier: str) -> Account:
    with platform_snapshot() as session:
        account = session.scalar(select(Account).where(Account.identifier == identifier))
    assert account is not None
    return account


def actor_of(identifier: str) -> Actor:
    return patient(account_of(identifier))


def rows(identifier: str):
    return messaging.list_conversations(actor_of(identifier), 1).rows


@pytest.mark.both_databases
def test_every_person_of_the_contract_is_in_the_registry_in_the_right_state(demo):
    known = activation.people_by_nir(person.nir for person in PEOPLE)
    with platform_snapshot() as session:
        states = {
            profile.given_name: (profile.state, profile.birth_date.isoformat())
            for profile in session.scalars(select(Profile))
        }
        links = session.scalar(select(func.count(LegalRepresentative.id)))
    assert states == {
        "Inaya": ("active", "1988-03-14"),
        "Lola": ("active", "2014-05-21"),
        "Mathis": ("active", "2017-09-03"),
        "Louise": ("pending", "2020-02-11"),
        "Louison": ("opposed", "2022-06-05"),
        "Louis": ("pending", "2024-11-17"),
        "Karim": ("active", "1986-11-08"),
        "Martine": ("pending", "1957-06-02"),
        "Gabriel": ("active", "1949-01-30"),
        "Adama": ("active", "1995-01-09"),
    }
    assert len(known) == 10
    assert links == 5
    inaya = known["288037511100177"]
    assert (inaya.card_kind, inaya.card_serial) == ("photo", "20457812396")
    martine = known["257062901900219"]
    assert (martine.card_kind, martine.card_serial) == ("plain", "01024576124")


def test_every_account_opens_with_the_password_of_the_contract(demo):
    for identifier in ("inaya.michel", "karim.michel", "gabriel.colonna", "adama.diallo"):
        account = account_of(identifier)
        assert verify_password("Demo-2026!", account.password_hash)
        assert account.email == f"{identifier}@example.org"


def test_inaya_opens_her_own_profile_and_those_of_lola_and_mathis(demo):
    account = account_of("inaya.michel")
    assert account.mobile == "+33639981214"
    with platform_snapshot() as session:
        names = session.execute(
            select(Profile.given_name, ProfileManager.is_holder)
            .join(ProfileManager, ProfileManager.profile_id == Profile.id)
            .where(ProfileManager.account_id == account.id)
        ).all()
    assert {tuple(name) for name in names} == {("Inaya", True), ("Lola", False), ("Mathis", False)}


def test_karim_opens_only_his_own_profile(demo):
    with platform_snapshot() as session:
        mine = session.scalars(
            select(ProfileManager).where(ProfileManager.account_id == account_of("karim.michel").id)
        ).all()
    assert [manager.is_holder for manager in mine] == [True]


def test_the_code_of_martine_works_once_and_is_hers(demo):
    martine = activation.people_by_nir(["257062901900219"])["257062901900219"]
    with platform_snapshot() as session:
        [code] = session.scalars(select(ProvisionalCode)).all()
    assert code.digest == crypto.digest("HuqZF3KXCz8k", "provisional-code")
    assert (code.person_id, code.used_at) == (martine.id, None)
    assert code.expires_at == clock.now() + timedelta(weeks=6)


def test_every_professional_of_the_contract_is_in_the_directory(demo):
    wanted = {
        "marie.chanteau@medecin.mssante.fr": "Dr Marie Chanteau",
        "christelle.thomas@medecin.mssante.fr": "Christelle Thomas",
        "paul.dupond@medecin.mssante.fr": "Dr Paul Dupond",
        "angelique.delaunay@medecin.mssante.fr": "Angélique Delaunay",
        "labo.biopcr@labo.mssante.fr": "Labo BioPCR Orly",
        "jean-christophe.lallemand@medecin.mssante.fr": "Dr Jean-Christophe Lallemand",
        "louis.eoso@medecin.mssante.fr": "Louis Eoso",
        "jean-francois.eugene@medecin.mssante.fr": "Jean-François Eugène",
        "maria.mendes@medecin.mssante.fr": "Maria Mendes",
        "adama-gabriel.ndiaye@medecin.mssante.fr": "Adama Gabriel Ndiaye",
        "gabriel.toujman@medecin.mssante.fr": "Gabriel Toujman",
        "lea.xi@medecin.mssante.fr": "Léa Xi",
        "hopital.poissy@hopital.mssante.fr": "Hôpital Intercommunal de Poissy",
    }
    assert {ref.address: ref.display_name for ref in access.find_many_by_address(wanted)} == wanted


@pytest.mark.both_databases
def test_inaya_finds_the_messages_of_the_contract(demo):
    assert [(row.subject, row.is_unread) for row in rows("inaya.michel")] == [
        ("Préparation de votre rendez-vous", True),
        ("Votre diabète", False),
        ("Votre ordonnance", False),
        ("12234567890_PCR_résultats", False),
        ("Résultats analyse sanguines", False),
        ("Bienvenue dans votre messagerie Mon espace santé", False),
    ]
    newest = rows("inaya.michel")[0]
    assert (newest.moment, newest.names) == ("Hier 15:40", "Christelle Thomas, Dr Marie Chanteau")


def test_adama_finds_an_empty_messagerie(demo):
    assert rows("adama.diallo") == []


def test_every_mail_is_in_the_past_and_each_correspondent_is_in_the_directory(demo):
    for identifier in ("inaya.michel", "gabriel.colonna"):
        with snapshot(actor_of(identifier)) as session:
            assert session.scalar(select(func.max(Message.received_at))) < clock.now()
            strangers = session.scalars(select(Participant).where(Participant.professional_id.is_(None)))
            assert {stranger.name for stranger in strangers} <= {"Mon espace santé"}


def test_the_heavy_profile_has_its_conversations_and_three_unread(demo):
    page = messaging.list_conversations(actor_of("gabriel.colonna"), 1)
    assert page.total == FEW
    assert sum(row.is_unread for row in page.rows) == 3


def test_the_heavy_profile_has_1430_conversations():
    mails = list(heavy_mail.gabriels_mails(TODAY.date()))
    first = [mail for mail in mails if not mail.follows]
    assert len(first) == 1_430
    assert len({mail.key for mail in mails}) == len(mails)
    assert sum(not mail.is_read for mail in mails) == 3
    assert not [mail for mail in mails if "{" in mail.text + mail.subject or mail.days_ago < 1]


def test_loading_twice_changes_nothing(demo):
    assert services.load_demo(operator()) is False
    assert len(rows("inaya.michel")) == 6


def test_a_load_that_was_cut_short_is_resumed_without_doubles(database, monkeypatch):
    monkeypatch.setattr(heavy_mail, "CONVERSATIONS", FEW)
    monkeypatch.setattr(heavy_documents, "DOCUMENTS", FEW)
    with monkeypatch.context() as patched:

        def killed(*_arguments):
            raise KeyboardInterrupt

        patched.setattr(messaging, "address_of", killed)
        with pytest.raises(KeyboardInterrupt):
            services.load_demo(operator())
    assert services.is_loaded() is False
    assert services.load_demo(operator()) is True
    assert len(rows("inaya.michel")) == 6
    with platform_snapshot() as session:
        assert session.scalar(select(func.count(ProvisionalCode.id))) == 1
        assert session.scalar(select(func.count(Account.id))) == 4


def test_a_patient_cannot_load_the_demonstration():
    with pytest.raises(Denied):
        services.load_demo(patient(make_account()))


def test_production_refuses_to_load_the_demonstration(production):
    with pytest.raises(Denied):
        services.load_demo(operator())
    result = CliRunner().invoke(app, ["demo", "load"])
    assert (result.exit_code, "qu'en mode démonstration" in result.output) == (1, True)


def test_the_command_loads_then_says_that_it_was_loaded(database, monkeypatch):
    monkeypatch.setattr(heavy_mail, "CONVERSATIONS", FEW)
    monkeypatch.setattr(heavy_documents, "DOCUMENTS", FEW)
    first = CliRunner().invoke(app, ["demo", "load"])
    assert (first.exit_code, "inaya.michel" in first.output) == (0, True), first.output
    second = CliRunner().invoke(app, ["demo", "load"])
    assert (second.exit_code, "déjà chargées" in second.output) == (0, True), second.output


def test_production_does_not_start_on_demo_data(demo, production):
    with pytest.raises(services.DemoInProduction, match="données de démonstration"):
        services.refuse_demo_data()


def test_production_does_not_start_with_the_demo_key(production, monkeypatch):
    key = crypto.base64.b64encode(crypto.master_key()).decode()
    (settings().data_dir / crypto.DEMO_KEY_FILE).write_text(key)
    with pytest.raises(services.DemoInProduction, match="clé de démonstration"):
        services.refuse_demo_data()


def test_production_starts_on_a_database_of_its_own(production):
    services.refuse_demo_data()


def test_demo_mode_does_not_refuse_itself(demo):
    services.refuse_demo_data()
