"""How to reach whoever runs this installation, said the same way on every page."""

import reflex as rx

from monespace_app.features.information.components import p, to
from monespace_app.features.information.schemas import Operator

NOT_THE_STATE = (
    "Ce service n'est pas le service national du même nom : il n'est exploité ni par l'État ni par "
    "l'Assurance Maladie, et ne leur est pas affilié."
)

LICENCE = (
    "Le logiciel est libre, sous la licence publique générale GNU Affero (AGPL), version 3 ou suivante : chacun "
    "peut le lire, l'installer, le modifier et le partager. L'exploitant remet le code source de la version "
    "qu'il utilise à toute personne qui le lui demande."
)


def write_to_us(operator: Operator) -> rx.Component:
    """One paragraph: an e-mail link when there is an address, the words of the settings otherwise."""
    if operator.email:
        return p("Pour nous écrire : ", to(operator.email, f"mailto:{operator.email}"), ".")
    return p(f"Pour nous joindre : {operator.contact}.")
