"""Who runs this installation, read from its settings."""

from monespace_app.core.settings import Settings, settings
from monespace_app.features.information.schemas import Operator

_WHO_SHOWS = "adressez-vous à la personne qui vous montre cette démonstration"
DEMO = Operator(
    name="la personne qui a lancé cette démonstration sur son ordinateur",
    contact=_WHO_SHOWS,
    how_to_reach=_WHO_SHOWS,
    data_protection=_WHO_SHOWS,
    hosting="cet ordinateur : en démonstration, le service n'est ouvert à aucune autre machine",
)
"""In demo mode only the person at the keyboard reaches the service, and the people in it are made up."""


def operator() -> Operator:
    """The operator to name on the legal pages."""
    return operator_from(settings())


def operator_from(configuration: Settings) -> Operator:
    """What the settings say; the demonstration names nobody unless it is told to."""
    if not configuration.operator_name:
        return DEMO
    name, contact = configuration.operator_name, configuration.operator_contact
    email = contact if "@" in contact and " " not in contact else ""
    return Operator(
        name=name,
        contact=contact,
        how_to_reach=f"écrivez à {email}" if email else f"adressez-vous à {name}\u00a0: {contact}",
        data_protection=configuration.data_protection_contact or contact,
        hosting=configuration.hosting_name,
        email=email,
    )
