"""`/connexion`, and what to do when one cannot log in."""

import reflex as rx

from monespace_app.features.information.services import operator
from monespace_app.features.login import components
from monespace_app.features.login.state import LoginState
from monespace_app.session import http
from monespace_app.ui.client import auto_submit_form, forget_kept_texts

ON_LOAD = (LoginState.arrive,)


def connexion() -> rx.Component:
    """The three steps of the login, one at a time."""
    return rx.fragment(
        components.login_heading(LoginState.step),
        components.login_notice(LoginState.reason, LoginState.reason_kind),
        components.problems_summary(LoginState.problems, LoginState.tries),
        rx.match(LoginState.step, (2, _choose()), (3, _finish()), _identify()),
        auto_submit_form(action=http.OPEN_PATH, fields=LoginState.opening),
        forget_kept_texts(),
    )


def _identify() -> rx.Component:
    return rx.fragment(
        components.identify_form(
            identifier=LoginState.identifier,
            identifier_error=LoginState.identifier_error,
            password_error=LoginState.password_error,
            tries=LoginState.tries,
            on_submit=LoginState.identify,
        ),
        components.activation_invitation(),
    )


def _choose() -> rx.Component:
    return components.channel_form(
        email=LoginState.email,
        mobile=LoginState.mobile,
        error=LoginState.channel_error,
        how_to_reach=operator().how_to_reach,
        on_submit=LoginState.choose,
        on_start_again=LoginState.start_again,
    )


def _finish() -> rx.Component:
    return components.code_form(
        sent_to=LoginState.sent_to,
        by_sms=LoginState.by_sms,
        error=LoginState.code_error,
        announcement=LoginState.announcement,
        tries=LoginState.tries,
        resend_at=LoginState.resend_at,
        server_now=LoginState.server_now,
        is_opening=LoginState.opening.length() > 0,
        on_submit=LoginState.finish,
        on_resend=LoginState.resend,
        on_other_way=LoginState.back_to_channels,
    )


def identifiant_oublie() -> rx.Component:
    """« Identifiant oublié ? » (LOGIN-4): what can be done meanwhile, and that the service cannot send it yet."""
    return components.what_to_do(
        "Identifiant oublié",
        "L'identifiant est celui que vous avez choisi à l'activation : 8 caractères ou plus, ni une adresse e-mail, "
        "ni votre numéro de sécurité sociale.",
        (
            "Regardez dans les mots de passe enregistrés par votre navigateur ou votre téléphone : l'identifiant y "
            "est à côté du mot de passe.",
            "Sur un appareil où vous êtes encore connecté, ouvrez « Paramètres » : l'identifiant y est écrit.",
        ),
        "Pour l'instant, ce service ne sait pas renvoyer un identifiant oublié. Ce que contient votre espace y "
        "reste en sécurité.",
        f"Pour le signaler, {operator().how_to_reach}.",
    )


def mot_de_passe_oublie() -> rx.Component:
    """« Mot de passe oublié ? » (LOGIN-5): what can be done meanwhile, and that it cannot be replaced yet."""
    return components.what_to_do(
        "Mot de passe oublié",
        "Personne ne peut lire votre mot de passe, pas même nous.",
        (
            "Regardez dans les mots de passe enregistrés par votre navigateur ou votre téléphone.",
            "Après cinq essais refusés, attendez 15 minutes : vous pourrez recommencer.",
        ),
        "Pour l'instant, ce service ne sait pas remplacer un mot de passe oublié. Ce que contient votre espace y "
        "reste en sécurité.",
        f"Pour le signaler, {operator().how_to_reach}. Ne donnez à personne votre mot de passe ni un code reçu par "
        "e-mail ou par SMS.",
    )


def activation() -> rx.Component:
    """« Activer mon profil »: what is needed, and that it cannot be done on line yet."""
    return components.what_to_do(
        "Activer Mon espace santé",
        "Votre espace s'active avec un code provisoire, reçu par courrier ou par e-mail, et votre carte Vitale.",
        ("Gardez votre code provisoire : il reste valable 6 semaines.",),
        "Pour l'instant, l'activation ne peut pas se faire en ligne sur ce service, ni le refus de votre espace : "
        "tant que vous n'avez rien décidé, aucun espace n'est ouvert à votre nom.",
        f"Pour faire connaître votre choix ou poser une question, {operator().how_to_reach}.",
    )
