"""What a component shows, read from what the framework would write: its words, its links, its identifiers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import reflex as rx

LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
BLOCKS = {'"p"', '"li"', '"h1"', '"h2"', '"h3"', '"td"', '"th"', '"summary"', '"a"', "ReactRouterLink"}
SPOKEN = ("aria-label", "ariaLabel", "label", "placeholder", "title", "alt")


def nodes(component: rx.Component) -> Iterator[dict[str, Any]]:
    """Every rendered node, both branches of conditions included."""
    yield from _walk(component.render())


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _walk(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _walk(value)


def words(component: rx.Component) -> list[str]:
    """Every string a person sees or hears."""
    return [text for node in nodes(component) for text in (*_contents(node), *_spoken(node)) if text.strip()]


def sentences(component: rx.Component) -> list[str]:
    """The text of each paragraph, list item and title, as one reads it, links included."""
    return [whole_text(node) for node in nodes(component) if node.get("name") in BLOCKS]


def whole_text(node: dict[str, Any]) -> str:
    """The text under a node."""
    return "".join(text for child in _walk(node) for text in _contents(child))


def hrefs(component: rx.Component) -> list[str]:
    """Where the links lead."""
    return [*props(component, "to"), *props(component, "href")]


def ids(component: rx.Component) -> list[str]:
    """The identifiers of the elements."""
    return props(component, "id")


def props(component: rx.Component, name: str) -> list[str]:
    """The values of a property, wherever it is; those made of a variable are left out."""
    found = [str(prop).partition(":") for node in nodes(component) for prop in node.get("props", ())]
    given = [value.strip() for key, _, value in found if key.strip('"') == name]
    return [json.loads(value) for value in given if LITERAL.fullmatch(value)]


def titles(component: rx.Component) -> list[str]:
    """« h1 », « h2 »… in the order of the page."""
    names = (node.get("name", "").strip('"') for node in nodes(component))
    return [name for name in names if re.fullmatch(r"h[1-6]", name)]


def _contents(node: dict[str, Any]) -> list[str]:
    contents = node.get("contents")
    return _literals(contents) if isinstance(contents, str) else []


def _spoken(node: dict[str, Any]) -> list[str]:
    return [value for key, value in _properties(node) if key in SPOKEN]


def _properties(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for prop in node.get("props", ()):
        key, _, value = str(prop).partition(":")
        for literal in _literals(value)[:1]:
            yield key.strip('"'), literal


def _literals(expression: str) -> list[str]:
    # In an expression, ["name"] is an attribute of a variable: nobody reads it.
    return [json.loads(f'"{text}"') for text in LITERAL.findall(re.sub(r'\["\w+"\]', "", expression))]
