"""The pieces of `/demo`: data in, component out."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from monespace_app.features.demo.rules import SUBJECT_LIMIT, TEXT_LIMIT
from monespace_app.features.demo.schemas import DemoAccount
from monespace_app.ui.components import (
    Option,
    badge,
    button,
    card,
    cluster,
    copy_field,
    data_table,
    details,
    empty_state,
    form,
    plain_text,
    prose,
    quiet,
    section,
    select_field,
    skeleton_cards,
    stack,
    text_area,
    text_field,
)
from monespace_app.ui.components.base import Flag, Handler, Rows, each, when
from monespace_app.ui.typography import typeset

SUBJECT = "Préparation de votre rendez-vous"
TEXT = "Bonjour,\n\nPensez à apporter vos derniers résultats.\n\nÀ bientôt"


def account_list(accounts: Sequence[DemoAccount]) -> rx.Component:
    """The people to log in as."""
    return section(
        "Les comptes",
        data_table(
            "Comptes de démonstration",
            ["Personne", "Qui est-ce", "Identifiant", "Mot de passe"],
            accounts,
            lambda one: [one.name, typeset(one.who), rx.el.code(one.login), rx.el.code(one.secret)],
        ),
        id="comptes",
    )


def outbox(rows: Rows, *, count: Any, is_loaded: Flag, on_refresh: Handler) -> rx.Component:
    """What would have left the machine, the newest first."""
    filled = when(count > 0, stack(each(rows, delivery)), nothing_sent())
    return section(
        "Ce que le service a envoyé",
        when(is_loaded, filled, skeleton_cards(2)),
        action=button(
            "Actualiser", kind="secondary", icon_name="refresh_cw", small=True, on_click=on_refresh
        ),
        id="envois",
    )


def delivery(row: Any) -> rx.Component:
    """One e-mail, SMS or message; `row` is a DeliveryRow. Its code is ready to copy."""
    return card(
        cluster(badge(row.channel_name), rx.el.span(row.moment, class_name="quiet")),
        rx.el.p("À\u00a0: ", rx.el.strong(row.recipient)),
        when(row.subject != "", rx.el.p("Sujet\u00a0: ", row.subject)),
        when(row.code != "", copy_field("Code\u00a0:", row.code, action="Copier le code", done="Code copié")),
        details("Lire le texte", plain_text(row.text)),
    )


def nothing_sent() -> rx.Component:
    """The outbox is empty."""
    return empty_state(
        "Rien n'a encore été envoyé",
        typeset(
            "Les e-mails, les SMS et les messages aux professionnels s'afficheront ici. "
            "Rien ne sort de cette machine."
        ),
        drawing_name="messages",
        level="h3",
    )


def mail_form(
    senders: Sequence[tuple[str, str]],
    recipients: Sequence[tuple[str, str]],
    *,
    errors: Any,
    on_submit: Handler,
) -> rx.Component:
    """Writes to a patient through the real mail server; `errors` is a FormErrors."""
    fields = stack(
        select_field("De", "sender", _options(senders), error=errors.sender),
        select_field("À", "recipient", _options(recipients), error=errors.recipient),
        text_field("Sujet", "subject", error=errors.subject, max_length=SUBJECT_LIMIT, default_value=SUBJECT),
        text_area("Message", "text", error=errors.text, max_length=TEXT_LIMIT, default_value=TEXT),
        button("Envoyer", type="submit", icon_name="send"),
    )
    words = typeset("Le message passe par la vraie messagerie, comme depuis un logiciel de courrier.")
    return section(
        "Écrire comme un professionnel",
        card(prose(stack(quiet(words), form(fields, on_submit=on_submit)))),
        id="ecrire",
    )


def _options(choices: Sequence[tuple[str, str]]) -> list[Option]:
    return [Option(value, label) for value, label in choices]
