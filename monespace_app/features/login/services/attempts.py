"""The three steps of a login: password, way to receive the code, code. Callers are strangers: no actor here.

Nothing a browser sends decides anything but the three texts typed: the attempt is found by its identifier,
which the server alone keeps, and every limit is counted in the database.
"""

import hmac
import secrets
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from monespace_app.core import clock, crypto, outbox, throttle
from monespace_app.core.database import platform_snapshot, platform_transaction
from monespace_app.core.errors import Invalid, NotFound, TooManyTries
from monespace_app.core.french import NARROW
from monespace_app.core.settings import settings
from monespace_app.features.login.models import MAX_TRIES, LoginAttempt
from monespace_app.features.login.rules import codes, contacts, letters
from monespace_app.features.login.schemas import CodeChannel, SentCode
from monespace_app.features.login.services import passwords
from monespace_app.features.login.services.limits import count_password_try
from monespace_app.session.models import Account, Profile, ProfileState, SessionTicket

EMAIL, SMS = outbox.Channel.EMAIL.value, outbox.Channel.SMS.value

WRONG = "Identifiant ou mot de passe incorrect. Vérifiez-les et réessayez."
OVER = "Cette connexion a pris trop de temps ou a déjà servi. Recommencez avec votre identifiant."


def begin_login(identifier: str, password: str, address: str) -> str:
    """Step 1: check the password and open a login attempt (LOGIN-1, LOGIN-6).

    Args:
        identifier: As typed.
        password: As typed.
        address: The network address of the browser.

    Returns:
        The identifier of the attempt, to be kept on the server.

    Raises:
        Invalid: Wrong identifier, wrong password, closed account or space not active: all one sentence.
        TooManyTries: The account or the address has used up its tries.
    """
    with platform_transaction() as session:
        counted = count_password_try(session, identifier, address)
        account = _open_account(session, Account.identifier == codes.typed_identifier(identifier))
    # Outside of any transaction: a hash takes longer than everything else, and writers wait for each other.
    is_right = passwords.verify_password(password, account.password_hash if account else None)
    if account is None or not is_right:
        raise Invalid("password", WRONG)
    upgraded = passwords.hash_password(password) if passwords.needs_upgrade(account.password_hash) else None
    with platform_transaction() as session:
        current = _open_account(session, Account.id == account.id)
        if current is None or current.password_hash != account.password_hash:
            raise Invalid("password", WRONG)
        throttle.release(session, counted)
        current.password_hash = upgraded or current.password_hash
        attempt = LoginAttempt(account_id=current.id)
        session.add(attempt)
    return attempt.id


def list_channels(attempt_id: str) -> list[CodeChannel]:
    """Step 2: the ways to receive the code (LOGIN-2); `NotFound` when the attempt is over."""
    with platform_snapshot() as session:
        _, account = _live_attempt(session, attempt_id)
    return _channels(account)


def choose_channel(attempt_id: str, channel: str) -> SentCode:
    """Step 2: send a code by e-mail or SMS. Pressing twice sends one: the code that is on its way stays good.

    Raises:
        Invalid: No such way for this account.
        TooManyTries: Five codes were sent to this account in fifteen minutes.
        NotFound: The attempt is over.
    """
    with platform_transaction() as session:
        attempt, account = _live_attempt(session, attempt_id, for_update=True)
        if channel not in _values(account):
            raise Invalid("channel", "Choisissez comment recevoir votre code.")
        on_its_way = attempt.code_digest is not None and not codes.may_resend(
            attempt.code_sent_at, clock.now()
        )
        if not (on_its_way and attempt.channel == channel):
            _send_code(session, attempt, account, channel)
        return _sent(attempt, account)


def resend_code(attempt_id: str) -> SentCode:
    """Step 3: « Renvoyer le code », 30 seconds after the last one at the earliest. The old code is dead.

    Raises:
        TooManyTries: Too early, or five codes were sent to this account in fifteen minutes.
        NotFound: The attempt is over, or no way was chosen yet.
    """
    with platform_transaction() as session:
        attempt, account = _live_attempt(session, attempt_id, for_update=True)
        if attempt.channel not in _values(account):
            raise NotFound(OVER)
        if not codes.may_resend(attempt.code_sent_at, clock.now()):
            raise TooManyTries(
                "Un code vient d'être envoyé. Attendez 30 secondes avant d'en demander un autre."
            )
        _send_code(session, attempt, account, attempt.channel)
        return _sent(attempt, account)


class _Outcome(Enum):
    RIGHT = auto()
    WRONG = auto()
    DEAD = auto()
    EXPIRED = auto()
    OVER = auto()


def finish_login(attempt_id: str, code: str) -> str:
    """Step 3: check the code (LOGIN-3). It is right once, within ten minutes, for this very attempt.

    Returns:
        The account that is now known to be there; `session.services.issue_ticket` opens its session.

    Raises:
        Invalid: Not six digits, wrong, expired, or dead after three wrong tries.
        NotFound: The attempt is over.
    """
    digits = codes.typed_code(code)
    if not digits:
        raise Invalid("code", "Saisissez les 6 chiffres du code reçu.")
    # A refusal must not undo the count of the try: it is raised once the transaction is committed.
    with platform_transaction() as session:
        outcome, attempt = _evaluate(session, attempt_id, digits)
        if outcome is _Outcome.RIGHT and attempt is not None:
            throttle.forget(session, _codes_bucket(attempt.account_id))
    if outcome is _Outcome.RIGHT and attempt is not None:
        return attempt.account_id
    raise _refusal(outcome, MAX_TRIES - attempt.tries if attempt else 0)


