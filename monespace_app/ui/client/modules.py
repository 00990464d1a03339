"""The JavaScript modules of this package, linked side by side so that they can import each other."""

from pathlib import Path

import reflex as rx

_HERE = Path(__file__).parent
_LIBRARIES = {
    source.name: rx.asset(source.name, shared=True).importable_path
    for source in sorted((*_HERE.glob("*.js"), *_HERE.glob("*.jsx")))
}


def library(name: str) -> str:
    """Give the import path of one of this package's modules, for a component's `library`.

    Raises KeyError when there is no such file here.
    """
    return _LIBRARIES[name]
