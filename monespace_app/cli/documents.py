"""`monespace documents`: what an earlier DMP holds joins a profile (DOC-14)."""

from pathlib import Path
from typing import Annotated

import typer

from monespace_app import wiring
from monespace_app.cli import screen
from monespace_app.core import french
from monespace_app.core.actor import operator
from monespace_app.features.activation import rules
from monespace_app.features.documents import archives, services
from monespace_app.features.documents.schemas import ImportReport, RefusedFile
from monespace_app.features.messaging import services as messaging
from monespace_app.session.models import ProfileState

app = typer.Typer(no_args_is_help=True, help="Les documents des patients.")

UNKNOWN = (
    "Personne n'a ce numéro de sécurité sociale dans le registre. "
    "Chargez-le d'abord\u00a0: monespace registry import FICHIER"
)
CLOSED = "L'espace de cette personne est fermé, ou elle s'y est opposée\u00a0: rien n'y est ajouté."
_SHOWN_REFUSALS = 200


@app.command("import")
def import_archive(
    archive: Annotated[Path, typer.Argument(exists=True, help="Dossier, ou archive IHE XDM (zip).")],
    ins: Annotated[str, typer.Option("--ins", help="Numéro de sécurité sociale de la personne.")],
) -> None:
    """Ajoute les documents d'un ancien DMP au profil d'une personne, en entier ou pas du tout.

    Une archive IHE XDM dit elle-même les titres, dates, catégories, auteurs et documents masqués.

    Dans un dossier, le nom et la date sont ceux des fichiers ; un sous-dossier nommé comme une catégorie
    (« Comptes rendus ») la donne.

    Un document déjà présent n'est pas ajouté de nouveau : la commande peut être relancée.
    """
    nir = rules.parse_nir(ins)
    target = operator(_profile_of(nir))
    wiring.connect_antivirus()
    with (
        archives.open_archive(archive, nir) as found,
        screen.progress_bar("Vérification et ajout") as progress,
    ):
        if found.refused:
            report = ImportReport(refused=found.refused)
        else:
            report = services.import_documents(target, found.documents, progress)
    _tell(report)


def _profile_of(nir: str) -> str:
    """The profile of the person with this number, activated or not yet."""
    mailbox = messaging.find_mailbox(messaging.address_of(nir))
    if mailbox is None:
        screen.refuse(UNKNOWN)
    if mailbox.state not in {ProfileState.PENDING.value, ProfileState.ACTIVE.value}:
        screen.refuse(CLOSED)
    return mailbox.profile_id


def _tell(report: ImportReport) -> None:
    if report.refused:
        _tell_refusals(report.refused)
    added = french.plural(report.added, "document ajouté", "documents ajoutés")
    known = french.plural(report.known, "déjà présent", "déjà présents")
    screen.tick(f"{added}, {known}.")
    if report.waiting:
        files = french.plural(report.waiting, "fichier attend", "fichiers attendent")
        screen.say(f"{files} la réponse de l'antivirus\u00a0: l'application la demandera de nouveau.")


def _tell_refusals(refused: list[RefusedFile]) -> None:
    for one in refused[:_SHOWN_REFUSALS]:
        screen.say(f"{one.label}\u00a0: {one.sentence}")
    if (hidden := len(refused) - _SHOWN_REFUSALS) > 0:
        screen.say(f"… et {french.plural(hidden, 'autre refus', 'autres refus')}.")
    files = french.plural(len(refused), "fichier refusé", "fichiers refusés")
    screen.refuse(f"{files}\u00a0: rien n'a été ajouté. Corrigez l'archive, puis recommencez.")
