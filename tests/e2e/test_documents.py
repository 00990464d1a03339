"""Documents in a real browser: sent, described, found again, changed, deleted and brought back."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.core.content import made
from tests.e2e.people import Patient
from tests.e2e.test_journey import tab_to
from tests.e2e.test_profiles import switch

REFUSED_BY_SIZE = re.compile("dépasse 5.Mo")


def pdf(name: str, pages: int = 2) -> FilePayload:
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": made.printed(pages)}


def text(name: str) -> FilePayload:
    words = "Rendez-vous du 12 mars\nTension : 13/8\n"
    return {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": words.encode()}


def too_big(name: str) -> FilePayload:
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + bytes(5_000_001)}


def new_name(words: str) -> str:
    """A name of one's own: the other tests share the space."""
    return f"{words} {uuid4().hex[:8]}"


def choose(page: Page, *files: FilePayload) -> None:
    """« Parcourir les fichiers »."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Parcourir les fichiers").click()
    chooser.value.set_files(list(files))


def form_of(page: Page, file_name: str) -> Locator:
    """The description of one of the files that were received."""
    return page.get_by_role("group", name=file_name, exact=True)


def describe(page: Page, file_name: str, name: str, category: str = "Autres documents") -> None:
    one = form_of(page, file_name)
    one.get_by_label("Nom du document").fill(name)
    one.get_by_label("Catégorie du document").select_option(label=category)


def validate(page: Page) -> None:
    page.get_by_role("button", name="Valider").click()


def add(patient: Patient, name: str, *, category: str = "Autres documents") -> None:
    """One more document in the open space."""
    patient.go("/documents/ajouter")
    choose(patient.page, text(name))
    describe(patient.page, f"{name}.txt", name, category)
    validate(patient.page)
    # Another test may have left files that wait, without a description.
    expect(form_of(patient.page, f"{name}.txt")).to_have_count(0)
    patient.go("/documents")
    expect(link_to(patient.page, name)).to_be_visible()


def link_to(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def act(page: Page, name: str, action: str) -> None:
    """An action of a row's menu."""
    page.get_by_role("button", name=f"Actions pour {name}", exact=True).click()
    page.get_by_role("menuitem", name=action).click()


def toast(page: Page, words: str | re.Pattern[str]) -> Locator:
    return page.locator("[data-sonner-toast]").filter(has_text=words)


@pytest.mark.row("DOC-3")
@pytest.mark.row("DOC-5")
@pytest.mark.row("DOC-7")
def test_files_are_sent_at_once_one_is_refused_one_corrected_and_all_can_be_opened(inaya: Patient) -> None:
    page, first, second, big = inaya.page, new_name("Bilan"), new_name("Notes"), new_name("Trop")
    inaya.go("/documents/ajouter")
    choose(page, pdf(first), too_big(big), text(second))
    refused = page.get_by_role("listitem").filter(has_text=big)
    expect(refused).to_contain_text(REFUSED_BY_SIZE)
    expect(
        page.get_by_role("status").filter(has_text="2 fichiers reçus, à décrire, 1 fichier refusé")
    ).to_be_attached()
    refused.get_by_role("button", name=re.compile("Retirer")).click()
    expect(refused).to_have_count(0)
    describe(page, f"{first}.pdf", first, "Résultats de biologie")
    describe(page, f"{second}.txt", f"{second}/?")
    form_of(page, f"{second}.txt").get_by_role("radio", name=re.compile("est masqué")).check()
    validate(page)
    expect(toast(page, "Document ajouté")).to_be_visible()
    expect(form_of(page, f"{first}.pdf")).to_have_count(0)
    summary = page.locator("#resume-erreurs")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("ne peut pas contenir")).click()
    field = form_of(page, f"{second}.txt").get_by_label("Nom du document")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{second}/?")
    field.fill(second)
    validate(page)
    expect(page).to_have_url(re.compile("/documents$"))
    expect(page.get_by_role("row").filter(has_text=second)).to_contain_text("Masqué")
    link_to(page, first).click()
    picture = page.get_by_role("img", name=f"Page 1 sur 2 du document {first}")
    expect(picture).to_be_visible()
    page.wait_for_function("image => image.naturalWidth > 0", arg=picture.element_handle())
    expect(page.get_by_role("complementary")).to_contain_text("Résultats de biologie")


