"""People for tests, written to the database with their real constraints, keys and rights."""

from tests.factories.directory import make_professional
from tests.factories.documents import Made, make_document, make_documents, make_folder, make_upload
from tests.factories.people import (
    make_account,
    make_child,
    make_ins,
    make_profile,
    make_session,
    patient,
)

__all__ = [
    "Made",
    "make_account",
    "make_child",
    "make_document",
    "make_documents",
    "make_folder",
    "make_ins",
    "make_professional",
    "make_profile",
    "make_session",
    "make_upload",
    "patient",
]
