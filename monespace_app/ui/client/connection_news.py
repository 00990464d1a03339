"""What is said about the connection inside a dialog."""

import reflex as rx

from monespace_app.ui.client.modules import library


class ConnectionNews(rx.Component):
    """The React component; see `connection_news`."""

    library = library("connection_news.jsx")
    tag = "ConnectionNews"


def connection_news(class_name: str) -> rx.Component:
    """The connection lost, back, or missing for a link: where it covers nothing, and is announced."""
    return ConnectionNews.create(class_name=class_name)
