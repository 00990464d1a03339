"""A link pressed without network: the page stays, says so, and opens the link's page once it can."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse
from tests.e2e.people import Patient
from tools.server import DemoServer

BACK_AGAIN_MS = 30_000


def said(page: Page) -> Locator:
    """The words about a page that cannot be opened."""
    return page.get_by_role("status").filter(has_text="ne peut pas s'ouvrir sans connexion")


@pytest.mark.row("NAV-2")
@pytest.mark.row("NAV-3")
def test_a_link_pressed_without_network_keeps_the_page_and_what_is_typed(inaya: Patient, width: str) -> None:
    page = inaya.page
    inaya.go("/parametres/informations-personnelles")
    page.get_by_role("button", name="Modifier le mot de passe").click()
    password = page.get_by_label("Mot de passe actuel", exact=True)
    password.fill("à moitié tapé")
    page.evaluate("window.stayed = true")
    page.context.set_offline(True)
    for _ in range(2):
        inaya.open_section("Documents")
        expect(said(page)).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.stayed") is True
    expect(page).to_have_url(f"{inaya.server.address}/parametres/informations-personnelles")
    expect(password).to_have_value("à moitié tapé")
    page.context.set_offline(False)
    page.once(
        "dialog", lambda question: question.accept()
    )  # leaving would lose what is typed: the browser asks
    inaya.open_section("Documents")
    expect(page.get_by_role("heading", level=1, name="Documents de santé")).to_be_visible()


@pytest.mark.row("NAV-3")
def test_a_link_pressed_while_the_server_is_away_keeps_the_page(
    browse: Browse, own_server: DemoServer
) -> None:
    inaya = Patient(browse("phone").new_page(), own_server)
    inaya.log_in("inaya.michel")
    page = inaya.page
    page.evaluate("window.stayed = true")
    own_server.kill()
    lost = page.get_by_role("status").filter(has_text="Connexion perdue")
    inaya.open_section("Documents")
    expect(said(page)).to_be_visible()
    expect(lost).to_be_visible(timeout=BACK_AGAIN_MS)
    for section in ("Documents", "Messagerie"):
        inaya.open_section(section)
        expect(said(page)).to_be_visible()
    expect(page).to_have_url(f"{own_server.address}/accueil")
    assert page.evaluate("window.stayed") is True
    own_server.start()
    expect(page.get_by_role("status").filter(has_text="sans connexion")).to_have_count(
        0, timeout=BACK_AGAIN_MS
    )
    expect(lost).to_have_count(0, timeout=BACK_AGAIN_MS)
    inaya.open_section("Documents")
    expect(page.get_by_role("heading", level=1, name="Documents de santé")).to_be_visible()
