"""What the information pages are told: who runs this installation, which pages exist."""

from dataclasses import dataclass
from typing import Literal

SiteGroup = Literal["public", "private", "information"]


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page of the application, as « Plan du site » lists it."""

    label: str
    href: str
    group: SiteGroup


@dataclass(frozen=True, slots=True)
class Operator:
    """Who answers for this installation. Every field is ready to be shown.

    Attributes:
        name: The person or organisation that runs the service.
        contact: An address to write to; may be a sentence when there is none.
        how_to_reach: What somebody in trouble is told, to end a sentence: « écrivez à contact@… ».
        data_protection: Where to write about one's data.
        hosting: Where the machines are and who keeps them.
        email: The same as `contact` when it is an e-mail address, else empty.
    """

    name: str
    contact: str
    how_to_reach: str
    data_protection: str
    hosting: str
    email: str = ""
