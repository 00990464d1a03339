"""The mail server, on the application's own event loop; everything slow runs in its own few threads."""

import asyncio
import contextvars
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from monespace_app.core.settings import Settings
from monespace_app.gateways.mssante_in import replies
from monespace_app.gateways.mssante_in.access import Operator, check, tls_context
from monespace_app.gateways.mssante_in.connection import Connection, Refusal, welcome
from monespace_app.gateways.mssante_in.mailbox import Mailbox
from monespace_app.gateways.mssante_in.reception import Reception, log_trouble

MAX_CONNECTIONS = 100
TIMEOUT_SECONDS = 300.0
"""For one command, and for one whole message."""
STOP_SECONDS = 10.0
THREADS = 4
"""Its own, so that a burst of mail never takes the patients' threads."""
COMMAND_LIMITS = {"*": 100_000, "AUTH": 3, "NOOP": 100, "VRFY": 20}


class MailServer:
    """Receives mail for `<INS>@patient.mssante.fr` (MSS-1)."""

    def __init__(self, settings: Settings, mailbox: Mailbox, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._settings = settings
        self._timeout = timeout
        self._reception = Reception(mailbox)
        self._connections: set[Connection] = set()
        self._listener: asyncio.Server | None = None
        self._tls: ssl.SSLContext | None = None
        self._pool: ThreadPoolExecutor | None = None

    @property
    def port(self) -> int:
        """The port it really listens on, when the settings leave the choice (0)."""
        if self._listener is None:
            raise RuntimeError("the mail server is not started")
        return self._listener.sockets[0].getsockname()[1]

    async def start(self) -> None:
        """Listen.

        Raises:
            ValueError: The settings would let anybody in; the sentence says what is missing.
            OSError: The port is taken.
        """
        check(self._settings)
        self._tls = tls_context(self._settings)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="mail-in")
        self._listener = await asyncio.get_running_loop().create_server(
            self._converse, self._settings.smtp_in_host, self._settings.smtp_in_port
        )

    async def stop(self) -> None:
        """Listen no more, finish the messages under way, close."""
        if self._listener is None or self._pool is None:
            return
        self._listener.close()
        for connection in self._idle():
            connection.dismiss()
        await self._finish_deliveries()
        for connection in tuple(self._connections):
            connection.dismiss()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._listener = None

    def _idle(self) -> tuple[Connection, ...]:
        return tuple(c for c in self._connections if not c.is_delivering)

    async def _finish_deliveries(self) -> None:
        for _ in range(int(STOP_SECONDS * 20)):
            if len(self._idle()) == len(self._connections):
                return
            await asyncio.sleep(0.05)

    def _converse(self) -> asyncio.BaseProtocol:
        if len(self._connections) >= MAX_CONNECTIONS:
            return Refusal()
        in_production = not self._settings.is_demo
        connection = Connection(
            self,
            self,
            data_size_limit=replies.MAX_BYTES,
            enable_SMTPUTF8=True,
            hostname=self._settings.mssante_domain,
            ident="Mon espace sante",
            tls_context=self._tls,
            require_starttls=in_production,
            auth_required=in_production,
            authenticator=Operator(self._settings).authenticate,
            timeout=self._timeout,
            command_call_limit=COMMAND_LIMITS,
            loop=asyncio.get_running_loop(),
        )
        self._connections.add(connection)
        return connection

    def forget(self, connection: Connection) -> None:
        """The conversation is over."""
        self._connections.discard(connection)

    async def receive(self, envelope: Envelope, content: bytes) -> str:
        """The reply to a whole message."""
        recipients = tuple(envelope.rcpt_tos)
        return await self._in_thread(self._reception.mail, envelope.mail_from or "", recipients, content)

    async def handle_EHLO(  # noqa: N802 (aiosmtpd finds its hooks by these names)
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Tell what the server can do."""
        return welcome(session, hostname, responses)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept or refuse a recipient, before the message is sent for nothing."""
        if len(envelope.rcpt_tos) >= replies.MAX_RECIPIENTS:
            return replies.TOO_MANY_RECIPIENTS
        reply = await self._in_thread(self._reception.recipient, address)
        if reply == replies.RECIPIENT_OK:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_exception(self, error: Exception) -> str:
        """A bug or a broken client: the sender keeps the mail."""
        log_trouble(error)
        return replies.TEMPORARY

    async def _in_thread(self, work: Callable[..., str], *arguments: Any) -> str:
        run = contextvars.copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._pool, run, work, *arguments)
