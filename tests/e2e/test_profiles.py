"""Whose space is open: the menu, the switch, and two profiles in two tabs."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Browse
from tests.e2e.inspection import inspect
from tests.e2e.people import Patient, send_mail, wait_until_alive
from tests.e2e.test_journey import tab_to
from tools.server import DemoServer

OF_INAYA = [
    "Votre diabète",
    "Votre ordonnance",
    "PCR_résultats",
    "Préparation de votre rendez-vous",
    "288037511100177",
]
OF_LOLA = ["judo", "214057511101040"]

RECORD = """({mine, hers}) => {
    window.mixtures = [];
    const look = () => {
        const name = document.querySelector(".profile-name")?.textContent ?? "";
        const shown = document.body.innerText + [...document.querySelectorAll("textarea")].map(a => a.value).join();
        const present = words => words.filter(word => shown.includes(word));
        const seen = {Inaya: present(mine), Lola: present(hers)};
        for (const [who, other] of [["Inaya", "Lola"], ["Lola", "Inaya"]])
            if (name.includes(who) && seen[other].length) window.mixtures.push(`${who}: ${seen[other]}`);
    };
    new MutationObserver(look).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true
    });
    const frame = () => { look(); requestAnimationFrame(frame); };
    frame();
}"""


def profile_button(page: Page, name: str):
    return page.get_by_role("button", name=re.compile(rf"Profil ouvert.*{name}"))


def switch(page: Page, current: str, name: str) -> None:
    """Through the menu, by hand."""
    profile_button(page, current).click()
    page.get_by_role("menuitem", name=re.compile(name)).click()
    expect(profile_button(page, name)).to_be_visible()


@pytest.mark.row("PROF-1")
def test_the_menu_of_profiles_is_a_menu_by_keyboard_too(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/accueil")
    button = profile_button(page, "Inaya M.")
    tab_to(page, lambda: button.evaluate("button => button === document.activeElement"))
    expect(button).to_have_attribute("aria-haspopup", "menu")
    page.keyboard.press("Enter")
    items = page.get_by_role("menuitem")
    expect(items.first).to_be_focused()
    expect(items.first).to_contain_text("Profil ouvert")
    names = [re.sub(r"\s+", " ", text) for text in items.all_inner_texts()]
    assert [name for name in names if "Lola" in name]
    assert [name for name in names if "Mathis" in name]
    assert not [name for name in names if "Louise" in name], "not active: not a profile to open"
    assert names[-3:] == ["Ajouter un profil", "Paramètres", "Se déconnecter"]
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("L")
    expect(page.get_by_role("menuitem", name=re.compile("Lola"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.row("PROF-1")
@pytest.mark.row("PROF-2")
def test_the_profile_is_switched_and_switched_back_by_keyboard_alone(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/accueil")
    for current, name in (("Inaya M.", "Lola M."), ("Lola M.", "Inaya M.")):
        button = profile_button(page, current)
        tab_to(page, lambda here=button: here.evaluate("button => button === document.activeElement"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("menuitem").first).to_be_focused()
        page.keyboard.press(name[0])
        expect(page.get_by_role("menuitem", name=re.compile(name.split()[0]))).to_be_focused()
        page.keyboard.press("Enter")
        expect(profile_button(page, name)).to_be_visible()
        expect(page.get_by_role("menuitem")).to_have_count(0)


@pytest.mark.row("PROF-2")
def test_switching_changes_everything_at_once_and_shows_no_trace_of_the_other(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/messagerie")
    expect(page.get_by_role("listitem").filter(has_text="Votre diabète")).to_be_visible()
    page.evaluate(RECORD, {"mine": OF_INAYA, "hers": OF_LOLA})
    switch(page, "Inaya M.", "Lola M.")
    expect(page.get_by_role("listitem").filter(has_text="judo")).to_be_visible()
    expect(page.get_by_text("214057511101040@patient.mssante.fr")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Profil de Lola ouvert")).to_be_attached()
    expect(page).to_have_url(re.compile(r"/messagerie$"))
    inaya.open_section("Accueil")
    expect(page.get_by_role("heading", level=1, name=re.compile("Lola"))).to_be_visible()
    inaya.open_section("Messagerie")
    expect(page.get_by_role("listitem").filter(has_text="judo")).to_be_visible()
    switch(page, "Lola M.", "Inaya M.")
    expect(page.get_by_role("listitem").filter(has_text="Votre diabète")).to_be_visible()
    assert page.evaluate("mixtures") == []


@pytest.mark.row("PROF-2")
def test_switching_from_an_open_conversation_or_the_settings_stays_in_the_section(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/messagerie")
    page.get_by_role("listitem").filter(has_text="Votre ordonnance").get_by_role("link").click()
    expect(page.get_by_role("heading", level=2, name="Votre ordonnance")).to_be_visible()
    page.evaluate(RECORD, {"mine": OF_INAYA, "hers": OF_LOLA})
    switch(page, "Inaya M.", "Lola M.")
    expect(page).to_have_url(re.compile(r"/messagerie$"))
    expect(page.get_by_role("listitem").filter(has_text="judo")).to_be_visible()
    assert page.evaluate("mixtures") == []
    page.goto(f"{inaya.server.address}/parametres/informations-personnelles")
    wait_until_alive(page)
    expect(page.get_by_role("heading", level=1, name="Paramètres de Lola")).to_be_visible()
    switch(page, "Lola M.", "Inaya M.")
    expect(page.get_by_role("heading", level=1, name="Paramètres d'Inaya")).to_be_visible()
    expect(page).to_have_url(re.compile("/parametres/informations-personnelles$"))


@pytest.mark.row("PROF-2")
def test_a_form_with_unsaved_typing_asks_before_the_profile_is_switched(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/parametres/informations-personnelles")
    page.get_by_role("button", name="Modifier le mot de passe").click()
    password = page.get_by_label("Mot de passe actuel", exact=True)
    password.fill("à moitié tapé")
    question = page.get_by_role("alertdialog", name=re.compile("Changer de profil sans enregistrer"))

    def choose_lola() -> None:
        profile_button(page, "Inaya M.").click()
        page.get_by_role("menuitem", name=re.compile("Lola")).click()
        expect(question).to_be_visible()

    for stay in (
        lambda: page.keyboard.press("Escape"),
        lambda: question.get_by_role("button", name="Rester sur cette page").click(),
    ):
        choose_lola()
        expect(question.get_by_role("button", name="Rester sur cette page")).to_be_focused()
        stay()
        expect(question).to_have_count(0)
        expect(profile_button(page, "Inaya M.")).to_be_focused()
        expect(password).to_have_value("à moitié tapé")
    profile_button(page, "Inaya M.").click()
    page.get_by_role("menuitem", name=re.compile("Inaya")).click()
    expect(question).to_have_count(0)
    expect(password).to_have_value("à moitié tapé")
    choose_lola()
    page.emulate_media(reduced_motion="reduce")
    assert inspect(page) == []
    question.get_by_role("button", name="Changer de profil").click()
    expect(profile_button(page, "Lola M.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name="Paramètres de Lola")).to_be_visible()
    expect(password).to_have_count(0)


@pytest.mark.row("PROF-2")
def test_a_saved_draft_needs_no_question_when_the_profile_is_switched(inaya: Patient) -> None:
    page = inaya.page
    subject = f"Sans question {uuid4()}"
    send_mail(inaya.server, subject, "Bonjour.")
    inaya.go("/messagerie")
    page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
    page.get_by_role("button", name="Répondre", exact=True).click()
    page.get_by_label("Votre réponse").fill("Gardé sans question.")
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()
    switch(page, "Inaya M.", "Lola M.")
    switch(page, "Lola M.", "Inaya M.")


@pytest.mark.row("PROF-3")
@pytest.mark.row("MSG-12")
def test_two_tabs_show_two_profiles_and_each_writes_to_its_own_even_after_a_restart(
    browse: Browse, own_server: DemoServer
) -> None:
    mine = Patient(browse().new_page(), own_server)
    mine.log_in("inaya.michel")
    hers = Patient(mine.page.context.new_page(), own_server)
    hers.go("/accueil")
    switch(hers.page, "Inaya M.", "Lola M.")
    for patient, subject, words in (
        (mine, "diabète", "Merci pour mon bilan."),
        (hers, "judo", "Merci pour Lola."),
    ):
        patient.page.bring_to_front()  # the timers of a tab behind another one are slow
        patient.go("/messagerie")
        patient.page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
        patient.page.get_by_role("button", name="Répondre", exact=True).click()
        patient.page.get_by_label("Votre réponse").fill(words)
        expect(patient.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    own_server.kill()
    own_server.start()
    for patient, name, words in (
        (mine, "Inaya M.", "Merci pour mon bilan."),
        (hers, "Lola M.", "Merci pour Lola."),
    ):
        patient.page.reload()
        expect(profile_button(patient.page, name)).to_be_visible()
        expect(patient.page.get_by_label("Votre réponse")).to_have_value(words)


@pytest.mark.row("PROF-2")
def test_a_parent_without_children_here_has_only_the_own_profile(enter: Callable[..., Patient]) -> None:
    karim = enter("adama.diallo")
    karim.go("/accueil")
    profile_button(karim.page, "Adama D.").click()
    expect(karim.page.get_by_role("menuitem")).to_have_text(
        [re.compile("Adama"), "Ajouter un profil", "Paramètres", "Se déconnecter"]
    )
