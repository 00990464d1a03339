"""Text messages, by the provider's HTTPS address."""

import json
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

from monespace_app.core.outbox import Outgoing, SendFailed
from monespace_app.gateways.network import is_loopback

TIMEOUT_SECONDS = 20.0
NO_PROVIDER = "L'envoi de SMS n'est pas disponible."
NOT_NOW = "L'envoi de SMS est momentanément indisponible."
REFUSED = "Ce numéro ne peut pas recevoir de SMS."
_LATER = frozenset({401, 403, 407, 408, 409, 425, 429})
"""Trouble with our access or our pace, not with the number."""


class SmsSender:
    """Hands outbox entries of the channel `sms` over to the provider."""

    def __init__(self, url: str | None, token: str = "") -> None:
        """`ValueError`, with a French sentence, unless the address is HTTPS (or on this machine)."""
        parts = urlsplit(url or "https://")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise ValueError("L'adresse de l'envoi de SMS doit commencer par https://.")
        self._url = url
        self._token = token
        self._opener = urllib.request.build_opener(_NoRedirect)

    def __call__(self, entry: Outgoing) -> None:
        """Send one SMS, or raise `SendFailed`."""
        if self._url is None:
            raise SendFailed(NO_PROVIDER, permanent=True)
        try:
            with self._opener.open(self._request(self._url, entry), timeout=TIMEOUT_SECONDS):
                return
        except urllib.error.HTTPError as error:
            error.close()
            permanent = 400 <= error.code < 500 and error.code not in _LATER
            raise SendFailed(REFUSED if permanent else NOT_NOW, permanent=permanent) from None
        except (OSError, HTTPException):
            raise SendFailed(NOT_NOW) from None

    def _request(self, url: str, entry: Outgoing) -> urllib.request.Request:
        headers = {"Content-Type": "application/json", "Idempotency-Key": entry.idempotency_key}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        body = json.dumps({"to": entry.payload["to"], "text": entry.payload["text"]})
        return urllib.request.Request(url, body.encode(), headers, method="POST")  # noqa: S310 (checked above)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A phone number and a code go where they were meant to, nowhere else."""

    def redirect_request(
        self, req: object, fp: object, code: int, msg: str, headers: object, newurl: str
    ) -> None:
        """Follow nothing: the redirection is an error of the provider."""
