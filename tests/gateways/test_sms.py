"""SMS through a provider that is a real HTTP server."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from monespace_app.core.outbox import Channel, Outgoing, SendFailed
from monespace_app.gateways import sms
from monespace_app.gateways.sms import SmsSender

ENTRY = Outgoing(
    "1", Channel.SMS, "code:1", {"to": "+33639981214", "text": "Votre code\u00a0: 123456"}, None, ""
)


class Provider(ThreadingHTTPServer):
    """Answers `status`, and remembers what it was asked."""

    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sms"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "{}")
        self.server.asked.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/ailleurs")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def failure(sender: SmsSender) -> SendFailed:
    with pytest.raises(SendFailed) as refusal:
        sender(ENTRY)
    return refusal.value


def test_an_sms_is_handed_over_with_its_key(provider: Provider):
    SmsSender(provider.url, "jeton")(ENTRY)

    [(path, headers, body)] = provider.asked
    assert (path, body) == ("/sms", ENTRY.payload)
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer jeton", "code:1")


@pytest.mark.parametrize("status", [500, 503, 429, 401, 403, 408])
def test_a_provider_in_trouble_is_tried_again(provider: Provider, status: int):
    provider.status = status

    refusal = failure(SmsSender(provider.url))

    assert (refusal.permanent, refusal.reason) == (False, sms.NOT_NOW)


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_refused_number_is_not_tried_again(provider: Provider, status: int):
    provider.status = status

    refusal = failure(SmsSender(provider.url))

    assert (refusal.permanent, refusal.reason) == (True, sms.REFUSED)


def test_a_redirection_is_not_followed(provider: Provider):
    provider.status = 302

    assert not failure(SmsSender(provider.url)).permanent
    assert len(provider.asked) == 1


def test_a_provider_that_is_down_is_tried_again(provider: Provider):
    url = provider.url
    provider.server_close()

    assert not failure(SmsSender(url)).permanent


def test_without_a_provider_nothing_is_sent():
    refusal = failure(SmsSender(None))

    assert (refusal.permanent, refusal.reason) == (True, sms.NO_PROVIDER)


@pytest.mark.parametrize("url", ["http://fournisseur.example/sms", "ftp://127.0.0.1", "fournisseur.example"])
def test_a_provider_in_clear_is_refused(url: str):
    with pytest.raises(ValueError, match="https"):
        SmsSender(url)
