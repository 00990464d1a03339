"""HTML read aloud: its words as plain text, with paragraphs, lists, quotations and links' addresses.

nh3 parses (as a browser does) and leaves a small, well-formed remainder; this module turns that into lines.
Nothing remote is ever fetched: there is no picture in a text.
"""

import re
from html.parser import HTMLParser

import nh3

from monespace_app.gateways.mime.model import MAX_HTML

_PARAGRAPHS = frozenset({"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"})
_LINES = frozenset({"address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "figure"})
_MORE_LINES = frozenset({"footer", "form", "header", "hr", "li", "main", "nav", "section", "summary", "tr"})
_BLOCKS = _PARAGRAPHS | _LINES | _MORE_LINES
_INLINE = frozenset({"a", "br", "img", "td", "th"})
_SILENT = {"script", "style", "title", "template", "noscript"}
_ATTRIBUTES = {"a": {"href"}, "img": {"alt"}, "ol": {"start"}}

_INVISIBLE = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile(r"</style\s*>", re.IGNORECASE)),
    (re.compile(r"<script\b", re.IGNORECASE), re.compile(r"</script\s*>", re.IGNORECASE)),
)
_EMBEDDED = re.compile(r"data:[a-z0-9/+.\-]{0,80};base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
MAX_QUOTES = 10
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def to_text(html: str) -> tuple[str, bool]:
    """The words of `html`, and whether the end had to be left out for its length."""
    for begin, end in _INVISIBLE:
        html = _without(html, begin, end)
    html = _EMBEDDED.sub("", html)
    safe = nh3.clean(
        html[:MAX_HTML],
        tags=set(_BLOCKS | _INLINE),
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return reader.text(), len(html) > MAX_HTML


def _without(html: str, begin: re.Pattern[str], end: re.Pattern[str]) -> str:
    """`html` without the stretches between two marks, in one pass; one that never ends goes to the end."""
    kept, position = [], 0
    while (opening := begin.search(html, position)) is not None:
        kept.append(html[position : opening.start()])
        closing = end.search(html, opening.end())
        position = closing.end() if closing else len(html)
    kept.append(html[position:])
    return "".join(kept)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


class _Reader(HTMLParser):
    """Collects words line by line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._verbatim = 0
        self._lists: list[int | None] = []
        self._links: list[tuple[str, int]] = []

    def text(self) -> str:
        """Everything read so far."""
        self._break()
        return _BLANK_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a browser would."""
        values = {name: value or "" for name, value in attrs}
        self._separate(tag)
        if tag == "br":
            self._break(even_empty=True)
        elif tag == "li":
            self._line.append(self._bullet())
        elif tag in {"td", "th"}:
            self._line.append(" ")
        elif tag == "img":
            self._line.append(values.get("alt", ""))
        elif tag == "a":
            self._links.append((values.get("href", ""), len(self._line)))
        elif tag in {"ul", "ol"}:
            self._lists.append(None if tag == "ul" else _number(values.get("start", "")))
        self._count(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        """End a line where a browser would, and say where a link leads."""
        if tag == "a" and self._links:
            self._end_link(*self._links.pop())
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._break()
        if tag == "blockquote":
            self._end_quote()
        self._count(tag, -1)
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        """Take words; spaces count as one, save in a <pre>."""
        if not self._verbatim:
            self._line.append(_SPACES.sub(" ", data))
            return
        first, *others = data.split("\n")
        self._line.append(first)
        for line in others:
            self._break(even_empty=True)
            self._line.append(line)

    def _quoted(self, line: str) -> str:
        return f"{'> ' * min(self._quotes, MAX_QUOTES)}{line}".rstrip()

    def _separate(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._break()
        if tag in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._quoted(""))

    def _end_quote(self) -> None:
        while self._lines and self._lines[-1] and not self._lines[-1].strip("> "):
            self._lines.pop()

    def _count(self, tag: str, step: int) -> None:
        if tag == "blockquote":
            self._quotes += step
        elif tag == "pre":
            self._verbatim += step

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "• "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}. "

    def _end_link(self, address: str, start: int) -> None:
        words = "".join(self._line[start:]).strip()
        shown = address.removeprefix("mailto:").rstrip("/")
        if address.startswith(("http://", "https://", "mailto:")) and words and shown not in words:
            self._line.append(f" ({address.removeprefix('mailto:')})")

    def _break(self, *, even_empty: bool = False) -> None:
        joined = "".join(self._line)
        line = joined if self._verbatim else _SPACES.sub(" ", joined).strip(" ")
        self._line.clear()
        self._links = [(address, 0) for address, _ in self._links]
        if line or even_empty:
            self._lines.append(self._quoted(line))
