"""`monespace registry`: the health insurer's people and their provisional codes (REG-1 to REG-3)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from monespace_app.cli import screen
from monespace_app.core import french
from monespace_app.core.actor import operator
from monespace_app.features.activation import letters, services
from monespace_app.features.activation.schemas import ImportReport, IssueReport, Letter
from monespace_app.features.activation.services import WriteLetters

app = typer.Typer(no_args_is_help=True, help="Les assurés et leurs codes provisoires.")

_SHOWN_REFUSALS = 200


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Fichier CSV en UTF-8.")],
) -> None:
    """Charge un fichier d'assurés, en entier ou pas du tout.

    Première ligne : les noms des colonnes, séparés par des virgules ou des points-virgules.

    nir : numéro de sécurité sociale, avec ou sans clé, espaces permises.

    nom, prenom : 100 caractères au plus.

    date_naissance : 31/12/1980 ou 1980-12-31.

    sexe : F ou M.

    carte : « avec photo », « sans photo », ou vide pour un enfant sans carte.

    numero_serie : 8 à 13 chiffres sans photo, les 11 derniers avec photo.

    email, mobile : facultatifs.

    representants : pour un mineur, les NIR de ses représentants légaux, séparés par |.

    Une personne déjà connue est mise à jour. Une seule ligne refusée, et rien n'est chargé.
    """
    try:
        with (
            screen.progress_bar("Chargement des assurés") as progress,
            file.open(encoding="utf-8-sig") as lines,
        ):
            report = services.import_registry(operator(), lines, progress)
    except UnicodeDecodeError:
        screen.refuse("Ce fichier n'est pas en UTF-8. Enregistrez-le dans ce format, puis recommencez.")
    _tell_import(report)


def _tell_import(report: ImportReport) -> None:
    if not report.refused:
        added = french.plural(report.added, "personne ajoutée", "personnes ajoutées")
        updated = french.plural(report.updated, "mise à jour", "mises à jour")
        screen.tick(f"{added}, {updated}, {french.number(report.unchanged)} sans changement.")
        return
    for refusal in report.refused[:_SHOWN_REFUSALS]:
        person = f" ({refusal.masked_nir})" if refusal.masked_nir else ""
        screen.say(f"Ligne {refusal.line}{person}\u00a0: {refusal.sentence}")
    if (hidden := len(report.refused) - _SHOWN_REFUSALS) > 0:
        screen.say(f"… et {french.plural(hidden, 'autre refus', 'autres refus')}.")
    lines = french.plural(
        len({refusal.line for refusal in report.refused}), "ligne refusée", "lignes refusées"
    )
    screen.refuse(f"{lines}\u00a0: rien n'a été chargé. Corrigez le fichier, puis recommencez.")


@app.command("issue-codes")
def issue_codes(
    letters_file: Annotated[
        Path | None,
        typer.Option("--letters", dir_okay=False, help="PDF à créer pour les personnes sans e-mail."),
    ] = None,
) -> None:
    """Envoie un code provisoire à chaque personne qui n'a pas encore répondu et n'a pas de code valable.

    Par e-mail quand une adresse est connue (pour un mineur, celle de ses représentants) ; sinon par une
    lettre à imprimer, si --letters dit où la mettre.
    """
    if letters_file is not None and letters_file.exists():
        screen.refuse(f"{letters_file} existe déjà\u00a0: il n'est pas remplacé. Choisissez un autre nom.")
    with screen.progress_bar("Envoi des codes") as progress, _letters(letters_file) as write:
        report = services.issue_codes(operator(), write, progress)
    _tell_issue(report, letters_file)


@contextmanager
def _letters(path: Path | None) -> Iterator[WriteLetters | None]:
    """What writes the letters; if their codes cannot be kept afterwards, the file goes too."""
    if path is None:
        yield None
        return
    written = False

    def write(made: list[Letter]) -> None:
        nonlocal written
        # The file holds codes that work: only its owner reads it, and it is never written over.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        written = True
        with os.fdopen(descriptor, "wb") as file:
            file.write(letters.render(made))

    try:
        yield write
    except BaseException:
        if written:
            path.unlink(missing_ok=True)
        raise


def _tell_issue(report: IssueReport, letters_file: Path | None) -> None:
    screen.tick(f"{french.plural(report.emailed, 'code envoyé', 'codes envoyés')} par e-mail.")
    if report.lettered:
        pages = french.plural(report.lettered, "lettre", "lettres")
        screen.tick(
            f"{pages} à imprimer dans {letters_file}, à garder à l'abri\u00a0: les codes y sont en clair."
        )
    if report.unreachable:
        people = french.plural(report.unreachable, "personne", "personnes")
        screen.say(f"{people} sans adresse e-mail\u00a0: recommencez avec --letters FICHIER.pdf")
