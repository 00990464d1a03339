"""Which words of a mail are for the reader, whatever they are wrapped in."""

from email.message import Message

from monespace_app.gateways.mime.flowed import unflow
from monespace_app.gateways.mime.html import to_text
from monespace_app.gateways.mime.model import MAX_TEXT
from monespace_app.gateways.mime.tree import children
from monespace_app.gateways.mime.words import clean, decode

CUT = "[La suite de ce message est trop longue pour être affichée ici.]"
_READABLE = frozenset({"text/plain", "text/html"})


def text(root: Message) -> str:
    """The words of a mail: plain text when there is some, else what its HTML says."""
    return _cut("\n\n".join(words for part in _chosen(root) if (words := _words(part))))


def has_attachments(root: Message) -> bool:
    """True when something besides words came along; a signature or a delivery note is not « something »."""
    return any(_is_attachment(part, root) for part in _leaves(root))


def _leaves(part: Message) -> list[Message]:
    if part.get_content_maintype() != "multipart":
        return [part]
    return [leaf for child in children(part) for leaf in _leaves(child)]


def _is_attachment(part: Message, root: Message) -> bool:
    if part.get_content_type() in {"application/pgp-signature", "application/pkcs7-signature"}:
        return False
    return not _is_body(part, root)


def _is_body(part: Message, root: Message) -> bool:
    if part.get_content_maintype() == "text" and part is root:
        return True
    return part.get_content_type() in _READABLE and not _is_file(part)


def _is_file(part: Message) -> bool:
    disposition = str(part.get("Content-Disposition", "")).lower()
    return disposition.lstrip().startswith("attachment") or "filename" in disposition


def _chosen(part: Message, root: Message | None = None) -> list[Message]:
    """The leaves to read, in order."""
    root = root if root is not None else part
    if part.get_content_maintype() != "multipart":
        return [part] if _is_body(part, root) else []
    versions = [_chosen(child, root) for child in children(part)]
    if part.get_content_subtype() == "alternative":
        return _best(versions)
    return [leaf for version in versions for leaf in version]


def _best(versions: list[list[Message]]) -> list[Message]:
    """Of several versions of the same words, the plain one, unless it is empty."""
    filled = [version for version in versions if any(_payload(part).strip() for part in version)]
    plain = [
        version for version in filled if all(part.get_content_type() == "text/plain" for part in version)
    ]
    return (plain or filled or [[]])[-1]


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _words(part: Message) -> str:
    words = clean(decode(_payload(part), part.get_content_charset()))
    if part.get_content_type() == "text/html":
        readable, cut = to_text(words)
        return f"{readable}\n\n{CUT}".lstrip() if cut else readable
    # Cut before unflowing, whose cost grows faster than the text: the excess shows that there was more.
    words = words[: 2 * MAX_TEXT]
    if _parameter(part, "format") == "flowed":
        words = unflow(words, delete_space=_parameter(part, "delsp") == "yes")
    return words.strip("\n").rstrip()


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    return value.strip().lower() if isinstance(value, str) else ""


def _cut(words: str) -> str:
    return words if len(words) <= MAX_TEXT else f"{words[:MAX_TEXT].rstrip()}\n\n{CUT}"
