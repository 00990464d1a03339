"""`monespace database`: bringing the tables up to date, and checking them."""

import typer

from monespace_app import migrations
from monespace_app.cli import screen

app = typer.Typer(no_args_is_help=True, help="Les tables de la base de données.")


@app.command()
def upgrade() -> None:
    """Crée les tables, ou les met à jour. Sans effet quand elles le sont déjà."""
    before = migrations.current()
    migrations.upgrade()
    after = migrations.current()
    if before == after:
        screen.tick("Base de données déjà à jour")
    else:
        screen.tick(f"Base de données mise à jour (version {after})")


@app.command()
def check() -> None:
    """Vérifie que la base est à jour et que ses tables sont celles de l'application."""
    if migrations.current() != migrations.latest():
        screen.refuse("La base n'est pas à jour. Lancez\u00a0: monespace database upgrade")
    differences = migrations.differences()
    for difference in differences:
        screen.say(difference)
    if differences:
        screen.refuse("Les tables ne sont pas celles que l'application attend.")
    screen.tick("Base de données à jour et conforme")
