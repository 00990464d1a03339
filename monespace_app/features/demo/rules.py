"""What `/demo` shows and accepts. Pure functions."""

import re
from datetime import datetime

from monespace_app.core import french
from monespace_app.core.errors import Invalid
from monespace_app.features.demo.data.people import MARTINES_CODE, PASSWORD, PEOPLE, Person
from monespace_app.features.demo.data.professionals import PROFESSIONALS
from monespace_app.features.demo.schemas import Delivery, DeliveryRow, DemoAccount, OutgoingForm
from monespace_app.session.models import ProfileState

SUBJECT_LIMIT = 200
TEXT_LIMIT = 10_000
CHANNELS = {"email": "E-mail", "sms": "SMS", "mssante": "Message à un professionnel"}
WHO = {
    "inaya.michel": "mère de cinq enfants, beaucoup de données",
    "karim.michel": "le père des enfants, pas encore second représentant",
    "gabriel.colonna": "1 430 conversations, 400 documents : le profil le plus chargé",
    "adama.diallo": "un espace actif et vide",
}
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def accounts() -> list[DemoAccount]:
    """Who can log in, then who can activate a space."""
    known = [_account(person) for person in PEOPLE if person.identifier]
    martine = next(person for person in PEOPLE if person.given_name == "Martine")
    waiting = DemoAccount(
        name=_name(martine),
        who="pas encore activée ; carte Vitale sans photo",
        login=f"carte {martine.serial}",
        secret=f"code {MARTINES_CODE}",
    )
    return [*known, waiting]


def _account(person: Person) -> DemoAccount:
    return DemoAccount(
        name=_name(person), who=WHO[person.identifier], login=person.identifier, secret=PASSWORD
    )


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}"


def senders() -> list[tuple[str, str]]:
    """Addresses and names of the professionals of the directory."""
    return [(one.address, f"{one.display_name} ({one.profession})") for one in PROFESSIONALS]


def recipients(domain: str) -> list[tuple[str, str]]:
    """Addresses and names of the people whose space is open."""
    active = [person for person in PEOPLE if person.state is ProfileState.ACTIVE]
    return [(f"{person.nir}@{domain}", _name(person)) for person in active]


def row(delivery: Delivery) -> DeliveryRow:
    """A delivery as one reads it."""
    # The ordinary messages of professionals hold six figures too: only ours carry codes.
    code = _CODE.search(delivery.text) if delivery.channel != "mssante" else None
    return DeliveryRow(
        channel=delivery.channel,
        channel_name=CHANNELS.get(delivery.channel, delivery.channel),
        recipient=delivery.to,
        subject=delivery.subject,
        text=delivery.text,
        moment=french.long_moment(datetime.fromisoformat(delivery.at)),
        code=code.group() if code else "",
    )


def check(form: OutgoingForm) -> None:
    """Refuse what no mail can carry.

    Raises:
        Invalid: Naming the field and what is wrong.
    """
    for field, value in (("sender", form.sender), ("recipient", form.recipient)):
        if not re.fullmatch(r"[^@\s]{1,64}@[^@\s]{1,190}", value):
            raise Invalid(field, "Choisissez une adresse dans la liste.")
    if not form.subject.strip():
        raise Invalid("subject", "Écrivez un sujet.")
    if len(form.subject) > SUBJECT_LIMIT or not form.subject.isprintable():
        raise Invalid(
            "subject", f"Le sujet tient sur une ligne et en {SUBJECT_LIMIT}\u00a0caractères au plus."
        )
    if not form.text.strip():
        raise Invalid("text", "Écrivez un message.")
    if len(form.text) > TEXT_LIMIT:
        raise Invalid(
            "text", f"Le message est limité à {french.number(TEXT_LIMIT)}\u00a0caractères. Raccourcissez-le."
        )
