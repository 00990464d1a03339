"""The login in the atelier, in each of its states."""

import reflex as rx

from monespace_app.core.forms import FieldProblem
from monespace_app.features.login import components
from monespace_app.features.login.rules import reasons
from monespace_app.ui.atelier import example
from monespace_app.ui.components import stack

GROUP = "Connexion"
NOTHING = rx.noop()
EMAIL, MOBILE = "i•••••@•••••.org", "06 •• •• •• 14"
WRONG = "Identifiant ou mot de passe incorrect. Vérifiez-les et réessayez."


def _identify(*problems: FieldProblem, identifier: str = "", motive: str = "") -> rx.Component:
    sentences = {problem.field: problem.message for problem in problems}
    return stack(
        components.login_heading(1),
        components.login_notice(*reasons.reason(motive)),
        components.problems_summary(problems, 0),
        components.identify_form(
            identifier=identifier,
            identifier_error=sentences.get("identifier", ""),
            password_error=sentences.get("password", ""),
            tries=0,
            on_submit=NOTHING,
        ),
        components.activation_invitation(),
    )


@example(GROUP, "étape 1")
def step_1() -> rx.Component:
    return _identify()


@example(GROUP, "étape 1, après une déconnexion")
def step_1_logged_out() -> rx.Component:
    return _identify(motive="deconnexion")


@example(GROUP, "étape 1, session expirée")
def step_1_expired() -> rx.Component:
    return _identify(motive="expiree")


@example(GROUP, "étape 1, champs vides")
def step_1_empty() -> rx.Component:
    return _identify(
        FieldProblem(field="identifier", message="Saisissez votre identifiant."),
        FieldProblem(field="password", message="Saisissez votre mot de passe."),
    )


@example(GROUP, "étape 1, mot de passe incorrect")
def step_1_wrong() -> rx.Component:
    return _identify(FieldProblem(field="password", message=WRONG), identifier="inaya.michel")


def _choose(email: str, mobile: str, error: str = "") -> rx.Component:
    return stack(
        components.login_heading(2),
        components.channel_form(
            email=email,
            mobile=mobile,
            error=error,
            how_to_reach="écrivez à contact@exemple.fr",
            on_submit=NOTHING,
            on_start_again=NOTHING,
        ),
    )


@example(GROUP, "étape 2")
def step_2() -> rx.Component:
    return _choose(EMAIL, MOBILE)


@example(GROUP, "étape 2, un seul contact")
def step_2_one() -> rx.Component:
    return _choose("", MOBILE)


@example(GROUP, "étape 2, aucun contact")
def step_2_none() -> rx.Component:
    return _choose("", "")


@example(GROUP, "étape 2, trop de codes")
def step_2_limit() -> rx.Component:
    return _choose(
        EMAIL, MOBILE, "Cinq codes ont déjà été envoyés. Attendez 15 minutes avant d'en demander un autre."
    )


def _finish(
    error: str = "", announcement: str = "", *, by_sms: bool = False, opening: bool = False
) -> rx.Component:
    return stack(
        components.login_heading(3),
        components.problems_summary([FieldProblem(field="code", message=error)] if error else [], 0),
        components.code_form(
            sent_to=MOBILE if by_sms else EMAIL,
            by_sms=by_sms,
            error=error,
            announcement=announcement,
            tries=0,
            resend_at=0,
            server_now=0,
            is_opening=opening,
            on_submit=NOTHING,
            on_resend=NOTHING,
            on_other_way=NOTHING,
        ),
    )


@example(GROUP, "étape 3")
def step_3() -> rx.Component:
    return _finish()


@example(GROUP, "étape 3, code incorrect")
def step_3_wrong() -> rx.Component:
    return _finish("Ce code n'est pas le bon. Vérifiez-le\u00a0: il vous reste 2 essais.")


@example(GROUP, "étape 3, code renvoyé par SMS")
def step_3_resent() -> rx.Component:
    return _finish(announcement="Un nouveau code vient de partir. Le précédent ne sert plus.", by_sms=True)


@example(GROUP, "étape 3, connexion en cours")
def step_3_opening() -> rx.Component:
    return _finish(opening=True)


@example(GROUP, "ce qui ne se fait pas encore en ligne")
def not_yet() -> rx.Component:
    return components.what_to_do(
        "Mot de passe oublié",
        "Personne ne peut lire votre mot de passe, pas même nous.",
        ("Regardez dans les mots de passe enregistrés par votre navigateur ou votre téléphone.",),
        "Pour l'instant, ce service ne sait pas remplacer un mot de passe oublié.",
        "Pour le signaler, écrivez à contact@exemple.fr.",
    )
