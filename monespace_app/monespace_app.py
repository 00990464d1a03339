"""The whole application: its pages, its guard, its routes, and what runs beside it."""

import logging
from functools import partial
from pathlib import Path

import reflex as rx
from reflex.event import EventSpec
from starlette.applications import Starlette

from monespace_app import wiring
from monespace_app.core import bus, logs
from monespace_app.core.bus import Topic
from monespace_app.core.errors import DomainError
from monespace_app.core.settings import settings
from monespace_app.features.demo import http as demo_http
from monespace_app.features.demo import pages as demo
from monespace_app.features.documents import http as documents_http
from monespace_app.features.documents import pages as documents
from monespace_app.features.documents.state import DocumentListState, TrashState, UploadState, ViewerState
from monespace_app.features.home import pages as home
from monespace_app.features.home.state import HomeState
from monespace_app.features.information import pages as information
from monespace_app.features.information.schemas import SitePage
from monespace_app.features.login import pages as login
from monespace_app.features.medical_profile import pages as medical_profile
from monespace_app.features.messaging import pages as messaging
from monespace_app.features.messaging import services as messaging_services
from monespace_app.features.messaging.state import ComposerState, ConversationState, InboxState
from monespace_app.features.profiles import pages as profiles
from monespace_app.features.settings import pages as personal
from monespace_app.session import gate, guard, http, live, sealing
from monespace_app.session import services as session_services
from monespace_app.session.state import SessionState
from monespace_app.ui.atelier.pages import add_atelier
from monespace_app.ui.client import connection_banner, double_tap, early_press, page_focus, steady_fields
from monespace_app.ui.components import notify, toaster
from monespace_app.ui.components.error_boundary import error_boundary
from monespace_app.ui.delivery import FrontEndDelivery
from monespace_app.ui.page import SITE, add_forwarding, add_private_page, add_public_page
from monespace_app.ui.theme import head_components

log = logging.getLogger(__name__)

BUILT_FRONT_END = Path.cwd() / ".web" / "build" / "client"

SITE_MAP = [
    SitePage("Présentation", "/", "public"),
    SitePage("Connexion", "/connexion", "public"),
    SitePage("Activer Mon espace santé", "/activation", "public"),
    SitePage("Accueil", "/accueil", "private"),
    SitePage("Profil médical", "/profil-medical", "private"),
    SitePage("Documents", "/documents", "private"),
    SitePage("Ajouter un document", "/documents/ajouter", "private"),
    SitePage("Corbeille des documents", "/documents/corbeille", "private"),
    SitePage("Qui a consulté mes documents\u202f?", "/documents/consultations", "private"),
    SitePage("Messagerie", "/messagerie", "private"),
    SitePage("Informations personnelles", "/parametres/informations-personnelles", "private"),
    SitePage("Ajouter un profil", "/profils/ajouter", "private"),
    *information.site_pages(),
    SitePage("Plan du site", "/plan-du-site", "information"),
]


def on_backend_error(exception: Exception) -> EventSpec:
    """A refusal says its own sentence. Of a bug, the log gets the type and the place, never the data."""
    if isinstance(exception, DomainError):
        return notify(exception.sentence, kind="error")
    guard.log_failure(exception)
    return notify("Une erreur est survenue. Réessayez dans un instant.", kind="error")


def on_browser_error(exception: Exception) -> None:
    """A bug in the browser: only that there was one is written, its message may hold what was on the screen."""
    log.error("a script failed in a browser")


app = rx.App(
    html_lang="fr",
    reset_style=False,
    head_components=head_components(),
    toaster=toaster(),
    backend_exception_handler=on_backend_error,
    frontend_exception_handler=on_browser_error,
    api_transformer=[
        Starlette(
            routes=[
                *http.ROUTES,
                *documents_http.ROUTES,
                *(demo_http.ROUTES if settings().is_demo else ()),
            ]
        ),
        partial(FrontEndDelivery, folder=BUILT_FRONT_END),
        http.OriginGate,
        http.SecurityHeaders,
    ],
)
app.app_wraps[5, "Overlay"] = lambda stateful: rx.fragment(
    connection_banner(), page_focus(), early_press(), double_tap(), steady_fields()
)
app.app_wraps[55, "ErrorBoundary"] = lambda stateful: error_boundary(information.something_broke())
app.add_middleware(guard.SessionGuard(), index=0)
gate.install(app)
sealing.install()
app.register_lifespan_task(logs.install)

