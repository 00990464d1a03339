"""What Accueil needs, in one call."""

from monespace_app.core.actor import Actor
from monespace_app.core.database import platform_snapshot
from monespace_app.core.permissions import Permission
from monespace_app.features.documents import services as documents
from monespace_app.features.home import rules
from monespace_app.features.home.schemas import HomeView
from monespace_app.features.messaging import services as messaging
from monespace_app.session.models import Profile


def home(actor: Actor) -> HomeView:
    """The greeting, the cards of the open profile and the last documents (HOME-1, HOME-2, HOME-3)."""
    actor.require(Permission.HOME_READ)
    with platform_snapshot() as session:
        given_name = session.get_one(Profile, actor.open_profile).given_name
    return HomeView(
        greeting=rules.greeting(given_name),
        cards=rules.cards(messaging.count_unread(actor)),
        documents=documents.recent_documents(actor),
    )
