"""Loading the insurer's file: everything or nothing, with a report that gives nothing away."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core import crypto
from monespace_app.core.actor import operator
from monespace_app.core.database import ProfileKey, platform_snapshot
from monespace_app.core.errors import Denied
from monespace_app.features.activation import rules, services
from monespace_app.features.activation.models import InsuredPerson, LegalRepresentative
from monespace_app.session.models import Profile
from tests.factories import make_account, make_ins, patient

HEADER = "nir;nom;prenom;date_naissance;sexe;carte;numero_serie;email;mobile;representants"
INAYA = (
    "2 88 03 75 111 001 77;Michel;Inaya;14/03/1988;F;"
    "avec photo;20457812396;inaya.michel@example.org;0639981214;"
)
BAD_GIVEN_NAME = "Le prénom comporte des caractères impossibles ou plus de 100 lettres."
BAD_CARD = "La carte doit être «\u202favec photo\u202f», «\u202fsans photo\u202f» ou vide."
NO_CARD = "Un numéro de série est donné sans dire si la carte est avec ou sans photo."
LOLA = "2 14 05 75 111 010 40;Michel;Lola;2014-05-21;f;;;;;2 88 03 75 111 001 77"
GABRIEL = "1 49 02 2A 004 005;Colonna;Gabriel;30/01/1949;M;sans photo;01024576124;;;"

pytestmark = pytest.mark.row("REG-1")


def import_lines(*lines: str):
    return services.import_registry(operator(), [HEADER, *lines])


def sentences(report):
    return [(refusal.line, refusal.sentence) for refusal in report.refused]


def count(model) -> int:
    with platform_snapshot() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.both_databases
def test_a_good_file_is_loaded_with_profiles_that_wait_for_activation():
    report = import_lines(LOLA, INAYA, GABRIEL)
    assert (report.added, report.updated, report.unchanged, report.refused) == (3, 0, 0, [])
    person = services.people_by_nir(["288037511100177"])["288037511100177"]
    assert (person.family_name, person.given_name, person.birth_date) == (
        "Michel",
        "Inaya",
        date(1988, 3, 14),
    )
    assert (person.card_kind, person.card_serial) == ("photo", "20457812396")
    assert (person.email, person.mobile) == ("inaya.michel@example.org", "+33639981214")
    with platform_snapshot() as session:
        profile = session.get_one(Profile, person.profile_id)
        assert session.get(ProfileKey, person.profile_id) is not None
        links = session.execute(select(LegalRepresentative.minor_id, LegalRepresentative.adult_id)).all()
    assert (profile.ins, profile.state) == ("288037511100177", "pending")
    assert profile.ins_digest == crypto.digest("288037511100177", "ins")
    lola = services.people_by_nir(["214057511101040"])["214057511101040"]
    assert [tuple(link) for link in links] == [(lola.id, person.id)]


@pytest.mark.both_databases
def test_loading_the_same_file_again_changes_nothing():
    import_lines(INAYA, LOLA)
    report = import_lines(INAYA, LOLA)
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert (count(InsuredPerson), count(Profile), count(LegalRepresentative)) == (2, 2, 1)


@pytest.mark.both_databases
def test_a_known_person_is_brought_up_to_date():
    import_lines(INAYA, GABRIEL, LOLA)
    report = import_lines(
        INAYA.replace("Michel;", "Durand;").replace("0639981214", "0711111111"),
        GABRIEL,
        LOLA.replace(";2 88 03 75 111 001 77", ";"),
    )
    assert (report.added, report.updated, report.unchanged) == (0, 2, 1)
    person = services.people_by_nir(["288037511100177"])["288037511100177"]
    assert (person.family_name, person.mobile) == ("Durand", "+33711111111")
    with platform_snapshot() as session:
        assert session.get_one(Profile, person.profile_id).family_name == "Durand"
    assert count(LegalRepresentative) == 0


@pytest.mark.both_databases
def test_a_representative_may_be_known_from_an_earlier_file():
    import_lines(INAYA)
    assert import_lines(LOLA).added == 1
    assert count(LegalRepresentative) == 1


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (INAYA.replace("001 77", "001 78"), rules.NIR_KEY),
        (INAYA.replace("2 88", "9 88"), rules.NIR_SHAPE),
        (INAYA.replace("Michel;", ";"), "Le nom manque."),
        (INAYA.replace("Inaya;", "<b>;"), BAD_GIVEN_NAME),
        (INAYA.replace("Inaya;", "I" * 101 + ";"), BAD_GIVEN_NAME),
        (INAYA.replace("14/03", "31/02"), "La date de naissance doit s'écrire 31/12/1980 ou 1980-12-31."),
        (INAYA.replace("1988", "2088"), "La date de naissance est impossible."),
        (INAYA.replace(";F;", ";X;"), "Le sexe doit être F ou M."),
        (INAYA.replace("avec photo", "verte"), BAD_CARD),
        (INAYA.replace("avec photo", ""), NO_CARD),
        (INAYA.replace("20457812396", "2045781239"), rules.SERIAL_PHOTO),
        (GABRIEL.replace("01024576124", "0102457"), rules.SERIAL_PLAIN),
        (INAYA.replace("@", "."), rules.EMAIL_SHAPE),
        (INAYA.replace("0639981214", "0139981214"), rules.MOBILE_SHAPE),
        (LOLA.replace("001 77", "001 78"), "Représentants\u00a0: " + rules.NIR_KEY),
        (LOLA, "Un représentant légal n'est ni dans ce fichier ni déjà connu."),
        (INAYA + "1 49 02 2A 004 005", "Une personne majeure n'a pas de représentant légal."),
        (INAYA + ";trop", "La ligne a 11 colonnes au lieu de 10."),
        ('"' + INAYA, "La ligne est illisible\u00a0: ses guillemets ne se referment pas."),
        ("x" * 4001, "La ligne dépasse 4000 caractères."),
    ],
)  # fmt: skip
def test_one_bad_line_refuses_the_whole_file_and_says_why(line, sentence):
    good = GABRIEL if "Gabriel" not in line else "1 95 01 99 336 006 12;Diallo;Adama;09/01/1995;M;;;;;"
    report = import_lines(good, "", line)
    assert (4, sentence) in sentences(report)
    assert {refusal.line for refusal in report.refused} == {4}
    assert (report.added, count(InsuredPerson), count(Profile), count(ProfileKey)) == (0, 0, 0, 0)


@pytest.mark.both_databases
def test_every_refused_line_is_reported_at_once():
    lines = [INAYA, INAYA, LOLA.replace("010 40", "010 41"), GABRIEL.replace("1949", "demain")]
    assert sentences(import_lines(*lines)) == [
        (3, "Ce numéro de sécurité sociale est déjà à la ligne 2."),
        (4, rules.NIR_KEY),
        (5, "La date de naissance doit s'écrire 31/12/1980 ou 1980-12-31."),
    ]


def test_a_minor_cannot_represent_a_minor():
    louise = "2 20 02 75 111 012 84;Michel;Louise;11/02/2020;F;;;;;214057511101040"
    report = import_lines(LOLA.rsplit(";", 1)[0] + ";", louise)
    assert sentences(report) == [(3, "Un représentant légal est mineur.")]


def test_a_known_number_with_another_birth_date_is_refused():
    import_lines(INAYA)
    report = import_lines(INAYA.replace("14/03", "15/03"))
    assert sentences(report) == [(2, "Cette personne est déjà connue avec une autre date de naissance.")]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("", "Il manque à l'en-tête\u00a0: " + HEADER.replace(";", ", ") + "."),
        (HEADER.replace("sexe;", ""), "Il manque à l'en-tête\u00a0: sexe."),
    ],
)
def test_a_header_without_its_columns_is_refused(header, sentence):
    report = services.import_registry(operator(), [header, INAYA])
    assert sentences(report) == [(1, sentence)]


def test_columns_may_come_in_any_order_with_commas_and_a_byte_order_mark():
    lines = [
        "\ufeffMobile,Email,numero_serie,carte,sexe,date_naissance,prenom,nom,nir,representants,remarque\r\n",
        '+33639981214,,,,F,14/03/1988,"Inaya, Rose",Michel,288037511100177,,x\r\n',
    ]
    assert sentences(services.import_registry(operator(), lines)) == [(2, BAD_GIVEN_NAME)]
    lines[1] = lines[1].replace("Inaya, Rose", "Inaya-Rose d'Été")
    assert services.import_registry(operator(), lines).added == 1


def test_a_refusal_shows_neither_the_number_nor_the_name():
    report = import_lines(INAYA.replace("avec photo", "verte"))
    assert [refusal.masked_nir for refusal in report.refused] == ["••• ••• ••• 001 77"]
    assert "Inaya" not in str(report.refused)
    assert "2880375" not in str(report.refused)


def test_a_patient_cannot_load_the_registry():
    with pytest.raises(Denied):
        services.import_registry(patient(make_account()), [HEADER])


def test_progress_goes_up_to_the_number_of_people():
    told: list[tuple[int, int]] = []
    lines = [f"{make_ins()};Martin;Jeanne;14/03/1988;F;;;;;" for _ in range(1_100)]
    services.import_registry(operator(), [HEADER, *lines], lambda done, total: told.append((done, total)))
    assert told == [(500, 1_100), (1_000, 1_100), (1_100, 1_100), (1_100, 1_100)]


def test_the_command_loads_a_file(tmp_path: Path):
    file = tmp_path / "assures.csv"
    file.write_text("\n".join([HEADER, INAYA, LOLA]), encoding="utf-8-sig")
    result = CliRunner().invoke(app, ["registry", "import", str(file)])
    assert result.exit_code == 0, result.output
    assert "2 personnes ajoutées, 0 mise à jour, 0 sans changement." in result.output
    assert count(InsuredPerson) == 2


def test_the_command_reports_refused_lines_and_fails(tmp_path: Path):
    file = tmp_path / "assures.csv"
    file.write_text("\n".join([HEADER, INAYA, LOLA.replace("010 40", "010 41")]), encoding="utf-8")
    result = CliRunner().invoke(app, ["registry", "import", str(file)])
    assert result.exit_code == 1
    assert f"Ligne 3\u00a0: {rules.NIR_KEY}" in result.output
    assert "1 ligne refusée" in result.output
    assert count(InsuredPerson) == 0


def test_the_command_refuses_a_file_in_another_encoding(tmp_path: Path):
    file = tmp_path / "assures.csv"
    file.write_bytes("\n".join([HEADER, INAYA.replace("Inaya", "Éloïse")]).encode("latin-1"))
    result = CliRunner().invoke(app, ["registry", "import", str(file)])
    assert result.exit_code == 1
    assert "UTF-8" in result.output
    assert count(InsuredPerson) == 0
