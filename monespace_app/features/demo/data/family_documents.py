"""What Inaya and Lola keep: made-up papers of made-up people, dated from the day of loading."""

from datetime import date

from monespace_app.core import french
from monespace_app.features.demo.data import papers
from monespace_app.features.demo.data.dates import working_day
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
    DemoLook,
    sheet_of,
)
from monespace_app.features.demo.data.papers import Paper, Sheet
from monespace_app.features.demo.data.professionals import (
    BIOPCR,
    CHANTEAU,
    DELAUNAY,
    DUPOND,
    EOSO,
    EUGENE,
    LALLEMAND,
    LEMOINE,
    MENDES,
    NDIAYE,
    POISSY,
    TOUJMAN,
    XI,
)

DIABETES = "Diabète"

INAYA = "Madame Inaya Michel, née le 14 mars 1988"
LOLA = "Lola Michel, née le 21 mai 2014"

INAYAS_ACCESS = (
    (EOSO, "administrator", 74),
    (EUGENE, "administrator", 71),
    (MENDES, "authorised", 66),
    (NDIAYE, "authorised", 52),
    (TOUJMAN, "authorised", 40),
    (XI, "authorised", 18),
    (LEMOINE, "blocked", 31),
)
"""Who may see Inaya's documents, or not at all, and since how many days."""

_NOTES = """
Mes questions pour le rendez-vous du Dr Chanteau

- Faut-il continuer les mesures après les repas, ou le matin suffit-il ?
- Depuis quelques jours, des fourmis dans les doigts en me levant. Est-ce lié au diabète ?
- Le nouveau lecteur affiche parfois deux valeurs différentes à une minute d'écart.
- Le rappel de vaccin : quand, et peut-on le faire le même jour que celui de Lola ?
"""

_VACCINES = """
Vaccins de la famille, recopiés des carnets

Inaya : DTP fait à 25 ans, prochain rappel à 45 ans. Grippe chaque automne. ROR, deux doses.
Lola : à jour. Rappel diphtérie, tétanos, coqueluche, poliomyélite entre 11 et 13 ans.
Mathis : à jour. Prochain rappel à 11 ans.
"""


def _day(today: date, days_ago: int) -> str:
    return french.long_date(working_day(today, days_ago))


def inayas_documents(today: date) -> list[DemoDocument]:
    """Inaya's documents: every category, every kind of file, some masked, some from professionals."""
    return [*_care(today), *_examinations(today), *_own_papers(today)]


def _care(today: date) -> list[DemoDocument]:
    summary = sheet_of(
        CHANTEAU, INAYA, "Synthèse médicale",
        "Diabète de type 1 découvert à 24 ans, bien équilibré. Pas de complication connue.",
        "Appendicectomie dans l'enfance. Fracture du poignet gauche à 12 ans, sans séquelle.",
        "Allergie | pénicilline (éruption)", "Traitement | insuline lente le soir, rapide aux repas",
        "Tabac | non", "Groupe sanguin | A positif",
        "Suivi : consultation tous les trois mois, fond d'œil et bilan rénal chaque année.",
    )  # fmt: skip
    insulin = sheet_of(
        DUPOND, INAYA, f"Ordonnance du {_day(today, 5)}",
        "Insuline lente, stylo 3 ml | 14 unités le soir", "Insuline rapide, stylo 3 ml | selon schéma, aux repas",
        "Bandelettes de glycémie | 2 boîtes de 100", "Aiguilles 4 mm | 2 boîtes de 100",
        "À renouveler deux fois. Qsp trois mois.",
    )  # fmt: skip
    nursing = sheet_of(
        DELAUNAY, INAYA, "Soins infirmiers, compte rendu de passage",
        "Éducation à l'injection : alternance des zones acquise, matériel bien conservé.",
        "Glycémie au passage | 1,04 g/l", "Prochain passage | dans un mois",
    )  # fmt: skip
    glasses = Sheet(
        ("Centre de la vue", "Ophtalmologie", "4 place du Marché, 95000 Cergy"), INAYA, "Prescription de verres",
        ("Œil droit : -1,25 (-0,50 à 90°)", "Œil gauche : -1,00", "Verres antireflet. Valable cinq ans."),
        "Dr A. Ferrand",
    )  # fmt: skip
    return [
        DemoDocument("synthese", "Synthèse médicale", SUMMARY, 40, Paper.of(papers.pdf, summary), CHANTEAU),
        DemoDocument("insuline", "Ordonnance insuline et bandelettes", PRESCRIPTION, 5, Paper.of(papers.pdf, insulin), DUPOND, folder=DIABETES),
        DemoDocument("soins", "Soins infirmiers à domicile", PRESCRIPTION, 14, Paper.of(papers.pdf, nursing), DELAUNAY),
        DemoDocument("lunettes", "Ordonnance de lunettes", PRESCRIPTION, 212, Paper.of(papers.photo, glasses), added_days_ago=70),
        DemoDocument("double", "Ordonnance en double", PRESCRIPTION, 212, Paper.of(papers.photo, glasses), added_days_ago=70, is_deleted=True),
    ]  # fmt: skip


