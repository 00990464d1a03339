"""`/demo` in the atelier."""

import reflex as rx

from monespace_app.features.demo import components, rules
from monespace_app.features.demo.schemas import DeliveryRow, FormErrors
from monespace_app.ui.atelier import example
from monespace_app.ui.components import trouble

GROUP = "Démonstration"
NOTHING = rx.noop()
DOMAIN = "patient.mssante.fr"
ROWS = [
    DeliveryRow(
        channel_name="E-mail",
        recipient="inaya.michel@example.org",
        subject="Votre code de connexion",
        text="Bonjour Inaya,\n\nVotre code\u00a0: 482913",
        moment="23 novembre 2026 à 10:28",
        code="482913",
    ),
    DeliveryRow(
        channel_name="Message à un professionnel",
        recipient="marie.chanteau@medecin.mssante.fr",
        subject="Re\u00a0: Préparation de votre rendez-vous",
        text="Bonjour docteur,\n\nC'est noté.",
        moment="23 novembre 2026 à 10:12",
    ),
]


def _outbox(*rows: DeliveryRow, is_loaded: bool = True) -> rx.Component:
    return components.outbox(rows, count=len(rows), is_loaded=is_loaded, on_refresh=NOTHING)


@example(GROUP, "comptes")
def accounts() -> rx.Component:
    return components.account_list(rules.accounts())


@example(GROUP, "envois")
def filled() -> rx.Component:
    return _outbox(*ROWS)


@example(GROUP, "rien d'envoyé")
def empty() -> rx.Component:
    return _outbox()


@example(GROUP, "envois en chargement")
def loading() -> rx.Component:
    return _outbox(is_loaded=False)


@example(GROUP, "envois illisibles")
def unreadable() -> rx.Component:
    return trouble("Le service est momentanément indisponible. Réessayez dans un instant.")


@example(GROUP, "écrire, sujet refusé")
def refused() -> rx.Component:
    return components.mail_form(
        rules.senders(),
        rules.recipients(DOMAIN),
        errors=FormErrors(subject="Écrivez un sujet."),
        on_submit=NOTHING,
    )
