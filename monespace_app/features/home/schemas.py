"""What Accueil shows."""

from pydantic import BaseModel

from monespace_app.features.documents.schemas import DocumentRow


class InfoCard(BaseModel):
    """One card of « Informations » (HOME-2): something to do, and where."""

    title: str = ""
    message: str = ""
    action: str = ""
    href: str = ""


class HomeView(BaseModel):
    """The greeting, the cards and the last documents of the open profile."""

    greeting: str = ""
    cards: list[InfoCard] = []
    documents: list[DocumentRow] = []