@pytest.mark.row("DOC-8")
def test_a_document_is_modified_downloaded_deleted_and_brought_back_twice(inaya: Patient) -> None:
    page, name = inaya.page, new_name("Ordonnance")
    add(inaya, name)
    act(page, name, "Modifier")
    renamed = new_name("Prescription")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom du document").fill("")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.locator(".error-summary")).to_contain_text("obligatoire")
    dialog.get_by_label("Nom du document").fill(renamed)
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(link_to(page, renamed)).to_be_visible()
    with page.expect_download() as download:
        act(page, renamed, "Télécharger")
    assert download.value.suggested_filename == f"{renamed}.txt"
    assert "Tension" in Path(download.value.path()).read_text("utf-8")
    act(page, renamed, "Supprimer")
    page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
    expect(link_to(page, renamed)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    toast(page, "Document supprimé").get_by_role("button", name="Annuler").click()
    expect(link_to(page, renamed)).to_be_visible()
    link_to(page, renamed).click()
    page.get_by_role("button", name="Supprimer").click()
    page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
    expect(page).to_have_url(re.compile("/documents$"))
    page.get_by_role("link", name=re.compile("Corbeille")).click()
    row = page.get_by_role("row").filter(has_text=renamed)
    expect(row).to_contain_text(re.compile(r"Supprimé le \d\d/\d\d/\d{4}, effacé le \d\d/\d\d/\d{4}"))
    row.get_by_role("button", name="Restaurer").click()
    expect(row).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="Retour aux documents").click()
    expect(link_to(page, renamed)).to_be_visible()


@pytest.mark.row("DOC-2")
@pytest.mark.row("DOC-10")
def test_search_order_categories_and_folder_are_in_the_address_and_the_way_back(inaya: Patient) -> None:
    page, mark = inaya.page, uuid4().hex[:8]
    add(inaya, f"Éché A {mark}", category="Radio, écho, scanner, IRM")
    add(inaya, f"Vaccin B {mark}", category="Prévention et dépistage")
    page.get_by_role("searchbox").fill(mark)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"\?q={mark}$"))
    names = page.get_by_role("table", name="Documents").get_by_role("rowheader")
    expect(names).to_have_count(2)
    page.get_by_label("Trier par").select_option(label="Nom de Z à A")
    expect(names.first).to_contain_text("Vaccin B")
    page.get_by_role("button", name="Filtrer par").click()
    page.get_by_role("checkbox", name=re.compile("Radio, écho")).check()
    page.get_by_role("button", name="Afficher les documents").click()
    expect(names).to_have_count(1)
    asked = page.url
    assert {"categorie=imaging", "tri=nom-inverse", f"q={mark}"} == set(asked.partition("?")[2].split("&"))
    page.reload()
    expect(names).to_have_count(1)
    expect(page.get_by_role("searchbox")).to_have_value(mark)
    link_to(page, f"Éché A {mark}").click()
    expect(page.get_by_role("heading", level=1, name=f"Éché A {mark}")).to_be_visible()
    page.get_by_role("link", name="Retour aux documents").click()
    expect(page).to_have_url(asked)
    page.go_back()
    page.go_back()
    expect(names).to_have_count(1)
    page.go_back()
    expect(names).to_have_count(2)
    page.get_by_role("searchbox").fill("rien de tel")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aucun document ne correspond")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Effacer les filtres").first.click()
    expect(names.first).to_be_visible()


@pytest.mark.row("DOC-10")
def test_a_folder_is_made_filled_renamed_and_deleted_and_its_document_stays(inaya: Patient) -> None:
    page, name, folder = inaya.page, new_name("Échographie"), new_name("Grossesse")
    add(inaya, name)
    page.get_by_role("button", name="Nouveau").click()
    page.get_by_role("menuitem", name="Nouveau dossier").click()
    page.get_by_label("Nom du dossier").fill(folder)
    page.get_by_role("button", name="Créer le dossier").click()
    expect(page.get_by_role("button", name="Nouveau")).to_be_focused()
    act(page, name, "Déplacer")
    page.get_by_label("Ranger dans").select_option(label=folder)
    page.get_by_role("dialog").get_by_role("button", name="Déplacer").click()
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text=folder)).to_contain_text(
        "1 document"
    )
    link_to(page, folder).click()
    expect(page.get_by_role("heading", level=1, name=folder)).to_be_focused()
    expect(link_to(page, name)).to_be_visible()
    page.get_by_role("link", name="Tous mes documents").click()
    page.get_by_role("button", name=f"Actions pour le dossier {folder}").click()
    page.get_by_role("menuitem", name="Renommer").click()
    page.get_by_label("Nom du dossier").fill(f"{folder} bis")
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name=f"Actions pour le dossier {folder} bis").click()
    page.get_by_role("menuitem", name="Supprimer").click()
    page.get_by_role("button", name="Supprimer le dossier").click()
    expect(link_to(page, f"{folder} bis")).to_have_count(0)
    expect(link_to(page, name)).to_be_visible()


