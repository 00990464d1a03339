"""Every page, in every state: accessible, in French, and at home on any screen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from monespace_app.monespace_app import app
from tests.e2e import backstage
from tests.e2e import test_documents as documents
from tests.e2e.conftest import WIDTHS, Browse
from tests.e2e.inspection import ENGLISH, OVERLAPPED, SITE, as_wide_as, head, inspect
from tests.e2e.people import PASSWORD, Patient
from tests.e2e.test_live import tab_in_conflict, unheard
from tests.e2e.test_login import warn
from tools.server import DemoServer

PUBLIC = {
    "/": SITE,
    "/connexion": "Connexion",
    "/connexion/identifiant-oublie": "Identifiant oublié",
    "/connexion/mot-de-passe-oublie": "Mot de passe oublié",
    "/activation": "Activer Mon espace santé",
    "/plan-du-site": "Plan du site",
    "/accessibilite": "Accessibilité",
    "/mentions-legales": "Mentions légales et CGU",
    "/donnees-personnelles": "Protection des données personnelles",
    "/cookies": "Gestion des cookies",
    "/aide": "Aide & Contact",
    "/a-propos": "À propos",
    "/une-page-qui-n-existe-pas": "Page introuvable",
    "/demo": "Démonstration",
    "/atelier": "Atelier",
}
PRIVATE = {
    "/accueil": "Accueil",
    "/profil-medical": "Profil médical",
    "/documents": "Documents",
    "/documents/ajouter": "Ajouter un document",
    "/documents/corbeille": "Corbeille",
    "/documents/consultations": "Consultations de mes documents",
    "/messagerie": "Messagerie",
    "/parametres/informations-personnelles": "Informations personnelles",
    "/profils/ajouter": "Ajouter un profil",
}
IN_NAVIGATION = ("accueil", "profil-medical", "documents", "messagerie")
EMPTY, FILLED, HEAVY = "adama.diallo", "inaya.michel", "gabriel.colonna"
VISITS = [
    *((FILLED, path) for path in PRIVATE),
    *((EMPTY, path) for path in ("/accueil", "/documents", "/messagerie")),
    (HEAVY, "/messagerie"),
]


def test_no_page_escapes_the_inspection() -> None:
    routes = {f"/{route}".replace("/index", "/") for route in app._unevaluated_pages}
    visited = {*PUBLIC, *PRIVATE} - {"/une-page-qui-n-existe-pas"}
    by_another_name = {
        "/404",
        "/atelier/vue",
        "/documents/[document_id]",
        "/messagerie/[[conversation_id]]",
        "/parametres",
    }
    assert routes - by_another_name == visited - {"/messagerie"}


def everywhere(page: Page) -> list[str]:
    """What is wrong on a phone, and on a desktop."""
    problems = []
    for name, size in WIDTHS.items():
        with as_wide_as(page, **size):
            problems += [f"{name}: {problem}" for problem in inspect(page)]
    return problems


def settled(page: Page) -> None:
    """Wait until the page is alive and shows what it has."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)
    page.wait_for_function("() => document.fonts.status === 'loaded'")


@pytest.mark.row("PUB-2")
@pytest.mark.row("NAV-4")
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_accessible_french_and_fits(browse: Browse, server: DemoServer, path: str) -> None:
    page = browse(reduced_motion="reduce").new_page()
    page.goto(server.address + path)
    settled(page)
    if path != "/atelier":
        assert head(page, PUBLIC[path]) == []
    assert everywhere(page) == []


@pytest.mark.row("NAV-1")
@pytest.mark.parametrize(("who", "path"), VISITS)
def test_a_private_page_is_accessible_french_and_fits(
    enter: Callable[..., Patient], who: str, path: str
) -> None:
    patient = enter(who, reduced_motion="reduce")
    patient.go(path)
    settled(patient.page)
    assert head(patient.page, PRIVATE[path]) == []
    assert everywhere(patient.page) == []
    current = patient.page.locator("nav [aria-current=page]").filter(visible=True)
    section = PRIVATE["/" + path.split("/")[1]] if path.split("/")[1] in IN_NAVIGATION else ""
    expected = [section] if section else []
    assert current.locator(".nav-word").all_inner_texts() == expected


