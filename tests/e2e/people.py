"""What a patient and a professional do, in the words of the screens."""

import os
import re
import signal
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import make_msgid

from playwright.sync_api import Locator, Page, expect

from tools.server import DemoServer

PASSWORD = "Demo-2026!"
INAYA = "288037511100177@patient.mssante.fr"
CODE = re.compile(r"\b(\d{6})\b")


IS_ALIVE = (
    """() => Object.keys(document.querySelector("main") ?? {}).some(key => key.startsWith("__react"))"""
)


def wait_until_alive(page: Page) -> None:
    """Until the scripts have taken over the page that the server had painted."""
    page.wait_for_function(IS_ALIVE)


class Patient:
    """A person in front of a browser."""

    def __init__(self, page: Page, server: DemoServer) -> None:
        self.page = page
        self.server = server

    def go(self, path: str) -> None:
        """Open a page by its address, and wait until it answers to clicks and keys."""
        self.page.goto(self.server.address + path)
        wait_until_alive(self.page)

    def open_section(self, name: str) -> None:
        """Through the header on a desktop, the bottom bar on a phone."""
        bars = self.page.get_by_role("navigation", name="Navigation principale").filter(visible=True)
        bars.get_by_role("link", name=re.compile(name)).click()

    def log_in(self, identifier: str, *, to: str = "") -> None:
        """The three steps of /connexion, the code read in the demo outbox."""
        self.go(f"/connexion{to and '?suite=' + to}")
        self.identify(identifier, PASSWORD)
        self.enter_code(self.ask_code())
        # The address of the login itself may name the page to come, after its « ? ».
        self.page.wait_for_url(re.compile(r"^[^?]*/(accueil|messagerie|documents|profil-medical|parametres)"))
        wait_until_alive(self.page)

    def identify(self, identifier: str, password: str) -> None:
        """Step 1."""
        self.page.get_by_label("Mon identifiant").fill(identifier)
        self.page.get_by_label("Mon mot de passe", exact=True).fill(password)
        self.page.get_by_role("button", name="Continuer").click()

    def ask_code(self) -> str:
        """Step 2, by e-mail."""
        self.page.get_by_role("radio", name=re.compile("par e-mail")).check()
        before = len(self.server.outbox())
        self.page.get_by_role("button", name="Continuer").click()
        return self.code_after(before)

    def enter_code(self, code: str) -> None:
        """Step 3."""
        self.page.get_by_label("Code à 6 chiffres").fill(code)
        self.page.get_by_role("button", name="Se connecter").click()

    def code_after(self, count: int) -> str:
        """The six digits of the newest e-mail, once more than `count` have left."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            sent = self.server.outbox()
            if len(sent) > count and (found := CODE.search(sent[0]["text"])):
                return found.group(1)
            time.sleep(0.1)
        raise AssertionError("no code arrived")


def send_mail(
    server: DemoServer,
    subject: str,
    text: str,
    *,
    sender: str = "marie.chanteau@medecin.mssante.fr",
    recipient: str = INAYA,
    reply_to: str = "",
) -> str:
    """A professional's mail, with plain smtplib, perhaps in answer to `reply_to`; returns its Message-ID."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, subject
    mail["Message-ID"] = make_msgid(domain="medecin.mssante.fr")
    if reply_to:
        mail["In-Reply-To"] = mail["References"] = reply_to
    mail.set_content(text)
    with smtplib.SMTP("127.0.0.1", server.smtp_port, timeout=10) as smtp:
        smtp.send_message(mail)
    return mail["Message-ID"]


def sent_to_professionals(server: DemoServer, text: str) -> list[dict]:
    """The mails to professionals in the demo outbox whose text holds `text`."""
    return [mail for mail in server.outbox() if mail["channel"] == "mssante" and text in mail["text"]]


def open_conversation(patient: Patient, subject: str) -> None:
    """From the list."""
    patient.go("/messagerie")
    patient.page.get_by_role("listitem").filter(has_text=subject).first.get_by_role("link").click()
    expect(patient.page.get_by_role("heading", level=2, name=subject)).to_be_visible()


def answer(patient: Patient) -> Locator:
    """« Répondre », and the field."""
    patient.page.get_by_role("button", name="Répondre", exact=True).click()
    editor = patient.page.get_by_label("Votre réponse")
    expect(editor).to_be_editable()
    return editor


@contextmanager
def unheard(server: DemoServer) -> Iterator[None]:
    """The server stops listening for a moment."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)
