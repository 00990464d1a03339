"""The three steps of the login: data in, component out (LOGIN-1 to LOGIN-3)."""

from typing import Any

import reflex as rx

from monespace_app.core.french import NARROW
from monespace_app.ui.client import resend_timer
from monespace_app.ui.components import (
    Option,
    banner,
    button,
    button_group,
    card,
    cluster,
    error_summary,
    form,
    help_bubble,
    link,
    link_button,
    one_time_code_field,
    page_title,
    password_field,
    prose,
    quiet,
    radio_group,
    stack,
    status_region,
    stepper,
    text_field,
)
from monespace_app.ui.components.base import Count, Flag, Handler, Rows, Text, pick, when
from monespace_app.ui.typography import typeset

BY_EMAIL, BY_SMS = "Recevoir mon code par e-mail", "Recevoir mon code par SMS"


def login_heading(step: Count) -> rx.Component:
    """« Étape 1/3 Je m'identifie ». One element for the three steps, so that the focus can go to it."""
    if isinstance(step, int):
        titles = {1: "Je m'identifie", 2: "Je choisis comment recevoir mon code", 3: "Je saisis mon code"}
        return stepper(step, 3, titles[step])
    title = rx.match(
        step, (2, "Je choisis comment recevoir mon code"), (3, "Je saisis mon code"), "Je m'identifie"
    )
    return stepper(step, 3, title)


def login_notice(reason: Text, kind: Text) -> rx.Component:
    """Why one is here: « Vous êtes déconnecté. »"""
    kinds = {name: banner(reason, kind=name, live=True) for name in ("info", "success", "attention")}
    shown = (
        kinds.get(kind, kinds["info"])
        if isinstance(kind, str)
        else rx.match(kind, ("success", kinds["success"]), ("attention", kinds["attention"]), kinds["info"])
    )
    return when(reason, shown)


def problems_summary(problems: Rows, tries: Count) -> rx.Component:
    """Every error of the step, on top."""
    return error_summary(problems, signal=tries)


def identify_form(
    *,
    identifier: Text,
    identifier_error: Text,
    password_error: Text,
    tries: Count,
    on_submit: Any,
) -> rx.Component:
    """Step 1 (LOGIN-1). At each try the password field is a new, empty one; the identifier stays."""
    return form(
        text_field(
            "Mon identifiant",
            "identifier",
            error=identifier_error,
            default_value=identifier,
            auto_complete="username",
            auto_capitalize="none",
            auto_correct="off",
            spell_check=False,
        ),
        help_bubble(
            typeset("Quel est mon identifiant ?"),
            "C'est celui que vous avez choisi à l'activation de Mon espace santé. Ce n'est ni votre adresse e-mail, "
            "ni votre numéro de sécurité sociale.",
        ),
        password_field("Mon mot de passe", "password", error=password_error, key=tries),
        cluster(
            link(typeset("Identifiant oublié ?"), href="/connexion/identifiant-oublie"),
            link(typeset("Mot de passe oublié ?"), href="/connexion/mot-de-passe-oublie"),
            gap="6",
        ),
        button("Continuer", type="submit", wide=True),
        on_submit=on_submit,
        no_validate=True,
        class_name="stack gap-4",
    )


def activation_invitation() -> rx.Component:
    """For those who have no space yet."""
    return card(
        quiet(typeset("Vous n'avez pas encore ouvert votre espace ?")),
        link_button("Activer mon profil", "/activation", kind="secondary"),
        tone="soft",
    )


def channel_form(
    *, email: Text, mobile: Text, error: Text, how_to_reach: str, on_submit: Any, on_start_again: Handler
) -> rx.Component:
    """Step 2 (LOGIN-2): the contacts that exist, masked; empty for one that does not.

    `how_to_reach` says whom to ask when there is none: « écrivez à … ».
    """
    by_email, by_sms = Option("email", BY_EMAIL, email), Option("sms", BY_SMS, mobile)
    return form(
        when(
            email,
            when(mobile, _ways(error, by_email, by_sms), _ways(error, by_email)),
            when(mobile, _ways(error, by_sms), _no_contact(how_to_reach)),
        ),
        button("Continuer", type="submit", wide=True),
        cluster(button("Changer d'identifiant", kind="quiet", on_click=on_start_again)),
        on_submit=on_submit,
        no_validate=True,
        class_name="stack gap-6",
    )


def _ways(error: Text, *options: Option) -> rx.Component:
    legend = "Pour vérifier que c'est bien vous, un code va vous être envoyé"
    return radio_group(legend, "channel", options, default_value=options[0].value, error=error)


def _no_contact(how_to_reach: str) -> rx.Component:
    return banner(
        typeset(
            "Aucun code ne peut vous être envoyé : ce service ne connaît pas d'adresse où joindre ce compte. "
            f"Pour en donner une, {how_to_reach}."
        ),
        kind="attention",
    )


def code_form(
    *,
    sent_to: Text,
    by_sms: Flag,
    error: Text,
    announcement: Text,
    tries: Count,
    resend_at: Count,
    server_now: Count,
    is_opening: Flag,
    on_submit: Any,
    on_resend: Handler,
    on_other_way: Handler,
) -> rx.Component:
    """Step 3 (LOGIN-3)."""
    return form(
        rx.el.p(
            "Un code vous a été envoyé ",
            pick(by_sms, "par SMS au ", "par e-mail à "),
            rx.el.strong(sent_to),
            typeset(". Il est valable 10 minutes."),
        ),
        one_time_code_field(
            error=error,
            hint=pick(
                by_sms,
                "Le SMS peut mettre une minute à arriver.",
                f"Rien dans votre boîte de réception{NARROW}? Regardez aussi dans les courriers indésirables.",
            ),
            key=tries,
        ),
        button("Se connecter", type="submit", wide=True, busy=is_opening, busy_label="connexion en cours"),
        when(announcement, rx.el.p(announcement, aria_hidden="true", class_name="quiet")),
        status_region(announcement),
        cluster(
            resend_timer(resend_at, server_now, on_resend),
            button("Recevoir le code autrement", kind="quiet", on_click=on_other_way),
        ),
        on_submit=on_submit,
        no_validate=True,
        class_name="stack gap-6",
    )


def what_to_do(title: str, intro: str, possible: tuple[str, ...], *answer: str) -> rx.Component:
    """A page for what cannot be done on line yet: what is `possible` today, then the answer of who runs this."""
    return stack(
        page_title(title, intro=typeset(intro)),
        card(
            prose(rx.el.ul(*[rx.el.li(typeset(item)) for item in possible])),
            title=typeset("Ce que vous pouvez faire aujourd'hui"),
            icon_name="circle_check",
        ),
        card(
            prose(*[rx.el.p(typeset(text)) for text in answer]),
            title="Si cela ne suffit pas",
            icon_name="mail",
        ),
        button_group(link_button("Revenir à la connexion", "/connexion", kind="secondary")),
        gap="6",
    )