@pytest.mark.row("NAV-1")
def test_the_first_key_shows_a_link_that_skips_the_navigation(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/accueil")
    skip = page.get_by_role("link", name="Aller au contenu")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()


@pytest.mark.row("LOGIN-1")
@pytest.mark.row("LOGIN-2")
@pytest.mark.row("LOGIN-3")
def test_each_step_of_the_login_and_its_errors_are_accessible(browse: Browse, server: DemoServer) -> None:
    backstage.forgive(server)
    karim = Patient(browse(reduced_motion="reduce").new_page(), server)
    page = karim.page
    karim.go("/connexion")
    page.get_by_role("button", name="Continuer").click()
    assert_fine_with(page.locator("#resume-erreurs"))
    karim.identify("karim.michel", PASSWORD)
    assert_fine_with(page.get_by_role("radio").first)
    karim.ask_code()
    assert_fine_with(page.get_by_label("Code à 6 chiffres"))
    karim.enter_code("12")
    assert_fine_with(page.locator("#resume-erreurs"))


def assert_fine_with(shown: Locator) -> None:
    """The page is fine once `shown` is there."""
    expect(shown).to_be_visible()
    assert everywhere(shown.page) == []


Scene = Callable[[Patient], Locator]


def open_menu(patient: Patient) -> Locator:
    patient.go("/accueil")
    patient.page.get_by_role("button", name=re.compile("Profil ouvert")).click()
    return patient.page.get_by_role("menu")


def password_refused(patient: Patient) -> Locator:
    patient.go("/parametres/informations-personnelles")
    patient.page.get_by_role("button", name="Modifier le mot de passe").click()
    patient.page.get_by_role("button", name="Enregistrer le mot de passe").click()
    return patient.page.locator("#resume-erreurs")


def missing_conversation(patient: Patient) -> Locator:
    patient.go("/messagerie/0123456789abcdef0123456789abcdef")
    return patient.page.get_by_text("introuvable").first


def open_conversation(patient: Patient) -> Locator:
    patient.go("/messagerie")
    patient.page.get_by_role("listitem").filter(has_text="Votre diabète").get_by_role("link").click()
    return patient.page.get_by_role("heading", level=2, name="Votre diabète")


def composer(patient: Patient) -> Locator:
    expect(open_conversation(patient)).to_be_visible()
    reply, editor = (
        patient.page.get_by_role("button", name="Répondre", exact=True),
        patient.page.get_by_label("Votre réponse"),
    )
    if reply.count():
        reply.click()
    editor.fill("Bonjour docteur.")
    return patient.page.get_by_text("Brouillon enregistré").first


def deletion(patient: Patient) -> Locator:
    expect(composer(patient)).to_be_visible()
    patient.page.get_by_role("button", name="Supprimer le brouillon").click()
    return patient.page.get_by_role("dialog").or_(patient.page.get_by_role("alertdialog"))


def conflict(patient: Patient) -> Locator:
    """Another tab writes while this one does not hear of it."""
    expect(composer(patient)).to_be_visible()
    other = Patient(patient.page.context.new_page(), patient.server)
    expect(composer(other)).to_be_visible()
    with unheard(patient.server):
        for tab, words in ((patient.page, "Ici."), (other.page, "Ailleurs.")):
            tab.get_by_label("Votre réponse").fill(words)
    return tab_in_conflict([patient.page, other.page]).get_by_text("Ce brouillon existe en deux versions")


def too_long(patient: Patient) -> Locator:
    expect(composer(patient)).to_be_visible()
    patient.page.get_by_label("Votre réponse").fill("é" * 10_001)
    return patient.page.locator(".field-error").filter(visible=True)


def uploads_and_errors(patient: Patient) -> Locator:
    """A file refused before it is sent, another one whose description is refused."""
    patient.go("/documents/ajouter")
    documents.choose(patient.page, documents.pdf("Bilan"), documents.too_big("Trop"))
    expect(documents.form_of(patient.page, "Bilan.pdf").first).to_be_visible()
    patient.page.get_by_text("Qui a accès à mes documents").click()
    documents.validate(patient.page)
    return patient.page.locator("#resume-erreurs")


def open_document(patient: Patient) -> Locator:
    name = documents.new_name("Lisible")
    patient.go("/documents/ajouter")
    documents.choose(patient.page, documents.pdf(name))
    documents.describe(patient.page, f"{name}.pdf", name)
    # Other scenes may have left files that wait.
    documents.validate(patient.page)
    expect(documents.form_of(patient.page, f"{name}.pdf")).to_have_count(0)
    patient.go("/documents")
    documents.link_to(patient.page, name).click()
    picture = patient.page.get_by_role("img", name=re.compile("^Page 1 sur 2"))
    expect(picture).to_be_visible()
    return picture


def missing_document(patient: Patient) -> Locator:
    patient.go("/documents/0123456789abcdef0123456789abcdef")
    return patient.page.get_by_role("heading", level=1, name="Document introuvable")


def row_menu(patient: Patient) -> Locator:
    name = documents.new_name("Menu")
    documents.add(patient, name)
    patient.page.get_by_role("button", name=f"Actions pour {name}").click()
    return patient.page.get_by_role("menu")


def filters_chosen(patient: Patient) -> Locator:
    documents.add(patient, documents.new_name("Filtre"))
    patient.go("/documents?categorie=other&q=filtre")
    return patient.page.get_by_role("list", name="Filtres choisis")


def filter_dialog(patient: Patient) -> Locator:
    expect(filters_chosen(patient)).to_be_visible()
    patient.page.get_by_role("button", name="Filtrer par").click()
    return patient.page.get_by_role("dialog")


def edit_refused(patient: Patient) -> Locator:
    name = documents.new_name("Refus")
    documents.add(patient, name)
    documents.act(patient.page, name, "Modifier")
    patient.page.get_by_label("Nom du document").fill("")
    patient.page.get_by_role("button", name="Enregistrer").click()
    return patient.page.locator("#erreurs-modifier")


def folder_refused(patient: Patient) -> Locator:
    documents.add(patient, documents.new_name("Rangement"))
    patient.page.get_by_role("button", name="Nouveau").click()
    patient.page.get_by_role("menuitem", name="Nouveau dossier").click()
    patient.page.get_by_role("button", name="Créer le dossier").click()
    return patient.page.get_by_role("dialog").locator(".field-error").filter(visible=True)


def trash(patient: Patient) -> Locator:
    name = documents.new_name("Jeté")
    documents.add(patient, name)
    documents.act(patient.page, name, "Supprimer")
    patient.page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
    expect(documents.toast(patient.page, "Document supprimé")).to_be_visible()
    patient.go("/documents/corbeille")
    return patient.page.get_by_role("row").filter(has_text=name)


@pytest.mark.row("PROF-1")
@pytest.mark.row("MSG-12")
@pytest.mark.row("SET-1")
@pytest.mark.row("DOC-1")
@pytest.mark.row("DOC-5")
@pytest.mark.parametrize(
    "scene",
    [
        uploads_and_errors,
        open_document,
        missing_document,
        row_menu,
        filters_chosen,
        filter_dialog,
        edit_refused,
        folder_refused,
        trash,
        open_menu,
        password_refused,
        missing_conversation,
        open_conversation,
        composer,
        deletion,
        conflict,
        too_long,
    ],
)
def test_a_state_of_a_page_is_accessible_french_and_fits(enter: Callable[..., Patient], scene: Scene) -> None:
    assert_fine_with(scene(enter(FILLED, reduced_motion="reduce")))


@pytest.mark.row("LOGIN-7")
def test_the_warning_before_the_end_of_a_session_is_accessible(browse: Browse, server: DemoServer) -> None:
    backstage.forgive(server)
    karim = Patient(browse(reduced_motion="reduce").new_page(), server)
    karim.page.clock.install()
    karim.log_in("karim.michel")
    warn(karim)
    assert_fine_with(karim.page.get_by_role("alertdialog"))


def test_the_search_for_english_finds_some() -> None:
    assert [
        text
        for text in ("Notifications alt+T", "Loading...", "Close", "Page not found")
        if ENGLISH.search(text)
    ]
    assert not ENGLISH.search("Votre session va se terminer : restez connecté, vos messages sont gardés.")


FRAMED = """() => {
    const shown = selector => [...document.querySelectorAll(selector)].filter(found => found.checkVisibility());
    const { innerWidth: wide, innerHeight: high } = window;
    const problems = [];
    const links = shown("nav[aria-label='Navigation principale'] a");
    if (links.length !== 4) problems.push(`${links.length} sections`);
    for (const link of links) {
        const word = link.querySelector(".nav-word").getBoundingClientRect();
        const { left, right } = link.getBoundingClientRect();
        if (word.top < 0 || word.bottom > high) problems.push(`${link.innerText} is out of view`);
        if (word.left < Math.max(0, left) - 1 || word.right > Math.min(wide, right) + 1)
            problems.push(`${link.innerText} is cut`);
    }
    const name = shown(".profile-name")[0];
    if (!name || name.scrollWidth > name.clientWidth) problems.push("the name of the profile is cut");
    return problems;
}"""
SCREENS = [
    *((width, 800, 1) for width in (320, 360, 390, 480, 640, 768, 899, 900, 960, 1024, 1280)),
    *((844, 390, 1), (640, 360, 1), (320, 256, 1), (390, 844, 1.5), (390, 844, 2), (1280, 800, 2)),
]


@pytest.mark.row("NAV-1")
@pytest.mark.row("PROF-1")
def test_sections_and_open_profile_are_in_view_on_any_screen_with_text_of_any_size(
    enter: Callable[..., Patient],
) -> None:
    patient = enter(FILLED)
    page = patient.page
    patient.go("/messagerie")
    settled(page)
    # Larger text is what a person chooses in the browser: breakpoints follow it too.
    browser = page.context.new_cdp_session(page)
    problems = []
    for width, height, text in SCREENS:
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": int(16 * text)}})
        with as_wide_as(page, width, height):
            page.evaluate("() => window.scrollTo(0, 0)")
            seen = [*page.evaluate(FRAMED), *page.evaluate(OVERLAPPED)]
            problems += [f"{width} x {height}, text x {text}: {what}" for what in seen]
    assert problems == []


@pytest.mark.row("SET-1")
def test_the_settings_alone_lead_to_their_first_page(enter: Callable[..., Patient]) -> None:
    patient = enter(FILLED)
    patient.page.goto(f"{patient.server.address}/parametres")
    expect(patient.page.get_by_role("heading", level=1, name="Paramètres d'Inaya")).to_be_visible()
    expect(patient.page).to_have_url(re.compile("/parametres/informations-personnelles$"))


@pytest.mark.row("PUB-2")
@pytest.mark.parametrize("path", ["/", "/aide", "/une-page-qui-n-existe-pas"])
def test_a_public_page_offers_the_way_back_to_whoever_is_logged_in(
    enter: Callable[..., Patient], browse: Browse, path: str
) -> None:
    patient = enter(FILLED)
    patient.go(path)
    header = patient.page.get_by_role("banner")
    way_back = header.get_by_role("link", name="Mon espace", exact=True)
    expect(way_back).to_be_visible()
    expect(header.get_by_role("link", name="Connexion")).to_have_count(0)
    width = header.locator(".way-in").bounding_box()
    visitor = Patient(browse().new_page(), patient.server)
    visitor.go(path)
    header = visitor.page.get_by_role("banner")
    expect(header.get_by_role("link", name="Connexion")).to_be_visible()
    assert header.locator(".way-in").bounding_box() == width, "nothing moves"
    way_back.click()
    expect(patient.page.get_by_role("heading", level=1, name=re.compile("Inaya"))).to_be_visible()


def test_an_address_of_the_atelier_opens_one_example_in_either_theme(
    browse: Browse, server: DemoServer
) -> None:
    page = browse().new_page()
    page.goto(f"{server.address}/atelier#messagerie-liste-vide")
    phone = page.frame_locator("[data-preview=phone]")
    expect(phone.get_by_text("Aucun message pour l'instant")).to_be_visible()
    ground = "main => getComputedStyle(document.body).backgroundColor"
    light = phone.locator("main").evaluate(ground)
    page.get_by_label("Sombre").check()
    assert phone.locator("main").evaluate(ground) != light
    page.locator("[data-example=messagerie-liste-en-chargement]").click()
    expect(page).to_have_url(re.compile("#messagerie-liste-en-chargement$"))
    expect(phone.locator(".skeleton").first).to_be_visible()
    page.go_back()
    expect(phone.get_by_text("Aucun message pour l'instant")).to_be_visible()
