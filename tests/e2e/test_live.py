"""What moves by itself, what must not move, and what survives a lost connection."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse
from tests.e2e.people import Patient, answer, open_conversation, send_mail, sent_to_professionals, unheard
from tools.server import DemoServer

BACK_AGAIN_MS = 30_000

WATCH_FOR_EMPTINESS = """() => {
    window.emptiness = [];
    const look = () => {
        const main = document.querySelector("main");
        if (!main || main.innerText.trim().length < 10) window.emptiness.push(location.pathname);
        if (!document.querySelector("header .profile-name")?.textContent) window.emptiness.push("no profile");
        requestAnimationFrame(look);
    };
    look();
    window.stayed = true;
}"""


def unread(page: Page) -> Locator:
    """The number beside « Messagerie » in the navigation."""
    return page.get_by_role("navigation", name="Navigation principale").filter(visible=True).locator(".count")


@pytest.mark.row("MSG-4")
@pytest.mark.row("NAV-1")
def test_a_mail_shows_in_the_badge_and_on_accueil_and_is_announced(inaya: Patient, width: str) -> None:
    page = inaya.page
    inaya.go("/accueil")
    expect(unread(page)).to_be_visible()
    before = int(unread(page).inner_text().split()[0])
    send_mail(inaya.server, f"Pour la pastille, {width}", "Bonjour.")
    expect(unread(page)).to_have_text(re.compile(rf"^{before + 1}\b"))
    expect(
        page.get_by_role("status").filter(has_text="Nouveau message de Dr Marie Chanteau")
    ).to_be_attached()


@pytest.mark.row("MSG-4")
def test_a_mail_arrives_without_moving_what_is_read_or_typed(inaya: Patient, width: str) -> None:
    page = inaya.page
    subject = f"Conversation vivante, {width}"
    first = send_mail(inaya.server, subject, "Bonjour, comment allez-vous ?")
    open_conversation(inaya, subject)
    editor = answer(inaya)
    editor.fill("Je suis en train d'écrire")
    editor.evaluate("field => field.setSelectionRange(5, 5)")
    place = editor.bounding_box()
    send_mail(inaya.server, f"Re: {subject}", "J'oubliais : venez à jeun.", reply_to=first)
    expect(page.get_by_role("article").filter(has_text="venez à jeun")).to_be_visible()
    expect(
        page.get_by_role("status").filter(has_text="Nouveau message de Dr Marie Chanteau")
    ).to_be_attached()
    expect(editor).to_have_value("Je suis en train d'écrire")
    expect(editor).to_be_focused()
    assert editor.evaluate("field => field.selectionStart") == 5
    assert editor.bounding_box() == place
    articles = page.get_by_role("article")
    expect(articles).to_have_count(2)
    expect(articles.first).to_contain_text("venez à jeun")


@pytest.mark.row("MSG-4")
def test_a_mail_that_comes_above_what_is_read_does_not_move_it_and_is_seen(
    inaya: Patient, width: str
) -> None:
    page = inaya.page
    subject = f"Une longue lecture, {width}"
    lines = "\n".join(f"Ligne {n} de ce long message." for n in range(60))
    first = send_mail(inaya.server, subject, lines)
    open_conversation(inaya, subject)
    article = page.get_by_role("article")
    page.mouse.move(*((200, 500) if width == "phone" else (900, 500)))
    page.mouse.wheel(0, 700)
    expect(article.get_by_role("heading")).not_to_be_in_viewport()
    before = article.bounding_box()["y"]
    send_mail(inaya.server, f"Re: {subject}", lines, reply_to=first)
    expect(page.get_by_text("Un nouveau message est arrivé dans cette conversation")).to_be_visible()
    assert abs(page.get_by_role("article").nth(1).bounding_box()["y"] - before) < 5


@pytest.mark.row("MSG-4")
def test_the_row_that_has_the_focus_keeps_it_when_another_comes_before_it(inaya: Patient) -> None:
    page = inaya.page
    kept, new = "Celle que je vais ouvrir", "Celle qui arrive au même moment"
    send_mail(inaya.server, kept, "Bonjour.")
    inaya.go("/messagerie")
    page.get_by_role("listitem").filter(has_text=kept).first.get_by_role("link").focus()
    send_mail(inaya.server, new, "Bonjour.")
    expect(page.get_by_role("listitem").filter(has_text=new).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=kept)).to_be_visible()


@pytest.mark.row("NAV-2")
def test_changing_tabs_never_leaves_the_page_nor_shows_an_empty_one(inaya: Patient) -> None:
    page = inaya.page
    inaya.go("/accueil")
    expect(page.get_by_role("heading", level=1, name=re.compile("Bonjour Inaya"))).to_be_visible()
    page.evaluate(WATCH_FOR_EMPTINESS)
    for name, title in (
        ("Profil médical", "Profil médical"),
        ("Documents", "Documents de santé"),
        ("Messagerie", "Messagerie de santé"),
        ("Accueil", "Bonjour Inaya"),
    ):
        inaya.open_section(name)
        heading = page.get_by_role("heading", level=1, name=re.compile(title))
        expect(heading).to_be_focused()
        expect(page).to_have_title(f"{name} - Mon espace santé")
    assert page.evaluate("stayed") is True
    assert page.evaluate("[...new Set(emptiness)]") == []


@pytest.mark.row("MSG-2")
@pytest.mark.row("NAV-2")
def test_fifty_at_a_time_and_back_where_one_was(enter: Callable[..., Patient], width: str) -> None:
    gabriel = enter("gabriel.colonna", width)
    page = gabriel.page
    gabriel.go("/messagerie")
    summary = page.locator(".pagination-summary")
    expect(summary).to_have_text("1 - 50 sur 1\u202f430")
    rows = page.get_by_role("list", name="Conversations").get_by_role("listitem")
    expect(rows).to_have_count(50)
    expect(page.get_by_role("button", name="Précédent")).to_be_disabled()
    page.get_by_role("button", name="Suivant").click()
    expect(summary).to_have_text("51 - 100 sur 1\u202f430")
    expect(page.locator("#premieres-conversations")).to_be_focused()
    expect(page.locator("#premieres-conversations")).to_be_in_viewport()

    there = rows.nth(30)
    there.scroll_into_view_if_needed()
    place = there.bounding_box()
    there.get_by_role("link").click()
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/messagerie\?page=2$"))
    expect(summary).to_have_text("51 - 100 sur 1\u202f430")
    expect(there).to_be_in_viewport()
    assert abs(there.bounding_box()["y"] - place["y"]) < 60
    page.go_forward()
    if width == "phone":
        page.get_by_role("link", name="Retour aux conversations").click()
        expect(there).to_be_in_viewport()
    expect(summary).to_have_text("51 - 100 sur 1\u202f430")


@pytest.mark.row("NAV-3")
@pytest.mark.row("MSG-12")
def test_a_lost_connection_is_said_calmly_keeps_what_is_typed_and_heals(
    browse: Browse, own_server: DemoServer
) -> None:
    inaya = Patient(browse("phone").new_page(), own_server)
    inaya.log_in("inaya.michel")
    page = inaya.page
    open_conversation(inaya, "Votre ordonnance")
    editor = answer(inaya)
    lost = page.get_by_role("status").filter(has_text="Connexion perdue")
    own_server.kill()
    expect(lost).to_be_visible(timeout=BACK_AGAIN_MS)
    editor.fill("Écrit sans réseau.")
    own_server.start()
    expect(lost).to_have_count(0, timeout=BACK_AGAIN_MS)
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible(timeout=BACK_AGAIN_MS)
    page.reload()
    expect(editor).to_have_value("Écrit sans réseau.")


@pytest.mark.row("MSG-12")
@pytest.mark.parametrize(
    ("choice", "width"), [("Garder mon texte", "phone"), ("Prendre l'autre version", "desktop")]
)
def test_two_tabs_on_one_draft_show_both_texts_and_the_patient_chooses(
    enter: Callable[..., Patient], choice: str, width: str
) -> None:
    here = enter("inaya.michel", width)
    subject = f"Deux onglets, {choice} ({width})"
    send_mail(here.server, subject, "Bonjour.")
    open_conversation(here, subject)
    there = Patient(here.page.context.new_page(), here.server)
    open_conversation(there, subject)
    editor, other = answer(here), answer(there)
    other.fill("Le texte de là-bas.")
    expect(there.page.get_by_text("Brouillon enregistré").first).to_be_visible()
    expect(editor).to_have_value("Le texte de là-bas.")
    with unheard(here.server):  # what both tabs type meanwhile crosses
        editor.fill("Mon texte d'ici.")
        other.fill("Le texte de là-bas, plus long.")
    both = [here.page, there.page]
    loser = tab_in_conflict(both)
    winner = both[1 - both.index(loser)]
    mine, theirs = (
        loser.get_by_label("Votre réponse").input_value(),
        winner.get_by_label("Votre réponse").input_value(),
    )
    expect(loser.get_by_text(theirs).first).to_be_visible()
    expect(loser.get_by_role("button", name="Envoyer")).to_be_disabled()
    loser.get_by_role("button", name=choice).click()
    kept = mine if choice == "Garder mon texte" else theirs
    expect(loser.get_by_label("Votre réponse")).to_have_value(kept)
    expect(winner.get_by_label("Votre réponse")).to_have_value(kept)
    loser.reload()
    expect(loser.get_by_label("Votre réponse")).to_have_value(kept)


def tab_in_conflict(tabs: list[Page]) -> Page:
    """The tab whose text was refused: the other one's came first."""
    for _ in range(300):
        for tab in tabs:
            if tab.get_by_text("Ce brouillon existe en deux versions").count():
                return tab
        tabs[0].wait_for_timeout(100)
    raise AssertionError("no conflict was shown")


