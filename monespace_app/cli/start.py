"""`monespace start`, `build` and `dev`: the application itself."""

from typing import Annotated

import typer

from monespace_app import migrations
from monespace_app.cli import frontend, screen, serve
from monespace_app.core.actor import operator
from monespace_app.core.settings import Settings, settings
from monespace_app.features.demo import services as demo
from monespace_app.gateways import antivirus
from monespace_app.gateways.mssante_in import access
from monespace_app.gateways.senders import senders

Port = Annotated[int | None, typer.Option(help="Port d'écoute (par défaut : MONESPACE_PORT).")]
Host = Annotated[str | None, typer.Option(help="Adresse d'écoute (par défaut : MONESPACE_HOST).")]


def configuration() -> Settings:
    """The settings, once the gateways too accept them: nothing is begun that could not be served."""
    configured = settings()
    try:
        access.check(configured)
        senders(configured, demo.record_delivery)
        antivirus.scanner(configured)
    except ValueError as error:
        screen.refuse(str(error))
    return configured


def start(port: Port = None, host: Host = None) -> None:
    """Démarre l'application : tables à jour, interface construite si besoin, puis service sur un seul port."""
    configured = configuration()
    try:
        serve.start(host or configured.host, port or configured.port, preparations(configured))
    except (serve.PortTakenError, frontend.BuildError) as error:
        screen.refuse(str(error))


def preparations(configured: Settings) -> list[serve.Preparation]:
    """What makes the data ready: tables, and the made-up people of the demonstration or their absence."""
    tables: serve.Preparation = ("Base de données à jour", migrations.upgrade)
    if configured.is_demo:
        return [tables, ("Données de démonstration présentes", lambda: demo.load_demo(operator()))]
    return [tables, ("Aucune donnée de démonstration", demo.refuse_demo_data)]


def build(
    force: Annotated[bool, typer.Option(help="Construire même si rien n'a changé.")] = False,
) -> None:
    """Construit l'interface, si ses sources ont changé."""
    try:
        serve.build(force=force)
    except frontend.BuildError as error:
        screen.refuse(str(error))


def dev(
    port: Port = None,
    back_port: Annotated[int, typer.Option(help="Port du serveur d'arrière-plan.")] = 8000,
) -> None:
    """Démarre en développement : les pages se rechargent quand leurs sources changent."""
    configured = configuration()
    for _, prepare in preparations(configured):
        prepare()
    serve.dev(port or configured.port, back_port)
