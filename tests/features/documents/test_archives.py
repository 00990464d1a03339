"""The archives of an earlier DMP: believed as little as possible, and imported once, whole (DOC-14)."""

import base64
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from monespace_app.cli import app
from monespace_app.core import blobs, content
from monespace_app.core.actor import operator
from monespace_app.core.content import Kind, SafeFile
from monespace_app.core.database import snapshot
from monespace_app.features.documents import archives, services
from monespace_app.features.documents.archives import sources
from monespace_app.features.documents.archives.sources import BadArchive
from monespace_app.features.documents.models import Document
from monespace_app.features.documents.schemas import ListQuery
from monespace_app.session.models import ProfileState
from tests.factories import make_account, make_professional, make_profile, patient
from tests.features.documents.archives_made import NIR, Entry, cda, unpacked, xdm_files, zipped

pytestmark = pytest.mark.row("DOC-14")


@pytest.fixture(autouse=True)
def without_decoder(request, monkeypatch):
    """Texts are taken as they are, which is fast; one test decodes for real."""
    if "real" not in request.node.name:
        monkeypatch.setattr(content, "make_safe", lambda given: SafeFile(Kind.TEXT, given, 1))


@pytest.fixture
def account(database, frozen_clock):
    return make_account(make_profile(ins=NIR))


def run(archive: Path, ins: str = NIR) -> Result:
    return CliRunner().invoke(app, ["documents", "import", str(archive), "--ins", ins])


def rows(account):
    return services.list_documents(patient(account), ListQuery(sort="nom")).rows


def stored(account) -> list[Document]:
    with snapshot(operator(account.profile_id)) as session:
        return list(session.query(Document).order_by(Document.change_number))


def one(account, tmp_path: Path, entry: Entry) -> Document:
    result = run(zipped(tmp_path / "dmp.zip", xdm_files(entry)))
    assert result.exit_code == 0, result.output
    [document] = stored(account)
    return document


def assert_refused(result: Result, account, *words: str) -> None:
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    for word in words:
        assert word in said
    assert (stored(account), list(blobs.stored_files())) == ([], [])


@pytest.mark.both_databases
def test_an_xdm_archive_says_what_each_document_is(account, tmp_path):
    make_professional("Dr Marie Chanteau")
    entries = (
        Entry(),
        Entry(
            uri="DOC00002.TXT", content=b"Bilan", title="Bilan sanguin", type_code="11502-2",
            confidentiality=("N", "MASQUE_PS"), started="20210405",
        ),
    )  # fmt: skip
    result = run(zipped(tmp_path / "dmp.zip", xdm_files(*entries)))
    assert (result.exit_code, "2 documents ajoutés, 0 déjà présent." in result.stdout) == (0, True), (
        result.output
    )
    found = [(row.name, row.date, row.category, row.is_masked, row.is_mine) for row in rows(account)]
    assert found == [
        ("Bilan sanguin", "05/04/2021", "Résultats de biologie", True, False),
        ("Compte rendu de consultation", "12/03/2020", "Comptes rendus", False, False),
    ]
    assert {row.added_by for row in rows(account)} == {"Marie Chanteau"}


def test_a_professional_of_the_directory_is_recognised(account, tmp_path):
    known = make_professional("Dr Marie Chanteau")
    with_number = f"8{_rpps(known.id)}^CHANTEAU^Marie^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    document = one(account, tmp_path, Entry(person=with_number))
    assert (document.professional_id, document.author_name) == (known.id, "Dr Marie Chanteau")


def _rpps(professional_id: str) -> str:
    from monespace_app.core.database import platform_snapshot
    from monespace_app.features.access.models import Professional

    with platform_snapshot() as session:
        return session.get_one(Professional, professional_id).rpps


@pytest.mark.parametrize(
    ("entry", "name", "kind"),
    [
        (Entry(person=None, institution="Hôpital de Poissy^^^^^^^^^1"), "Hôpital de Poissy", "professional"),
        (Entry(person=None), "Ancien DMP", "import"),
        (Entry(person=f"{NIR}^Michel^Inaya^^^^^^&1.2.250.1.213.1.4.8&ISO^D^^^NH"), "Inaya Michel", "import"),
        (Entry(person="^^"), "Ancien DMP", "import"),
    ],
)
def test_the_author_is_who_the_metadata_say(account, tmp_path, entry, name, kind):
    document = one(account, tmp_path, entry)
    assert (document.author_name, document.author_kind) == (name, kind)


