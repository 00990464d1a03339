"""A real relay to send through, that misbehaves on command."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.gateways.servers import Loop

PASSWORDS = {b"p@ss:word", "clé".encode()}


class Operator:
    """Accepts mail into `accepted`; `replies` maps a command, or a recipient, to what it answers instead."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, list[str], bytes]] = []
        self.replies: dict[str, str] = {}
        self.reset_after_data = False
        self.silent_seconds = 0.0
        self.logins: list[Any] = []
        self.was_encrypted: list[bool] = []

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.was_encrypted.append(session.ssl is not None)
        envelope.mail_from = address
        return self.replies.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        reply = self.replies.get("RCPT", self.replies.get(address, "250 OK"))
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.silent_seconds)
        if reply := self.replies.get("DATA"):
            return reply
        self.accepted.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        if self.reset_after_data:
            server.transport.abort()
        return "250 2.0.0 Queued"

    async def handle_QUIT(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self.replies.get("QUIT", "221 Bye")

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _kind: str, given: Any
    ) -> AuthResult:
        self.logins.append(given)
        return AuthResult(success=given.login == b"monespace" and given.password in PASSWORDS, handled=False)


@contextmanager
def relaying(
    operator: Operator, *, port: int = 0, tls: ssl.SSLContext | None = None, from_start: bool = False
) -> Iterator[int]:
    """A relay that listens; gives its port."""
    loop = Loop()
    starttls = None if from_start else tls

    async def start() -> asyncio.Server:
        return await asyncio.get_running_loop().create_server(
            lambda: SMTP(
                operator,
                hostname="relais.example",
                tls_context=starttls,
                auth_required=tls is not None and not from_start,
                authenticator=operator.authenticate,
                loop=asyncio.get_running_loop(),
            ),
            "127.0.0.1",
            port,
            ssl=tls if from_start else None,
        )

    server = loop.run(start())
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.run(_close(server))
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