def forget_pending_logins(session: Session, account_id: str) -> None:
    """End every half-finished login of an account, in the transaction of its cause (a changed password…)."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.account_id == account_id))
    unused = (SessionTicket.account_id == account_id, col(SessionTicket.used_at).is_(None))
    session.execute(delete(SessionTicket).where(*unused))


def _open_account(session: Session, criterion: object) -> Account | None:
    """The account that may log in: neither closed, nor of a space that is not active."""
    return session.scalar(
        select(Account)
        .join(Profile, Profile.id == Account.profile_id)
        .where(criterion, col(Account.closed_at).is_(None), Profile.state == ProfileState.ACTIVE.value)
    )


def _live_attempt(
    session: Session, attempt_id: str, *, for_update: bool = False
) -> tuple[LoginAttempt, Account]:
    attempt = session.get(LoginAttempt, attempt_id, with_for_update=for_update or None)
    if attempt is None or attempt.consumed_at is not None or attempt.password_ok_at <= _oldest():
        raise NotFound(OVER)
    account = _open_account(session, Account.id == attempt.account_id)
    if account is None:
        raise NotFound(OVER)
    return attempt, account


def _oldest() -> datetime:
    return clock.now() - codes.ATTEMPT_LIFETIME


def _channels(account: Account) -> list[CodeChannel]:
    ways = []
    if account.email:
        ways.append(CodeChannel(value=EMAIL, contact=contacts.masked_email(account.email)))
    if account.mobile and settings().sends_sms:
        ways.append(CodeChannel(value=SMS, contact=contacts.masked_mobile(account.mobile)))
    return ways


def _values(account: Account) -> set[str]:
    return {way.value for way in _channels(account)}


def _codes_bucket(account_id: str) -> str:
    return throttle.bucket("login:code", account_id)


def _send_code(session: Session, attempt: LoginAttempt, account: Account, channel: str) -> None:
    counted = throttle.reserve(
        session, _codes_bucket(account.id), limit=codes.CODES_PER_ACCOUNT, window=codes.WINDOW
    )
    if counted is None:
        raise TooManyTries(
            "Cinq codes ont déjà été envoyés. Attendez 15 minutes avant d'en demander un autre."
        )
    code = f"{secrets.randbelow(10**codes.CODE_DIGITS):0{codes.CODE_DIGITS}d}"
    attempt.channel = channel
    attempt.code_digest = _code_digest(attempt.id, code)
    attempt.code_sent_at = clock.now()
    attempt.code_expires_at = clock.now() + codes.CODE_LIFETIME
    attempt.tries = 0
    by_email = channel == EMAIL
    payload = (
        letters.code_letter(account.email or "", code)
        if by_email
        else letters.code_text(account.mobile or "", code)
    )
    outbox.add(session, outbox.Channel(channel), payload, key=f"login-code/{counted}")


def _code_digest(attempt_id: str, code: str) -> str:
    return crypto.digest(f"{attempt_id}:{code}", "login:code")


def _sent(attempt: LoginAttempt, account: Account) -> SentCode:
    way = next(way for way in _channels(account) if way.value == attempt.channel)
    sent_at = attempt.code_sent_at or clock.now()
    return SentCode(channel=way.value, contact=way.contact, resend_at=sent_at + codes.RESEND_AFTER)


def _evaluate(session: Session, attempt_id: str, digits: str) -> tuple[_Outcome, LoginAttempt | None]:
    """Count the try and compare, under the lock that counting takes: parallel guesses wait in line."""
    counted = session.execute(
        update(LoginAttempt)
        .where(
            LoginAttempt.id == attempt_id,
            LoginAttempt.password_ok_at > _oldest(),
            col(LoginAttempt.code_digest).is_not(None),
            col(LoginAttempt.code_expires_at) > clock.now(),
            LoginAttempt.tries < MAX_TRIES,
        )
        .values(tries=LoginAttempt.tries + 1)
    )
    attempt = session.get(LoginAttempt, attempt_id)
    if attempt is None or _open_account(session, Account.id == attempt.account_id) is None:
        return _Outcome.OVER, None
    if not counted.rowcount:
        return _why_not_evaluated(attempt), attempt
    if not hmac.compare_digest(attempt.code_digest or "", _code_digest(attempt.id, digits)):
        return (_Outcome.WRONG if attempt.tries < MAX_TRIES else _Outcome.DEAD), attempt
    attempt.consumed_at = clock.now()
    attempt.code_digest = None
    return _Outcome.RIGHT, attempt


def _why_not_evaluated(attempt: LoginAttempt) -> _Outcome:
    if attempt.code_digest is None or attempt.password_ok_at <= _oldest():
        return _Outcome.OVER
    return _Outcome.DEAD if attempt.tries >= MAX_TRIES else _Outcome.EXPIRED


def _refusal(outcome: _Outcome, left: int) -> Invalid | NotFound:
    resend = f"Demandez-en un nouveau avec «{NARROW}Renvoyer le code{NARROW}»."
    if outcome is _Outcome.WRONG:
        again = "il vous reste 1 essai" if left == 1 else f"il vous reste {left} essais"
        return Invalid("code", f"Ce code n'est pas le bon. Vérifiez-le\u00a0: {again}.")
    if outcome is _Outcome.DEAD:
        return Invalid("code", f"Après trois codes faux, celui-ci ne peut plus servir. {resend}")
    if outcome is _Outcome.EXPIRED:
        return Invalid("code", f"Ce code a expiré. {resend}")
    return NotFound(OVER)
