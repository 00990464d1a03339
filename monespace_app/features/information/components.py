"""Long pages: a title, a table of contents, titled parts, paragraphs typeset as French is."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from monespace_app.features.information.schemas import SitePage
from monespace_app.ui.components import card, link, page_title, prose, stack
from monespace_app.ui.components.base import Level, Node, heading
from monespace_app.ui.typography import typeset


@dataclass(frozen=True)
class Part:
    """A titled part of a long page; `anchor` is its address in the page."""

    anchor: str
    title: str
    content: tuple[rx.Component, ...]


def part(anchor: str, title: str, *content: rx.Component) -> Part:
    """A part, its content one after the other."""
    return Part(anchor, title, content)


def article(title: str, intro: str, *parts: Part) -> rx.Component:
    """A long page; its table of contents is made from its parts."""
    content = [node for one in parts for node in (rx.el.h2(typeset(one.title), id=one.anchor), *one.content)]
    return stack(page_title(typeset(title), intro=typeset(intro)), prose(_contents(parts), *content), gap="8")


def _contents(parts: Sequence[Part]) -> rx.Component:
    entries = [rx.el.li(to(one.title, f"#{one.anchor}")) for one in parts]
    return rx.el.nav(
        card(prose(rx.el.ul(*entries)), title="Sur cette page", tone="soft"), aria_label="Sommaire de la page"
    )


def _words(nodes: Sequence[Node]) -> list[Node]:
    return [typeset(node) if isinstance(node, str) else node for node in nodes]


def p(*nodes: Node) -> rx.Component:
    """A paragraph; strings among `nodes` are typeset."""
    return rx.el.p(*_words(nodes))


def title(text: str, level: Level = "h3") -> rx.Component:
    """A title inside a part."""
    return heading(level, typeset(text))


def bullets(*items: Node | Sequence[Node]) -> rx.Component:
    """A list; an item made of several nodes is given as a tuple."""
    return rx.el.ul(*[_item(item) for item in items])


def steps(*items: Node | Sequence[Node]) -> rx.Component:
    """A numbered list of things to do in order."""
    return rx.el.ol(*[_item(item) for item in items])


def _item(item: Node | Sequence[Node]) -> rx.Component:
    return rx.el.li(*_words(item if isinstance(item, tuple) else (item,)))


def strong(text: str) -> rx.Component:
    """Words that matter in a sentence."""
    return rx.el.strong(typeset(text))


def to(label: str, href: str) -> rx.Component:
    """A link in a sentence, inside the application or outside."""
    return link(typeset(label), href=href)


def page_list(pages: Sequence[SitePage]) -> rx.Component:
    """The pages of one group of « Plan du site »."""
    return prose(rx.el.ul(*[rx.el.li(link(page.label, href=page.href)) for page in pages]))
