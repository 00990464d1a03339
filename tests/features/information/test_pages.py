"""The public pages: real content, French typography, links that lead somewhere."""

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import reflex as rx

from monespace_app.features.documents import pages as documents
from monespace_app.features.home.pages import accueil
from monespace_app.features.information import pages, services
from monespace_app.features.information.pages import INFORMATION_PAGES
from monespace_app.features.information.pages.site_map import site_map
from monespace_app.features.information.schemas import SitePage
from monespace_app.features.login import pages as login
from monespace_app.features.medical_profile.pages import profil_medical
from monespace_app.features.profiles import pages as profiles
from monespace_app.session.http import cookie_name
from monespace_app.ui.layout import FOOTER, NAVIGATION
from tests.features.information import rendering
from tests.features.information.typographic import faults

ROOT = Path(__file__).resolve().parents[3]
SITE = (
    SitePage("Présentation", "/", "public"),
    SitePage("Connexion", "/connexion", "public"),
    SitePage("Accueil", "/accueil", "private"),
    *pages.site_pages(),
)
CONTENTS: dict[str, Callable[[], rx.Component]] = {
    "/": pages.presentation,
    "/plan-du-site": lambda: site_map(SITE),
    **{page.route: page.content for page in INFORMATION_PAGES},
    "/accueil": accueil,
    "/profil-medical": profil_medical,
    "/documents": documents.documents,
    "/documents/ajouter": documents.ajouter,
    "/documents/corbeille": documents.corbeille,
    "/documents/consultations": documents.consultations,
    "/profils/ajouter": profiles.ajouter,
    "/connexion/identifiant-oublie": login.identifiant_oublie,
    "/connexion/mot-de-passe-oublie": login.mot_de_passe_oublie,
    "/activation": login.activation,
    "404": pages.not_found,
    "erreur": pages.something_broke,
}
KNOWN_ROUTES = {
    *CONTENTS,
    *(item.href for item in NAVIGATION),
    "/connexion",
    "/parametres/informations-personnelles",
}
every_page = pytest.mark.parametrize("name", CONTENTS)


@every_page
@pytest.mark.row("PUB-2")
def test_every_text_follows_french_typography(name):
    page = CONTENTS[name]()
    found = [fault for text in rendering.words(page) for fault in faults(text.strip())]
    found += [fault for text in rendering.sentences(page) for fault in faults(text)]
    assert found == []


@every_page
@pytest.mark.row("PUB-2")
def test_every_link_leads_to_a_page_or_a_place_that_exists(name):
    page = CONTENTS[name]()
    for href in rendering.hrefs(page):
        if href.startswith(("https://", "tel:", "mailto:", "/drawings/")) or href == "":
            continue
        route, _, anchor = href.partition("#")
        assert route in KNOWN_ROUTES | {""}, href
        if anchor:
            target = page if route == "" else CONTENTS[route]()
            assert anchor in rendering.ids(target), href


@every_page
def test_every_page_has_one_h1_and_skips_no_level(name):
    levels = [int(title[1]) for title in rendering.titles(CONTENTS[name]())]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_page
def test_no_identifier_appears_twice(name):
    found = rendering.ids(CONTENTS[name]())
    assert len(found) == len(set(found))


@pytest.mark.row("PUB-2")
def test_each_footer_link_is_a_page_with_its_own_real_content():
    for label, href in FOOTER:
        page = CONTENTS[href]()
        text = " ".join(rendering.sentences(page))
        assert label.split(" ")[0] in text
        assert len(text) > (150 if href == "/plan-du-site" else 1000), href


@pytest.mark.row("PUB-1")
def test_the_presentation_offers_activation_and_login_and_says_what_the_space_holds():
    page = pages.presentation()
    text = " ".join(rendering.words(page))
    assert {"/activation", "/connexion"} <= set(rendering.hrefs(page))
    for words in ("Activer Mon espace santé", "Connexion", "Mon profil médical", "Documents", "Messagerie"):
        assert words.casefold() in text.casefold()
    for held in ("maladies et sujets de santé", "traitements", "allergies", "vaccinations", "mesures"):
        assert held in text
    for promise in ("Gratuit", "Privé", "refuser"):
        assert promise in text


@pytest.mark.row("PUB-2")
def test_the_site_map_lists_every_page_it_is_given_and_leaves_empty_groups_out():
    page = site_map([SitePage("Connexion", "/connexion", "public")])
    assert rendering.hrefs(page) == ["/connexion"]
    assert rendering.titles(page) == ["h1", "h2"]
    assert {one.href for one in SITE} <= set(rendering.hrefs(site_map(SITE)))


@pytest.mark.row("PUB-2")
def test_the_cookie_page_names_the_cookie_that_the_service_sets():
    text = " ".join(rendering.words(CONTENTS["/cookies"]()))
    assert cookie_name() in text


@pytest.mark.row("NAV-4")
@pytest.mark.parametrize("page", [pages.not_found, pages.something_broke])
def test_an_error_page_offers_a_way_back(page):
    assert "/accueil" in rendering.hrefs(page())


@pytest.mark.row("NAV-4")
def test_a_broken_page_reloads_instead_of_navigating():
    assert rendering.props(pages.something_broke(), "to") == []


@pytest.mark.row("PUB-2")
@pytest.mark.parametrize("route", ["/mentions-legales", "/donnees-personnelles", "/a-propos"])
def test_the_legal_pages_name_the_operator_of_the_settings(route, monkeypatch):
    from monespace_app.core.settings import settings

    monkeypatch.setenv("MONESPACE_OPERATOR_NAME", "Association Les Tilleuls")
    monkeypatch.setenv("MONESPACE_OPERATOR_CONTACT", "contact@tilleuls.example")
    monkeypatch.setenv("MONESPACE_HOSTING_NAME", "Hébergeur Exemple, Lille")
    settings.cache_clear()
    assert "Association Les Tilleuls" in " ".join(rendering.words(CONTENTS[route]()))
    assert services.operator().data_protection == "contact@tilleuls.example"


@pytest.mark.row("PUB-2")
@pytest.mark.parametrize("route", ["/mentions-legales", "/a-propos"])
def test_the_licence_is_named_as_the_project_declares_it(route):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / project["license-files"][0]).read_text("utf-8")
    text = " ".join(rendering.sentences(CONTENTS[route]()))
    assert "GNU Affero (AGPL), version 3 ou suivante" in text


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize(
    "route", ["/connexion/identifiant-oublie", "/connexion/mot-de-passe-oublie", "/activation"]
)
def test_what_cannot_be_done_on_line_yet_says_whom_to_write_to_and_not_the_insurers_line(route):
    text = " ".join(rendering.sentences(CONTENTS[route]()))
    assert "écrivez à contact@sante.example" in text
    assert "34" not in text


@pytest.mark.row("PUB-2")
def test_the_service_never_claims_to_be_the_national_one():
    for route in ("/mentions-legales", "/a-propos", "/aide"):
        assert "n'est pas le service national" in " ".join(rendering.sentences(CONTENTS[route]()))
