"""French typography: what is wrong in a text."""

import re

FAULTS = (
    (re.compile(r"[ \u00a0][;!?»]"), "an ordinary space before ; ! ? or »"),
    (re.compile(r"«[^\u202f]"), "no narrow no-break space after «"),
    (re.compile(r"[^\u202f]»"), "no narrow no-break space before »"),
    (re.compile(r"[^\s\u202f]\u0020:|\u202f:"), "no no-break space before a colon"),
    (re.compile(r"\w[;!?](?:\s|$)"), "no space before ; ! or ?"),
    (re.compile(r"[a-zà-ÿ]:(?:\s|$)"), "no space before a colon"),
    (re.compile(r'[’“”"]|\.\.\.'), "a typographic apostrophe, English quotes or three dots"),
    (re.compile(r"\d \d"), "an ordinary space inside a number"),
    (re.compile(r"  "), "two spaces"),
)


def faults(text: str) -> list[str]:
    """What a proofreader would mark."""
    found = [f"{reason}: {text!r}" for pattern, reason in FAULTS if pattern.search(text)]
    if text.count("«") != text.count("»"):
        found.append(f"« and » do not match: {text!r}")
    return found
