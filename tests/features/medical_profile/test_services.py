"""The empty medical profile, behind its lock."""

import pytest

from monespace_app.core.actor import mail_gateway
from monespace_app.core.errors import Denied
from monespace_app.features.medical_profile import services
from monespace_app.features.medical_profile.pages import profil_medical
from tests.factories import make_account, patient
from tests.features.information import rendering


def test_the_thirteen_sections_come_in_their_order():
    sections = services.overview(patient(make_account())).sections
    assert len(sections) == 13
    assert [sections[0].title, sections[4].title, sections[12].title] == [
        "Maladies et sujets de santé",
        "Allergies",
        "Pièces administratives",
    ]


def test_a_caller_without_the_right_gets_nothing():
    with pytest.raises(Denied):
        services.overview(mail_gateway(make_account().profile_id))


def test_the_page_says_that_adding_is_not_possible_yet_and_offers_no_false_link():
    page = profil_medical()
    assert any("prochaine version" in text for text in rendering.words(page))
    assert rendering.props(page, "to") == ["/accueil"]
