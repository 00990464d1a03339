"""Control words of RTF: what they stand for, what is kept, left out or refused; fonts and their letters."""

import codecs
import re
from dataclasses import dataclass

OBJECTS = {"bin", "oleclsid", "subdocument", "template"}
"""With everything that starts with `obj`: other files, programs, data that no reader of text needs."""
DRAWINGS = {"do", "shp", "shpgrp", "shpinst"}
LEFT_OUT = {"filetbl", "generator", "info", "nonshppict", "xe"}
"""Destinations about the document, and pictures that are there twice."""
KEPT_IGNORABLE = {
    *("annotation", "bkmkend", "bkmkstart", "cs", "ds", "falt", "fldinst", "listoverridetable", "listtable"),
    *("panose", "pn", "pnseclvl", "pntxta", "pntxtb", "shppict", "ts"),
}
SILENT = {
    *(
        "bkmkend",
        "bkmkstart",
        "colortbl",
        "falt",
        "listoverridetable",
        "listtable",
        "panose",
        "pn",
        "pnseclvl",
    ),
    "stylesheet",
}
PICTURES = {
    "jpegblip": True,
    "pngblip": True,
    "dibitmap": False,
    "emfblip": False,
    "macpict": False,
    "pmmetafile": False,
    "wbitmap": False,
    "wmetafile": False,
}
"""Formats of pictures, and whether they can be checked."""
SAFE_FIELDS = {
    *(
        "=",
        "AUTHOR",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "EDITTIME",
        "FILENAME",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
    ),
    *(
        "FORMTEXT",
        "HYPERLINK",
        "IF",
        "KEYWORDS",
        "LASTSAVEDBY",
        "LISTNUM",
        "MERGEFIELD",
        "NOTEREF",
        "NUMPAGES",
    ),
    *(
        "NUMWORDS",
        "PAGE",
        "PAGEREF",
        "PRINTDATE",
        "REF",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
    ),
    *("SUBJECT", "SYMBOL", "TIME", "TITLE", "TOC"),
}
SPOKEN = {
    "bullet": "•",
    "cell": "\t",
    "emdash": "—",
    "emspace": "\u2003",
    "endash": "–",
    "enspace": "\u2002",
    "ldblquote": "“",
    "line": "\n",
    "lquote": "‘",
    "nestcell": "\t",
    "nestrow": "\n",
    "page": "\n",
    "par": "\n",
    "rdblquote": "”",
    "row": "\n",
    "rquote": "’",
    "sect": "\n",
    "tab": "\t",
}
SYMBOLS = {
    b"\\": "\\",
    b"{": "{",
    b"}": "}",
    b"~": "\u00a0",
    b"_": "\u2011",
    b"\n": "\n",
    b"\r": "\n",
}
_CODE_PAGES = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp850",
}
"""Of each `\\fcharset` that says one."""
_SYMBOL_CHARSET = 2
_GREEK = dict(
    zip(
        (*range(0x41, 0x5B), *range(0x61, 0x7B)),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SIGNS = {0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥"}
_SIGNS |= {0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xD6: "√", 0x22: "∀", 0x40: "≅"}
_SYMBOL = {code: chr(code) for code in range(0x20, 0x40)} | _GREEK | _SIGNS
"""The font « Symbol »: a µ that became an m would change a dose."""
_LINK = re.compile(r"\\?\"?(https?:|mailto:|tel:)", re.IGNORECASE)

# Before the limits close: a codec is a module that is looked for at its first use.
for _name in _CODE_PAGES.values():
    codecs.lookup(_name)


@dataclass(frozen=True)
class Font:
    """What a `\\fonttbl` says of a font."""

    charset: int | None = None
    name: str = ""

    def decode(self, letters: bytes, code_page: str) -> str:
        """What these bytes mean in this font."""
        if self.charset == _SYMBOL_CHARSET:
            return "".join(self.symbol(letter) for letter in letters)
        own = _CODE_PAGES.get(self.charset, code_page) if self.charset else code_page
        return letters.decode(own, "replace")

    def symbol(self, code: int) -> str:
        """A sign of « Symbol »; « � » for one we cannot name, rather than another letter."""
        return _SYMBOL.get(code, "\ufffd") if "symbol" in self.name.lower() else "\ufffd"


def code_page(number: int) -> str:
    """The codec of an `\\ansicpg`, among those that are ready."""
    name = f"cp{number}"
    return name if name in _CODE_PAGES.values() else "cp1252"


def is_safe_link(instruction: list[str]) -> bool:
    """A link of a field opens a page, a mail, a call, or a place in the document (`\\l`)."""
    if instruction[0].upper() != "HYPERLINK":
        return True
    return all(part.startswith("\\") or _LINK.match(part) or _is_inside(part) for part in instruction[1:2])


def _is_inside(part: str) -> bool:
    return ":" not in part and not part.strip('"').startswith(("\\", "/"))
