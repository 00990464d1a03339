"""Paragraphs that a mail program cut for the wire, put together again (RFC 3676, format=flowed)."""

import re

_QUOTES = re.compile(r">*")
SIGNATURE = "-- "


def unflow(text: str, *, delete_space: bool) -> str:
    """Join soft-broken lines; with `delete_space` (DelSp=yes) the break's space is not part of the text."""
    lines: list[str] = []
    depth_of_open: int | None = None
    for line in text.split("\n"):
        depth, content = _split(line)
        soft = content.endswith(" ") and content != SIGNATURE
        if soft and delete_space:
            content = content[:-1]
        if depth_of_open == depth and content != SIGNATURE:
            lines[-1] += content
        else:
            lines.append(">" * depth + (" " if depth and content else "") + content)
        depth_of_open = depth if soft else None
    return "\n".join(line if line == SIGNATURE else line.rstrip() for line in lines)


def _split(line: str) -> tuple[int, str]:
    match = _QUOTES.match(line)
    depth = match.end() if match else 0
    content = line[depth:]
    # Space-stuffing: one space protects a line that begins with a space, « > » or « From ».
    return depth, content.removeprefix(" ")