@pytest.mark.parametrize(
    ("class_code", "type_code", "category"),
    [
        ("10", None, "report"), ("11", "34133-9", "summary"), ("31", "18748-4", "imaging"),
        ("42", "57833-6", "prescription"), ("52", None, "certificate"),
        ("60", None, "administrative"), ("10", "11502-2", "laboratory"),
        ("10", "87273-9", "prevention"), ("90", None, "other"), (None, None, "other"), ("<x>", "'; --", "other"),
    ],
)  # fmt: skip
def test_the_category_follows_the_type_then_the_class(account, tmp_path, class_code, type_code, category):
    codes = [code.replace("<", "&lt;") if code else None for code in (class_code, type_code)]
    assert one(account, tmp_path, Entry(class_code=codes[0], type_code=codes[1])).category == category


@pytest.mark.parametrize(
    ("created", "started", "day"),
    [
        ("20200312143000", "20200301", "2020-03-01"), ("202003", None, "2020-03-01"), ("2020", None, "2020-01-01"),
        ("99999999", None, "2026-06-15"), (None, None, "2026-06-15"), ("20990101", None, "2026-06-15"),
        ("20200312", "n'importe quoi", "2020-03-12"), ("17500101", None, "1900-01-01"),
    ],
)  # fmt: skip
def test_the_date_is_the_acts_then_the_documents_then_todays(account, tmp_path, created, started, day):
    assert one(account, tmp_path, Entry(created=created, started=started)).document_date.isoformat() == day


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("IRM du 12/03/2020 = normal !", "IRM du 12 03 2020 normal"),
        ("x" * 300, "x" * 50),
        (None, "DOC00001"),
        ("", "DOC00001"),
        ("\u202etitre\u0007", "titre"),
    ],
)
def test_a_title_becomes_a_name_that_the_rules_accept(account, tmp_path, title, name):
    entry = Entry(title=title)
    if title and "\u0007" in title:
        entry = Entry(title="\u202etitre")
    assert one(account, tmp_path, entry).name == name


def test_a_path_in_numbered_parts_is_put_together(account, tmp_path):
    assert one(account, tmp_path, Entry(uri_values=("2|001.TXT", "1|DOC00"))).name


@pytest.mark.both_databases
def test_a_second_import_adds_nothing(account, tmp_path):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry()))
    run(archive)
    result = run(archive)
    assert (result.exit_code, "0 document ajouté, 1 déjà présent." in result.stdout) == (0, True)
    assert len(rows(account)) == 1
    again = run(unpacked(tmp_path / "dossier", {"autre nom.txt": Entry().content}))
    assert "0 document ajouté, 1 déjà présent." in again.stdout


def test_an_unpacked_xdm_archive_is_read_the_same(account, tmp_path):
    assert run(unpacked(tmp_path / "dmp", xdm_files(Entry()))).exit_code == 0
    assert [row.name for row in rows(account)] == ["Compte rendu de consultation"]


def test_a_folder_gives_names_dates_and_categories(account, tmp_path):
    folder = unpacked(
        tmp_path / "dmp",
        {
            "2019_radio-genou.txt": b"a",
            "Comptes rendus/consultation.txt": b"b",
            "comptes rendus/2018/suite.txt": b"c",
            ".cache": b"d",
            "__MACOSX/x.txt": b"e",
            "Thumbs.db": b"f",
        },
    )
    moment = datetime(2019, 5, 2, 22, 30, tzinfo=UTC).timestamp()
    os.utime(folder / "2019_radio-genou.txt", (moment, moment))
    assert run(folder).exit_code == 0
    found = {row.name: (row.category, row.added_by, row.is_mine) for row in rows(account)}
    assert found == {
        "2019 radio-genou": ("Autres documents", "Ancien DMP", True),
        "consultation": ("Comptes rendus", "Ancien DMP", True),
        "suite": ("Comptes rendus", "Ancien DMP", True),
    }
    [dated] = [document for document in stored(account) if document.name == "2019 radio-genou"]
    assert dated.document_date.isoformat() == "2019-05-03"


