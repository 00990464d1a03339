"""What the medical profile's page shows."""

from pydantic import BaseModel


class SectionRow(BaseModel):
    """One of the thirteen sections and, in a few words, what it holds."""

    title: str = ""
    holds: str = ""


class MedicalProfileView(BaseModel):
    """The open profile's sections, in their order."""

    sections: list[SectionRow] = []
