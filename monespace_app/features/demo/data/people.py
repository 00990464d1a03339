"""Who lives in the demonstration. Numbers, addresses and telephones belong to nobody."""

from dataclasses import dataclass
from datetime import date

from monespace_app.session.models import ProfileState

PASSWORD = "Demo-2026!"
MARTINES_CODE = "HuqZF3KXCz8k"


@dataclass(frozen=True, slots=True)
class Person:
    """One insured person. `identifier` is the account's, for those who have one."""

    given_name: str
    family_name: str
    birth_date: date
    nir: str
    state: ProfileState = ProfileState.PENDING
    identifier: str = ""
    email: str = ""
    mobile: str = ""
    card: str = ""
    serial: str = ""
    representative: str = ""

    def registry_line(self) -> str:
        """As the insurer's file would say it."""
        sex = "M" if self.nir.startswith("1") else "F"
        return ";".join(
            (
                self.nir, self.family_name, self.given_name, self.birth_date.isoformat(), sex,
                self.card, self.serial, self.email, self.mobile, self.representative,
            )
        )  # fmt: skip


_INAYAS_NIR = "288037511100177"

PEOPLE = (
    Person(
        "Inaya", "Michel", date(1988, 3, 14), _INAYAS_NIR,
        state=ProfileState.ACTIVE,
        identifier="inaya.michel", email="inaya.michel@example.org", mobile="+33639981214",
        card="avec photo", serial="20457812396",
    ),
    Person(
        "Lola", "Michel", date(2014, 5, 21), "214057511101040",
        state=ProfileState.ACTIVE, representative=_INAYAS_NIR,
    ),
    Person(
        "Mathis", "Michel", date(2017, 9, 3), "117097511101106",
        state=ProfileState.ACTIVE, representative=_INAYAS_NIR,
    ),
    Person("Louise", "Michel", date(2020, 2, 11), "220027511101284", representative=_INAYAS_NIR),
    Person(
        "Louison", "Michel", date(2022, 6, 5), "222067511101349",
        state=ProfileState.OPPOSED, representative=_INAYAS_NIR,
    ),
    Person("Louis", "Michel", date(2024, 11, 17), "124117511101480", representative=_INAYAS_NIR),
    Person(
        "Karim", "Michel", date(1986, 11, 8), "186119300800345",
        state=ProfileState.ACTIVE,
        identifier="karim.michel", email="karim.michel@example.org", mobile="+33639981386",
        card="avec photo", serial="20457812401",
    ),
    Person(
        "Martine", "Leguellec", date(1957, 6, 2), "257062901900219",
        email="martine.leguellec@example.org", card="sans photo", serial="01024576124",
    ),
    Person(
        "Gabriel", "Colonna", date(1949, 1, 30), "149022A00400547",
        state=ProfileState.ACTIVE,
        identifier="gabriel.colonna", email="gabriel.colonna@example.org", mobile="+33639984902",
        card="sans photo", serial="0204891733",
    ),
    Person(
        "Adama", "Diallo", date(1995, 1, 9), "195019933600612",
        state=ProfileState.ACTIVE,
        identifier="adama.diallo", email="adama.diallo@example.org", mobile="+33639989501",
        card="avec photo", serial="20457812518",
    ),
)  # fmt: skip
