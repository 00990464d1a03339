"""What the Michel family received. `{…}` are days, counted from the day of loading."""

from datetime import date, timedelta

from monespace_app.features.demo.data.mail import DemoMail, day_name
from monespace_app.features.demo.data.professionals import (
    BIOPCR,
    CHANTEAU,
    DELAUNAY,
    DUPOND,
    LALLEMAND,
    THOMAS,
)
from monespace_app.ui.typography import typeset

WELCOME_SUBJECT = "Bienvenue dans votre messagerie Mon espace santé"
WELCOME = """
Bonjour,

Bienvenue dans votre messagerie. Elle vous permet d'échanger avec vos professionnels de santé, à l'abri des regards.

Seul un professionnel peut débuter un échange. Donnez-lui votre adresse, en haut de cette page : dès son premier message, vous pourrez lui répondre d'ici.

Prenez votre temps pour écrire : ce que vous tapez s'enregistre tout seul, et vous le retrouverez sur un autre appareil.

Une question ? La page « Aide & Contact », en bas de l'écran, explique chaque étape.

Ce message est automatique, il n'est pas possible d'y répondre.

Mon espace santé
"""

_APPOINTMENT = """
Bonjour Madame Michel,

Votre rendez-vous avec le Dr Chanteau est confirmé le {in_6} à 9 h 30, au cabinet de Cergy.

Pour le préparer, pourriez-vous :
- apporter votre carte Vitale et la liste de vos traitements en cours ;
- noter vos glycémies du matin, à jeun, jusqu'à la veille ;
- nous dire si quelque chose a changé depuis votre dernière visite.

Si cet horaire ne vous convient plus, répondez simplement à ce message : nous trouverons une autre date ensemble.

Bonne journée,
Christelle Thomas
Secrétariat du Dr Marie Chanteau
"""

_DIABETES = """
Bonjour Madame Michel,

Merci d'être venue {ago_9}. Comme nous en avons parlé, votre diabète est bien équilibré et les valeurs que vous avez notées sont rassurantes.

Continuez ainsi : une mesure à jeun et une mesure deux heures après les repas, trois jours par semaine. Une valeur un peu haute de temps en temps n'a rien d'inquiétant. Si vous dépassez 1,20 g/l à jeun deux matins de suite, écrivez-moi ici.

La marche après le déjeuner fait visiblement son effet, c'est une très bonne habitude.

Je vous revois dans trois mois.

Bien à vous,
Dr Paul Dupond
"""

_PRESCRIPTION = """
Bonjour Inaya,

Votre ordonnance est renouvelée pour trois mois. La pharmacie de la place du Marché l'a bien reçue et prépare tout pour {ago_12}.

Pensez à changer d'aiguille à chaque injection et à alterner les zones, comme nous l'avons vu ensemble. Si vous voyez apparaître une petite boule sous la peau, laissez la zone au repos et parlez-m'en à mon prochain passage.

À bientôt,
Angélique Delaunay
Infirmière
"""

_PCR = """
Madame,

Le test PCR réalisé au laboratoire le {ago_24} (dossier 12234567890) est négatif : le virus recherché n'a pas été détecté.

Un résultat négatif n'exclut pas une infection très récente. Si vos symptômes durent plus de trois jours, prenez l'avis de votre médecin traitant.

Le laboratoire reste à votre disposition du lundi au samedi, de 7 h 30 à 18 h.

L'équipe du laboratoire BioPCR, Orly
"""

_BLOOD_TEST = """
Bonjour Madame Michel,

Vos analyses du {ago_38} sont terminées.

Glycémie à jeun : 0,98 g/l
Hémoglobine glyquée (HbA1c) : 6,1 %
Cholestérol total : 1,85 g/l
Ferritine : 42 µg/l

Ces résultats sont dans les valeurs attendues et stables depuis l'automne. Le Dr Chanteau les a reçus aussi et vous les commentera lors de votre prochain rendez-vous.

Bien cordialement,
Dr Jean-Christophe Lallemand
Biologiste
"""

_LOLA_VACCINE = """
Bonjour,

Lola est à l'âge du rappel de vaccin diphtérie, tétanos, coqueluche et poliomyélite. Rien d'urgent : nous pourrons le faire lors de sa visite du {in_20}.

Pensez à apporter son carnet de santé. Et dites-lui que le patch qui endort la peau est toujours dans le tiroir du haut.

Bonne semaine à tous,
Dr Marie Chanteau
"""

_LOLA_JUDO = """
Bonjour Madame Michel,

Le certificat pour le club de judo de Lola est prêt. Vous pouvez passer le prendre au cabinet, du lundi au vendredi, de 8 h 30 à 12 h.

Bons entraînements à Lola,
Christelle Thomas
Secrétariat du Dr Marie Chanteau
"""


def welcome(days_ago: int) -> DemoMail:
    """The message that waits in a new messagerie."""
    return DemoMail("bienvenue", None, WELCOME_SUBJECT, typeset(WELCOME.strip()), days_ago, "09:00")


def _write(text: str, today: date) -> str:
    days = {f"in_{n}": day_name(_weekday(today + timedelta(days=n))) for n in (6, 20)}
    days |= {f"ago_{n}": day_name(_weekday(today - timedelta(days=n))) for n in (9, 12, 24, 38)}
    return typeset(text.format(**days).strip())


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def inayas_mails(today: date) -> list[DemoMail]:
    """Inaya's messagerie, the oldest first."""
    return [
        welcome(75),
        DemoMail("analyses", LALLEMAND, "Résultats analyse sanguines", _write(_BLOOD_TEST, today), 36, "17:22"),
        DemoMail("pcr", BIOPCR, "12234567890_PCR_résultats", _write(_PCR, today), 22, "18:05"),
        DemoMail("ordonnance", DELAUNAY, "Votre ordonnance", _write(_PRESCRIPTION, today), 14, "11:47"),
        DemoMail("diabete", DUPOND, "Votre diabète", _write(_DIABETES, today), 5, "10:28"),
        DemoMail(
            "rendez-vous", THOMAS, "Préparation de votre rendez-vous", _write(_APPOINTMENT, today), 1, "15:40",
            cc=(CHANTEAU,), is_read=False,
        ),
    ]  # fmt: skip


def lolas_mails(today: date) -> list[DemoMail]:
    """Lola's messagerie, the oldest first."""
    return [
        welcome(75),
        DemoMail("judo", THOMAS, "Certificat pour le judo", _write(_LOLA_JUDO, today), 31, "09:12"),
        DemoMail(
            "vaccin", CHANTEAU, "Le prochain vaccin de Lola", _write(_LOLA_VACCINE, today), 2, "18:30",
            is_read=False,
        ),
    ]  # fmt: skip
