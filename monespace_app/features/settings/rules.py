"""A change of password before anything is looked up (SET-1)."""

from monespace_app.core.errors import Invalid
from monespace_app.core.french import of
from monespace_app.features.settings.schemas import PasswordChange

OLD, NEW, AGAIN = "old_password", "new_password", "new_password_again"
"""Names and ids of the fields."""
CHANGE_BUTTON = "modifier-mot-de-passe"
"""Id of « Modifier »: the focus comes back to it when the form closes."""


def page_title(given_name: str) -> str:
    """« Paramètres de Lola »."""
    return f"Paramètres {of(given_name)}"


def problems(change: PasswordChange, flaw: str) -> list[Invalid]:
    """Everything wrong with the form at once, in the order of its fields.

    Args:
        flaw: What the rules of passwords say of the new one; empty when it is fine.
    """
    found = []
    if not change.old:
        found.append(Invalid(OLD, "Saisissez votre mot de passe actuel."))
    if not change.new:
        found.append(Invalid(NEW, "Saisissez votre nouveau mot de passe."))
    elif flaw:
        found.append(Invalid(NEW, flaw))
    elif change.new == change.old:
        found.append(Invalid(NEW, "Choisissez un mot de passe différent de l'actuel."))
    if change.again != change.new:
        found.append(
            Invalid(AGAIN, "Les deux mots de passe ne sont pas identiques. Saisissez le nouveau deux fois.")
        )
    return found
