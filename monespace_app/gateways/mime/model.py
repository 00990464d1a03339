"""What is known of a mail once it is read, and the limits within which it is."""

from dataclasses import dataclass
from datetime import datetime

MAX_DEPTH = 12
"""Parts inside parts. Each level costs a comparison on every line below it."""
MAX_PARTS = 300
MAX_HEADER = 64_000
"""Characters of one header field, folded lines included."""
MAX_CONTENT_HEADER = 4_000
"""The same for « Content-… », whose parameters cost the square of their length to read."""
MAX_HEADERS = 1_000_000
"""Characters of all header fields together, those of forwarded mails included."""
MAX_SUBJECT = 500
MAX_NAME = 200
MAX_ADDRESS = 254
MAX_CORRESPONDENTS = 500
MAX_MESSAGE_ID = 250
MAX_REFERENCES = 200
MAX_TEXT = 200_000
MAX_HTML = 100_000
"""Of mark-up, without styles, scripts, comments and embedded images: at worst parsing costs its square."""


class UnreadableMail(ValueError):
    """The bytes are not a mail that can be read; the reason given holds nothing of its content."""


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """A mail in words.

    Attributes:
        message_id: With its angle brackets, at most 250 characters; empty when the mail has none.
        in_reply_to: The same form, or empty.
        references: The conversation's earlier identifiers, oldest first.
        date: What the sender wrote, in UTC; it may be wrong, or absent.
        from_address: In lower case; empty unless the mail has exactly one author.
        from_name: The author's name as written, or empty.
        to: Names (possibly empty) and addresses in lower case.
        cc: The same for copies.
        subject: On one line, at most 500 characters.
        text: Readable plain text, lines ended by "\\n"; cut at 200,000 characters, and then says so.
        has_attachments: True when something besides the text came along.
    """

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    date: datetime | None
    from_address: str
    from_name: str
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    subject: str
    text: str
    has_attachments: bool
