"""« Mentions légales et CGU » (PUB-2): who answers for the service, and the rules of its use."""

import reflex as rx

from monespace_app.features.information.components import Part, article, bullets, p, part, title, to
from monespace_app.features.information.pages.contact import LICENCE, NOT_THE_STATE, write_to_us
from monespace_app.features.information.schemas import Operator


def legal(operator: Operator) -> rx.Component:
    """The legal notice, then the conditions of use."""
    return article(
        "Mentions légales et CGU",
        "Qui répond de ce service, et les règles que nous suivons, vous et nous. "
        "CGU veut dire « conditions générales d'utilisation ».",
        _publisher(operator),
        _software(),
        _purpose(),
        _access(),
        _messages(),
        _emergency(),
        _commitments(),
        _leaving(),
        _law(),
    )


def _publisher(operator: Operator) -> Part:
    return part(
        "editeur",
        "Qui exploite ce service",
        p(
            "Ce service est un logiciel libre auto-hébergé : chaque installation est exploitée par la "
            "personne ou l'organisme qui l'a mise en place. " + NOT_THE_STATE
        ),
        bullets(
            f"Exploitant et responsable de la publication : {operator.name}.",
            f"Hébergement : {operator.hosting}.",
        ),
        write_to_us(operator),
        p(
            "Le logiciel ne donne par lui-même aucune certification. En France, qui héberge des données de "
            "santé pour le compte d'autrui doit être certifié pour cela, ou passer par un hébergeur qui "
            "l'est (article L. 1111-8 du code de la santé publique). Demandez à l'exploitant ce qu'il en "
            "est pour cette installation."
        ),
    )


def _software() -> Part:
    return part(
        "logiciel",
        "Le logiciel et ce qu'il affiche",
        p(LICENCE),
        p(to("Lire la licence", "https://www.gnu.org/licenses/agpl-3.0.html"), " (en anglais)."),
        p(
            "Les textes et les dessins de ce service sont sous la même licence. La police de caractères ",
            rx.el.span("Atkinson Hyperlegible Next", lang="en"),
            ", du Braille Institute, est distribuée sous licence ",
            rx.el.span("SIL Open Font License 1.1", lang="en"),
            " ; les icônes viennent du projet Lucide (licence ISC).",
        ),
        p("Vos documents et vos messages, eux, restent à vous. Nous n'acquérons aucun droit sur eux."),
    )


def _purpose() -> Part:
    return part(
        "objet",
        "CGU : à quoi sert Mon espace santé",
        p(
            "Mon espace santé est un espace personnel. Il sert à garder vos informations de santé, à "
            "ranger vos documents et à échanger avec des professionnels de santé. Ouvrir un espace est "
            "gratuit et n'est jamais obligatoire : vous pouvez refuser sans avoir à vous justifier, et "
            "sans que vos soins ou leur remboursement en dépendent."
        ),
        p(
            "Utiliser le service suppose d'accepter ces conditions et d'avoir lu ",
            to("comment vos données sont protégées", "/donnees-personnelles"),
            ".",
        ),
    )


def _access() -> Part:
    return part(
        "acces",
        "CGU : votre accès",
        title("Un espace par personne"),
        p(
            "Chaque adulte a un compte, qui ouvre son propre espace et celui des enfants mineurs dont il "
            "est le représentant légal. Pour un enfant, vous agissez dans son intérêt et en son nom."
        ),
        title("Vos identifiants"),
        p(
            "Votre identifiant, votre mot de passe et les codes à usage unique sont personnels. Ne les "
            "donnez à personne, pas même à quelqu'un qui se dit du service : nous ne vous les demanderons "
            "jamais. Si vous pensez que quelqu'un les connaît, changez votre mot de passe dans vos "
            "paramètres et déconnectez les appareils que vous ne reconnaissez pas."
        ),
        title("Interruptions"),
        p(
            "Nous faisons au mieux pour que le service soit toujours là. Il peut s'arrêter pour une mise à "
            "jour ou une panne. Les mots « enregistré » et « envoyé » ne s'affichent que lorsque c'est "
            "vraiment fait."
        ),
    )


def _messages() -> Part:
    return part(
        "messagerie",
        "CGU : la messagerie",
        bullets(
            "Seul un professionnel de santé peut commencer un échange. Vous pouvez ensuite lui répondre.",
            "Un professionnel n'est pas tenu de répondre, ni de répondre vite. Il peut mettre fin à un "
            "échange.",
            "Votre réponse arrive dans la messagerie sécurisée du professionnel. Il peut la garder dans "
            "votre dossier, comme une lettre que vous lui auriez envoyée.",
            "Restez courtois, et n'envoyez rien d'illicite ni rien qui concerne une autre personne sans "
            "son accord.",
        ),
    )


def _emergency() -> Part:
    return part(
        "urgence",
        "CGU : ce que le service n'est pas",
        p(
            "Mon espace santé ne remplace ni une consultation ni un diagnostic, et personne ne surveille "
            "vos messages. En cas d'urgence, appelez le 15 ou le 112. Si vous êtes sourd ou malentendant, "
            "envoyez un SMS au 114."
        ),
    )


def _commitments() -> Part:
    return part(
        "engagements",
        "CGU : nos engagements et les vôtres",
        p("De notre côté :"),
        bullets(
            "nous protégeons vos données comme nous l'écrivons, et nous vous prévenons si un incident vous "
            "met en danger ;",
            "nous ne vendons rien, nous n'affichons pas de publicité, nous ne suivons pas vos visites ;",
            "nous gardons la trace de ce qui est fait dans votre espace.",
        ),
        p("Du vôtre :"),
        bullets(
            "vous donnez des informations exactes, car un professionnel peut s'appuyer dessus ;",
            "vous n'essayez pas d'entrer dans l'espace de quelqu'un d'autre ni de gêner le service ;",
            "vous tenez à jour votre adresse e-mail et votre numéro de mobile.",
        ),
        p(
            "Chacun répond de ses fautes dans les conditions prévues par la loi. Rien dans ces conditions "
            "ne retire un droit que la loi vous donne."
        ),
    )


def _leaving() -> Part:
    return part(
        "cloture",
        "CGU : partir, ou changer d'avis",
        p(
            "Vous pouvez demander à tout moment la fermeture de votre espace à l'exploitant, sans donner "
            "de raison. Si ces conditions changent de façon importante, nous vous prévenons avant : "
            "continuer n'est jamais obligatoire."
        ),
    )


def _law() -> Part:
    return part(
        "droit",
        "CGU : droit applicable",
        p(
            "Ces conditions suivent le droit français. En cas de désaccord, écrivez-nous d'abord : nous "
            "chercherons une solution ensemble. Si nous n'en trouvons pas, les tribunaux français peuvent "
            "être saisis."
        ),
    )
