"""Which cards suit a profile (HOME-2). Pure functions."""

from monespace_app.core import french
from monespace_app.features.home.schemas import InfoCard


def greeting(given_name: str) -> str:
    """« Bonjour Inaya, » (HOME-1)."""
    return f"Bonjour {given_name},"


def cards(unread: int) -> list[InfoCard]:
    """The cards with something to do, the most pressing first; none when all is done."""
    return [unread_card(unread)] if unread else []


def unread_card(unread: int) -> InfoCard:
    """Messages wait to be read."""
    count = french.plural(unread, "message non lu", "messages non lus")
    return InfoCard(
        title="Ma messagerie",
        message=f"{count} de mes professionnels de santé",
        action="Lire mes messages",
        href="/messagerie",
    )
