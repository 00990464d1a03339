"""« Envoyer », « Fermer » and leaving: what is said meanwhile, and what becomes of the words typed around it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse
from tests.e2e.people import (
    Patient,
    answer,
    open_conversation,
    send_mail,
    sent_to_professionals,
    unheard,
    wait_until_alive,
)
from tools.server import DemoServer

GIVEN_UP_MS = 20_000
BACK_AGAIN_MS = 30_000


def answering(patient: Patient, subject: str) -> Locator:
    """The field of the answer to a new mail."""
    send_mail(patient.server, subject, "Bonjour, mardi ou mercredi ?")
    open_conversation(patient, subject)
    return answer(patient)


def write(page: Page, editor: Locator, words: str) -> None:
    """Type, and wait until the draft is stored."""
    editor.fill(words)
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()


def expect_sent(page: Page, words: str) -> None:
    """The message is in the conversation, and has left for the professional."""
    message = page.get_by_role("article").filter(has_text=words)
    expect(message.get_by_text("Envoyé", exact=True)).to_be_visible()


def status(page: Page, words: str) -> Locator:
    """What is said to everybody."""
    return page.get_by_role("status").filter(has_text=re.compile(words))


@pytest.mark.row("MSG-14")
def test_the_field_is_locked_from_envoyer_to_the_answer(inaya: Patient, width: str) -> None:
    page = inaya.page
    words = f"Je viens mardi, {width}."
    editor = answering(inaya, f"Réponse lente, {width}")
    write(page, editor, words)
    with unheard(inaya.server):
        page.get_by_role("button", name="Envoyer").click()
        busy = page.get_by_role("button", name="Envoi…")
        expect(busy).to_have_attribute("aria-busy", "true")
        expect(busy).to_be_focused()
        expect(editor).not_to_be_editable()
        expect(page.get_by_role("button", name="Supprimer le brouillon")).to_be_disabled()
    expect_sent(page, words)
    expect(page.get_by_role("button", name="Répondre", exact=True)).to_be_focused()
    assert len(sent_to_professionals(inaya.server, words)) == 1


@pytest.mark.row("MSG-14")
def test_nothing_is_sent_later_when_envoyer_is_pressed_without_connection(
    browse: Browse, own_server: DemoServer
) -> None:
    inaya = Patient(browse("phone").new_page(), own_server)
    inaya.log_in("inaya.michel")
    page = inaya.page
    editor = answering(inaya, "Coupure")
    write(page, editor, "Je viens mardi")
    own_server.kill()
    page.get_by_role("button", name="Envoyer").click()
    expect(status(page, "^Hors connexion.*n'est pas parti")).to_be_attached()
    expect(page.get_by_role("button", name="Supprimer le brouillon")).to_be_disabled()
    expect(page.get_by_text("ni fermé ni supprimé")).to_be_visible()
    editor.press("End")
    editor.press_sequentially(", non, mercredi")
    own_server.start()
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible(timeout=BACK_AGAIN_MS)
    expect(editor).to_have_value("Je viens mardi, non, mercredi")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Envoyer").click()
    expect_sent(page, "Je viens mardi, non, mercredi")
    assert len(sent_to_professionals(own_server, "Je viens mardi")) == 1


@pytest.mark.row("MSG-12")
@pytest.mark.row("MSG-14")
def test_a_correction_typed_while_the_answer_is_missing_is_kept_though_the_message_left(
    browse: Browse, own_server: DemoServer
) -> None:
    inaya = Patient(browse("phone").new_page(), own_server)
    inaya.log_in("inaya.michel")
    page = inaya.page
    editor = answering(inaya, "Sans réponse")
    write(page, editor, "Je viens mardi")
    with unheard(own_server):
        page.get_by_role("button", name="Envoyer").click()
        expect(status(page, "peut-être pas parti")).to_be_attached(timeout=GIVEN_UP_MS)
        expect(editor).to_be_editable()
        editor.press("End")
        editor.press_sequentially(", non, mercredi")
    question = page.get_by_text("Que faire du texte écrit ici")
    expect(question).to_be_visible(timeout=BACK_AGAIN_MS)
    expect_sent(page, "Je viens mardi")
    expect(editor).to_have_value("Je viens mardi, non, mercredi")
    page.get_by_role("button", name="Garder mon texte").click()
    expect(editor).to_be_focused()
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()
    page.reload()
    expect(editor).to_have_value("Je viens mardi, non, mercredi")
    assert [mail["text"].strip() for mail in sent_to_professionals(own_server, "Je viens")] == [
        "Je viens mardi"
    ]


@pytest.mark.row("MSG-14")
def test_what_is_refused_is_said_beside_the_button_and_the_field_takes_the_focus(
    inaya: Patient, width: str
) -> None:
    page = inaya.page
    editor = answering(inaya, f"Trop long, {width}")
    editor.fill("Une ligne de trop.\n" * 600)
    button = page.get_by_role("button", name="Envoyer")
    button.click()
    problem = page.locator(".field-error", has_text="trop long")
    expect(problem).to_be_in_viewport()
    expect(button).to_be_in_viewport()
    expect(editor).to_be_focused()
    box = editor.bounding_box()
    assert box
    assert box["height"] <= 450


@pytest.mark.row("MSG-12")
def test_a_composer_opened_by_mistake_is_closed_and_its_draft_kept_unless_it_is_empty(
    inaya: Patient, width: str
) -> None:
    page = inaya.page
    subject = f"Fermer, {width}"
    editor = answering(inaya, subject)
    close, reply = (
        page.get_by_role("button", name="Fermer"),
        page.get_by_role("button", name="Répondre", exact=True),
    )
    close.click()
    expect(reply).to_be_focused()
    reply.click()
    write(page, editor, "À reprendre.")
    close.click()
    expect(editor).to_have_count(0)
    reply.click()
    expect(editor).to_have_value("À reprendre.")
    editor.fill("")
    close.click()
    expect(page.get_by_text("Brouillon supprimé")).to_be_visible()
    reply.click()
    expect(editor).to_have_value("")


@pytest.mark.row("MSG-12")
def test_a_draft_sent_in_another_tab_is_said_here(enter: Callable[..., Patient]) -> None:
    here = enter("inaya.michel", "desktop")
    subject = "Envoyé dans un autre onglet"
    write(here.page, answering(here, subject), "Une fois.")
    there = Patient(here.page.context.new_page(), here.server)
    open_conversation(there, subject)
    expect(there.page.get_by_label("Votre réponse")).to_have_value("Une fois.")
    there.page.get_by_role("button", name="Envoyer").click()
    expect(here.page.get_by_text("envoyé ou supprimé ailleurs")).to_be_visible()
    expect(here.page.get_by_label("Votre réponse")).to_have_value("")


@pytest.mark.row("MSG-12")
def test_the_last_words_before_a_reload_are_saved(inaya: Patient, width: str) -> None:
    page = inaya.page
    page.on("dialog", lambda dialog: dialog.accept())
    editor = answering(inaya, f"Recharger, {width}")
    write(page, editor, "Bonjour")
    editor.press("End")
    editor.press_sequentially(" docteur", delay=5)
    page.reload()
    wait_until_alive(page)
    expect(editor).to_have_value("Bonjour docteur")
