"""One SMTP conversation: aiosmtpd's, with our way of reading the message and our words."""

import asyncio
import logging
import re
from typing import Any, Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session, TLSSetupException, syntax

from monespace_app.gateways.mssante_in import replies

# aiosmtpd writes every command and every line of every mail to its log: nothing of it may be kept.
logging.getLogger("mail.log").addFilter(lambda _record: False)

CHUNK = 65_536
_SIZE = re.compile(r"\sSIZE=(\d+)", re.IGNORECASE)
_END = b"\r\n.\r\n"


class Host(Protocol):
    """What a conversation needs of its server."""

    async def receive(self, envelope: Envelope, content: bytes) -> str:
        """The reply to a whole message."""

    def forget(self, connection: "Connection") -> None:
        """The conversation is over."""


class Connection(SMTP):
    """A client. `is_delivering` while a whole message waits for its reply."""

    line_length_limit = CHUNK

    def __init__(self, host: Host, handler: Any, **options: Any) -> None:
        super().__init__(handler, **options)
        self._host = host
        self.is_delivering = False

    def connection_lost(self, error: Exception | None) -> None:
        """Leave the list of open conversations."""
        self._host.forget(self)
        super().connection_lost(error)

    def dismiss(self) -> None:
        """Say goodbye and close."""
        if isinstance(self.transport, asyncio.Transport) and not self.transport.is_closing():
            self.transport.write(f"{replies.CLOSING}\r\n".encode())
            self.transport.close()

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 (aiosmtpd finds commands by these names)
        """Begin TLS once; a handshake that fails ends the conversation."""
        if self._tls_protocol is not None:
            await self.push("503 5.5.1 TLS est actif")
            return
        try:
            await super().smtp_STARTTLS(arg)
        except TLSSetupException:
            # aiosmtpd would close a transport that the failed handshake never made.
            if isinstance(self._original_transport, asyncio.Transport):
                self._original_transport.abort()
            self.connection_lost(None)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Refuse at once what announces that it is too big."""
        announced = _SIZE.search(arg or "")
        if announced is not None and int(announced[1]) > replies.MAX_BYTES:
            await self.push(replies.TOO_BIG)
            return
        await super().smtp_MAIL(arg)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Take a message in large pieces.

        aiosmtpd reads line by line, which holds up the event loop on big messages, and refuses the long lines
        that some programs write.
        """
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Il manque un destinataire")
            return
        if arg:
            await self.push("501 5.5.4 DATA ne prend pas d'argument")
            return
        await self.push("354 Terminez par une ligne qui ne contient qu'un point")
        content = await self._content()
        await self.push(await self._reply(self.envelope, content))

    async def _reply(self, envelope: Envelope, content: bytes | None) -> str:
        self.is_delivering = True
        try:
            return replies.TOO_BIG if content is None else await self._host.receive(envelope, content)
        finally:
            self.is_delivering = False
            self._set_post_data_state()

    async def _content(self) -> bytes | None:
        """The message up to its final dot, dots undone (RFC 5321, 4.5.2); None when it is too big."""
        # A line end before the first line: a dot alone there ends the message too.
        buffer, dropped = bytearray(b"\r\n"), 0
        while True:
            searched = max(0, len(buffer) - len(_END))
            chunk = await self._reader.read(CHUNK)
            if not chunk:
                raise ConnectionResetError
            buffer += chunk
            end = buffer.find(_END, searched)
            if end >= 0:
                break
            if dropped or len(buffer) > replies.MAX_BYTES + len(_END):
                dropped += len(buffer) - len(_END)
                del buffer[: -len(_END)]
        self._give_back(bytes(buffer[end + len(_END) :]))
        if dropped or end > replies.MAX_BYTES:
            return None
        return bytes(buffer[2 : end + 2].replace(b"\r\n.", b"\r\n"))

    def _give_back(self, rest: bytes) -> None:
        """Commands sent ahead, without waiting for the reply (RFC 2920)."""
        # asyncio has no public way to do this; aiosmtpd itself empties this buffer at STARTTLS.
        reader: Any = self._reader
        reader._buffer[:0] = rest


def welcome(session: Session, hostname: str, capabilities: list[str]) -> list[str]:
    """The reply to EHLO: aiosmtpd's, and that commands may be sent ahead."""
    session.host_name = hostname
    return [*capabilities[:-1], "250-PIPELINING", capabilities[-1]]


class Refusal(asyncio.Protocol):
    """A client too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so and close."""
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(f"{replies.TOO_MANY_CONNECTIONS}\r\n".encode())
        transport.close()
