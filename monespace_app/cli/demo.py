"""`monespace demo`: the made-up people, and what would have left the machine."""

import typer
from rich.panel import Panel

from monespace_app.cli import screen
from monespace_app.core.actor import operator
from monespace_app.features.demo import services
from monespace_app.features.demo.data.people import PASSWORD, PEOPLE
from monespace_app.features.demo.rules import CHANNELS
from monespace_app.features.demo.schemas import Delivery

app = typer.Typer(no_args_is_help=True, help="Le mode démonstration.")


@app.command()
def load() -> None:
    """Charge les personnes de la démonstration, leurs comptes et leurs messages. Sans effet la seconde fois."""
    with screen.progress_bar("Chargement de la démonstration") as progress:
        loaded = services.load_demo(operator(), progress)
    if not loaded:
        screen.tick("Données de démonstration déjà chargées")
        return
    identifiers = ", ".join(person.identifier for person in PEOPLE if person.identifier)
    screen.tick(f"Données de démonstration chargées. Comptes\u00a0: {identifiers} (mot de passe {PASSWORD})")


@app.command()
def outbox(
    limit: int = typer.Option(20, min=1, max=500, help="Combien d'envois, les plus récents d'abord."),
) -> None:
    """Montre les e-mails, SMS et courriers que la démonstration a gardés au lieu de les envoyer."""
    deliveries = services.list_deliveries(limit)
    if not deliveries:
        screen.out.print("Rien n'est parti pour le moment.")
    for delivery in deliveries:
        _show(delivery)


def _show(delivery: Delivery) -> None:
    title = f"{CHANNELS.get(delivery.channel, delivery.channel)} à {delivery.to}"
    head = f"{delivery.subject}\n\n" if delivery.subject else ""
    screen.out.print(
        Panel(screen.plain(f"{head}{delivery.text}"), title=screen.plain(title), subtitle=delivery.at)
    )
