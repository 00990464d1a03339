"""Professionals who may write."""

from itertools import count

from monespace_app.core.actor import operator
from monespace_app.features.access import services
from monespace_app.features.access.schemas import ProfessionalEntry, ProfessionalRef

_numbers = count(1)


def make_professional(
    display_name: str = "Dr Marie Chanteau",
    *,
    address: str | None = None,
    profession: str = "Médecine générale",
    town: str = "Cergy",
) -> ProfessionalRef:
    """A professional of the directory, with an address of its own unless one is given."""
    number = next(_numbers)
    entry = ProfessionalEntry(
        rpps=f"100{number:08d}",
        family_name=display_name.rpartition(" ")[2],
        display_name=display_name,
        profession=profession,
        town=town,
        address=address or f"professionnel.{number}@medecin.mssante.fr",
    )
    services.register(operator(), [entry])
    found = services.find_by_address(entry.address)
    assert found is not None
    return found
