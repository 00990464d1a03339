"""`/atelier`, the list beside a phone and a desktop, and `/atelier/vue#…`, one example alone.

One route holds every example and the browser mounts the one named after the `#`: a route for each would cost
the build a file each, and going from one to the next is immediate. Nothing here has a state.
"""

from itertools import groupby

import reflex as rx
from reflex_components_core.el.elements.inline import A

from monespace_app.ui.atelier import examples
from monespace_app.ui.atelier.registry import Example, registered
from monespace_app.ui.components.base import JS
from monespace_app.ui.layout import MAIN_ID

INDEX = "/atelier"
VIEW = "/atelier/vue"
HINT = (
    "Chaque pièce et chaque écran du service, dans chacun de ses états, avec des données inventées. "
    "Choisissez : un téléphone et un ordinateur le montrent, et l'adresse de la page y revient."
).replace(" :", "\u00a0:")
FRAMES = (("Téléphone, 390 px", "phone"), ("Ordinateur, 1280 px", "desktop"))


class OneExample(rx.Component):
    """Mounts the one child whose name follows the `#` of the address."""

    library = f"{JS}/one_example.jsx"
    tag = "OneExample"
    names: rx.Var[list[str]]
    screens: rx.Var[list[str]]
    main_id: rx.Var[str]


class PreviewLinks(rx.Component):
    """Opens the link that is pressed in every preview at once."""

    library = f"{JS}/one_example.jsx"
    tag = "PreviewLinks"


def add_atelier(app: rx.App) -> None:
    """Adds both pages. Import the features' examples first."""
    examples.load()
    app.add_page(index_page, route=INDEX, title="Atelier - Mon espace santé")
    app.add_page(view_page, route=VIEW, title="Atelier, une pièce - Mon espace santé")


def index_page() -> rx.Component:
    """The list of examples beside the previews."""
    groups = [
        _group(name, list(items)) for name, items in groupby(registered(), key=lambda entry: entry.group)
    ]
    frames = [
        rx.el.figure(
            rx.el.figcaption(word),
            rx.el.iframe(
                src=VIEW, title=word, class_name="atelier-screen", custom_attrs={"data-preview": kind}
            ),
            tab_index=0,
            class_name=f"atelier-frame atelier-{kind}",
        )
        for word, kind in FRAMES
    ]
    return PreviewLinks.create(
        rx.el.main(
            rx.el.div(
                rx.el.h1("Atelier", id="titre", tab_index=-1),
                rx.el.p(HINT, class_name="quiet"),
                _themes(),
                rx.el.nav(*groups, aria_label="Pièces et écrans"),
                class_name="atelier-list",
            ),
            rx.el.div(*frames, class_name="atelier-frames"),
            id=MAIN_ID,
            class_name="atelier",
        )
    )


def view_page() -> rx.Component:
    """One example alone, named after the `#`."""
    shown = registered()
    return OneExample.create(
        *[_alone(entry) for entry in shown],
        names=[entry.slug for entry in shown],
        screens=[entry.slug for entry in shown if entry.screen],
        main_id=MAIN_ID,
    )


def _themes() -> rx.Component:
    choices = [
        rx.el.label(
            rx.el.input(type="radio", name="theme", value=value, default_checked=value == "light"), word
        )
        for value, word in (("light", "Clair"), ("dark", "Sombre"))
    ]
    return rx.el.fieldset(
        rx.el.legend("Thème des aperçus", class_name="visually-hidden"), *choices, class_name="atelier-theme"
    )


def _group(name: str, items: list[Example]) -> rx.Component:
    links = [
        rx.el.li(
            A.create(
                entry.name,
                href=f"{VIEW}#{entry.slug}",
                class_name="link",
                custom_attrs={"data-example": entry.slug},
            )
        )
        for entry in items
    ]
    return rx.el.section(rx.el.h2(name), rx.el.ul(*links), class_name="atelier-group")


def _alone(entry: Example) -> rx.Component:
    title = (
        [] if entry.screen else [rx.el.h1(f"{entry.group}\u00a0: {entry.name}", class_name="visually-hidden")]
    )
    return rx.el.div(*title, entry.factory(), custom_attrs={"data-shown": entry.slug})
