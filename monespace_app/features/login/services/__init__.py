"""What the login does, and what other features may ask of it: passwords, their limits, letters."""

from monespace_app.features.login.rules.contacts import masked_email, masked_mobile
from monespace_app.features.login.rules.letters import letter
from monespace_app.features.login.rules.passwords import MIN_LENGTH as MIN_PASSWORD_LENGTH
from monespace_app.features.login.rules.passwords import REQUIREMENTS, password_flaw
from monespace_app.features.login.services.attempts import (
    begin_login,
    choose_channel,
    finish_login,
    forget_pending_logins,
    list_channels,
    resend_code,
)
from monespace_app.features.login.services.cleaning import purge_expired
from monespace_app.features.login.services.limits import count_password_try
from monespace_app.features.login.services.passwords import hash_password, verify_password

__all__ = [
    "MIN_PASSWORD_LENGTH",
    "REQUIREMENTS",
    "begin_login",
    "choose_channel",
    "count_password_try",
    "finish_login",
    "forget_pending_logins",
    "hash_password",
    "letter",
    "list_channels",
    "masked_email",
    "masked_mobile",
    "password_flaw",
    "purge_expired",
    "resend_code",
    "verify_password",
]
