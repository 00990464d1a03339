"""A table on a desktop, cards on a phone."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from monespace_app.ui.components.base import Node, Rows, Text, each, present


def data_table(
    caption: Text,
    columns: Sequence[str],
    rows: Rows,
    cells: Callable[[Any], Sequence[Node]],
    *,
    key: Callable[[Any], Text] | None = None,
) -> rx.Component:
    """A table named `caption`; `cells(row)` gives one node per column, the first names the row, `key(row)` it alone.

    On a phone each row is a card, each cell after its column's word. The column without a name holds menus.
    """

    def line(row: Any) -> rx.Component:
        first, *others = cells(row)
        head = rx.el.th(first, scope="row", role="rowheader", class_name="table-name")
        cells_after = [_cell(c, n) for c, n in zip(others, columns[1:], strict=True)]
        return rx.el.tr(head, *cells_after, role="row", **present(key=key(row) if key else None))

    return rx.el.table(
        rx.el.caption(caption, class_name="visually-hidden"),
        rx.el.thead(rx.el.tr(*[_column(name) for name in columns], role="row"), role="rowgroup"),
        rx.el.tbody(each(rows, line), role="rowgroup"),
        role="table",
        class_name="table",
    )


def _column(name: str) -> rx.Component:
    if not name:
        return rx.el.th(rx.el.span("Actions", class_name="visually-hidden"), scope="col", role="columnheader")
    return rx.el.th(name, scope="col", role="columnheader")


def _cell(content: Node, column: str) -> rx.Component:
    look = "table-cell" if column else "table-actions"
    return rx.el.td(content, role="cell", class_name=look, custom_attrs={"data-label": column})
