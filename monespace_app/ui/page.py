"""Pages in their frame: the only part of the design system that knows the session."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from monespace_app.session import http
from monespace_app.session.state import SessionState, VisitorState
from monespace_app.session.tab import TabState
from monespace_app.ui import layout
from monespace_app.ui.client import (
    auto_submit_form,
    live_announcer,
    session_clock,
)
from monespace_app.ui.layout import SectionName
from monespace_app.ui.theme import DESCRIPTION

SITE = "Mon espace santé"

Content = Callable[[], rx.Component]


def page_title(name: str) -> str:
    """« Messagerie - Mon espace santé » (NAV-1)."""
    return f"{name} - {SITE}"


def add_private_page(
    app: rx.App,
    route: str,
    content: Content,
    *,
    title: str,
    section: SectionName = "",
    on_load: Sequence[Any] = (),
    wide: bool = False,
) -> None:
    """A page that needs a live session: the header of the open profile, the idle clock, the announcements."""

    def page() -> rx.Component:
        return layout.private_layout(
            content(),
            header=_header(),
            current=section,
            notices=_session_notices(),
            wide=wide,
        )

    app.add_page(
        page,
        route=route,
        title=page_title(title),
        description=DESCRIPTION,
        on_load=[SessionState.load, *on_load],
        meta=[{"name": "robots", "content": "noindex"}],
    )


def add_public_page(
    app: rx.App,
    route: str,
    content: Content,
    *,
    title: str,
    description: str = DESCRIPTION,
    on_load: Sequence[Any] = (),
    narrow: bool = False,
    login: bool = True,
) -> None:
    """A page anybody can read. `narrow` is for a form; `login` offers « Connexion » in the header."""

    def page() -> rx.Component:
        return layout.public_layout(
            content(), narrow=narrow, login=login, has_open_space=VisitorState.has_open_space
        )

    app.add_page(
        page,
        route=route,
        title=page_title(title) if title != SITE else SITE,
        description=description,
        on_load=[*([VisitorState.look] if login else []), *on_load],
    )


class _Navigate(rx.Component):
    """Goes to another address of the application as soon as it is shown."""

    library = "react-router"
    tag = "Navigate"
    to: rx.Var[str]
    replace: rx.Var[bool]


def add_forwarding(app: rx.App, route: str, target: str, *, title: str) -> None:
    """An address that leads to another page, without a stop in the history."""
    app.add_page(
        lambda: _Navigate.create(to=target, replace=True),
        route=route,
        title=page_title(title),
        description=DESCRIPTION,
        meta=[{"name": "robots", "content": "noindex"}],
    )


def _header() -> layout.Header:
    header = SessionState.header
    return layout.Header(
        name=header.short_name,
        initials=header.initials,
        color=header.color,
        unread=header.unread,
        profiles=header.profiles,
        on_profile=SessionState.open_profile,
        on_logout=SessionState.logout,
    )


def _session_notices() -> rx.Component:
    return rx.fragment(
        live_announcer(message=SessionState.announcement, nonce=SessionState.announcement_nonce),
        session_clock(
            deadline=TabState.session_end,
            is_final=TabState.is_end_final,
            server_now=TabState.server_now,
            on_keep=SessionState.keep_alive,
            on_check=SessionState.check_deadline,
            on_expire=SessionState.expire,
            on_logout=SessionState.logout,
        ),
        auto_submit_form(action=http.CLOSE_PATH, fields=SessionState.leaving),
    )
