"""The documents on screen: views of the database, never storage."""

from monespace_app.features.documents.state.adding import UploadState
from monespace_app.features.documents.state.changing import DeletionState, EditState, MoveState
from monespace_app.features.documents.state.folders import FolderState
from monespace_app.features.documents.state.history import ConsultationState, TrashState
from monespace_app.features.documents.state.listing import DocumentListState
from monespace_app.features.documents.state.viewing import ViewerState

__all__ = [
    "ConsultationState",
    "DeletionState",
    "DocumentListState",
    "EditState",
    "FolderState",
    "MoveState",
    "TrashState",
    "UploadState",
    "ViewerState",
]
