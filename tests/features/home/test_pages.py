"""Accueil's fixed words."""

import pytest

from monespace_app.features.home.pages import accueil
from tests.features.information import rendering


@pytest.mark.row("HOME-1")
def test_accueil_offers_the_two_first_things_to_do():
    page = accueil()
    words = rendering.words(page)
    assert "Vous avez la main sur votre santé" in words
    assert "Compléter mon profil médical" in words
    assert "Ajouter un document de santé" in words
    assert {"/profil-medical", "/documents"} <= set(rendering.hrefs(page))


@pytest.mark.row("HOME-4")
def test_accueil_says_how_data_are_secured():
    page = accueil()
    words = rendering.words(page)
    for title in ("Vos données sont sécurisées", "Hébergement", "Données", "Protection"):
        assert title in words
    assert "En savoir plus sur la protection de mes données" in words
    assert "/donnees-personnelles" in rendering.hrefs(page)
