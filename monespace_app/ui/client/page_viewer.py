"""The pages of a document on screen, with zoom (DOC-7)."""

import reflex as rx

from monespace_app.ui.client.modules import library


class PageViewer(rx.Component):
    """The React component; see `page_viewer`."""

    library = library("page_viewer.jsx")
    tag = "PageViewer"

    address: rx.Var[str]
    count: rx.Var[int]
    name: rx.Var[str]


def page_viewer(
    *, address: rx.Var[str] | str, count: rx.Var[int] | int, name: rx.Var[str] | str
) -> rx.Component:
    """Show the images `address/1?largeur=800` to `address/count`; `name` is the document's, for screen readers.

    « Agrandir » and « Réduire », by + and − too while the pages have the focus; pages that are far are not asked for.
    """
    return PageViewer.create(address=address, count=count, name=name)