add_public_page(app, "/", information.presentation, title=SITE)
for page in information.INFORMATION_PAGES:
    add_public_page(app, page.route, page.content, title=page.label, description=page.description)
add_public_page(app, "/plan-du-site", lambda: information.site_map(SITE_MAP), title="Plan du site")
add_public_page(
    app, "/connexion", login.connexion, title="Connexion", on_load=login.ON_LOAD, narrow=True, login=False
)
add_public_page(
    app, "/connexion/identifiant-oublie", login.identifiant_oublie, title="Identifiant oublié", narrow=True
)
add_public_page(
    app,
    "/connexion/mot-de-passe-oublie",
    login.mot_de_passe_oublie,
    title="Mot de passe oublié",
    narrow=True,
)
add_public_page(app, "/activation", login.activation, title="Activer Mon espace santé", narrow=True)
add_public_page(app, "404", information.not_found, title="Page introuvable")

add_private_page(app, "/accueil", home.accueil, title="Accueil", section="accueil", on_load=home.ON_LOAD)
add_private_page(
    app,
    "/profil-medical",
    medical_profile.profil_medical,
    title="Profil médical",
    section="profil-medical",
    on_load=medical_profile.ON_LOAD,
)
for path, content, title, on_load in (
    ("", documents.documents, "Documents", documents.LIST_LOAD),
    ("/ajouter", documents.ajouter, "Ajouter un document", documents.ADD_LOAD),
    ("/corbeille", documents.corbeille, "Corbeille", documents.TRASH_LOAD),
    ("/consultations", documents.consultations, "Consultations de mes documents", documents.LOOKS_LOAD),
    ("/[document_id]", documents.document, "Document", documents.VIEW_LOAD),
):
    add_private_page(app, f"/documents{path}", content, title=title, section="documents", on_load=on_load)
add_private_page(
    app,
    "/messagerie/[[conversation_id]]",
    messaging.messagerie,
    title="Messagerie",
    section="messagerie",
    on_load=messaging.ON_LOAD,
    wide=True,
)

add_private_page(
    app,
    "/parametres/informations-personnelles",
    personal.informations_personnelles,
    title="Informations personnelles",
    on_load=personal.ON_LOAD,
)

add_forwarding(app, "/parametres", "/parametres/informations-personnelles", title="Paramètres")

add_private_page(app, "/profils/ajouter", profiles.ajouter, title="Ajouter un profil")

if settings().is_demo:
    import monespace_app.features.examples  # noqa: F401

    add_public_page(app, "/demo", demo.demo, title="Démonstration", on_load=demo.ON_LOAD)
    add_atelier(app)

wiring.connect_antivirus()
session_services.count_unread_with(messaging_services.count_unread)
live.tabs.serve(app)
live.tabs.tell(
    Topic.MESSAGES,
    SessionState.refresh_header,
    InboxState.refresh,
    ConversationState.refresh,
    HomeState.refresh,
)
live.tabs.tell(Topic.DRAFTS, ComposerState.refresh)
live.tabs.tell(
    Topic.DOCUMENTS,
    DocumentListState.refresh,
    ViewerState.refresh,
    UploadState.refresh,
    TrashState.refresh,
    HomeState.refresh,
)
live.tabs.tell(Topic.SESSION_ENDED, SessionState.expire)

bus.subscribe(live.tabs.on_bus)
app.register_lifespan_task(bus.running)
app.register_lifespan_task(wiring.mail_server)
app.register_lifespan_task(wiring.outbox_relay)
app.register_lifespan_task(wiring.housekeeping)
app.register_lifespan_task(wiring.antivirus_retries)

guard.check_policies()
