"""The heavy profile's four hundred documents: a few papers, each filed many times over twelve years."""

import random
from collections.abc import Sequence
from functools import lru_cache

from monespace_app.features.access.schemas import ProfessionalEntry
from monespace_app.features.demo.data import papers
from monespace_app.features.demo.data.documents import (
    ADMINISTRATIVE,
    CERTIFICATE,
    IMAGING,
    LABORATORY,
    OTHER,
    PRESCRIPTION,
    PREVENTION,
    REPORT,
    SUMMARY,
    DemoDocument,
    sheet_of,
)
from monespace_app.features.demo.data.papers import Paper
from monespace_app.features.demo.data.professionals import (
    CHANTEAU,
    DELAUNAY,
    EOSO,
    LALLEMAND,
    NDIAYE,
    POISSY,
)

DOCUMENTS = 400
_DAYS = 12 * 365
_MASKED_EVERY = 25

GABRIEL = "Monsieur Gabriel Colonna, né le 30 janvier 1949"


@lru_cache(maxsize=1)
def _templates() -> Sequence[tuple[str, str, int, ProfessionalEntry | None, Paper]]:
    """Name, category, how many of a hundred, author, paper."""
    blood = sheet_of(
        LALLEMAND,
        GABRIEL,
        "Analyses",
        "INR | 2,4",
        "Créatinine | 9,8 mg/l",
        "Potassium | 4,3 mmol/l",
        "Hémoglobine | 13,9 g/dl",
    )
    prescription = sheet_of(
        CHANTEAU, GABRIEL, "Ordonnance", "Bisoprolol 2,5 mg | un le matin", "Fluindione 20 mg | selon INR", "Ramipril 5 mg | un le soir",
        "Qsp trois mois.",
    )  # fmt: skip
    heart = sheet_of(
        POISSY, GABRIEL, "Consultation de cardiologie", "Rythme régulier, pas d'essoufflement à l'effort habituel.", "Fraction d'éjection | 58 pour cent",
        "Contrôle dans un an.",
    )  # fmt: skip
    walking = sheet_of(
        NDIAYE, GABRIEL, "Bilan de rééducation", "Marche sans canne | 600 pas", "Équilibre | en progrès"
    )
    nursing = Paper.of(papers.text, "Passage du matin : pansement refait, plaie propre. Tension 13/8.")
    pharmacy = Paper.of(papers.text, "Vaccin contre la grippe fait ce jour à la pharmacie, bras gauche.")
    return (
        ("Bilan sanguin", LABORATORY, 34, LALLEMAND, Paper.of(papers.pdf, blood)),
        ("Ordonnance", PRESCRIPTION, 24, CHANTEAU, Paper.of(papers.pdf, prescription)),
        ("Consultation de cardiologie", REPORT, 10, POISSY, Paper.of(papers.pdf, heart)),
        ("Bilan de rééducation", REPORT, 8, NDIAYE, Paper.of(papers.pdf, walking)),
        ("Radio du genou", IMAGING, 6, POISSY, Paper.of(papers.radiograph, "Genou droit, face")),
        ("Soins infirmiers", PRESCRIPTION, 6, DELAUNAY, nursing),
        ("Vaccin contre la grippe", PREVENTION, 4, EOSO, pharmacy),
        ("Relevé de tension", OTHER, 4, None, nursing),
        ("Certificat de vaccination", CERTIFICATE, 2, EOSO, pharmacy),
        ("Synthèse de cardiologie", SUMMARY, 1, POISSY, Paper.of(papers.pdf, heart)),
        ("Facture de la pharmacie", ADMINISTRATIVE, 1, None, pharmacy),
    )


def gabriels_documents() -> list[DemoDocument]:
    """The same ones at each load, the newest first."""
    draw = random.Random(1949)  # noqa: S311 - the same documents each time
    templates = _templates()
    days = sorted(draw.sample(range(1, _DAYS), DOCUMENTS))
    drawn = draw.choices(templates, [template[2] for template in templates], k=DOCUMENTS)
    return [
        DemoDocument(
            key=f"{number}",
            name=name,
            category=category,
            days_ago=days_ago,
            paper=paper,
            author=author,
            is_masked=number % _MASKED_EVERY == 0,
        )
        for number, (days_ago, (name, category, _, author, paper)) in enumerate(
            zip(days, drawn, strict=True), 1
        )
    ]