def _examinations(today: date) -> list[DemoDocument]:
    blood = sheet_of(
        LALLEMAND, INAYA, f"Analyses du {_day(today, 38)}",
        "Glycémie à jeun | 0,98 g/l", "Hémoglobine glyquée (HbA1c) | 6,1 pour cent", "Cholestérol total | 1,85 g/l",
        "Ferritine | 42 µg/l", "Créatinine | 7,2 mg/l", "Valeurs stables depuis l'automne.",
    )  # fmt: skip
    pcr = sheet_of(
        BIOPCR, INAYA, "Dossier 12234567890", f"Prélèvement | {_day(today, 24)}", "Recherche par PCR | non détecté",
        "Un résultat négatif n'exclut pas une infection très récente.",
    )  # fmt: skip
    ultrasound = [
        sheet_of(DUPOND, INAYA, "Échographie pelvienne", "Utérus de taille normale, ovaires d'aspect habituel.", "Pas d'épanchement."),
        sheet_of(DUPOND, INAYA, "Échographie pelvienne, mesures", "Utérus | 72 x 41 mm", "Ovaire droit | 29 mm", "Ovaire gauche | 27 mm"),
    ]  # fmt: skip
    surgery = [
        Sheet(("Hôpital Intercommunal de Poissy", "Chirurgie pédiatrique"), INAYA, "Compte rendu opératoire",
              ("Appendicectomie par cœlioscopie, sans incident. Durée : 35 minutes.", "Suites simples, retour au domicile au deuxième jour.")),
        Sheet(("Hôpital Intercommunal de Poissy", "Anatomie pathologique"), INAYA, "Examen de la pièce opératoire",
              ("Appendicite aiguë, sans autre lésion.",)),
    ]  # fmt: skip
    diabetology = sheet_of(
        POISSY, INAYA, "Consultation de diabétologie",
        f"Vue le {_day(today, 9)}. Très bon équilibre, hypoglycémies rares et bien ressenties.",
        "HbA1c | 6,1 pour cent", "Tension | 118/72", "Poids | 63 kg", "Pas de changement de traitement. Prochaine consultation dans trois mois.",
    )  # fmt: skip
    smear = sheet_of(
        DUPOND,
        INAYA,
        "Dépistage du cancer du col de l'utérus",
        "Résultat | négatif",
        "Prochain dépistage | dans trois ans",
    )
    return [
        DemoDocument("genou", "Radio du genou droit", IMAGING, 163, Paper.of(papers.radiograph, "Genou droit, face"), POISSY),
        DemoDocument("echographie", "Échographie pelvienne", IMAGING, 96, Paper.of(papers.scan, *ultrasound), DUPOND, is_masked=True),
        DemoDocument("analyses", "Bilan sanguin", LABORATORY, 36, Paper.of(papers.pdf, blood), LALLEMAND, folder=DIABETES),
        DemoDocument("pcr", "Test PCR 12234567890", LABORATORY, 22, Paper.of(papers.pdf, pcr), BIOPCR),
        DemoDocument("diabetologie", "Consultation de diabétologie", REPORT, 9, Paper.of(papers.pdf, diabetology), POISSY, folder=DIABETES),
        DemoDocument("operation", "Compte rendu opératoire, appendicite", REPORT, 9_640, Paper.of(papers.scan, *surgery), added_days_ago=68),
        DemoDocument("depistage", "Dépistage du col de l'utérus", PREVENTION, 410, Paper.of(papers.pdf, smear), DUPOND, added_days_ago=60, is_masked=True),
    ]  # fmt: skip


