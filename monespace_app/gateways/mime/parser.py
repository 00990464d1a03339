"""From the bytes of a mail to `ParsedMail`."""

from email.message import Message

from monespace_app.gateways.mime import body, headers, tree
from monespace_app.gateways.mime.model import ParsedMail, UnreadableMail


def parse_mail(raw: bytes) -> ParsedMail:
    """Read a mail leniently: real ones break every rule.

    Raises:
        UnreadableMail: It has no header, its parts cannot be told apart, or it would exhaust its reader.
    """
    try:
        return parsed(tree.read(raw))
    except UnreadableMail:
        raise
    except Exception as error:  # the standard library's parser has bugs of its own: the sender must be told
        raise UnreadableMail(f"parser failed: {type(error).__name__}") from error


def parsed(root: Message) -> ParsedMail:
    """What a tree of parts says. Separate, so that tests see every error, without the safety net above."""
    name, address = headers.author(root)
    return ParsedMail(
        message_id=headers.first_message_id(root, "Message-ID"),
        in_reply_to=headers.first_message_id(root, "In-Reply-To"),
        references=headers.message_ids(root, "References"),
        date=headers.sent_at(root),
        from_address=address,
        from_name=name,
        to=headers.people(root, "To"),
        cc=headers.people(root, "Cc"),
        subject=headers.subject(root),
        text=body.text(root),
        has_attachments=body.has_attachments(root),
    )
