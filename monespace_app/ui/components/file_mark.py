"""What kind of file something is, at a glance."""

import reflex as rx
from reflex.vars.base import Var

from monespace_app.ui.components.base import Text
from monespace_app.ui.components.text import icon

_ICONS = {"jpg": "image", "tif": "image", "txt": "file_type", "rtf": "file_type"}
_OTHER = "file_text"


def file_mark(kind: Text) -> rx.Component:
    """A picture, a text or pages: decoration beside the file's name. `kind` is `jpg`, `tif`, `txt`, `rtf` or `pdf`."""
    if isinstance(kind, Var):
        shown = rx.match(
            kind, *[(key, icon(name, size=22)) for key, name in _ICONS.items()], icon(_OTHER, size=22)
        )
    else:
        shown = icon(_ICONS.get(kind, _OTHER), size=22)
    return rx.el.span(shown, class_name="file-mark")
