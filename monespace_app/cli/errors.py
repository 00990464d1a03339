"""What may go wrong under any command, in a sentence on the screen rather than a trace of the program."""

import errno
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from typer.core import TyperGroup

from monespace_app.cli import screen
from monespace_app.core.errors import DomainError
from monespace_app.core.settings import Settings

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Commands(TyperGroup):
    """Commands whose expected troubles end in a sentence and exit code 1; a bug still shows its trace."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (DomainError, OperationalError, OSError, ValidationError) as error:
            if (sentence := sentence_of(error)) is None:
                raise
            screen.refuse(sentence)


def sentence_of(error: Exception) -> str | None:
    """What to tell an operator; None when it is none of their doing."""
    if isinstance(error, DomainError):
        return error.sentence
    if isinstance(error, OperationalError):
        reason, _, _ = str(error.orig).partition("\n")
        return f"La base de données ne répond pas\u00a0: {reason}"
    if isinstance(error, ValidationError) and error.title == Settings.__name__:
        return "\n".join(_about_setting(wrong) for wrong in error.errors())
    if isinstance(error, OSError):
        return _about_files(error)
    return None


def _about_setting(wrong: Mapping[str, Any]) -> str:
    if wrong["type"] == "value_error":
        return wrong["msg"].removeprefix("Value error, ")
    name = "_".join(str(part) for part in wrong["loc"]).upper()
    return f"MONESPACE_{name}\u00a0: cette valeur n'est pas acceptée."


def _about_files(error: OSError) -> str | None:
    if error.errno in _FULL:
        return "Il n'y a plus de place sur le disque."
    if isinstance(error, PermissionError) and error.filename:
        return f"L'accès à {error.filename} est refusé à ce programme."
    return None