@pytest.mark.row("MSG-14")
@pytest.mark.row("MSG-12")
def test_a_draft_can_be_deleted_and_says_so_first(inaya: Patient, width: str) -> None:
    page = inaya.page
    subject = f"Brouillon à supprimer, {width}"
    send_mail(inaya.server, subject, "Bonjour.")
    open_conversation(inaya, subject)
    answer(inaya).fill("À ne pas garder.")
    expect(page.get_by_text("Brouillon enregistré").first).to_be_visible()
    page.get_by_role("button", name="Supprimer le brouillon").click()
    confirmation = page.get_by_role("alertdialog").or_(page.get_by_role("dialog"))
    confirmation.get_by_role("button", name="Annuler").click()
    expect(page.get_by_label("Votre réponse")).to_have_value("À ne pas garder.")
    page.get_by_role("button", name="Supprimer le brouillon").click()
    confirmation.get_by_role("button", name="Supprimer").click()
    expect(page.get_by_text("Brouillon supprimé")).to_be_visible()
    expect(page.get_by_label("Votre réponse")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Répondre", exact=True)).to_be_visible()
    expect(page.get_by_label("Votre réponse")).to_have_count(0)


@pytest.mark.row("MSG-14")
def test_pressing_send_many_times_sends_once(inaya: Patient, width: str) -> None:
    page = inaya.page
    subject, words = f"Envoi impatient, {width}", f"Une seule fois, s'il vous plaît, {width}."
    send_mail(inaya.server, subject, "Bonjour.")
    open_conversation(inaya, subject)
    answer(inaya).fill(words)
    page.get_by_role("button", name="Envoyer").click(click_count=5, delay=5)
    expect(page.get_by_role("article").filter(has_text=words)).to_have_count(1)
    expect(page.get_by_text("Message envoyé")).to_be_visible()
    expect(
        page.get_by_role("article").filter(has_text=words).get_by_text("Envoyé", exact=True)
    ).to_be_visible()
    assert len(sent_to_professionals(inaya.server, words)) == 1


@pytest.mark.row("MSG-1")
def test_the_address_is_copied_and_it_is_said(inaya: Patient) -> None:
    page = inaya.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    inaya.go("/messagerie")
    page.get_by_role("button", name="Copier les informations").click()
    expect(page.get_by_role("status").filter(has_text="Adresse copiée")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == "288037511100177@patient.mssante.fr"
