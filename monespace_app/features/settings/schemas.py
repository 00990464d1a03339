"""What « Informations personnelles » shows (SET-1), and what its form gives back."""

from pydantic import BaseModel


class PersonalInformation(BaseModel):
    """The account behind every attached profile; contacts are masked in part."""

    title: str = ""
    identifier: str = ""
    email: str = ""
    mobile: str = ""


class PasswordChange(BaseModel):
    """The three texts of the form, as typed."""

    old: str = ""
    new: str = ""
    again: str = ""
