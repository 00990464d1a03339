"""What a file really is, and a safe version of it: its content decides, never its name.

Files are opened in a process of their own, under limits (docs/decisions/0014-files-are-decoded-apart.md).
"""

from monespace_app.core.content.apart import Refused, make_safe, preview, text_of
from monespace_app.core.content.model import MAX_BYTES, PREVIEW_MEDIA_TYPE, Kind, Reason, SafeFile

__all__ = [
    "MAX_BYTES",
    "PREVIEW_MEDIA_TYPE",
    "Kind",
    "Reason",
    "Refused",
    "SafeFile",
    "make_safe",
    "preview",
    "text_of",
]
