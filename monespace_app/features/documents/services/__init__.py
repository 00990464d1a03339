"""The documents' services: reading, uploads, changes, folders, what is removed for good."""

from monespace_app.features.documents.services.changing import (
    delete_document,
    move_document,
    restore_document,
    update_document,
)
from monespace_app.features.documents.services.consultations import list_consultations, who_has_access
from monespace_app.features.documents.services.folders import create_folder, delete_folder, rename_folder
from monespace_app.features.documents.services.importing import import_documents
from monespace_app.features.documents.services.opening import (
    open_document,
    read_file,
    render_page,
    render_upload,
    view_document,
)
from monespace_app.features.documents.services.purging import purge_expired
from monespace_app.features.documents.services.reading import list_documents, list_trash, recent_documents
from monespace_app.features.documents.services.scanning import InfectedFile, scan_waiting
from monespace_app.features.documents.services.uploads import (
    Infected,
    add_document,
    cancel_upload,
    list_uploads,
    receive_upload,
    scan_with,
)

__all__ = [
    "Infected",
    "InfectedFile",
    "add_document",
    "cancel_upload",
    "create_folder",
    "delete_document",
    "delete_folder",
    "import_documents",
    "list_consultations",
    "list_documents",
    "list_trash",
    "list_uploads",
    "move_document",
    "open_document",
    "purge_expired",
    "read_file",
    "receive_upload",
    "recent_documents",
    "rename_folder",
    "render_page",
    "render_upload",
    "restore_document",
    "scan_waiting",
    "scan_with",
    "update_document",
    "view_document",
    "who_has_access",
]
