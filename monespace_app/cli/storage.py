"""`monespace storage`: patients' files, compared with the rows that name them."""

from collections import Counter

import typer

from monespace_app import migrations
from monespace_app.cli import screen
from monespace_app.core import blobs, french, storage
from monespace_app.core.actor import operator
from monespace_app.core.storage import Age, Fault, Report, Trouble

app = typer.Typer(no_args_is_help=True, help="Les fichiers des patients.")

NOT_MIGRATED = "La base n'est pas à jour. Lancez\u00a0: monespace database upgrade"

_SHOWN_TROUBLES = 200

SENTENCES = {
    Fault.MISSING: "le fichier a disparu du stockage. Restaurez-le depuis une sauvegarde.",
    Fault.DOES_NOT_OPEN: (
        "le fichier ne s'ouvre pas avec la clé de son profil\u00a0: il a été altéré, ou la clé n'est plus la même. "
        "Restaurez-le depuis une sauvegarde, ou vérifiez MONESPACE_MASTER_KEY."
    ),
    Fault.WRONG_SIZE: "le fichier n'a pas la taille attendue. Restaurez-le depuis une sauvegarde.",
    Fault.FOREIGN_NAME: (
        "un objet de ce profil nomme ce fichier, qui n'est pas à lui. Restaurez la base depuis une sauvegarde."
    ),
    Fault.UNNAMED_ROW: "le fichier n'appartient plus à aucun document ni message. Signalez-le\u00a0: c'est un défaut.",
    Fault.OLD_ORPHAN: (
        "des octets que rien ne nomme auraient dû être effacés. Laissez l'application démarrée une heure\u00a0: "
        "son ménage s'en charge."
    ),
}
"""What is wrong and what to do, after the file's own identifier."""

ORPHANS = {
    Age.HOUR: "depuis moins d'une heure",
    Age.DAY: "depuis moins d'un jour",
    Age.SWEPT_LATER: f"depuis {blobs.ORPHAN_AGE.days} jours ou moins",
}


@app.command()
def check() -> None:
    """Vérifie que chaque fichier est là, s'ouvre avec sa clé et a sa taille, et que rien ne traîne.

    Peut être lancé pendant que l'application sert. Ne change rien. Code de sortie 1 s'il manque quelque chose.
    """
    if migrations.current() != migrations.latest():
        screen.refuse(NOT_MIGRATED)
    with screen.progress_bar("Vérification des fichiers") as progress:
        report = storage.check(operator(), progress)
    _tell_what_waits(report)
    if report.troubles:
        _tell_troubles(report.troubles)
    files = french.plural(report.files, "fichier vérifié", "fichiers vérifiés")
    profiles = french.plural(report.profiles, "profil", "profils")
    screen.tick(
        f"{files} ({french.file_size(report.bytes)}) de {profiles}\u00a0: tous s'ouvrent, aucun ne manque."
    )


def _tell_what_waits(report: Report) -> None:
    for age in Age:
        if count := report.orphans[age]:
            files = french.plural(count, "fichier sans propriétaire", "fichiers sans propriétaire")
            screen.say(
                f"{files}, {ORPHANS[age]}\u00a0: un ajout en cours ou interrompu, le ménage s'en charge."
            )
    if report.foreign:
        files = french.plural(report.foreign, "fichier", "fichiers")
        screen.say(f"{files} d'aucun profil de cette base\u00a0: laissés en place.")


def _tell_troubles(troubles: list[Trouble]) -> None:
    for trouble in troubles[:_SHOWN_TROUBLES]:
        screen.say(f"{trouble.profile_id}/{trouble.blob_id}\u00a0: {SENTENCES[trouble.fault]}")
    if (hidden := len(troubles) - _SHOWN_TROUBLES) > 0:
        screen.say(f"… et {french.plural(hidden, 'autre', 'autres')}.")
    counts = Counter(trouble.fault for trouble in troubles)
    details = ", ".join(f"{WORDS[fault]}\u00a0: {french.number(count)}" for fault, count in counts.items())
    screen.refuse(f"Le stockage n'est pas sain ({details}).")


WORDS = {
    Fault.MISSING: "disparus",
    Fault.DOES_NOT_OPEN: "illisibles",
    Fault.WRONG_SIZE: "de mauvaise taille",
    Fault.FOREIGN_NAME: "nommés par un autre profil",
    Fault.UNNAMED_ROW: "sans document",
    Fault.OLD_ORPHAN: "à effacer",
}
"""Each fault in the last line."""
