"""Who writes to the people of the demonstration, and who sees their documents."""

from monespace_app.features.access.schemas import ProfessionalEntry


def _doctor(
    number: int, given: str, family: str, profession: str, town: str, title: str = ""
) -> ProfessionalEntry:
    name = f"{given} {family}"
    local_part = f"{given}.{family}".lower().replace(" ", "-").translate(str.maketrans("éèçï", "eeci"))
    return ProfessionalEntry(
        rpps=f"10{number:09d}",
        family_name=family,
        given_name=given,
        display_name=f"{title} {name}" if title else name,
        profession=profession,
        town=town,
        address=f"{local_part}@medecin.mssante.fr",
    )


CHANTEAU = _doctor(100457312, "Marie", "Chanteau", "Médecine générale", "Cergy", "Dr")
THOMAS = ProfessionalEntry(
    family_name="Thomas",
    given_name="Christelle",
    display_name="Christelle Thomas",
    profession="Secrétaire médicale du Dr Marie Chanteau",
    town="Cergy",
    address="christelle.thomas@medecin.mssante.fr",
)
DUPOND = _doctor(100457325, "Paul", "Dupond", "Gynécologie", "Pontoise", "Dr")
DELAUNAY = _doctor(100457338, "Angélique", "Delaunay", "Infirmière", "Cergy")
BIOPCR = ProfessionalEntry(
    family_name="Labo BioPCR Orly",
    display_name="Labo BioPCR Orly",
    profession="Biologie",
    town="Orly",
    address="labo.biopcr@labo.mssante.fr",
)
LALLEMAND = _doctor(100457341, "Jean-Christophe", "Lallemand", "Biologie médicale", "Cergy", "Dr")
EOSO = _doctor(100457354, "Louis", "Eoso", "Pharmacien", "Cergy")
EUGENE = _doctor(100457367, "Jean-François", "Eugène", "Médecine générale", "Osny")
MENDES = _doctor(100457370, "Maria", "Mendes", "Infirmière", "Éragny")
NDIAYE = _doctor(100457383, "Adama Gabriel", "Ndiaye", "Masseur-kinésithérapeute", "Cergy")
TOUJMAN = _doctor(100457396, "Gabriel", "Toujman", "Chirurgien-dentiste", "Pontoise")
XI = _doctor(100457409, "Léa", "Xi", "Orthophoniste", "Cergy")
LEMOINE = _doctor(100457412, "Hugo", "Lemoine", "Ostéopathe", "Cergy")
POISSY = ProfessionalEntry(
    family_name="Hôpital Intercommunal de Poissy",
    display_name="Hôpital Intercommunal de Poissy",
    profession="Établissement de santé",
    town="Poissy",
    address="hopital.poissy@hopital.mssante.fr",
)

PROFESSIONALS = (
    CHANTEAU, THOMAS, DUPOND, DELAUNAY, BIOPCR, LALLEMAND, EOSO,
    EUGENE, MENDES, NDIAYE, TOUJMAN, XI, LEMOINE, POISSY,
)  # fmt: skip
