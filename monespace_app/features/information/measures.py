"""What was measured, as « Accessibilité » declares it. Change a line here when a new measure says otherwise.

The checks themselves are in the test suite (axe-core on every page) and in `make bench` (Lighthouse).
"""

from datetime import date
from typing import NamedTuple


class Measure(NamedTuple):
    """A check, how it was made, and what it gave."""

    what: str
    how: str
    result: str


MEASURED_ON = date(2026, 11, 23)

MEASURES = (
    Measure(
        "Règles automatiques axe-core",
        "chaque page et chaque fenêtre ouverte, à 390 et à 1280 pixels de large",
        "aucun défaut détecté",
    ),
    Measure(
        "Lighthouse, rubrique accessibilité",
        "présentation, connexion, accueil et messagerie, sur téléphone",
        "100 sur 100",
    ),
    Measure(
        "Parcours au clavier seul",
        "se connecter, changer de profil, lire un message, y répondre",
        "possible de bout en bout",
    ),
    Measure(
        "Contrastes",
        "chaque couple de couleurs de l'interface, thème clair et thème sombre",
        "au moins 4,5 pour le texte, 3 pour les bordures de champs",
    ),
)
