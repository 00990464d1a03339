"""« Informations personnelles » in the atelier, in each of its states."""

import reflex as rx

from monespace_app.core.forms import FieldProblem
from monespace_app.features.settings import components
from monespace_app.session.schemas import DeviceRow
from monespace_app.ui.atelier import example
from monespace_app.ui.components import trouble

GROUP = "Paramètres"
NOTHING = rx.noop()
HERE = DeviceRow(
    id="1",
    label="Firefox sur Linux",
    since="28 mai 2026 à 15:40",
    last_seen="28 mai 2026 à 16:02",
    is_current=True,
)
ELSEWHERE = [
    DeviceRow(
        id=str(n),
        label=label,
        since="1er mai 2026 à 09:05",
        last_seen="27 mai 2026 à 22:10",
        is_current=False,
    )
    for n, label in ((2, "Safari sur iPhone"), (3, "Navigateur sur appareil inconnu"))
]


def _page(
    *devices: DeviceRow, form: rx.Component | None = None, mobile: str = "06 •• •• •• 14"
) -> rx.Component:
    return rx.fragment(
        components.settings_title("Paramètres d'Inaya"),
        components.personal_information(
            components.login_information(
                "inaya.michel", form or rx.fragment(), is_open=form is not None, on_change=NOTHING
            ),
            components.devices(devices, on_disconnect=lambda _id: NOTHING),
            components.contact_details("i•••••@•••••.org", mobile, "écrivez à contact@exemple.fr"),
        ),
    )


def _form(*problems: FieldProblem) -> rx.Component:
    sentences = {problem.field: problem.message for problem in problems}
    return components.password_form(
        username="inaya.michel",
        problems=problems,
        tries=0,
        old_error=sentences.get("old_password", ""),
        new_error=sentences.get("new_password", ""),
        again_error=sentences.get("new_password_again", ""),
        on_submit=NOTHING,
        on_cancel=NOTHING,
    )


@example(GROUP, "informations personnelles")
def one_device() -> rx.Component:
    return _page(HERE)


@example(GROUP, "plusieurs appareils, sans mobile")
def many_devices() -> rx.Component:
    return _page(HERE, *ELSEWHERE, mobile="Non renseigné")


@example(GROUP, "changer le mot de passe")
def changing() -> rx.Component:
    return _page(HERE, form=_form())


@example(GROUP, "changer le mot de passe, en erreur")
def changing_wrong() -> rx.Component:
    return _page(
        HERE,
        form=_form(
            FieldProblem(
                field="old_password",
                message="Ce n'est pas votre mot de passe actuel. Vérifiez-le et réessayez.",
            ),
            FieldProblem(
                field="new_password",
                message="Il manque au mot de passe\u00a0: 1 chiffre, 1 caractère spécial.",
            ),
            FieldProblem(
                field="new_password_again",
                message="Les deux mots de passe ne sont pas identiques. Saisissez le nouveau deux fois.",
            ),
        ),
    )


@example(GROUP, "en attente")
def loading() -> rx.Component:
    return rx.fragment(components.settings_title(""), components.waiting())


@example(GROUP, "service indisponible")
def unavailable() -> rx.Component:
    return rx.fragment(
        components.settings_title(""),
        trouble("Le service est momentanément indisponible. Réessayez dans un instant.", on_retry=NOTHING),
    )
