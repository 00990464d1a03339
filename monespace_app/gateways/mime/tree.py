"""The standard library's parser, kept within limits: a hostile mail costs a second at most, never an hour."""

import re
from email.message import Message
from email.parser import BytesFeedParser
from email.policy import Compat32
from typing import Any

from monespace_app.gateways.mime.model import (
    MAX_CONTENT_HEADER,
    MAX_DEPTH,
    MAX_HEADER,
    MAX_HEADERS,
    MAX_PARTS,
    UnreadableMail,
)

CHUNK = 65_536
_END_OF_HEADERS = re.compile(rb"\n\r?\n")


class _BoundedPolicy(Compat32):
    """Headers are kept as they came (`headers.py` reads the few that matter), if they are not monstrous."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Refuse a field that no honest program writes."""
        is_content = sourcelines[0][:8].lower() == "content-"
        if sum(map(len, sourcelines)) > (MAX_CONTENT_HEADER if is_content else MAX_HEADER):
            raise UnreadableMail("header field too long")
        return super().header_source_parse(sourcelines)


class _Budget:
    """What one mail may use up: its parts are made here, and their headers counted."""

    def __init__(self) -> None:
        self._parts = 0
        self._headers = 0

    def part(self, policy: Any) -> "_Part":
        """A new part."""
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise UnreadableMail("too many parts")
        return _Part(policy, self)

    def spend_header(self, length: int) -> None:
        """Count a header field of `length` characters; its end costs too."""
        self._headers += length + 2
        if self._headers > MAX_HEADERS:
            raise UnreadableMail("too many header fields")


class _Part(Message):
    """A part that knows how deep it is and what the whole mail has used up."""

    def __init__(self, policy: Any, budget: _Budget) -> None:
        super().__init__(policy)
        self.depth = 0
        self._budget = budget

    def attach(self, payload: Any) -> None:
        """Add a child, unless the nesting is senseless."""
        payload.depth = self.depth + 1
        if payload.depth > MAX_DEPTH:
            raise UnreadableMail("parts nested too deep")
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        """Add a header field as it came."""
        self._budget.spend_header(len(name) + len(value))
        super().set_raw(name, value)


def read(raw: bytes) -> Message:
    """The tree of parts, or `UnreadableMail`."""
    if len(raw) > MAX_HEADERS and _END_OF_HEADERS.search(raw, 0, MAX_HEADERS) is None:
        raise UnreadableMail("no end of the header")
    make_part: Any = _Budget().part
    parser = BytesFeedParser(make_part, policy=_BoundedPolicy())
    for start in range(0, len(raw), CHUNK):
        parser.feed(raw[start : start + CHUNK])
    root = parser.close()
    if not root.keys():
        raise UnreadableMail("no header field")
    _refuse_broken_multiparts(root)
    return root


def _refuse_broken_multiparts(part: Message) -> None:
    if part.get_content_maintype() != "multipart":
        return
    if not part.is_multipart():
        raise UnreadableMail("multipart without its parts")
    for child in children(part):
        _refuse_broken_multiparts(child)


def children(part: Message) -> list[Message]:
    """The parts of a part; none for a leaf."""
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []
