"""The messagerie's services: reading, drafts and sending, and the mail side."""

from monespace_app.features.messaging.services.mail import (
    address_of,
    find_mailbox,
    mark_bounced,
    mark_delivery,
    outgoing_mail,
    receive_mail,
    receive_many,
)
from monespace_app.features.messaging.services.reading import (
    announcement,
    count_unread,
    inbox_info,
    list_conversations,
    open_conversation,
    view_conversation,
)
from monespace_app.features.messaging.services.writing import (
    delete_draft,
    empty_draft,
    load_draft,
    retry_delivery,
    save_draft,
    send_message,
)

__all__ = [
    "address_of",
    "announcement",
    "count_unread",
    "delete_draft",
    "empty_draft",
    "find_mailbox",
    "inbox_info",
    "list_conversations",
    "load_draft",
    "mark_bounced",
    "mark_delivery",
    "open_conversation",
    "outgoing_mail",
    "receive_mail",
    "receive_many",
    "retry_delivery",
    "save_draft",
    "send_message",
    "view_conversation",
]
