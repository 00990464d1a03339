"""`monespace`: what an operator does from a terminal."""

import typer

from monespace_app.cli import database, demo, documents, errors, professional, registry, start, storage

app = typer.Typer(
    name="monespace",
    cls=errors.Commands,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    add_completion=False,
    help="Mon espace santé, à héberger soi-même.",
)
app.add_typer(database.app, name="database")
app.add_typer(demo.app, name="demo")
app.add_typer(documents.app, name="documents")
app.add_typer(professional.app, name="professional")
app.add_typer(registry.app, name="registry")
app.add_typer(storage.app, name="storage")
for command in (start.start, start.build, start.dev):
    app.command()(command)
