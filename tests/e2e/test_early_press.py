"""A press counts as soon as the page can be seen, however late its scripts and its server are."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.e2e import backstage
from tests.e2e.conftest import Browse
from tests.e2e.people import PASSWORD, Patient, wait_until_alive
from tools.server import DemoServer


@contextmanager
def late_scripts(page: Page) -> Iterator[None]:
    """No script file arrives meanwhile, as on a slow phone."""
    waiting: list[Route] | None = []

    def wait(route: Route) -> None:
        if waiting is None:
            route.continue_()
        else:
            waiting.append(route)

    page.route("**/assets/*.js", wait)
    yield
    late, waiting = waiting, None
    for route in late:
        route.continue_()


LOADED = '"is_hydrated_rx_state_":true'
"""In what the server says once everything that loads a page has run."""


REMEMBERED = '"delta"'
"""In all that the server says of the page, from the first word."""


@contextmanager
def late_server(page: Page, since: str = LOADED) -> Iterator[list[str]]:
    """Meanwhile the server's words, from the first that hold `since`, do not arrive; gives what the page says."""
    said: list[str] = []
    waiting: list[Callable[[], None]] = []
    is_late = True

    def connect(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def to_server(words: str | bytes) -> None:
            said.append(str(words))
            server.send(words)

        def to_page(words: str | bytes) -> None:
            if is_late and (waiting or since in str(words).replace(" ", "")):
                waiting.append(lambda: socket.send(words))
            else:
                socket.send(words)

        socket.on_message(to_server)
        server.on_message(to_page)

    page.route_web_socket(re.compile("/_event"), connect)
    yield said
    assert waiting, "the server had something to say"
    is_late = False
    for send in waiting:
        send()


@pytest.mark.row("LOGIN-1")
def test_a_press_made_while_the_server_loads_the_page_comes_after_it(
    browse: Browse, server: DemoServer
) -> None:
    backstage.forgive(server)
    page = browse("phone").new_page()
    with late_server(page) as said:
        page.goto(f"{server.address}/connexion")
        wait_until_alive(page)
        page.get_by_role("button", name="Continuer").click()
        page.wait_for_timeout(500)
        assert not [words for words in said if ".identify" in words], (
            "it would be undone by what loads the page"
        )
    expect(page.locator("#resume-erreurs")).to_be_focused()
    assert len([words for words in said if ".identify" in words]) == 1


@pytest.mark.row("LOGIN-1")
def test_a_page_that_goes_away_while_the_server_loads_it_still_says_what_was_pressed(
    browse: Browse, server: DemoServer
) -> None:
    page = browse("phone").new_page()
    with late_server(page) as said:
        page.goto(f"{server.address}/connexion")
        wait_until_alive(page)
        page.get_by_role("button", name="Continuer").click()
        page.wait_for_timeout(500)
        page.goto("about:blank")
        page.wait_for_timeout(300)
        assert len([words for words in said if ".identify" in words]) == 1


@pytest.mark.row("LOGIN-1")
def test_what_is_typed_and_pressed_before_the_scripts_are_there_is_done_once_they_are(
    browse: Browse, server: DemoServer
) -> None:
    backstage.forgive(server)
    karim = Patient(browse("phone").new_page(), server)
    page = karim.page
    with late_scripts(page):
        page.goto(f"{server.address}/connexion", wait_until="commit")
        karim.identify("karim.michel", PASSWORD)
        page.get_by_role("button", name="Continuer").click()  # an impatient finger
        assert page.url == f"{server.address}/connexion"
    expect(page.get_by_role("radio", name=re.compile("par e-mail"))).to_be_visible()
    expect(page.locator("[data-waiting]")).to_have_count(0)


@pytest.mark.row("PROF-1")
def test_a_menu_pressed_before_the_scripts_are_there_opens_once_they_are(inaya: Patient) -> None:
    page = inaya.page
    with late_scripts(page):
        page.goto(f"{inaya.server.address}/accueil", wait_until="commit")
        page.locator(".profile-button").click()
    expect(page.get_by_role("menu")).to_be_visible()


@pytest.mark.row("LOGIN-1")
def test_a_press_on_a_slow_phone_counts_once(browse: Browse, server: DemoServer) -> None:
    backstage.forgive(server)
    page = browse("phone").new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 20})
    page.goto(f"{server.address}/connexion", wait_until="commit")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#resume-erreurs")).to_be_focused(timeout=30_000)


@pytest.mark.row("LOGIN-1")
def test_what_the_server_remembers_does_not_come_into_the_field_one_is_in(
    browse: Browse, server: DemoServer
) -> None:
    backstage.forgive(server)
    visitor = Patient(browse("phone").new_page(), server)
    page, field = visitor.page, visitor.page.get_by_label("Mon identifiant")
    visitor.go("/connexion")
    visitor.identify("karim.michel", "Faux-2026!")
    expect(page.locator("#resume-erreurs")).to_be_focused()
    page.goto("about:blank")
    with late_server(page, since=REMEMBERED):
        visitor.go("/connexion")
        field.focus()
        expect(field).to_have_value("")
    expect(field).to_have_attribute("value", "karim.michel")
    page.keyboard.type("personne")
    expect(field).to_have_value("personne")
