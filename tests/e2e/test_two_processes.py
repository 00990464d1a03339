"""One installation of two server processes, PostgreSQL and Redis: what one does, the other shows."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Browse, Place
from tests.e2e.people import Patient, send_mail, wait_until_alive


def tabs_on(place: Place, context: BrowserContext) -> list[Patient]:
    """Two tabs of one browser, the first on the first server and in front."""
    tabs = [Patient(context.new_page(), server) for server in place]
    tabs[0].page.bring_to_front()
    return tabs


@pytest.mark.row("LOGIN-7")
@pytest.mark.row("MSG-4")
@pytest.mark.row("MSG-12")
def test_a_patient_goes_from_one_process_to_the_other_without_noticing(
    browse: Browse, two_processes: Place
) -> None:
    here, there = tabs_on(two_processes, browse())
    here.log_in("inaya.michel", to="/messagerie")
    there.go("/messagerie")
    for sender, seen_by in ((two_processes.mail, here), (two_processes.door, there)):
        subject = f"Reçu par l'autre serveur, port {sender.port}"
        seen_by.page.bring_to_front()
        send_mail(sender, subject, "Bonjour Madame.")
        expect(seen_by.page.get_by_role("listitem").filter(has_text=subject)).to_be_visible()

    here.page.bring_to_front()
    here.page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
    here.page.get_by_role("button", name="Répondre", exact=True).click()
    here.page.get_by_label("Votre réponse").press_sequentially("Commencé ici, ")
    expect(here.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    two_processes.door.kill()
    there.page.bring_to_front()
    there.page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
    expect(there.page.get_by_label("Votre réponse")).to_have_value("Commencé ici, ")


@pytest.mark.row("MSG-12")
def test_what_is_typed_in_a_tab_of_one_server_shows_in_a_tab_of_the_other(
    browse: Browse, two_processes: Place
) -> None:
    here, there = tabs_on(two_processes, browse())
    subject = "Écrit sur deux serveurs"
    send_mail(two_processes.door, subject, "Bonjour Madame.")
    here.log_in("inaya.michel", to="/messagerie")
    there.go("/messagerie")
    for tab in (there, here):
        tab.page.bring_to_front()
        tab.page.get_by_role("listitem").filter(has_text=subject).get_by_role("link").click()
        tab.page.get_by_role("button", name="Répondre", exact=True).click()
        expect(tab.page.get_by_label("Votre réponse")).to_be_editable()
    here.page.get_by_label("Votre réponse").press_sequentially("Commencé ici")
    expect(here.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    there.page.bring_to_front()
    expect(there.page.get_by_label("Votre réponse")).to_have_value("Commencé ici")

    there.page.get_by_label("Votre réponse").press_sequentially(", fini là.")
    expect(there.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    here.page.bring_to_front()
    expect(here.page.get_by_label("Votre réponse")).to_have_value("Commencé ici, fini là.")


@pytest.mark.row("LOGIN-7")
def test_a_session_closed_in_one_process_is_closed_in_the_other(browse: Browse, two_processes: Place) -> None:
    here, there = tabs_on(two_processes, browse())
    here.log_in("inaya.michel")
    there.go("/messagerie")
    expect(there.page.get_by_text("Votre ordonnance").first).to_be_visible()
    here.page.bring_to_front()
    here.page.get_by_role("button", name=re.compile("Inaya")).click()
    here.page.get_by_role("menuitem", name="Se déconnecter").click()
    here.page.wait_for_url(re.compile("/connexion"))
    there.page.wait_for_url(re.compile("/connexion"))
    wait_until_alive(there.page)
    expect(there.page.get_by_text("Votre ordonnance")).to_have_count(0)
