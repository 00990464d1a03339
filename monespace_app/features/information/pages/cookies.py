"""« Gestion des cookies » (PUB-2): everything the service leaves in a browser, and nothing more."""

from typing import NamedTuple

import reflex as rx

from monespace_app.features.information.components import Part, article, bullets, p, part, title, to


class Kept(NamedTuple):
    """One thing kept in the browser; `name` is what the browser's own settings call it."""

    title: str
    name: str
    purpose: str
    lifetime: str


STORED = (
    Kept(
        "Le numéro de l'onglet",
        "token",
        "Un nombre tiré au hasard, qui distingue les onglets ouverts : deux onglets peuvent montrer deux "
        "profils.",
        "jusqu'à la fermeture de l'onglet",
    ),
    Kept(
        "Votre place dans la page",
        "react-router-scroll-positions",
        "La hauteur à laquelle vous étiez, pour vous y remettre quand vous revenez en arrière.",
        "jusqu'à la fermeture de l'onglet",
    ),
    Kept(
        "L'heure d'un rechargement",
        "reflex_last_reloaded_on_error",
        "Quand la page s'est rechargée toute seule après une erreur, pour ne pas le faire en boucle.",
        "jusqu'à la fermeture de l'onglet",
    ),
    Kept(
        "Le dernier message dit à voix haute",
        "monespace-annonce",
        "Le numéro du dernier message lu aux personnes aveugles, sans ses mots, pour ne pas le répéter quand la page "
        "se recharge.",
        "jusqu'à la fermeture de l'onglet",
    ),
    Kept(
        "Le thème",
        "theme",
        "Clair, sombre, ou comme votre appareil.",
        "jusqu'à ce que vous l'effaciez",
    ),
)


def cookies(session_cookie: str) -> rx.Component:
    """`session_cookie` is the name of the one cookie."""
    return article(
        "Gestion des cookies",
        "Un seul cookie, indispensable à votre connexion. Aucun suivi, aucune publicité : "
        "c'est pourquoi nous ne vous demandons rien en arrivant.",
        _cookie(session_cookie),
        _storage(),
        _choice(),
    )


def _cookie(name: str) -> Part:
    kept = Kept(
        "Votre connexion",
        name,
        "Vous reconnaître d'une page à l'autre. Il ne contient qu'un nombre tiré au hasard, que les "
        "programmes de la page ne peuvent pas lire.",
        "jusqu'à la déconnexion ; après 30 minutes sans activité ; 12 heures au plus",
    )
    return part(
        "cookie",
        "Le seul cookie",
        p(
            "Il n'est déposé qu'au moment où vous vous connectez. Sans lui, il faudrait redonner votre code "
            "à chaque page."
        ),
        *_described(kept),
    )


def _storage() -> Part:
    return part(
        "stockage",
        "Ce que garde aussi votre navigateur",
        p(
            "Ces éléments ne sont pas des cookies : ils restent dans votre navigateur et ne partent vers "
            "aucun autre site."
        ),
        *[node for kept in STORED for node in _described(kept)],
    )


def _described(kept: Kept) -> tuple[rx.Component, ...]:
    return (
        title(kept.title),
        p(kept.purpose),
        bullets(f"Durée : {kept.lifetime}.", ("Nom technique : ", rx.el.code(kept.name), ".")),
    )


def _choice() -> Part:
    return part(
        "choix",
        "Vos choix",
        p(
            "La loi dispense d'accord ce qui est strictement nécessaire au service que vous demandez "
            "(article 82 de la loi Informatique et Libertés). Vous pouvez tout de même bloquer ou effacer "
            "ces éléments dans les réglages de votre navigateur : vous serez alors déconnecté."
        ),
        p(
            "Nous n'utilisons aucun outil de mesure d'audience. Pour le reste, voyez la ",
            to("protection des données personnelles", "/donnees-personnelles"),
            ".",
        ),
    )
