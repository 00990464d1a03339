"""What comes from a form, and what is wrong with it."""

from collections.abc import Mapping

from pydantic import BaseModel

from monespace_app.core.errors import Invalid

FORM_TEXT_LIMIT = 4096
"""Longer than anything a field of ours takes; the rules then say what is wrong with it."""


class FieldProblem(BaseModel):
    """An error and the id of the field it is about, for the error summary."""

    field: str
    message: str


class InvalidForm(Invalid):
    """Several fields may be wrong: `problems` names each. The sentence is that of the first."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__(problems[0].field, problems[0].message)
        self.problems = problems


def typed(form: object, name: str) -> str:
    """A field of a form as text, whatever the browser sent: anything that is not text counts as empty.

    Text that no database or hash can take (NUL, half of a surrogate pair) is kept out of them by the rules.
    """
    value = form.get(name) if isinstance(form, Mapping) else None
    return value[:FORM_TEXT_LIMIT] if isinstance(value, str) else ""
