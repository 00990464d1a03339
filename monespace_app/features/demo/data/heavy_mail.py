"""The heavy profile: 1,430 conversations over twelve years of an elderly gentleman's well-followed health.

Everything is drawn from one fixed seed: each load gives the same conversations, with dates that follow today.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from monespace_app.features.access.schemas import ProfessionalEntry
from monespace_app.features.demo.data.mail import DemoMail, day_name
from monespace_app.features.demo.data.professionals import (
    BIOPCR,
    CHANTEAU,
    DELAUNAY,
    EOSO,
    EUGENE,
    LALLEMAND,
    MENDES,
    NDIAYE,
    POISSY,
    THOMAS,
    TOUJMAN,
)
from monespace_app.ui.typography import typeset

CONVERSATIONS = 1_430
_YEARS = 12
_UNREAD = 3
_FOLLOWED_UP = 0.12

_TEMPLATES: tuple[tuple[ProfessionalEntry, str, str], ...] = (
    (CHANTEAU, "Votre tension", "Merci pour vos mesures. La moyenne de la semaine est de {high}/{low} : c'est très correct à votre âge. On ne change rien au traitement. Continuez à mesurer matin et soir, assis, trois jours de suite chaque mois."),
    (CHANTEAU, "Suite de votre consultation", "J'ai été heureuse de vous voir en si bonne forme. Comme convenu, nous gardons le même traitement jusqu'à notre prochain rendez-vous, le {day}. D'ici là, écrivez-moi si les vertiges reviennent."),
    (CHANTEAU, "Renouvellement de votre traitement", "Votre traitement est renouvelé pour {months} mois. La pharmacie est prévenue, vous pouvez passer à partir du {day}. Pensez à prendre le comprimé du soir avec un grand verre d'eau."),
    (CHANTEAU, "Vaccin contre la grippe", "La campagne de vaccination commence. Monsieur Eoso peut vous vacciner à la pharmacie sans rendez-vous, ou je le ferai lors de votre visite du {day}, comme vous préférez."),
    (CHANTEAU, "Votre poids", "{weight} kg sur votre balance : vous êtes revenu à votre poids habituel, bravo. Gardez vos promenades du matin, elles comptent plus que tout le reste."),
    (THOMAS, "Votre rendez-vous du {day}", "Votre rendez-vous avec le Dr Chanteau est fixé au {day} à {hour}. Si vous venez avec le bus, l'arrêt « Mairie » est de nouveau desservi."),
    (THOMAS, "Rendez-vous déplacé", "Le Dr Chanteau est retenue et doit déplacer votre rendez-vous. Nous vous proposons le {day} à {hour}. Dites-nous si cela vous convient, sinon nous trouverons mieux."),
    (THOMAS, "Fermeture du cabinet", "Le cabinet sera fermé la semaine du {day}. Le Dr Eugène assure le remplacement à Osny. Pour une urgence, appelez le 15."),
    (DELAUNAY, "Ma visite de {weekday}", "Je passerai {weekday} entre {hour} et la demi-heure pour la prise de sang. Restez bien à jeun depuis la veille au soir ; vous pouvez boire de l'eau."),
    (DELAUNAY, "Votre pansement", "La plaie est propre et se referme bien. Gardez le pansement au sec jusqu'au {day}, je le changerai ce jour-là. Si la peau chauffe ou rougit autour, écrivez-moi sans attendre."),
    (DELAUNAY, "Vos bas de contention", "Les nouveaux bas sont arrivés. Enfilez-les le matin avant de vous lever, c'est le secret. Je vous montrerai le geste lors de ma visite du {day}."),
    (MENDES, "Remplacement d'Angélique Delaunay", "Je remplace Angélique jusqu'au {day}. Elle m'a tout expliqué, rien ne change pour vous : je passerai à la même heure. À très vite."),
    (MENDES, "Préparation de votre pilulier", "J'ai préparé votre pilulier pour la semaine du {day}. Le comprimé blanc du midi est passé au soir, comme l'a demandé le Dr Chanteau."),
    (LALLEMAND, "Résultats de votre prise de sang", "Vos résultats du {past} : glycémie {glucose} g/l, cholestérol LDL {ldl} g/l, créatinine {creatinine} mg/l. Ils sont stables par rapport aux précédents. Votre médecin les a reçus."),
    (LALLEMAND, "Votre INR", "INR du {past} : {inr}. Il est dans la zone visée, entre 2 et 3. Prochain contrôle dans {weeks} semaines, à la même heure si possible."),
    (LALLEMAND, "Un contrôle à refaire", "Le tube du {past} n'a pas pu être analysé. Pourriez-vous repasser au laboratoire, à jeun, avant le {day} ? Toutes nos excuses pour ce dérangement."),
    (BIOPCR, "Résultat de votre test PCR", "Le test réalisé le {past} est négatif. Si vos symptômes durent plus de trois jours, prenez l'avis de votre médecin traitant."),
    (EOSO, "Votre commande est prête", "Votre commande vous attend au comptoir. Il manquait une boîte, elle arrivera le {day} ; vous avez de quoi tenir jusque-là."),
    (EOSO, "Changement de marque", "Votre comprimé change de couleur et de nom ce mois-ci : c'est le même médicament, au même dosage. Passez me voir si vous avez le moindre doute, nous regarderons les boîtes ensemble."),
    (EOSO, "Médicament en rupture", "Le sirop habituel manque dans toute la région. Le Dr Chanteau est d'accord pour le remplacer ; je vous explique la nouvelle dose quand vous passez, jusqu'au {day}."),
    (EUGENE, "Après votre passage à Osny", "Merci de votre visite pendant les congés du Dr Chanteau. Votre toux était sans gravité ; si elle n'a pas disparu le {day}, reprenez rendez-vous. J'ai transmis mon avis au Dr Chanteau."),
    (NDIAYE, "Vos exercices de la semaine", "Beau progrès {weekday} : {steps} pas sans canne. Cette semaine, trois fois par jour : se lever de la chaise dix fois sans les mains, puis marcher cinq minutes. On fait le point le {day}."),
    (NDIAYE, "Votre séance du {day}", "Je vous attends le {day} à {hour}. Venez avec des chaussures fermées, nous essaierons les escaliers."),
    (TOUJMAN, "Votre appareil dentaire", "L'appareil est ajusté. Il peut gêner quelques jours, c'est normal. Si une zone reste douloureuse le {day}, passez au cabinet sans rendez-vous, entre 12 h et 13 h."),
    (TOUJMAN, "Votre contrôle annuel", "Une année déjà : il est temps de vérifier que tout va bien. Je vous propose le {day} à {hour}. Votre traitement pour fluidifier le sang ne pose pas de problème pour un simple contrôle."),
    (POISSY, "Votre consultation de cardiologie", "Vous êtes attendu le {day} à {hour}, bâtiment B, premier étage. Présentez-vous à l'accueil un quart d'heure avant, avec votre carte Vitale."),
    (POISSY, "Compte rendu de consultation", "L'échographie du {past} montre un cœur qui se contracte bien (fraction d'éjection {ejection} %). Pas de changement de traitement. Prochain contrôle dans un an."),
    (POISSY, "Votre avis nous intéresse", "Vous êtes venu à l'hôpital le {past}. Tout s'est-il bien passé ? Vous pouvez nous répondre ici, en quelques mots ; nous lisons chaque message."),
)  # fmt: skip

_FOLLOW_UPS = (
    "Avez-vous bien reçu mon message précédent ? Un simple « oui » me suffira.",
    "J'oubliais : pensez à noter vos questions d'ici là, nous prendrons le temps d'y répondre.",
    "Petite précision : c'est bien à l'adresse habituelle.",
    "Tout est réglé de notre côté. Bonne continuation.",
)
_SIGNATURES = ("Bien cordialement,", "Bonne journée,", "Bien à vous,", "À bientôt,")
_HOURS = ("9 h", "9 h 30", "10 h 15", "11 h", "14 h", "14 h 45", "16 h", "17 h 30")


def gabriels_mails(today: date) -> Iterator[DemoMail]:
    """Every mail of the heavy profile, the oldest first: one conversation each, some with a second message."""
    draw = random.Random(1_430)  # noqa: S311 - made-up mails, not secrets
    span = _YEARS * 365
    ages = sorted((draw.randint(2, span) for _ in range(CONVERSATIONS)), reverse=True)
    for number, age in enumerate(ages):
        first = _first(draw, number, age, today)
        newest = number >= CONVERSATIONS - _UNREAD
        yield replace(first, is_read=not newest)
        if not newest and draw.random() < _FOLLOWED_UP:
            yield _second(draw, first)


def _first(draw: random.Random, number: int, age: int, today: date) -> DemoMail:
    sender, subject, text = draw.choice(_TEMPLATES)
    slots = _slots(draw, today - timedelta(days=age))
    body = f"Bonjour Monsieur Colonna,\n\n{text.format(**slots)}\n\n{draw.choice(_SIGNATURES)}\n{sender.display_name}"
    hour = f"{draw.randint(8, 18):02d}:{draw.randint(0, 59):02d}"
    return DemoMail(f"colonna-{number}", sender, typeset(subject.format(**slots)), typeset(body), age, hour)


def _second(draw: random.Random, first: DemoMail) -> DemoMail:
    signature = first.text.rpartition("\n")[2]
    text = f"Bonjour Monsieur Colonna,\n\n{draw.choice(_FOLLOW_UPS)}\n\n{signature}"
    return replace(
        first, key=f"{first.key}-suite", text=typeset(text), days_ago=first.days_ago - 1, follows=first.key
    )


def _slots(draw: random.Random, written: date) -> dict[str, str]:
    coming = _working_day(written + timedelta(days=draw.randint(3, 30)))
    return {
        "day": day_name(coming),
        "past": day_name(_working_day(written - timedelta(days=draw.randint(2, 6)))),
        "weekday": draw.choice(("lundi", "mardi", "mercredi", "jeudi", "vendredi")),
        "hour": draw.choice(_HOURS),
        "high": str(draw.randint(12, 14)),
        "low": str(draw.randint(7, 8)),
        "months": str(draw.choice((3, 6))),
        "weeks": str(draw.choice((2, 4, 6))),
        "weight": _french(draw.uniform(72, 79), 1),
        "glucose": _french(draw.uniform(0.9, 1.15), 2),
        "ldl": _french(draw.uniform(0.9, 1.3), 2),
        "creatinine": _french(draw.uniform(8, 12), 1),
        "inr": _french(draw.uniform(2.1, 2.9), 1),
        "ejection": str(draw.randint(55, 65)),
        "steps": str(draw.randint(4, 30) * 10),
    }


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _french(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")
