"""How people in France write dates, numbers and sizes (specification: « Rules that hold everywhere », 7)."""

from datetime import date, datetime, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal

from monespace_app.core import clock

NARROW = "\u202f"
"""Narrow no-break space: inside « », before ; ! ? and between thousands."""

NO_BREAK = "\u00a0"
"""No-break space: before a colon and a unit."""


def long_date(day: date) -> str:
    """« 12 décembre 2021 », « 1er mai 2024 »."""
    text = format_date(day, "d MMMM y", locale="fr")
    return f"1er {text.split(' ', 1)[1]}" if day.day == 1 else text


def long_moment(moment: datetime) -> str:
    """« 28 mai 2026 à 15:40 », Paris time."""
    local = clock.paris(moment)
    return f"{long_date(local.date())} à {local:%H:%M}"


def hour(moment: datetime) -> str:
    """« 10:28 », Paris time."""
    return f"{clock.paris(moment):%H:%M}"


def list_moment(moment: datetime) -> str:
    """A date as a list shows it (MSG-2): « 10:28 » today, « Hier 15:40 », « 28 mai » this year, « 09/12/20 »."""
    local, today = clock.paris(moment), clock.today()
    if local.date() == today:
        return hour(moment)
    if local.date() == today - timedelta(days=1):
        return f"Hier {local:%H:%M}"
    if local.year == today.year:
        return day_and_month(local.date())
    return f"{local:%d/%m/%y}"


def saved_moment(moment: datetime) -> str:
    """When something was saved, inside a sentence: « à 10:28 » today, « hier à 15:40 », « le 28 mai à 15:40 »."""
    local, today = clock.paris(moment), clock.today()
    if local.date() == today:
        return f"à {local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return f"hier à {local:%H:%M}"
    day = day_and_month(local.date()) if local.year == today.year else long_date(local.date())
    return f"le {day} à {local:%H:%M}"


def day_and_month(day: date) -> str:
    """« 28 mai », « 1er mai »."""
    return (
        "1er" + format_date(day, " MMMM", locale="fr")
        if day.day == 1
        else format_date(day, "d MMMM", locale="fr")
    )


def number(value: int | float) -> str:
    """« 1 430 », « 36,6 »."""
    return format_decimal(value, locale="fr")


def short_date(day: date) -> str:
    """« 12/03/2026 »."""
    return f"{day:%d/%m/%Y}"


_KILO, _MEGA = 1_000, 1_000_000


def file_size(count: int) -> str:
    """« 1,2 Mo », « 340 Ko », « 12 octets » for a number of bytes: a kilo is a thousand, as on a disk's box."""
    if count < _KILO:
        return plural(count, "octet", "octets").replace(" ", NO_BREAK)
    # 999,999 bytes are « 1 Mo », not « 1 000 Ko ».
    if (kilos := round(count / _KILO)) < _KILO:
        return f"{number(kilos)}{NO_BREAK}Ko"
    return f"{number(round(count / _MEGA, 1))}{NO_BREAK}Mo"


def plural(count: int, one: str, many: str) -> str:
    """« 0 message », « 1 message », « 2 messages »: French is singular below two."""
    return f"{number(count)} {one if count < 2 else many}"


_VOWELS = "aàâäeéèêëiîïoôöuùûüœæ"


def page_summary(first: int, last: int, total: int) -> str:
    """« 1 - 50 sur 1 430 »; nothing for an empty list."""
    return f"{number(first)} - {number(last)} sur {number(total)}" if total else ""


def of(name: str) -> str:
    """« de Lola », « d'Inaya », « d'Yves », « de Yasmine »: elision before a vowel sound (h taken as mute)."""
    first, second = name[:1].casefold(), name[1:2].casefold()
    elided = second not in _VOWELS if first == "y" else first in _VOWELS + "h"
    return f"d'{name}" if elided and first else f"de {name}"
