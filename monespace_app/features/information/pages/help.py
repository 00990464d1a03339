"""« Aide & Contact » (PUB-2): the questions people ask, then whom to call."""

import reflex as rx

from monespace_app.features.information.components import Part, article, bullets, p, part, steps, strong, to
from monespace_app.features.information.pages.contact import NOT_THE_STATE, write_to_us
from monespace_app.features.information.schemas import Operator
from monespace_app.ui.components import details
from monespace_app.ui.typography import typeset


def help_page(operator: Operator) -> rx.Component:
    """Questions by theme, advice, contact."""
    return article(
        "Aide & Contact",
        "Les réponses aux questions les plus fréquentes. Touchez une question pour lire la réponse.",
        _login(),
        _messages(),
        _children(),
        _security(),
        _contact(operator),
    )


def _question(words: str, *answer: rx.Component) -> rx.Component:
    return details(typeset(words), *answer)


def _questions(*folds: rx.Component) -> rx.Component:
    return rx.el.div(*folds)


def _login() -> Part:
    return part(
        "connexion",
        "Me connecter",
        _questions(
            _question(
                "Comment me connecter ?",
                steps(
                    ("Ouvrez la page ", to("Connexion", "/connexion"), "."),
                    "Donnez votre identifiant et votre mot de passe.",
                    "Choisissez de recevoir un code par e-mail ou par SMS.",
                    "Recopiez les 6 chiffres du code.",
                ),
            ),
            _question(
                "Quel est mon identifiant ?",
                p(
                    "C'est le nom que vous avez choisi en activant votre espace. Ce n'est ni votre adresse "
                    "e-mail, ni votre numéro de sécurité sociale."
                ),
            ),
            _question(
                "Je n'ai pas reçu mon code",
                bullets(
                    "Attendez une minute, puis regardez dans les courriers indésirables.",
                    "Au bout de 30 secondes, vous pouvez toucher « Renvoyer le code » : seul le dernier code "
                    "reçu compte.",
                    "Vérifiez que le début de l'adresse ou la fin du numéro affichés sont bien les vôtres.",
                    "Essayez l'autre moyen : par SMS si vous attendiez un e-mail, ou l'inverse.",
                ),
            ),
            _question(
                "Mon code est refusé",
                p(
                    "Un code sert une seule fois et pendant dix minutes. Après trois erreurs, il ne vaut "
                    "plus rien : demandez-en un nouveau."
                ),
            ),
            _question(
                "On me dit d'attendre avant de réessayer",
                p(
                    "Après cinq mots de passe refusés, le compte se protège pendant 15 minutes. C'est pour "
                    "empêcher quelqu'un d'autre de deviner. Passé ce temps, vous pouvez recommencer."
                ),
            ),
            _question(
                "Pourquoi suis-je déconnecté tout seul ?",
                p(
                    "Pour que personne ne lise vos données si vous laissez votre écran ouvert : après 30 "
                    "minutes sans rien faire, et au plus tard après 12 heures. Deux minutes avant, un "
                    "message vous prévient."
                ),
            ),
            _question(
                "J'ai perdu mon identifiant ou mon mot de passe",
                p(
                    "Suivez ",
                    to("Identifiant oublié ?", "/connexion/identifiant-oublie"),
                    " ou ",
                    to("Mot de passe oublié ?", "/connexion/mot-de-passe-oublie"),
                    " : vous y lirez ce qui est possible aujourd'hui. Personne ne peut lire votre mot de passe, "
                    "pas même nous.",
                ),
            ),
        ),
    )


def _messages() -> Part:
    return part(
        "messagerie",
        "Échanger avec mes professionnels de santé",
        _questions(
            _question(
                "Qui peut m'écrire ?",
                p(
                    "Seulement des professionnels et des établissements de santé connus, depuis leur "
                    "messagerie sécurisée. Un message venu d'une adresse ordinaire est refusé."
                ),
            ),
            _question(
                "Pourquoi ne puis-je pas écrire le premier ?",
                p(
                    "Seul un professionnel de santé peut commencer un échange. Donnez-lui votre adresse de "
                    "messagerie : elle est en haut de la page « Messagerie », avec un bouton pour la copier. "
                    "Dès qu'il vous a écrit, vous pouvez lui répondre."
                ),
            ),
            _question(
                "Mon message est-il enregistré pendant que je l'écris ?",
                p(
                    "Oui. Quand vous lisez « Brouillon enregistré », vous pouvez fermer la page : vous "
                    "retrouverez votre texte, ici ou sur un autre appareil."
                ),
            ),
            _question(
                "Puis-je écrire pour une urgence ?",
                p(
                    "Non. Un professionnel ne lit pas toujours ses messages le jour même. En cas d'urgence, "
                    "appelez le ",
                    strong("15"),
                    " ou le ",
                    strong("112"),
                    ". Si vous êtes sourd ou malentendant, envoyez un SMS au ",
                    strong("114"),
                    ".",
                ),
            ),
        ),
    )


def _children() -> Part:
    return part(
        "enfants",
        "L'espace de mes enfants",
        _questions(
            _question(
                "Comment ouvrir l'espace de mon enfant ?",
                p(
                    "Touchez votre nom, en haut de la page, puis le prénom de l'enfant. Toute l'application "
                    "passe à son espace, et la couleur du bandeau change pour que vous sachiez toujours chez "
                    "qui vous êtes."
                ),
            ),
            _question(
                "Mon enfant n'est pas dans la liste",
                p(
                    "La liste montre les enfants mineurs dont l'espace est actif et dont vous êtes le "
                    "représentant légal. Un espace en attente d'activation, ou auquel on s'est opposé, n'y "
                    "est pas."
                ),
            ),
            _question(
                "Jusqu'à quel âge ?",
                p("Jusqu'à la veille de ses 18 ans. Ensuite, son espace n'est plus qu'à lui."),
            ),
        ),
    )


def _security() -> Part:
    return part(
        "securite",
        "Protéger mon espace",
        bullets(
            "Ne donnez jamais votre mot de passe ni un code, même à quelqu'un qui dit travailler pour nous.",
            "Vérifiez l'adresse du site avant de vous connecter. Nos e-mails ne vous demandent jamais "
            "votre mot de passe.",
            "Choisissez un mot de passe que vous n'utilisez nulle part ailleurs.",
            "Sur un ordinateur partagé, déconnectez-vous en partant : touchez votre nom, puis « Se "
            "déconnecter ».",
            (
                "Un appareil inconnu dans ",
                to("vos informations personnelles", "/parametres/informations-personnelles"),
                " ? Déconnectez-le, puis changez votre mot de passe.",
            ),
        ),
        p("Vous pouvez aussi lire ", to("comment vos données sont protégées", "/donnees-personnelles"), "."),
    )


def _contact(operator: Operator) -> Part:
    return part(
        "contact",
        "Nous contacter",
        p(
            strong("Par téléphone : "),
            to("34\u00a022", "tel:3422"),
            ", du lundi au vendredi, de 8 h 30 à 17 h 30. L'Assurance Maladie y répond sur la carte Vitale et le "
            "numéro de sécurité sociale, pas sur ce service.",
        ),
        write_to_us(operator),
        p(NOT_THE_STATE),
        p(
            "Une page difficile à lire ou à utiliser ? ",
            to("Signalez-le-nous", "/accessibilite#signaler"),
            ".",
        ),
    )
