"""Dialogs: what is said while one is open, and a double tap on its buttons."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse
from tests.e2e.people import Patient, answer, open_conversation, send_mail
from tests.e2e.test_profiles import profile_button
from tools.server import DemoServer

BACK_AGAIN_MS = 30_000

UNCOVERED = """dialog => [...dialog.querySelectorAll("h2, button")].filter(part => {
    const {left, top, width, height} = part.getBoundingClientRect();
    return !part.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map(part => part.innerText)"""
"""The titles and buttons of a dialog that something else covers."""

LISTEN = """() => {
    window.pressed = [];
    const note = ({target}) => window.pressed.push(Boolean(target.closest("[role=dialog], [role=alertdialog]")));
    document.addEventListener("click", note);
}"""
"""Note each press that gets through: in a dialog, or behind it."""


def deletion(patient: Patient, subject: str) -> Locator:
    """The question before a draft is deleted."""
    send_mail(patient.server, subject, "Bonjour.")
    open_conversation(patient, subject)
    answer(patient).fill("À relire.")
    expect(patient.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    patient.page.get_by_role("button", name="Supprimer le brouillon").click()
    question = patient.page.get_by_role("alertdialog").or_(patient.page.get_by_role("dialog"))
    expect(question).to_be_visible()
    return question


def switch_question(patient: Patient, subject: str) -> Locator:
    """The question before a change of profile."""
    page = patient.page
    patient.go("/parametres/informations-personnelles")
    page.get_by_role("button", name="Modifier le mot de passe").click()
    page.get_by_label("Mot de passe actuel", exact=True).fill(subject)
    profile_button(page, "Inaya M.").click()
    page.get_by_role("menuitem", name="Lola").click()
    return page.get_by_role("alertdialog")


@pytest.mark.row("NAV-3")
@pytest.mark.parametrize("opened", [deletion, switch_question])
def test_a_lost_connection_is_said_in_the_open_dialog_and_covers_nothing(
    browse: Browse, own_server: DemoServer, opened: Callable[[Patient, str], Locator]
) -> None:
    inaya = Patient(browse("phone").new_page(), own_server)
    inaya.log_in("inaya.michel")
    question = opened(inaya, "Pendant une question")
    expect(question).to_be_visible()
    own_server.kill()
    expect(question.get_by_role("status").filter(has_text="Connexion perdue")).to_be_visible(
        timeout=BACK_AGAIN_MS
    )
    expect(inaya.page.get_by_text("Connexion perdue").filter(visible=True)).to_have_count(1)
    assert question.evaluate(UNCOVERED) == []


def tap(page: Page, place: tuple[float, float]) -> None:
    page.mouse.click(*place)


@pytest.mark.row("NAV-2")
def test_the_second_tap_on_a_button_that_closes_a_dialog_presses_nothing_behind_it(inaya: Patient) -> None:
    page = inaya.page
    question = deletion(inaya, "Deux fois plutôt qu'une")
    expect(question).to_have_css("opacity", "1")
    button = question.get_by_role("button", name="Annuler")
    button.click(trial=True)  # once it no longer moves
    box = button.bounding_box()
    assert box
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(LISTEN)
    tap(page, place)
    tap(page, place)
    expect(question).to_have_count(0)
    assert page.evaluate("pressed") == [True]
    expect(page.get_by_label("Votre réponse")).to_have_value("À relire.")
    page.wait_for_timeout(500)
    tap(page, place)
    tap(page, place)
    assert page.evaluate("pressed") == [True, False, False], "no dialog: every press counts"
