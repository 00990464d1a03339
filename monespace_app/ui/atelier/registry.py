"""The list of examples; features add theirs from `features/…/examples.py`."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

Factory = Callable[[], rx.Component]


@dataclass(frozen=True)
class Example:
    """One state of one piece (a few components) or of one screen (a whole page, layout included)."""

    group: str
    name: str
    factory: Factory
    screen: bool
    shows: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The address of the example after `/atelier/vue#`."""
        plain = unicodedata.normalize("NFKD", f"{self.group} {self.name}").encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


_EXAMPLES: dict[str, Example] = {}


def example(group: str, name: str, *, screen: bool = False, shows: str = "") -> Callable[[Factory], Factory]:
    """Registers a function that makes a component from example data: `@example("Messagerie", "liste vide")`.

    `screen` is for a whole page with its layout; `shows` names the components on view, separated by spaces.
    Raises ValueError when two examples have the same address.
    """

    def register(factory: Factory) -> Factory:
        entry = Example(group, name, factory, screen, tuple(shows.split()))
        if _EXAMPLES.get(entry.slug, entry).factory is not factory:
            raise ValueError(f"two examples are called {entry.slug}")
        _EXAMPLES[entry.slug] = entry
        return factory

    return register


def registered() -> list[Example]:
    """Every example, group by group, in the order of their registration."""
    groups = list(dict.fromkeys(entry.group for entry in _EXAMPLES.values()))
    return [entry for group in groups for entry in _EXAMPLES.values() if entry.group == group]
