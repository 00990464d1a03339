"""Focus, title and scroll position at each change of page (NAV-1, NAV-2)."""

import reflex as rx

from monespace_app.ui.client.modules import library


class PageFocus(rx.Component):
    """The React component; see `page_focus`."""

    library = library("page_focus.jsx")
    tag = "PageFocus"


def page_focus() -> rx.Component:
    """Move focus to the new page's title and announce it. Mounted once, by the app's overlay.

    The title is the element marked `data-page-focus`, else the h1 of `main`. Nothing moves when only the query
    changes, nor on the first page.
    """
    return PageFocus.create()
