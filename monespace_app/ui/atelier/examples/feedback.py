"""What the application says: banners, empty states, waiting, progress."""

import reflex as rx

from monespace_app.ui.atelier.examples.actions import NOTHING
from monespace_app.ui.atelier.registry import example
from monespace_app.ui.client import upload_rows
from monespace_app.ui.components import (
    banner,
    button,
    card,
    empty_state,
    link_button,
    progress_bar,
    skeleton_cards,
    skeleton_conversation,
    skeleton_lines,
    skeleton_rows,
    stack,
    trouble,
)


@example("Bandeaux", "toutes les sortes", shows="banner")
def banners() -> rx.Component:
    return stack(
        banner("Seul un professionnel de santé peut débuter un échange. Vous pourrez ensuite lui répondre."),
        banner("Votre adresse e-mail est vérifiée.", kind="success"),
        banner(
            "Pour votre sécurité, vous serez déconnecté dans 2 minutes.",
            kind="attention",
            title="Êtes-vous toujours là ?",
            action=button("Rester connecté", small=True, on_click=NOTHING),
        ),
        banner(
            "Le message n'a pas été remis à Dr Dupond : son adresse n'existe plus.",
            kind="error",
            title="Non remis",
            action=button("Réessayer", kind="secondary", small=True),
        ),
        gap="4",
    )


@example("Bandeaux", "lecture impossible", shows="trouble")
def reading_failed() -> rx.Component:
    return trouble("Le service est momentanément indisponible. Réessayez dans un instant.", on_retry=NOTHING)


@example("Écrans vides", "messagerie", shows="empty_state")
def no_message() -> rx.Component:
    return card(
        empty_state(
            "Aucun message pour le moment",
            "Seul un professionnel de santé peut débuter un échange. Vous pourrez ensuite lui répondre.",
            drawing_name="messages",
        )
    )


def no_message_open() -> rx.Component:
    """What the object's side says while no conversation is open."""
    return empty_state(
        "Vos messages",
        "Cliquez sur une conversation pour l'afficher",
        drawing_name="messages",
    )


@example("Écrans vides", "documents")
def no_document() -> rx.Component:
    return card(
        empty_state(
            "Vos documents de santé seront ici",
            "Ordonnances, résultats, comptes rendus : ceux de vos soignants et les vôtres.",
            action=button("Ajouter un document", icon_name="plus", on_click=NOTHING),
        )
    )


@example("Écrans vides", "profil médical et recherche")
def nothing_else() -> rx.Component:
    return stack(
        card(
            empty_state(
                "Votre profil médical est prêt à être rempli",
                "Commencez par ce que vous voulez : vous pourrez le compléter plus tard.",
                drawing_name="profil-medical",
            )
        ),
        card(
            empty_state(
                "Aucun résultat pour « diabette »",
                "Vérifiez l'orthographe ou essayez un autre mot.",
                drawing_name="recherche",
            )
        ),
    )


@example("Écrans vides", "page introuvable et connexion perdue")
def lost() -> rx.Component:
    return stack(
        empty_state(
            "Cette page n'existe pas",
            "L'adresse a peut-être changé.",
            drawing_name="erreur",
            action=link_button("Revenir à l'accueil", "/atelier"),
        ),
        empty_state(
            "La connexion est perdue",
            "Ce que vous avez écrit est gardé. Tout reprendra au retour du réseau.",
            drawing_name="hors-ligne",
        ),
    )


@example("Attente", "lignes et cartes", shows="skeleton_lines skeleton_cards")
def waiting_cards() -> rx.Component:
    return stack(skeleton_lines(), skeleton_cards(), gap="8")


@example("Attente", "liste et conversation", shows="skeleton_rows skeleton_conversation")
def waiting_lists() -> rx.Component:
    return stack(card(skeleton_rows(3)), skeleton_conversation(), gap="8")


@example("Progression", "barre", shows="progress_bar")
def progress() -> rx.Component:
    return progress_bar("Préparation de vos données", 64)


@example("Progression", "fichiers en cours d'envoi")
def uploads() -> rx.Component:
    refused = "Ce type de fichier n'est pas accepté. Les formats acceptés sont JPG, PDF et PNG."
    return upload_rows(
        [
            {"name": "Ordonnance du 12 décembre.pdf", "size": 1_200_000, "state": "sending", "part": 0.4},
            {"name": "Photo.jpg", "size": 2_340_000, "state": "checking", "part": 1},
            {"name": "Radio.tif", "size": 4_900_000, "state": "waiting", "part": 0},
            {
                "name": "un-nom-de-fichier-vraiment-tres-long-" * 3 + ".docx",
                "size": 320_000,
                "state": "refused",
                "part": 0,
                "reason": refused,
            },
            {
                "name": "Résultats.pdf",
                "size": 90_000,
                "state": "stopped",
                "part": 0,
                "reason": "L'envoi a été interrompu. Vérifiez votre connexion, puis réessayez.",
            },
        ]
    )
