"""How commands speak: progress bars, ticks and refusals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, total); it disappears when the work is over."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task(label, total=None)

        def tell(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield tell


def plain(text: str) -> Text:
    """Words that are shown as they are, whatever brackets they hold."""
    return Text(text)


def say(sentence: str) -> None:
    """Say something about what went wrong or remains to be done."""
    err.print(sentence, markup=False, soft_wrap=True)


def tick(sentence: str) -> None:
    """Say that something is done."""
    out.print("[green]✓[/]", escape(sentence), soft_wrap=True)


def refuse(sentence: str, code: int = 1) -> NoReturn:
    """Say why the command stops, and stop."""
    err.print("[red]✗[/]", escape(sentence), soft_wrap=True)
    raise typer.Exit(code)
