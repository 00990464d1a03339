"""The registry of insured people, and the codes that open an activation."""

from monespace_app.features.activation.registry_file import COLUMNS
from monespace_app.features.activation.services.codes import (
    WriteLetters,
    has_live_code,
    issue_codes,
    keep_code,
)
from monespace_app.features.activation.services.registry import import_registry, people_by_nir

__all__ = [
    "COLUMNS",
    "WriteLetters",
    "has_live_code",
    "import_registry",
    "issue_codes",
    "keep_code",
    "people_by_nir",
]
