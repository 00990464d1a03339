"""Accueil in the atelier, in each of its states."""

import reflex as rx

from monespace_app.features.documents.schemas import DocumentRow
from monespace_app.features.home import components, rules
from monespace_app.features.home.schemas import InfoCard
from monespace_app.ui.atelier import example
from monespace_app.ui.components import trouble

GROUP = "Accueil"
NOTHING = rx.noop()


def _page(*content: rx.Component) -> rx.Component:
    # The class gives the pieces the distances they have in a page.
    return rx.el.div(*content, class_name="main")


DOCUMENTS = [
    DocumentRow(
        id="1",
        name="Ordonnance",
        date="12/03/2026",
        added_by="Dr Marie Chanteau",
        category="Ordonnances et soins",
        kind="pdf",
    ),
    DocumentRow(
        id="2",
        name="Compte rendu d'hospitalisation - chirurgie ortho",
        date="28/05/2025",
        added_by="Hôpital Intercommunal de Poissy - Saint-Germain",
        category="Comptes rendus",
        kind="jpg",
        is_masked=True,
    ),
]


def _home(*cards: InfoCard, greeting: str = "Bonjour Inaya,", is_loaded: bool = True) -> rx.Component:
    documents = DOCUMENTS if cards else []
    return _page(
        components.welcome(greeting),
        components.information(cards, count=len(cards), is_loaded=is_loaded),
        components.last_documents(documents, count=len(documents), is_loaded=is_loaded),
        components.data_security(),
    )


@example(GROUP, "un message à lire", shows="carousel")
def one_card() -> rx.Component:
    return _home(*rules.cards(1))


@example(GROUP, "plusieurs cartes")
def many_cards() -> rx.Component:
    return _home(*[card for unread in (1430, 2, 1, 12) for card in rules.cards(unread)])


@example(GROUP, "rien à faire")
def nothing_to_do() -> rx.Component:
    return _home()


@example(GROUP, "en chargement")
def loading() -> rx.Component:
    return _home(greeting="Bonjour,", is_loaded=False)


@example(GROUP, "prénom très long")
def long_name() -> rx.Component:
    return _home(greeting=rules.greeting("Marie-Anne-Charlotte-Emmanuelle"))


@example(GROUP, "erreur de lecture")
def unreadable() -> rx.Component:
    sentence = "Le service est momentanément indisponible. Réessayez dans un instant."
    return _page(
        components.welcome("Bonjour,"),
        trouble(sentence, on_retry=NOTHING),
        components.data_security(),
    )
