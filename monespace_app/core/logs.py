"""What the logs may say: our own sentences, and of everybody else's only where, how grave and which error.

Libraries put what they were handling into their messages: a whole event with the session cookie in it, the value
that did not fit, a row. So once the application serves, their words are left out before any handler sees them.
"""

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

OWN = ("monespace_app",)
HARMLESS = ("granian", "_granian", "alembic")
"""Loggers whose messages are about the server or the schema, never about a request."""

_Error = tuple[type[BaseException], BaseException, TracebackType | None]


def install() -> None:
    """Leave other people's words out of every record from now on, in this process. Calling it again changes nothing."""
    if logging.getLogRecordFactory() is not discreet_record:
        logging.setLogRecordFactory(discreet_record)


def place(trace: TracebackType | None, depth: int = 4) -> str:
    """« services.py:12 < state.py:34 »: where an error is, the innermost first, without the data it met."""
    frames = traceback.extract_tb(trace)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-depth:]))


def discreet_record(
    name: str,
    level: int,
    path: str,
    line: int,
    message: object,
    arguments: Any,
    error: _Error | None,
    function: str | None = None,
    stack: str | None = None,
    **more: Any,
) -> logging.LogRecord:
    """A log record without the words of others and without the values of exceptions."""
    if not _is_one_of(name, OWN + HARMLESS):
        message, arguments, stack = f"{Path(path).name}:{line} in {function}", (), None
    record = logging.LogRecord(name, level, path, line, message, arguments, None, function, stack, **more)
    if error and error[0] is not None:
        record.msg = f"{record.getMessage()}: {error[0].__name__} at {place(error[2])}"
        record.args = ()
    return record


def _is_one_of(name: str, families: tuple[str, ...]) -> bool:
    return any(name == family or name.startswith(f"{family}.") for family in families)