@pytest.mark.row("DOC-3")
@pytest.mark.row("DOC-7")
def test_a_document_is_added_opened_and_enlarged_by_keyboard_alone(
    enter: Callable[..., Patient], width: str
) -> None:
    patient = enter("inaya.michel", width)
    page, name = patient.page, new_name("Clavier")
    # A key is pressed at once: the browser must know by then that its window of files is for the test.
    page.on("filechooser", lambda _chooser: None)
    patient.go("/documents/ajouter")

    def at(locator: Locator) -> Callable[[], bool]:
        return lambda: (
            locator.count() == 1 and locator.evaluate("element => element === document.activeElement")
        )

    tab_to(page, at(page.get_by_role("button", name="Parcourir les fichiers")))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([pdf(name)])
    one = form_of(page, f"{name}.pdf")
    expect(one).to_be_visible()
    tab_to(page, at(one.get_by_label("Catégorie du document")))
    page.keyboard.type("Comptes")
    tab_to(page, at(one.get_by_role("radio").first))
    page.keyboard.press("ArrowDown")
    expect(one.get_by_role("radio").last).to_be_checked()
    tab_to(page, at(page.get_by_role("button", name="Valider")))
    page.keyboard.press("Enter")
    opened = link_to(page, name)
    expect(opened).to_be_visible()
    tab_to(page, at(opened))
    page.keyboard.press("Enter")
    pages = page.get_by_role("group", name="Pages du document")
    expect(pages).to_be_visible()
    tab_to(page, at(pages))
    page.keyboard.press("+")
    expect(page.get_by_text(re.compile(r"125.%"))).to_be_visible()
    page.keyboard.press("-")
    expect(page.get_by_text(re.compile(r"100.%"))).to_be_visible()


@pytest.mark.row("DOC-3")
@pytest.mark.row("DOC-5")
def test_a_cut_is_said_and_tried_again_and_what_has_arrived_waits_after_a_reload(
    enter: Callable[..., Patient],
) -> None:
    patient = enter("inaya.michel")
    page, name = patient.page, new_name("Coupure")
    keys: list[str] = []

    def cut_once(route: Route) -> None:
        keys.append(route.request.headers["x-upload-key"])
        if len(keys) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/televersements", cut_once)
    patient.go("/documents/ajouter")
    choose(page, text(name))
    row = page.get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("interrompu")
    row.get_by_role("button", name=re.compile("Réessayer")).click()
    expect(form_of(page, f"{name}.txt")).to_be_visible()
    assert len(keys) == 2
    assert len(set(keys)) == 1
    page.reload()
    expect(form_of(page, f"{name}.txt")).to_be_visible()
    form_of(page, f"{name}.txt").get_by_role("button", name=re.compile("Retirer")).click()
    page.get_by_role("button", name="Retirer le fichier").click()
    expect(form_of(page, f"{name}.txt")).to_have_count(0)


@pytest.mark.row("DOC-11")
@pytest.mark.row("PROF-2")
def test_another_profile_sees_nothing_of_it_and_a_typed_description_asks_first(
    enter: Callable[..., Patient],
) -> None:
    patient = enter("inaya.michel")
    page, name = patient.page, new_name("Privé")
    add(patient, name)
    address = link_to(page, name).get_attribute("href") or ""
    page.get_by_role("searchbox").fill(name)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q="))
    switch(page, "Inaya M.", "Lola M.")
    expect(page).to_have_url(re.compile("/documents$"))
    expect(page.locator(".skeleton")).to_have_count(0)
    expect(page.get_by_text(name)).to_have_count(0)
    patient.go(address)
    expect(page.get_by_role("heading", level=1, name="Document introuvable")).to_be_visible()
    switch(page, "Lola M.", "Inaya M.")
    patient.go("/documents/ajouter")
    choose(page, text(name))
    describe(page, f"{name}.txt", "Autre nom")
    page.get_by_role("button", name=re.compile("Profil ouvert")).click()
    page.get_by_role("menuitem", name=re.compile("Lola")).click()
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("Changer de profil")
    question.get_by_role("button", name="Rester sur cette page").click()
    expect(form_of(page, f"{name}.txt").get_by_label("Nom du document")).to_have_value("Autre nom")
    form_of(page, f"{name}.txt").get_by_role("button", name=re.compile("Retirer")).click()
    page.get_by_role("button", name="Retirer le fichier").click()
    expect(form_of(page, f"{name}.txt")).to_have_count(0)


@pytest.mark.row("HOME-3")
def test_the_last_documents_are_on_accueil_and_open_from_there(inaya: Patient) -> None:
    page, name = inaya.page, new_name("Accueil")
    add(inaya, name)
    inaya.open_section("Accueil")
    last = page.get_by_role("list", name="Mes derniers documents")
    last.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.get_by_text("Tension : 13/8")).to_be_visible()
