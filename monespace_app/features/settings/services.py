"""« Informations personnelles »: identifiers, password, connected devices (SET-1)."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from monespace_app.core import audit, clock, french, outbox, throttle
from monespace_app.core.actor import Actor
from monespace_app.core.crypto import new_id
from monespace_app.core.database import platform_snapshot, platform_transaction, transaction
from monespace_app.core.errors import Conflict, Invalid, NotFound
from monespace_app.core.permissions import Permission
from monespace_app.core.settings import settings
from monespace_app.features.information.services import operator
from monespace_app.features.login import services as login
from monespace_app.features.settings import rules
from monespace_app.features.settings.schemas import PasswordChange, PersonalInformation
from monespace_app.session import services as session_services
from monespace_app.session.models import Account, Profile

WRONG_OLD_PASSWORD = "Ce n'est pas votre mot de passe actuel. Vérifiez-le et réessayez."
NOT_KNOWN = "Non renseigné"


def personal_information(actor: Actor) -> PersonalInformation:
    """The account's identifier and contacts, the same whichever profile is open."""
    actor.require(Permission.ACCOUNT_READ)
    with platform_snapshot() as session:
        account = session.get_one(Account, actor.own_account)
        profile = session.get_one(Profile, actor.open_profile)
    return PersonalInformation(
        title=rules.page_title(profile.given_name),
        identifier=account.identifier,
        email=login.masked_email(account.email) if account.email else NOT_KNOWN,
        mobile=login.masked_mobile(account.mobile) if account.mobile else NOT_KNOWN,
    )


def change_problems(change: PasswordChange) -> list[Invalid]:
    """What is wrong with the form itself; nothing is looked up, so nothing is counted."""
    return rules.problems(change, login.password_flaw(change.new))


def change_password(actor: Actor, change: PasswordChange) -> None:
    """Replace the account's password, end its other sessions and tell the patient.

    Raises:
        Invalid: The form is wrong, or the old password is.
        TooManyTries: The old password was tried five times in fifteen minutes, here or at login.
        Conflict: The password was changed from elsewhere at the same moment.
    """
    actor.require(Permission.ACCOUNT_PASSWORD)
    for problem in change_problems(change):
        raise problem
    with platform_transaction() as session:
        account = session.get_one(Account, actor.own_account)
        counted = login.count_password_try(session, account.identifier)
    # Hashes are computed outside of any transaction: writers wait for each other.
    if not login.verify_password(change.old, account.password_hash):
        raise Invalid(rules.OLD, WRONG_OLD_PASSWORD)
    new_hash = login.hash_password(change.new)
    own = session_services.on_profile(actor, account.profile_id)
    with transaction(own) as session:
        throttle.release(session, counted)
        _replace_hash(session, account, new_hash)
        login.forget_pending_logins(session, account.id)
        session_services.end_all_sessions(session, account.id, but=actor.session_id)
        _tell(session, account)
        audit.record(session, own, audit.Act.PASSWORD_CHANGED, object_id=account.id)


def disconnect_device(actor: Actor, session_id: str) -> None:
    """« Déconnecter » another device of the account; `NotFound` for any other session.

    One's own is ended by « Se déconnecter », which clears the cookie too.
    """
    others = {device.id for device in session_services.list_devices(actor) if not device.is_current}
    if session_id not in others:
        raise NotFound("Cet appareil est introuvable.")
    session_services.revoke_device(actor, session_id)


def _replace_hash(session: Session, account: Account, new_hash: str) -> None:
    replaced = session.execute(
        update(Account)
        .where(Account.id == account.id, Account.password_hash == account.password_hash)
        .values(password_hash=new_hash)
    )
    if not replaced.rowcount:
        raise Conflict("Le mot de passe vient d'être modifié depuis un autre appareil. Rechargez la page.")


def _tell(session: Session, account: Account) -> None:
    moment = french.long_moment(clock.now())
    happened = f"Le mot de passe de votre compte Mon espace santé a été modifié le {moment} (heure de Paris)."
    others = "Vos autres appareils connectés ont été déconnectés."
    advice = f"Si ce n'est pas vous, n'attendez pas\u00a0: {operator().how_to_reach}."
    key = f"password-changed/{new_id()}"
    if account.email:
        subject = "Le mot de passe de votre compte a été modifié"
        letter = login.letter(account.email, subject, [happened, others, advice])
        outbox.add(session, outbox.Channel.EMAIL, letter, key=key)
    elif account.mobile and settings().sends_sms:
        text = f"{happened} {advice}"
        outbox.add(session, outbox.Channel.SMS, {"to": account.mobile, "text": text}, key=key)