def test_documents_wait_for_the_first_visit(database, tmp_path):
    profile = make_profile(ins=NIR, state=ProfileState.PENDING)
    assert run(zipped(tmp_path / "dmp.zip", xdm_files(Entry()))).exit_code == 0
    account = make_account(profile)
    assert len(rows(account)) == 1


@pytest.mark.parametrize("state", [ProfileState.CLOSED, ProfileState.OPPOSED])
def test_nothing_joins_a_space_that_is_closed(database, tmp_path, state):
    profile = make_profile(ins=NIR, state=state)
    result = run(zipped(tmp_path / "dmp.zip", xdm_files(Entry())))
    assert (result.exit_code, "rien n'y est ajouté" in result.stderr) == (1, True)
    with snapshot(operator(profile.id)) as session:
        assert session.query(Document).count() == 0


def test_an_archive_of_somebody_else_is_refused(account, tmp_path):
    other = Entry(uri="DOC00002.TXT", patient="195019933600612^^^&1.2.250.1.213.1.4.8&ISO^NH")
    assert_refused(run(zipped(tmp_path / "a.zip", xdm_files(Entry(), other))), account, "une autre personne")


@pytest.mark.parametrize(
    "number", [f"{NIR[:13]}^^^&1.2.250.1.213.1.4.8&ISO^NH", "DOSSIER-77^^^&1.2.3.4&ISO^PI", "", "x"]
)
def test_a_number_without_its_key_or_of_a_hospital_is_no_contradiction(account, tmp_path, number):
    assert one(account, tmp_path, Entry(patient=number))


@pytest.mark.parametrize("ins", ["123", "288037511100178", "x" * 500])
def test_a_wrong_number_is_said(account, tmp_path, ins):
    assert_refused(run(unpacked(tmp_path / "d", {"a.txt": b"a"}), ins), account)


def test_an_unknown_person_is_said(account, tmp_path):
    assert_refused(run(unpacked(tmp_path / "d", {"a.txt": b"a"}), "195019933600612"), account, "registre")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry(hash="0" * 40), "n'est pas celui que les métadonnées décrivent"),
        (Entry(size="3"), "n'est pas celui que les métadonnées décrivent"),
        (Entry(uri_values=("ABSENT.PDF",)), "n'est pas dans l'archive"),
        (Entry(uri_values=("../../../../etc/passwd",)), "n'est pas dans l'archive"),
        (Entry(uri_values=("/etc/passwd",)), "n'est pas dans l'archive"),
        (Entry(confidentiality=("INVISIBLE_PATIENT",)), "pas encore montré au patient"),
        (Entry(content=b"x" * 5_000_001), "dépasse 5"),
        (Entry(content=b"x" * 9_000_000), "dépasse 5"),
        (Entry(content=cda("@@@")), "abîmé"),
        (Entry(content=b"<?xml version='1.0'?><ClinicalDocument xmlns='urn:hl7-org:v3'/>"), "CDA structuré"),
        (Entry(content=b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "sans danger"),
    ],
)
def test_one_bad_file_and_nothing_is_added(account, tmp_path, entry, said):
    files = xdm_files(Entry(uri="BON.TXT", content=b"sain"), entry)
    assert_refused(run(zipped(tmp_path / "dmp.zip", files)), account, said, "rien n'a été ajouté")


def test_what_is_inside_a_cda_is_kept(account, tmp_path):
    inside = base64.encodebytes("Été".encode()).decode()
    document = one(account, tmp_path, Entry(uri="DOC.XML", content=cda(inside)))
    assert services.read_file(patient(account), document.id).content == "Été".encode()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">', "<<<"])
