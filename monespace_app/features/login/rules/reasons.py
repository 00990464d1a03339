"""Why one is on the login page (`?motif=`), and what is missing in its first form."""

from monespace_app.core.forms import FieldProblem

_REASONS = {
    "deconnexion": ("Vous êtes déconnecté.", "success"),
    "expiree": ("Votre session a expiré ou a été fermée. Connectez-vous pour continuer.", "info"),
    "ticket": ("La connexion n'a pas abouti. Par sécurité, recommencez.", "attention"),
}


def reason(motive: str) -> tuple[str, str]:
    """The sentence for a `?motif=` and the kind of its banner; empty for anything unknown."""
    return _REASONS.get(motive, ("", "info"))


def missing(identifier: str, password: str) -> list[FieldProblem]:
    """The fields of step 1 that were left empty. Such a try is not counted."""
    found = []
    if not identifier.strip():
        found.append(FieldProblem(field="identifier", message="Saisissez votre identifiant."))
    if not password:
        found.append(FieldProblem(field="password", message="Saisissez votre mot de passe."))
    return found
