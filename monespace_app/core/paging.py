"""Pages of a list, fifty lines each. Pure functions; pages count from 1."""

from typing import TypedDict

from monespace_app.core import french

PAGE_SIZE = 50


class Place(TypedDict):
    """Where a page is among its list, as the schema of every page of a list says it."""

    page: int
    total: int
    range_text: str
    has_previous: bool
    has_next: bool


def asked_page(value: str | None) -> int:
    """The page that an address asks for by `value`; anything odd is the first one."""
    return max(1, int(value)) if value and value.isascii() and value.isdigit() and len(value) < 7 else 1


def page_count(total: int) -> int:
    """How many pages of 50; at least one, even when empty."""
    return max(1, -(-total // PAGE_SIZE))


def range_text(page: int, total: int) -> str:
    """« 1 - 50 sur 1 430 »."""
    return french.page_summary((page - 1) * PAGE_SIZE + 1, min(total, page * PAGE_SIZE), total)


def place(page: int, total: int) -> Place:
    """The place of `page` among `total` lines."""
    return {
        "page": page,
        "total": total,
        "range_text": range_text(page, total),
        "has_previous": page > 1,
        "has_next": page < page_count(total),
    }