def _own_papers(today: date) -> list[DemoDocument]:
    running = sheet_of(
        CHANTEAU,
        INAYA,
        "Certificat médical",
        f"Je soussignée certifie avoir examiné ce jour, {_day(today, 58)}, Madame Inaya Michel, et n'avoir pas "
        "constaté de contre-indication à la pratique de la course à pied en compétition.",
    )
    rights = Sheet(
        ("Assurance maladie du Val-d'Oise",), INAYA, "Attestation de droits",
        ("Régime général", f"Droits ouverts jusqu'au {_day(today, -240)}", "Médecin traitant : Dr Marie Chanteau",
         "Enfants rattachés : Lola, Mathis, Louise, Louis"),
    )  # fmt: skip
    diary = (
        "Lundi : 1,02 à jeun, 1,31 après le déjeuner. Marche de trente minutes.",
        "Mercredi : 0,95 à jeun, 1,22 après le déjeuner.",
        "Vendredi : 1,10 à jeun, 1,44 après le déjeuner (anniversaire au bureau, part de tarte).",
        "Semaine calme, une seule hypoglycémie mardi vers 18 h, corrigée avec un jus de pomme.",
    )
    return [
        DemoDocument("vaccins", "Vaccins de la famille", PREVENTION, 33, Paper.of(papers.text, _VACCINES)),
        DemoDocument("course", "Certificat course à pied", CERTIFICATE, 58, Paper.of(papers.pdf, running), CHANTEAU),
        DemoDocument("carnet", "Carnet de glycémie", OTHER, 8, Paper.of(papers.rtf, "Carnet de glycémie", diary), folder=DIABETES),
        DemoDocument("questions", "Mes questions pour le rendez-vous", OTHER, 2, Paper.of(papers.text, _NOTES), is_masked=True),
        DemoDocument("mutuelle", "Carte de mutuelle", ADMINISTRATIVE, 72, Paper.of(papers.card, ("Mutuelle des Tilleuls", "Inaya Michel", "Adhérente 00 458 127", "Lola, Mathis, Louise, Louis"), (31, 95, 140))),
        DemoDocument("droits", "Attestation de droits", ADMINISTRATIVE, 61, Paper.of(papers.pdf, rights)),
    ]  # fmt: skip


def lolas_documents(today: date) -> list[DemoDocument]:
    """Lola's: two from professionals, one from her mother."""
    judo = sheet_of(
        CHANTEAU,
        LOLA,
        "Certificat médical",
        f"Je soussignée certifie avoir examiné ce jour, {_day(today, 31)}, l'enfant Lola Michel, et n'avoir pas "
        "constaté de contre-indication à la pratique du judo, compétition comprise.",
    )
    hearing = sheet_of(
        POISSY,
        LOLA,
        "Audiogramme",
        "Oreille droite | normale",
        "Oreille gauche | normale",
        "Tympans sans particularité.",
    )
    booklet = Sheet(
        ("Carnet de santé", "Vaccinations"), LOLA, "Page 92",
        ("11 mois : rappel hexavalent, fait", "16 mois : ROR, deuxième dose, fait", "6 ans : DTCaP, fait", "11 ans : DTCaP, à faire"),
    )  # fmt: skip
    return [
        DemoDocument("judo", "Certificat pour le judo", CERTIFICATE, 31, Paper.of(papers.pdf, judo), CHANTEAU),
        DemoDocument("audiogramme", "Audiogramme", REPORT, 122, Paper.of(papers.pdf, hearing), POISSY, added_days_ago=74),
        DemoDocument("vaccins", "Carnet de santé, vaccins", PREVENTION, 3, Paper.of(papers.photo, booklet)),
    ]  # fmt: skip


INAYAS_LOOKS = (
    DemoLook(EUGENE, "synthese", 39, "09:12", is_administrator=True),
    DemoLook(EUGENE, "depistage", 39, "09:14", is_administrator=True),
    DemoLook(LALLEMAND, "analyses", 36, "17:40"),
    DemoLook(NDIAYE, "genou", 27, "14:05"),
    DemoLook(EOSO, "insuline", 4, "18:31", is_administrator=True, is_download=True),
    DemoLook(MENDES, "insuline", 3, "08:20"),
    DemoLook(NDIAYE, "synthese", 2, "11:02"),
    DemoLook(EUGENE, "diabetologie", 1, "16:48", is_administrator=True, is_download=True),
)
