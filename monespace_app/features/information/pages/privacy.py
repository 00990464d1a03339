"""« Protection des données personnelles » (PUB-2): what is kept, why, how long, and one's rights."""

import reflex as rx

from monespace_app.features.information.components import Part, article, bullets, p, part, strong, title, to
from monespace_app.features.information.schemas import Operator


def privacy(operator: Operator) -> rx.Component:
    """The privacy policy."""
    return article(
        "Protection des données personnelles",
        "Vos données de santé n'appartiennent qu'à vous. Voici, sans détour, ce que nous en faisons et ce "
        "que nous n'en faisons pas.",
        _who(operator),
        _what(),
        _why(),
        _recipients(),
        _where(operator),
        _protection(),
        _retention(),
        _rights(operator),
        _complaint(),
    )


def _who(operator: Operator) -> Part:
    return part(
        "responsable",
        "Qui est responsable",
        p(
            f"Le responsable du traitement est l'exploitant de cette installation : {operator.name}. "
            f"Pour toute question sur vos données : {operator.data_protection}."
        ),
        p(
            "Ce service est un logiciel libre auto-hébergé. Ses auteurs n'ont accès à aucune installation "
            "ni à aucune donnée."
        ),
    )


def _what() -> Part:
    return part(
        "donnees",
        "Les données que nous traitons",
        bullets(
            (strong("Votre identité : "), "nom, prénom, date de naissance, numéro de sécurité sociale."),
            (
                strong("Vos coordonnées : "),
                "adresse e-mail et numéro de mobile, pour vous envoyer vos codes.",
            ),
            (
                strong("Votre compte : "),
                "identifiant, empreinte de votre mot de passe (jamais le mot de passe lui-même), appareils "
                "connectés.",
            ),
            (
                strong("Votre santé : "),
                "les messages échangés avec les professionnels et, au fil de vos ajouts, votre profil "
                "médical et vos documents.",
            ),
            (strong("Vos proches : "), "les enfants mineurs que vous représentez."),
            (strong("Les traces : "), "qui a fait quoi dans votre espace, et quand."),
        ),
        p("Nous ne recevons rien d'autre : ni votre position, ni vos visites sur d'autres sites."),
    )


def _why() -> Part:
    return part(
        "raisons",
        "Pourquoi, et de quel droit",
        p(
            "Le règlement européen sur la protection des données (RGPD) demande une raison pour chaque "
            "usage :"
        ),
        bullets(
            (
                strong("Faire fonctionner votre espace : "),
                "c'est l'exécution des conditions d'utilisation que vous acceptez (article 6, paragraphe "
                "1, point b).",
            ),
            (
                strong("Garder et transmettre vos données de santé : "),
                "c'est votre consentement explicite (article 9, paragraphe 2, point a). Vous pouvez le "
                "retirer à tout moment.",
            ),
            (
                strong("Protéger les comptes et garder les traces : "),
                "c'est notre intérêt légitime, et le vôtre, à la sécurité (article 6, paragraphe 1, point "
                "f).",
            ),
        ),
        p(
            "Aucune décision n'est prise à votre sujet par un programme. Vos données ne servent ni à la "
            "publicité, ni à la recherche, ni à entraîner des outils d'intelligence artificielle."
        ),
    )


def _recipients() -> Part:
    return part(
        "destinataires",
        "Qui les reçoit",
        bullets(
            "Vous, et pour un enfant mineur, ses représentants légaux qui ont un compte.",
            "Les professionnels de santé à qui vous répondez reçoivent votre réponse, dans leur messagerie "
            "sécurisée.",
            "Les prestataires choisis par l'exploitant pour remettre les e-mails et les SMS. Ceux que nous "
            "vous envoyons ne contiennent aucun mot de santé.",
        ),
        p("Personne d'autre. Nous ne vendons, ne louons et ne prêtons vos données à personne."),
    )


def _where(operator: Operator) -> Part:
    return part(
        "lieu",
        "Où elles sont",
        p(f"Hébergement : {operator.hosting}."),
        p(
            "Les pages ne chargent rien d'ailleurs : ni police, ni image, ni programme, ni mesure "
            "d'audience. Votre visite ne laisse donc de trace que chez l'exploitant."
        ),
    )


def _protection() -> Part:
    return part(
        "protection",
        "Comment elles sont protégées",
        title("Le chiffrement"),
        p(
            "Vos messages et vos fichiers de santé, votre numéro de sécurité sociale et vos coordonnées "
            "sont chiffrés avant d'être écrits sur le disque (AES-256-GCM). Chaque espace a sa propre clé "
            "pour ses textes de santé et ses fichiers. Votre nom, votre date de naissance et les dates des "
            "événements ne sont pas chiffrés un par un."
        ),
        p(
            "L'exploitant garde la clé maîtresse, sans laquelle rien ne peut être lu. Le chiffrement "
            "protège donc d'un disque volé ou d'une sauvegarde perdue ; il ne dispense pas d'avoir "
            "confiance en l'exploitant."
        ),
        title("L'accès"),
        bullets(
            "Un mot de passe, puis un code à usage unique valable dix minutes.",
            "Une session qui s'arrête après 30 minutes sans activité, et au plus tard après 12 heures.",
            "Un droit vérifié à chaque action, et chaque lecture limitée à l'espace ouvert.",
            "Aucun mot de santé dans les journaux techniques, les adresses des pages, les e-mails ni les SMS "
            "que nous vous envoyons.",
        ),
    )


def _retention() -> Part:
    return part(
        "durees",
        "Combien de temps",
        bullets(
            (strong("Le contenu de votre espace : "), "tant que votre espace est ouvert."),
            (
                strong("Après sa fermeture : "),
                "dix ans, puis il est détruit. Vous pouvez demander qu'il le soit plus tôt.",
            ),
            (strong("Les traces : "), "aussi longtemps que l'espace qu'elles concernent."),
            (strong("Un code provisoire d'activation : "), "valable six semaines."),
            (strong("Un code de connexion : "), "valable dix minutes, une seule fois."),
        ),
    )


def _rights(operator: Operator) -> Part:
    return part(
        "droits",
        "Vos droits",
        p("Vous pouvez à tout moment :"),
        bullets(
            "savoir quelles données nous avons sur vous et en recevoir une copie ;",
            "faire corriger ce qui est faux ;",
            "faire effacer vos données, ou en limiter l'usage ;",
            "les emporter dans un format qu'un autre service peut lire ;",
            "vous opposer à un usage, ou retirer votre consentement : cela n'efface pas ce qui a déjà été "
            "fait avec votre accord, et ne change rien à vos soins ;",
            "dire ce que vos données devront devenir après votre mort.",
        ),
        p(
            f"Pour exercer ces droits : {operator.data_protection}. La réponse vous parvient en un mois "
            "au plus. Pour un enfant, ce sont ses représentants légaux qui demandent."
        ),
    )


def _complaint() -> Part:
    return part(
        "reclamation",
        "Si vous n'êtes pas d'accord avec notre réponse",
        p(
            "Vous pouvez vous plaindre à la Commission nationale de l'informatique et des libertés (CNIL) : ",
            to("déposer une plainte en ligne", "https://www.cnil.fr/fr/plaintes"),
            ", ou écrire à CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris CEDEX 07.",
        ),
        p(
            "Et pour ce que votre navigateur garde de vos visites, voyez la ",
            to("gestion des cookies", "/cookies"),
            ".",
        ),
    )
