"""The pieces of the documents' pages: data in, component out."""

from monespace_app.features.documents.components.adding import (
    REFUSED,
    access_list,
    adding,
    drop_area,
    nothing_waits,
    waiting_uploads,
)
from monespace_app.features.documents.components.dialogs import (
    delete_dialog,
    delete_folder_dialog,
    edit_dialog,
    move_dialog,
    name_folder_dialog,
)
from monespace_app.features.documents.components.history import (
    consultation_list,
    consultation_title,
    trash_intro,
    trash_list,
)
from monespace_app.features.documents.components.listing import (
    RowActions,
    document_list,
    list_title,
    more_links,
    toolbar,
)
from monespace_app.features.documents.components.viewing import (
    document_details,
    document_missing,
    document_preview,
    viewer,
)

__all__ = [
    "REFUSED",
    "RowActions",
    "access_list",
    "adding",
    "consultation_list",
    "consultation_title",
    "delete_dialog",
    "delete_folder_dialog",
    "document_details",
    "document_list",
    "document_missing",
    "document_preview",
    "drop_area",
    "edit_dialog",
    "list_title",
    "more_links",
    "move_dialog",
    "name_folder_dialog",
    "nothing_waits",
    "toolbar",
    "trash_intro",
    "trash_list",
    "viewer",
    "waiting_uploads",
]
