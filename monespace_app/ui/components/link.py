"""Links: inside the application without reloading, outside as plain links."""

from typing import Any

import reflex as rx
from reflex.vars.base import Var
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from monespace_app.ui.components.base import Node, Text


def anchor(*children: Node, href: Text, **props: Any) -> rx.Component:
    """A link without look of its own; pages of the application are fetched as soon as it is approached."""
    if isinstance(href, Var) or (href.startswith("/") and not href.startswith("/demo/")):
        attributes = {"prefetch": "intent", **props.pop("custom_attrs", {})}
        return ReactRouterLink.create(*children, to=href, custom_attrs=attributes, **props)
    # `rx.el.a` is a router link too: the browser itself must follow "#place", for the focus to go there.
    return A.create(*children, href=href, **props)


def file_anchor(*children: Node, href: Text, **props: Any) -> rx.Component:
    """A link that brings a file of ours to the device, under the name that the server gives it."""
    return A.create(*children, href=href, custom_attrs={"download": ""}, **props)


def link(*children: Node, href: Text, **props: Any) -> rx.Component:
    """A link in a text: `link("En savoir plus", href="/aide")`."""
    return anchor(*children, href=href, class_name="link", **props)
