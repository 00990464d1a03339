"""RTF, written anew group by group: pictures cleaned, hidden data left out, objects refused; and its words.

The grammar is that of the « Rich Text Format Specification 1.9.1 » (Microsoft, 2008). A word of it that we do not
know is kept when it formats, left out with its whole group when it says it may be ignored (`\\*`).
"""

import re
from dataclasses import dataclass, field, replace

from monespace_app.core.content import photo, rtf_words
from monespace_app.core.content.model import Kind, Reason, Rejected, SafeFile

MAX_DEPTH = 200
_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<line>[\r\n]+)"
    rb"|(?P<plain>[^\\{}\r\n]+)"
)
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SHOWN, _SILENT, _FONTS, _FIELD, _PICTURE = "shown", "silent", "fonts", "field", "picture"


@dataclass
class _Group:
    """Where we are: what a group inherits from the one around it."""

    mark: int
    """Length of the output where the group starts."""
    place: str = _SHOWN
    is_left_out: bool = False
    is_ignorable: bool = False
    """Right after `\\*`."""
    font: int = 0
    skipped: int = 1
    """Characters that repeat a `\\u` for older readers."""
    opens: bool = False
    """Whether `place` starts with this group."""


@dataclass
class _Reader:
    """One pass over the tokens: `out` is the safe document, `said` its words."""

    out: list[bytes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)
    field_said: list[str] = field(default_factory=list)
    picture: list[bytes] = field(default_factory=list)
    has_picture_format: bool = False
    fonts: dict[int, rtf_words.Font] = field(default_factory=dict)
    code_page: str = "cp1252"
    pending: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    @property
    def group(self) -> _Group:
        return self.groups[-1]

    # ---- Groups --------------------------------------------------------------------------------

    def open(self) -> None:
        if len(self.groups) >= MAX_DEPTH:
            raise Rejected(Reason.TOO_HEAVY)
        around = self.groups[-1] if self.groups else _Group(0)
        self.groups.append(replace(around, mark=len(self.out), is_ignorable=False, opens=False))
        self.emit(b"{")

    def close(self) -> None:
        group = self.group
        if group.opens and group.place == _FIELD:
            self._check_field()
        if group.opens and group.place == _PICTURE and not group.is_left_out:
            self._finish_picture()
        self.emit(b"}")
        self.groups.pop()

    def enter(self, place: str) -> None:
        self.group.place = place
        self.group.opens = True

    def leave_out(self) -> None:
        """Forget the group, what is already written of it included."""
        if not self.group.is_left_out:
            del self.out[self.group.mark :]
        self.group.is_left_out = True
        self.enter(_SILENT)

    def emit(self, raw: bytes) -> None:
        if not self.group.is_left_out:
            self.out.append(raw)

    def _check_field(self) -> None:
        instruction = "".join(self.field_said).split()
        if not instruction or instruction[0].upper() not in rtf_words.SAFE_FIELDS:
            raise Rejected(Reason.RTF_FIELD)
        if not rtf_words.is_safe_link(instruction):
            raise Rejected(Reason.RTF_FIELD)

    def _finish_picture(self) -> None:
        if not self.has_picture_format:
            raise Rejected(Reason.RTF_DRAWING)
        cleaned = photo.clean(bytes.fromhex(b"".join(self.picture).decode("ascii")))
        self.emit(b"\\jpegblip\n" + cleaned.content.hex().encode())

    # ---- Words ---------------------------------------------------------------------------------

    def word(self, word: str, number: int | None, raw: bytes) -> None:
        """A control word; the first of a group may be its destination."""
        _refuse(word, is_left_out=self.group.is_left_out)
        is_ignorable, self.group.is_ignorable = self.group.is_ignorable, False
        if (is_ignorable and word not in rtf_words.KEPT_IGNORABLE) or word in rtf_words.LEFT_OUT:
            self.leave_out()
        elif word in rtf_words.SILENT:
            self.enter(_SILENT)
        elif word in _PLACES:
            self.enter(_PLACES[word])
            self.field_said, self.picture, self.has_picture_format = [], [], False
        if word in rtf_words.PICTURES and self.group.place == _PICTURE:
            self._picture_format(word)
            return
        self.emit(raw)
        self._format(word, number)

    def _picture_format(self, word: str) -> None:
        if not rtf_words.PICTURES[word] and not self.group.is_left_out:
            raise Rejected(Reason.RTF_DRAWING)
        self.has_picture_format = True

    def _format(self, word: str, number: int | None) -> None:
        """What a control word changes in the words that follow."""
        if word in rtf_words.SPOKEN:
            self.say(rtf_words.SPOKEN[word])
        elif word == "u" and number is not None:
            self._say_unicode(number)
        elif number is not None:
            self._set(word, number)

    def _say_unicode(self, number: int) -> None:
        self._flush()
        unit = number % 0x10000
        if 0xF000 <= unit <= 0xF0FF:  # How Word writes a character of the font « Symbol ».
            self._say(self._font().symbol(unit - 0xF000))
        else:
            self._say(chr(unit))
        self.to_skip = self.group.skipped

    def _set(self, word: str, number: int) -> None:
        self._flush()
        match word:
            case "uc":
                self.group.skipped = max(0, min(number, 9))
            case "f":
                self.group.font = number
            case "fcharset" if self.group.place == _FONTS:
                self.fonts[self.group.font] = replace(self._font(), charset=number)
            case "ansicpg":
                self.code_page = rtf_words.code_page(number)

    def _font(self) -> rtf_words.Font:
        return self.fonts.get(self.group.font, rtf_words.Font())

    # ---- Letters -------------------------------------------------------------------------------

    def byte(self, value: bytes) -> None:
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.pending += value

    def plain(self, raw: bytes) -> None:
        if _BINARY.search(raw):
            raise Rejected(Reason.NOT_TEXT)
        if self.group.place == _PICTURE:
            self.picture.append(raw)
            return
        self.emit(raw)
        self.pending += raw[self.to_skip :]
        self.to_skip = max(0, self.to_skip - len(raw))

    def say(self, text: str) -> None:
        """What a control word stands for; it may repeat a `\\u`."""
        self._flush()
        if self.to_skip:
            self.to_skip -= 1
        else:
            self._say(text)

    def _flush(self) -> None:
        """Say the letters that were waiting: some code pages need several bytes for one."""
        if self.pending:
            waiting, self.pending = bytes(self.pending), bytearray()
            font = rtf_words.Font() if self.group.place == _FONTS else self._font()
            self._say(font.decode(waiting, self.code_page))

    def _say(self, text: str) -> None:
        match self.group.place:
            case "shown":
                self.said.append(text)
            case "field":
                self.field_said.append(text)
            case "fonts":
                font = self._font()
                self.fonts[self.group.font] = replace(font, name=font.name + text)

    # ---- Tokens --------------------------------------------------------------------------------

    def read(self, content: bytes) -> None:
        """Everything up to the brace that closes the document; what follows it is not kept."""
        at = 0
        while at == 0 or self.groups:
            token = _TOKEN.match(content, at)
            if token is None:
                raise Rejected(Reason.DAMAGED)
            self._take(token)
            at = token.end()

    def _take(self, token: re.Match[bytes]) -> None:
        raw = token.group()
        match token.lastgroup:
            case "word" | "number":
                word, number = token["word"].decode("ascii"), token["number"]
                self.word(word, int(number) if number else None, raw)
            case "byte":
                self._escaped(token, raw)
            case "symbol":
                self._symbol(token["symbol"], raw)
            case "brace":
                self._brace(raw)
            case "plain":
                self.plain(raw)
            case _:
                self.emit(b"\n")

    def _escaped(self, token: re.Match[bytes], raw: bytes) -> None:
        self.emit(raw)
        self.byte(bytes.fromhex(token["byte"].decode("ascii")))

    def _symbol(self, symbol: bytes, raw: bytes) -> None:
        if symbol == b"*":
            self.group.is_ignorable = True
        if _BINARY.search(symbol) or symbol > b"\x7f":
            raise Rejected(Reason.NOT_TEXT)
        self.emit(raw)
        if text := rtf_words.SYMBOLS.get(symbol):
            self.say(text)

    def _brace(self, raw: bytes) -> None:
        if self.groups:
            self._flush()
        self.to_skip = 0
        if raw == b"{":
            self.open()
        else:
            self.close()


_PLACES = {"fonttbl": _FONTS, "fldinst": _FIELD, "pict": _PICTURE}


def _refuse(word: str, *, is_left_out: bool) -> None:
    """Whatever its case: old readers do not look at it."""
    small = word.lower()
    if small in rtf_words.OBJECTS or small.startswith("obj"):
        raise Rejected(Reason.RTF_OBJECT)
    if small in rtf_words.DRAWINGS and not is_left_out:
        raise Rejected(Reason.RTF_DRAWING)


def _read(content: bytes) -> _Reader:
    reader = _Reader()
    reader.read(content)
    return reader


def clean(content: bytes) -> SafeFile:
    """The document without hidden data. Refuses objects, drawings, and fields that read other files."""
    return SafeFile(Kind.RTF, b"".join(_read(content).out), 1)


def text_of(content: bytes) -> str:
    """The words of a kept document, one line a paragraph."""
    text = "".join(_read(content).said)
    # Letters beyond the first 65,536 are written as two halves.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", whole).strip()
