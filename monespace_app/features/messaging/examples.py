"""The messagerie in the atelier, in each of its states."""

import reflex as rx

from monespace_app.core.paging import range_text
from monespace_app.features.messaging import components
from monespace_app.features.messaging.schemas import (
    ConversationPage,
    ConversationRow,
    ConversationView,
    DraftView,
    MessageView,
)
from monespace_app.ui.atelier import example
from monespace_app.ui.components import page_title, trouble
from monespace_app.ui.layout import two_pane

GROUP = "Messagerie"
ADDRESS = "288037511100177@patient.mssante.fr"
NOTHING = rx.noop()
LONG_SUBJECT = (
    "Compte rendu de votre consultation de suivi du diabète et du bilan de biologie du mois dernier"
)
TEXT = (
    "Bonjour Madame,\n\nMerci d'apporter votre carte Vitale et vos derniers résultats.\n\n"
    "Bien cordialement,\nChristelle Thomas"
)
CHRISTELLE, PAUL, ANGELIQUE, JEAN = (
    ConversationRow(
        id="1",
        names="Christelle Thomas, Dr Marie Chanteau",
        initials="CT",
        subject="Préparation de votre rendez-vous",
        moment="10:28",
        is_unread=True,
    ),
    ConversationRow(
        id="2",
        names="Dr Paul Dupond",
        initials="PD",
        subject="Votre diabète",
        moment="Hier 15:40",
        has_draft=True,
    ),
    ConversationRow(
        id="3", names="Angélique Delaunay", initials="AD", subject="Votre ordonnance", moment="28 mai"
    ),
    ConversationRow(
        id="4",
        names="Dr Jean-Christophe Lallemand, Labo BioPCR Orly, Hôpital Intercommunal de Poissy",
        initials="JL",
        subject=LONG_SUBJECT,
        moment="09/12/20",
    ),
)
RECEIVED = MessageView(
    id="m1",
    sender="Christelle Thomas",
    initials="CT",
    recipients="Inaya Michel, Dr Marie Chanteau",
    moment="23 novembre 2026 à 10:28",
    body=TEXT,
    has_attachments=True,
)


def _sent(delivery: str, words: str, reason: str = "") -> MessageView:
    return MessageView(
        id=f"m-{delivery}",
        is_mine=True,
        sender="Inaya Michel",
        initials="IM",
        recipients="Christelle Thomas",
        moment="23 novembre 2026 à 11:02",
        body="Bonjour, c'est noté. À jeudi.",
        delivery=delivery,
        delivery_text=words,
        delivery_reason=reason,
    )


def _page(*rows: ConversationRow, total: int | None = None) -> ConversationPage:
    count = len(rows) if total is None else total
    return ConversationPage(
        rows=list(rows), total=count, range_text=range_text(1, count), has_next=count > len(rows)
    )


def _list(page: ConversationPage, *, is_loaded: bool = True, open_id: str = "") -> rx.Component:
    return rx.fragment(
        page_title("Messagerie de santé"),
        components.address_card(ADDRESS if is_loaded else "", page.total > 0),
        components.conversation_list(
            page, open_id, is_loaded=is_loaded, on_previous=NOTHING, on_next=NOTHING
        ),
    )


def _conversation(*messages: MessageView, composer: rx.Component | None = None) -> rx.Component:
    conversation = ConversationView(
        id="1",
        subject="Préparation de votre rendez-vous",
        names="Christelle Thomas, Dr Marie Chanteau",
        messages=list(messages),
        reply_to_id="m1",
        reply_to_name="Christelle Thomas",
    )
    reply = components.reply_button(conversation, is_composing=composer is not None, on_reply=NOTHING)
    return rx.fragment(
        components.conversation_heading(conversation, reply),
        *([composer] if composer is not None else []),
        components.thread(list(messages), color="blue", on_retry=lambda _id: NOTHING),
    )


def _composer(**changes) -> rx.Component:
    draft = DraftView(document_key="", recipient="Christelle Thomas", text="", version=0)
    return components.composer(
        changes.pop("draft", draft),
        on_close=NOTHING,
        on_delete=NOTHING,
        on_keep_mine=NOTHING,
        on_take_other=NOTHING,
        **changes,
    )


def _panes(list_pane: rx.Component, detail: rx.Component, *, detail_open: bool) -> rx.Component:
    return two_pane(list_pane, detail, detail_open=detail_open, list_label="Liste des conversations")


@example(GROUP, "liste, rien d'ouvert", shows="list_row")
def inbox() -> rx.Component:
    page = _page(CHRISTELLE, PAUL, ANGELIQUE, JEAN, total=1430)
    return _panes(_list(page), components.nothing_open(), detail_open=False)


@example(GROUP, "liste vide")
def empty_inbox() -> rx.Component:
    return _panes(_list(_page()), components.nothing_open(), detail_open=False)


@example(GROUP, "liste en chargement")
def loading_inbox() -> rx.Component:
    return _list(_page(), is_loaded=False)


@example(GROUP, "conversation ouverte")
def conversation() -> rx.Component:
    rows = _list(_page(CHRISTELLE, PAUL), open_id="1")
    return _panes(rows, _conversation(_sent("sent", "Envoyé"), RECEIVED), detail_open=True)


@example(GROUP, "envoi en cours et non remis")
def deliveries() -> rx.Component:
    failed = _sent("failed", "Non remis", "L'adresse du professionnel n'existe plus.")
    return _conversation(_sent("sending", "Envoi en cours"), failed, RECEIVED)


@example(GROUP, "réponse, brouillon enregistré")
def saved_draft() -> rx.Component:
    draft = DraftView(
        document_key="exemple",
        recipient="Christelle Thomas",
        text="Bonjour, c'est noté.",
        version=3,
        saved_at="à 10:28",
    )
    return _conversation(RECEIVED, composer=_composer(draft=draft))


@example(GROUP, "réponse refusée")
def refused_draft() -> rx.Component:
    return _conversation(RECEIVED, composer=_composer(error="Écrivez votre message avant de l'envoyer."))


@example(GROUP, "brouillon en deux versions")
def conflicting_draft() -> rx.Component:
    other = "Bonjour, je préfère vendredi."
    return _conversation(RECEIVED, composer=_composer(conflict=True, other_text=other))


@example(GROUP, "brouillon envoyé ou supprimé ailleurs")
def vanished_draft() -> rx.Component:
    return _conversation(RECEIVED, composer=_composer(conflict=True))


@example(GROUP, "liste et conversation illisibles")
def unreadable() -> rx.Component:
    sentence = "Le service est momentanément indisponible. Réessayez dans un instant."
    retry = trouble(sentence, on_retry=NOTHING)
    return _panes(retry, retry, detail_open=False)


@example(GROUP, "conversation introuvable")
def missing_conversation() -> rx.Component:
    return components.conversation_missing("Cette conversation est introuvable.")
