"""The frame of every page: skip link, header (NAV-1, PROF-1), main, footer (PUB-2), bottom bar on a phone."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import reflex as rx

from monespace_app.ui.client import ProfileItem, switch_question
from monespace_app.ui.components.avatar import avatar, count_badge, unread_dot
from monespace_app.ui.components.base import (
    Count,
    Flag,
    Handler,
    Node,
    Rows,
    Text,
    classes,
    each,
    pick,
    present,
    when,
)
from monespace_app.ui.components.button import link_button
from monespace_app.ui.components.link import anchor
from monespace_app.ui.components.menu import menu, menu_item, menu_label, menu_separator
from monespace_app.ui.components.text import icon, visually_hidden

SectionName = Literal["accueil", "profil-medical", "documents", "messagerie", ""]
MAIN_ID = "contenu"


class NavItem(NamedTuple):
    """One of the main sections."""

    name: SectionName
    label: str
    href: str
    icon_name: str


NAVIGATION = (
    NavItem("accueil", "Accueil", "/accueil", "house"),
    NavItem("profil-medical", "Profil médical", "/profil-medical", "heart_pulse"),
    NavItem("documents", "Documents", "/documents", "folder"),
    NavItem("messagerie", "Messagerie", "/messagerie", "mail"),
)
FOOTER = (
    ("Plan du site", "/plan-du-site"),
    ("Accessibilité", "/accessibilite"),
    ("Mentions légales et CGU", "/mentions-legales"),
    ("Protection des données personnelles", "/donnees-personnelles"),
    ("Gestion des cookies", "/cookies"),
    ("Aide & Contact", "/aide"),
    ("À propos", "/a-propos"),
)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the header shows of the open profile, and what it does; each field is a plain value or a Var.

    A row of `profiles` has an `id`, a `name`, `initials`, a `color`, how many are `unread`, and whether it is
    the `current` one. `on_profile(id)` returns the event that opens a profile.
    """

    name: Text
    initials: Text
    color: Text
    unread: Count
    profiles: Rows
    on_profile: Any
    on_logout: Handler
    settings_href: Text = "/parametres/informations-personnelles"
    add_href: Text = "/profils/ajouter"


def private_layout(
    *content: Node,
    header: Header,
    current: SectionName,
    notices: Node | None = None,
    footer: bool = True,
    wide: bool = False,
) -> rx.Component:
    """A page of the open profile: its colour on the header, `current` marked in the navigation.

    `notices` stay above the content (connection lost, session about to end). `wide` gives the page the whole
    width and no footer under it on a desktop (list and object side by side).
    """
    return rx.el.div(
        _skip_link(),
        rx.el.header(
            rx.el.div(
                logo(href="/accueil"),
                _main_navigation(header.unread, current),
                _profile_menu(header),
                class_name="header-inner",
            ),
            class_name="header",
        ),
        *([notices] if notices is not None else []),
        rx.el.main(
            *content, id=MAIN_ID, tab_index=-1, class_name=classes("main", "main-wide" if wide else None)
        ),
        *([site_footer()] if footer else []),
        _bottom_bar(header.unread, current),
        switch_question(),
        class_name="app app-private",
        data_profile=header.color,
    )


def public_layout(
    *content: Node,
    login: bool = True,
    has_open_space: Flag = False,
    notices: Node | None = None,
    narrow: bool = False,
) -> rx.Component:
    """A page anyone can read; `login` offers the way into the space in the header; `narrow` is for a form."""
    entry = [way_in(has_open_space)] if login else []
    return rx.el.div(
        _skip_link(),
        rx.el.header(rx.el.div(logo(href="/"), *entry, class_name="header-inner"), class_name="header"),
        *([notices] if notices is not None else []),
        rx.el.main(
            *content, id=MAIN_ID, tab_index=-1, class_name=classes("main", "main-narrow" if narrow else None)
        ),
        site_footer(),
        class_name="app app-public",
        data_profile="blue",
    )


def way_in(has_open_space: Flag = False) -> rx.Component:
    """« Connexion », or « Mon espace » for somebody who is logged in already, in the same room."""
    back = link_button("Mon espace", "/accueil", kind="secondary", small=True)
    login = link_button("Connexion", "/connexion", kind="secondary", small=True)
    return rx.el.div(when(has_open_space, back, login), class_name="way-in")


