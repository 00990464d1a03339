"""`/accueil`."""

import reflex as rx

from monespace_app.features.home import components
from monespace_app.features.home.state import HomeState
from monespace_app.ui.components import trouble

ON_LOAD = (HomeState.load,)


def accueil() -> rx.Component:
    """The open profile's first page. Its title is there before the name is known, so that nothing jumps."""
    greeting = rx.cond(HomeState.is_loaded, HomeState.view.greeting, "Bonjour,")
    return rx.fragment(
        components.welcome(greeting),
        rx.cond(
            HomeState.error != "",
            trouble(HomeState.error, on_retry=HomeState.load),
            rx.fragment(
                components.information(
                    HomeState.view.cards, count=HomeState.view.cards.length(), is_loaded=HomeState.is_loaded
                ),
                components.last_documents(
                    HomeState.view.documents,
                    count=HomeState.view.documents.length(),
                    is_loaded=HomeState.is_loaded,
                ),
            ),
        ),
        components.data_security(),
    )
