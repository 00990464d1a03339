"""The way in, the way out, and the session in between."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from monespace_app.features.information.pages.cookies import STORED
from monespace_app.session.http import cookie_name
from tests.e2e import backstage
from tests.e2e.conftest import Browse
from tests.e2e.inspection import inspect
from tests.e2e.people import PASSWORD, Patient, send_mail, wait_until_alive
from tools.server import DemoServer

KARIM = "karim.michel"
LOGIN = re.compile(r"/connexion")


@pytest.fixture
def visitor(browse: Browse, server: DemoServer, width: str) -> Patient:
    """Somebody in front of a browser of their own, on a phone or a desktop."""
    backstage.forgive(server)
    return Patient(browse(width).new_page(), server)


@pytest.fixture
def on_desktop(browse: Browse, server: DemoServer) -> Patient:
    backstage.forgive(server)
    return Patient(browse().new_page(), server)


def another_tab(patient: Patient, path: str) -> Patient:
    """A second tab of the same browser."""
    other = Patient(patient.page.context.new_page(), patient.server)
    other.go(path)
    return other


def errors(page: Page) -> list[str]:
    """What stands beside the fields."""
    return [text for text in page.locator(".field-error").all_inner_texts() if text]


@pytest.mark.row("LOGIN-1")
@pytest.mark.row("LOGIN-6")
def test_a_wrong_identifier_and_a_wrong_password_get_the_same_words_and_keep_what_was_typed(
    visitor: Patient,
) -> None:
    page, said = visitor.page, []
    for identifier, password in ((KARIM, "Faux-2026!"), ("personne.inconnue", PASSWORD)):
        visitor.go("/connexion")
        visitor.identify(identifier, password)
        expect(page.locator("#resume-erreurs")).to_be_focused()
        expect(page.get_by_label("Mon identifiant")).to_have_value(identifier)
        expect(page.get_by_label("Mon mot de passe", exact=True)).to_have_value("")
        said.append((page.locator("#resume-erreurs").inner_text(), errors(page)))
    assert said[0] == said[1]
    assert said[0][1], "the sentence stands beside the field too"


@pytest.mark.row("LOGIN-1")
def test_nothing_typed_is_said_beside_each_field_and_summed_up_with_links(visitor: Patient) -> None:
    page = visitor.page
    visitor.go("/connexion")
    page.get_by_role("button", name="Continuer").click()
    summary = page.locator("#resume-erreurs")
    expect(summary.get_by_role("link")).to_have_text(
        ["Saisissez votre identifiant.", "Saisissez votre mot de passe."]
    )
    summary.get_by_role("link", name="mot de passe").click()
    expect(page.get_by_label("Mon mot de passe", exact=True)).to_be_focused()
    expect(page.get_by_label("Mon identifiant")).to_have_attribute("aria-invalid", "true")


@pytest.mark.row("LOGIN-1")
def test_password_managers_and_telephones_know_what_the_fields_are(on_desktop: Patient) -> None:
    page = on_desktop.page
    on_desktop.go("/connexion")
    expect(page.get_by_label("Mon identifiant")).to_have_attribute("autocomplete", "username")
    password = page.get_by_label("Mon mot de passe", exact=True)
    expect(password).to_have_attribute("autocomplete", "current-password")
    expect(password).to_have_attribute("type", "password")
    page.get_by_role("button", name="Afficher le mot de passe").click()
    expect(password).to_have_attribute("type", "text")
    on_desktop.identify(KARIM, PASSWORD)
    on_desktop.ask_code()
    code = page.get_by_label("Code à 6 chiffres")
    expect(code).to_have_attribute("autocomplete", "one-time-code")
    expect(code).to_have_attribute("inputmode", "numeric")


@pytest.mark.row("LOGIN-1")
def test_what_is_typed_before_the_scripts_are_there_never_gets_into_the_address(
    browse: Browse, server: DemoServer
) -> None:
    page = browse(java_script_enabled=False).new_page()
    page.goto(f"{server.address}/connexion")
    page.get_by_label("Mon identifiant").fill(KARIM)
    page.get_by_label("Mon mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("Mon mot de passe", exact=True).press("Enter")
    page.get_by_role("button", name="Continuer").click()
    assert page.url == f"{server.address}/connexion"


@pytest.mark.row("LOGIN-3")
def test_a_code_dies_after_three_wrong_tries_and_a_new_one_opens_the_space(visitor: Patient) -> None:
    page = visitor.page
    page.clock.install()
    visitor.go("/connexion")
    visitor.identify(KARIM, PASSWORD)
    code = visitor.ask_code()
    wrong = str((int(code) + 1) % 1_000_000).zfill(6)
    said = []
    for _ in range(3):
        visitor.enter_code(wrong)
        expect(page.locator("#resume-erreurs")).to_be_focused()
        said += errors(page)
        page.get_by_label("Code à 6 chiffres").fill("")
    assert len(said) == 3
    visitor.enter_code(code)
    expect(page.locator("#resume-erreurs")).to_be_focused()
    expect(page).to_have_url(LOGIN)

    backstage.age_codes(visitor.server, 31)
    before = len(visitor.server.outbox())
    page.clock.fast_forward(31_000)
    page.get_by_role("button", name="Renvoyer le code").click()
    expect(page.get_by_text("Un nouveau code vient de partir").first).to_be_visible()
    visitor.enter_code(f" {visitor.code_after(before)} ")
    page.wait_for_url("**/accueil")


@pytest.mark.row("LOGIN-3")
def test_a_code_can_be_asked_again_after_thirty_seconds_only(on_desktop: Patient) -> None:
    page = on_desktop.page
    page.clock.install()
    on_desktop.go("/connexion")
    on_desktop.identify(KARIM, PASSWORD)
    on_desktop.ask_code()
    again = page.get_by_role("button", name="Renvoyer le code")
    expect(again).to_have_attribute("aria-disabled", "true")
    expect(again).to_contain_text(re.compile(r"dans \d+"))
    page.clock.fast_forward(31_000)
    expect(again).to_have_attribute("aria-disabled", "false")
    expect(page.get_by_text("Vous pouvez demander un nouveau code.")).to_be_attached()


@pytest.mark.row("LOGIN-8")
@pytest.mark.row("LOGIN-7")
def test_a_deep_link_leads_to_login_and_then_to_the_page_asked_for(visitor: Patient) -> None:
    page = visitor.page
    page.goto(f"{visitor.server.address}/messagerie?page=1")
    page.wait_for_url("**/connexion?suite=*")
    wait_until_alive(page)
    visitor.identify(KARIM, PASSWORD)
    visitor.enter_code(visitor.ask_code())
    page.wait_for_url("**/messagerie?page=1")
    cookie = page.context.cookies()[0]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    assert page.evaluate("document.cookie") == ""


@pytest.mark.row("LOGIN-7")
def test_logging_out_ends_the_other_tabs_at_once_and_leaves_nothing_behind(visitor: Patient) -> None:
    visitor.log_in(KARIM)
    other = another_tab(visitor, "/parametres/informations-personnelles")
    expect(other.page.get_by_text(KARIM)).to_be_visible()
    page = visitor.page
    page.bring_to_front()  # the timers of a tab behind another one are slow
    page.get_by_role("button", name="Karim M.").click()
    page.get_by_role("menuitem", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    other.page.wait_for_url(LOGIN)
    page.go_back()
    page.wait_for_url(re.compile(r"/connexion\?suite=%2Faccueil"))
    other.page.go_back()
    for tab in (page, other.page):
        assert "Karim" not in tab.content()
    stored = "() => JSON.stringify({...sessionStorage}) + JSON.stringify({...localStorage})"
    assert "Karim" not in page.evaluate(stored)


@pytest.mark.row("PUB-2")
def test_the_browser_keeps_what_the_cookies_page_says_and_nothing_more(on_desktop: Patient) -> None:
    page = on_desktop.page
    on_desktop.log_in("inaya.michel")
    on_desktop.open_section("Messagerie")
    page.get_by_role("listitem").filter(has_text="Votre diabète").get_by_role("link").click()
    expect(page.get_by_role("button", name="Répondre", exact=True)).to_be_visible()
    page.get_by_role("button", name="Inaya M.").click()
    page.get_by_role("menuitem", name=re.compile("Lola")).click()
    expect(page.get_by_role("status").filter(has_text="Profil de Lola ouvert")).to_be_attached()
    page.reload()
    wait_until_alive(page)
    kept = set(page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"))
    assert "monespace-annonce" in kept
    assert kept - {one.name for one in STORED} == set()
    assert [cookie["name"] for cookie in page.context.cookies()] == [cookie_name()]
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    assert page.evaluate("caches.keys().then(all => all.length)") == 0


@pytest.mark.row("LOGIN-7")
@pytest.mark.row("SET-1")
def test_a_device_is_disconnected_from_another_one(visitor: Patient, browse: Browse) -> None:
    lost = Patient(browse(user_agent="Mozilla/5.0 (iPad) Safari/605").new_page(), visitor.server)
    lost.log_in(KARIM)
    expect(lost.page.get_by_text("Karim M.").first).to_be_visible()
    visitor.log_in(KARIM)
    page = visitor.page
    visitor.go("/parametres/informations-personnelles")
    row = page.get_by_role("row").filter(has_text="Safari sur iPad").first
    row.get_by_role("button", name="Déconnecter").click()
    confirmation = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    confirmation.get_by_role("button", name="Déconnecter").click()
    expect(page.get_by_text("Safari sur iPad")).to_have_count(0)
    lost.page.wait_for_url(LOGIN)
    expect(lost.page.get_by_text("Votre session a expiré ou a été fermée")).to_be_visible()
    expect(page.get_by_text("Cet appareil")).to_be_visible()


@pytest.mark.row("LOGIN-7")
def test_the_end_of_an_idle_session_is_announced_and_can_be_put_off(visitor: Patient) -> None:
    page = visitor.page
    page.clock.install()
    visitor.log_in(KARIM)
    warn(visitor)
    dialog = page.get_by_role("alertdialog", name="Votre session va se terminer")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Rester connecté")).to_be_focused()
    dialog.get_by_role("button", name="Rester connecté").click()
    expect(dialog).to_have_count(0)

    idle = 31 * 60
    backstage.age_newest_session(visitor.server, idle)
    page.clock.fast_forward(idle * 1000)
    page.wait_for_url(LOGIN)
    expect(page.get_by_text("Votre session a expiré")).to_be_visible()
    assert "Karim" not in page.content()


@pytest.mark.row("LOGIN-7")
def test_at_the_end_of_the_12_hours_a_notice_lets_the_patient_finish(visitor: Patient) -> None:
    page = visitor.page
    visitor.log_in("inaya.michel")
    subject = f"Avant la fin {uuid4()}"
    send_mail(visitor.server, subject, "Bonjour.")
    visitor.go("/messagerie")
    page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
    expect(page.get_by_role("button", name="Répondre", exact=True)).to_be_visible()
    backstage.open_newest_session_earlier(visitor.server, 12 * 3600 - 80)
    page.reload()
    wait_until_alive(page)
    notice = page.get_by_role("complementary", name="Fin de la session")
    expect(notice).to_contain_text("Vous devrez vous reconnecter dans 1")
    expect(page.get_by_role("status").filter(has_text="Vous serez déconnecté dans")).to_be_attached()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    assert inspect(page) == []
    notice.get_by_role("button", name="J'ai compris").click()
    expect(notice).to_have_count(0)
    page.get_by_role("button", name="Répondre", exact=True).click()
    page.get_by_label("Votre réponse").fill("Juste avant la fin des douze heures.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Message envoyé")).to_be_visible()


def warn(patient: Patient) -> None:
    """28 minutes and a half pass without a gesture, here and on the server."""
    idle = 28 * 60 + 30
    backstage.age_newest_session(patient.server, idle)
    patient.page.clock.fast_forward(idle * 1000)