def test_metadata_with_entities_or_no_sense_are_refused(account, tmp_path, head):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry(), head=head))
    assert_refused(run(archive), account, "métadonnées", "ne peuvent pas être lues")


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "/etc/evil.txt", "IHE_XDM/../../evil.txt", "a\\..\\b.txt", "a\u0007.txt", "a\u202eb.txt"],
)
def test_a_zip_with_odd_names_is_refused(account, tmp_path, name):
    archive = zipped(tmp_path / "dmp.zip", {**xdm_files(Entry()), name: b"x"})
    assert_refused(run(archive), account, "nom de fichier anormal")
    assert sorted(path.name for path in tmp_path.iterdir()) in (["data", "dmp.zip"], ["dmp.zip"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_files_of_one_name_is_refused(account, tmp_path):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry()))
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("IHE_XDM/SUBSET01/DOC00001.TXT", b"un autre")
    assert_refused(run(archive), account, "nom de fichier anormal")


def test_a_bomb_stops_at_the_limit(account, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_TOTAL", 10_000_000)
    entries = [Entry(uri=f"D{n}.TXT", content=bytes([n]) * 4_900_000) for n in range(6)]
    archive = zipped(tmp_path / "dmp.zip", xdm_files(*entries))
    assert archive.stat().st_size < 200_000
    assert_refused(run(archive), account, "Séparez-la")


def test_too_many_files_are_refused(account, tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_FILES", 3)
    files = {f"{n}.txt": b"x" for n in range(4)}
    assert_refused(run(zipped(tmp_path / "a.zip", files)), account, "plus de")
    assert_refused(run(unpacked(tmp_path / "dossier", files)), account, "plus de")


@pytest.mark.parametrize("damage", [lambda b: b[:-40], lambda b: b"x" + b[:100], lambda b: b""])
def test_a_damaged_zip_is_said(account, tmp_path, damage):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry()))
    archive.write_bytes(damage(archive.read_bytes()))
    assert_refused(run(archive), account, "archive")


def test_a_zip_whose_bytes_changed_is_said(account, tmp_path):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry(content=os.urandom(5_000))))
    whole = bytearray(archive.read_bytes())
    whole[-3_000] ^= 0xFF
    archive.write_bytes(bytes(whole))
    assert_refused(run(archive), account)


def test_an_encrypted_zip_is_said(account, tmp_path):
    archive = zipped(tmp_path / "dmp.zip", xdm_files(Entry()))
    whole = bytearray(archive.read_bytes())
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1
    archive.write_bytes(bytes(whole))
    assert_refused(run(archive), account, "mot de passe")


def test_a_zip_without_metadata_is_said(account, tmp_path):
    assert_refused(run(zipped(tmp_path / "a.zip", {"a.txt": b"a"})), account, "METADATA.XML manque")


def test_a_folder_with_a_link_is_refused(account, tmp_path):
    folder = unpacked(tmp_path / "dossier", {"a.txt": b"a"})
    (folder / "b.txt").symlink_to("/etc/passwd")
    assert_refused(run(folder), account, "lien symbolique")


def test_a_link_put_in_the_place_of_a_file_meanwhile_is_not_followed(account, tmp_path):
    folder = unpacked(tmp_path / "dossier", {"a.txt": b"a"})
    with archives.open_archive(folder, NIR) as found:
        (folder / "a.txt").unlink()
        (folder / "a.txt").symlink_to("/etc/passwd")
        report = services.import_documents(operator(account.profile_id), found.documents)
    assert [one.label for one in report.refused] == ["a.txt"]
    assert stored(account) == []


def test_an_archive_that_is_not_there_is_said(account, tmp_path):
    assert run(tmp_path / "absente.zip").exit_code != 0
    with pytest.raises(BadArchive), archives.open_archive(tmp_path / "absente.zip", NIR):
        pass


def test_real_files_are_checked_and_a_refusal_names_the_file(account, tmp_path):
    good = unpacked(tmp_path / "bon", {"note.txt": b"Tout va bien.\n"})
    assert run(good).exit_code == 0
    bad = unpacked(
        tmp_path / "mauvais", {"note2.txt": b"Encore.", "programme.txt": b"MZ\x90\x00" + bytes(300)}
    )
    result = run(bad)
    assert result.exit_code == 1
    assert "programme.txt\u00a0: " in result.stderr
    assert len(stored(account)) == 1
