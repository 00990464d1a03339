"""Examples of the design system's own pieces."""

from importlib import import_module

MODULES = ("words", "actions", "forms", "lists", "feedback", "screens")


def load() -> None:
    """Registers them, in this order."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
