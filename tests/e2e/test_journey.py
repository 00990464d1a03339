"""From the presentation page to an answer sent, on a phone and on a desktop, by hand and by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Place
from tests.e2e.people import Patient, send_mail, sent_to_professionals, wait_until_alive
from tools.server import DemoServer

BACK_AGAIN_MS = 30_000
"""Patience for a page to find its server again: the pauses between its tries grow."""


@pytest.mark.row("LOGIN-3")
@pytest.mark.row("MSG-4")
@pytest.mark.row("MSG-10")
@pytest.mark.row("MSG-12")
@pytest.mark.row("MSG-14")
@pytest.mark.row("MSS-6")
def test_a_patient_reads_a_real_mail_and_answers_it_although_the_server_is_killed(
    page: Page, place: Place, width: str
) -> None:
    inaya = Patient(page, place.door)
    inaya.log_in("inaya.michel")
    inaya.open_section("Messagerie")
    subject = f"Votre bilan du {width}"
    expect(page.get_by_role("listitem").filter(has_text="Votre ordonnance")).to_be_visible()
    message_id = send_mail(place.mail, subject, "Bonjour Madame, votre bilan est prêt.")
    row = page.get_by_role("listitem").filter(has_text=subject)
    expect(row).to_be_visible()

    row.get_by_role("link").click()
    page.get_by_role("button", name="Répondre", exact=True).click()
    editor = page.get_by_label("Votre réponse")
    editor.press_sequentially(f"Merci docteur, je passe le prendre au {width} ")
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()
    place.door.kill()
    editor.press_sequentially("demain matin.")
    place.door.start()

    answer = f"Merci docteur, je passe le prendre au {width} demain matin."
    expect(editor).to_have_value(answer)
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible(timeout=BACK_AGAIN_MS)
    page.reload()
    expect(editor).to_have_value(answer)
    wait_until_alive(page)
    page.get_by_role("button", name="Envoyer").dblclick()
    assert_sent_once(page, place.door, answer, message_id)


def assert_sent_once(page: Page, server: DemoServer, answer: str, message_id: str) -> None:
    expect(page.get_by_role("article").filter(has_text=answer)).to_have_count(1)
    expect(page.get_by_label("Votre réponse")).to_have_count(0)
    expect(page.get_by_text("Envoyé", exact=True).first).to_be_visible()
    sent = sent_to_professionals(server, answer)
    assert len(sent) == 1
    assert sent[0]["headers"]["In-Reply-To"] == message_id


@pytest.mark.row("NAV-1")
@pytest.mark.row("LOGIN-1")
@pytest.mark.row("MSG-10")
@pytest.mark.row("MSG-12")
def test_the_same_by_keyboard_alone(page: Page, own_server: DemoServer) -> None:
    keyboard_log_in(page, own_server)
    tab_to(page, lambda: focused(page).startswith("Messagerie"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Messagerie de santé")).to_be_focused()
    subject = "Au clavier seulement"
    message_id = send_mail(own_server, subject, "Bonjour, répondez-moi s'il vous plaît.")
    expect(page.get_by_role("listitem").filter(has_text=subject)).to_be_visible()
    tab_to(page, lambda: focused_row(page, subject))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=subject)).to_be_focused()
    tab_to(page, lambda: focused(page) == "Répondre")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Votre réponse")).to_be_focused()
    answer = "Voici ma réponse au clavier."
    page.keyboard.type(answer)
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()
    own_server.kill()
    own_server.start()
    page.reload()
    expect(page.get_by_label("Votre réponse")).to_have_value(answer)
    wait_until_alive(page)
    tab_to(page, lambda: focused(page) == "Envoyer")
    page.keyboard.press("Enter")
    assert_sent_once(page, own_server, answer, message_id)


def keyboard_log_in(page: Page, server: DemoServer) -> None:
    patient = Patient(page, server)
    patient.go("/connexion")
    tab_to(page, lambda: focused_name(page) == "identifier")
    page.keyboard.type("inaya.michel")
    tab_to(page, lambda: focused_name(page) == "password")
    page.keyboard.type("Demo-2026!")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("radio").first).to_be_visible()
    tab_to(page, lambda: focused_name(page) == "channel")
    page.keyboard.press("Space")
    before = len(server.outbox())
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code à 6 chiffres")).to_be_visible()
    code = patient.code_after(before)
    tab_to(page, lambda: focused_name(page) == "code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/accueil"))
    wait_until_alive(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Inaya")


def tab_to(page: Page, arrived: Callable[[], bool], limit: int = 40) -> None:
    """Press Tab until `arrived()`, or fail: what can't be reached by keyboard does not exist for some people."""
    for _ in range(limit):
        if arrived():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached with {limit} Tabs; the focus is on « {focused(page)} »")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement?.innerText?.trim() ?? ''")


def focused_name(page: Page) -> str:
    return page.evaluate("document.activeElement?.getAttribute('name') ?? ''")


def focused_row(page: Page, text: str) -> bool:
    return page.evaluate("t => Boolean(document.activeElement?.closest('li')?.innerText.includes(t))", text)