def two_pane(
    list_pane: Node,
    detail_pane: Node,
    *,
    detail_open: Flag,
    list_label: Text,
    detail_label: Text = "Élément ouvert",
) -> rx.Component:
    """A list and its object: side by side on a desktop; on a phone the object alone when `detail_open`."""
    return rx.el.div(
        rx.el.section(list_pane, aria_label=list_label, class_name="pane pane-list"),
        rx.el.section(detail_pane, aria_label=detail_label, tab_index=0, class_name="pane pane-detail"),
        class_name=classes("two-pane", pick(detail_open, "two-pane-open", "")),
    )


def logo(*, href: str) -> rx.Component:
    """Our mark, a house whose door is a heart, and the name of the service."""
    mark = rx.el.svg(
        rx.el.svg.path(d="M5 17.2 18 6l13 11.2V28a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3Z", class_name="logo-house"),
        rx.el.svg.path(
            d="M18 26.4c-3.6-2.4-6-4.6-6-7.3a3.2 3.2 0 0 1 6-1.6 3.2 3.2 0 0 1 6 1.6c0 2.7-2.4 4.9-6 7.3Z",
            class_name="logo-heart",
        ),
        view_box="0 0 36 36",
        aria_hidden="true",
        class_name="logo-mark",
        custom_attrs={"focusable": "false"},
    )
    words = rx.el.span(
        visually_hidden("Accueil de "),
        rx.el.span("Mon espace", class_name="logo-first"),
        " ",
        rx.el.span("santé", class_name="logo-second"),
        class_name="logo-words",
    )
    return anchor(mark, words, href=href, class_name="logo")


def site_footer() -> rx.Component:
    """The links that every page ends with (PUB-2)."""
    links = [rx.el.li(anchor(label, href=href, class_name="footer-link")) for label, href in FOOTER]
    return rx.el.footer(
        rx.el.nav(rx.el.ul(*links, class_name="footer-links"), aria_label="Informations sur le service"),
        class_name="footer",
    )


def _skip_link() -> rx.Component:
    return anchor("Aller au contenu", href=f"#{MAIN_ID}", class_name="skip-link")


def _main_navigation(unread: Count, current: SectionName) -> rx.Component:
    items = [rx.el.li(_nav_link(item, unread, current, "nav-link")) for item in NAVIGATION]
    return rx.el.nav(
        rx.el.ul(*items, class_name="nav-list"), aria_label="Navigation principale", class_name="header-nav"
    )


def _bottom_bar(unread: Count, current: SectionName) -> rx.Component:
    items = [rx.el.li(_nav_link(item, unread, current, "bottom-link")) for item in NAVIGATION]
    return rx.el.nav(
        rx.el.ul(*items, class_name="bottom-list"),
        aria_label="Navigation principale",
        class_name="bottom-bar",
    )


def _nav_link(item: NavItem, unread: Count, current: SectionName, look: str) -> rx.Component:
    marks = [count_badge(unread)] if item.name == "messagerie" else []
    return anchor(
        rx.el.span(item.label, class_name="nav-word"),
        rx.el.span(icon(item.icon_name, size=22), *marks, class_name="nav-icon"),
        href=item.href,
        class_name=look,
        **present(aria_current="page" if item.name == current else None),
    )


def _profile_menu(header: Header) -> rx.Component:
    trigger = rx.el.button(
        avatar(header.initials, color=header.color),
        rx.el.span(visually_hidden("Profil ouvert : "), header.name, class_name="profile-name"),
        icon("chevron_down"),
        type="button",
        class_name="profile-button",
    )
    return menu(
        trigger,
        menu_label("Changer de profil"),
        each(header.profiles, lambda profile: _profile_item(profile, header.on_profile)),
        menu_separator(),
        menu_item("Ajouter un profil", icon_name="user_plus", href=header.add_href),
        menu_item("Paramètres", icon_name="settings", href=header.settings_href),
        menu_item("Se déconnecter", icon_name="log_out", on_select=header.on_logout),
    )


def _profile_item(profile: Any, on_profile: Any) -> rx.Component:
    """`profile` is a row of `Header.profiles`."""
    open_mark = when(profile.current, rx.el.span("Profil ouvert", class_name="menu-item-note"))
    return menu_item(
        rx.fragment(profile.name, open_mark),
        before=avatar(profile.initials, color=profile.color, size="small"),
        text_value=profile.name,
        after=unread_dot(profile.unread > 0, label="Messages non lus"),
        current=profile.current,
        on_select=on_profile(profile.id),
        part=ProfileItem,
    )
