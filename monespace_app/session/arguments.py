"""Does what a browser sent fit the handler it names? Pure functions; nothing here repeats what was sent."""

import inspect
import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

TEXT_LIMIT = 100_000
"""Characters of one text. The longest field takes 10 000, and its own rule says so in words for the patient."""
DEPTH_LIMIT = 6
ITEM_LIMIT = 2_000
PATH_LIMIT = 2_000
WHOLE_NUMBER_LIMIT = 2**53
"""Beyond this a browser's own numbers are no longer exact."""


FORM_ENTRIES = "__reflex_form_data__"
"""Under this name Reflex sends a form: the pairs of names and values of its fields."""


class Misfit(Exception):
    """What was sent is not what the handler takes. Carries nothing of it."""


def fitted(handler: Callable[..., Any], payload: object) -> dict[str, Any]:
    """The payload with its texts repaired (see `repaired`); `Misfit` unless the handler can be called with it.

    The names must bind to the handler's parameters, and each value be of the type announced: `str`, `int`, `float`,
    `bool`, `dict`, `list`, a union of them, or anything where nothing is announced.
    """
    if not isinstance(payload, dict):
        raise Misfit
    clean = {str(name): repaired(value) for name, value in payload.items()}
    signature, hints = _announced(handler)
    try:
        signature.bind(None, **clean)
    except TypeError:
        raise Misfit from None
    if not all(_is_of(value, hints.get(name, Any)) for name, value in clean.items()):
        raise Misfit
    return clean


@lru_cache(maxsize=512)
def _announced(handler: Callable[..., Any]) -> tuple[inspect.Signature, Mapping[str, Any]]:
    return inspect.signature(handler), get_type_hints(handler)


def repaired(value: object, depth: int = 0) -> Any:
    """The same JSON with texts that any database and any mail can hold; `Misfit` when it is out of proportion.

    A NUL disappears (PostgreSQL refuses it) and half of a surrogate pair, which has no UTF-8 form, becomes « ? ».
    NaN, infinity and numbers too large to be exact are no JSON that a browser sends.
    """
    if isinstance(value, str):
        return _repaired_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) > WHOLE_NUMBER_LIMIT:
            raise Misfit
        return value
    if depth >= DEPTH_LIMIT or not isinstance(value, dict | list) or len(value) > ITEM_LIMIT:
        raise Misfit
    if isinstance(value, list):
        return [repaired(item, depth + 1) for item in value]
    if FORM_ENTRIES in value and not _are_pairs(value[FORM_ENTRIES]):
        raise Misfit
    return {_repaired_text(str(key)): repaired(item, depth + 1) for key, item in value.items()}


def _are_pairs(entries: object) -> bool:
    return isinstance(entries, list) and all(
        isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], str) for entry in entries
    )


def _repaired_text(text: str) -> str:
    if len(text) > TEXT_LIMIT:
        raise Misfit
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
    return text.replace("\x00", "")


def _is_of(value: object, hint: Any) -> bool:
    if hint is Any:
        return True
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return any(_is_of(value, one) for one in get_args(hint))
    if origin is list:
        return isinstance(value, list) and all(_is_of(one, get_args(hint)[0]) for one in value)
    kind = origin or hint
    if kind in {None, NoneType}:
        return value is None
    if isinstance(value, bool):
        return kind is bool
    return isinstance(kind, type) and isinstance(value, kind)


def page(router_data: object) -> dict[str, Any]:
    """Which page an event comes from; `Misfit` when it is none of this site.

    Nothing else is kept of what the browser says of itself: headers, addresses and tokens are the socket's.
    """
    if not isinstance(router_data, dict):
        raise Misfit
    # Both are always given: what Reflex does not find in an event it takes from the one before.
    clean = repaired({name: router_data.get(name) or "/" for name in ("pathname", "asPath")})
    if not all(isinstance(path, str) and path.startswith("/") for path in clean.values()):
        raise Misfit
    if any(len(path) > PATH_LIMIT or any(ord(c) < 32 for c in path) for path in clean.values()):
        raise Misfit
    return {**clean, "query": _query(router_data.get("query"))}


def _query(query: object) -> dict[str, Any]:
    clean = repaired(query or {}, DEPTH_LIMIT - 2)
    if not isinstance(clean, dict):
        raise Misfit
    for value in clean.values():
        if not isinstance(value, str | list) or not all(isinstance(one, str) for one in value):
            raise Misfit
    return clean
