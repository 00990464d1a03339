"""Pages of a kept PDF as images, by PDFium: without scripts, which its build does not have."""

import pypdfium2

from monespace_app.core.content import pixels
from monespace_app.core.content.model import Reason, Rejected


def preview(content: bytes, page: int, width: int) -> bytes:
    """A page as a JPEG, `width` pixels wide unless that is too much."""
    document = pypdfium2.PdfDocument(content)
    if not 1 <= page <= len(document):
        raise Rejected(Reason.NO_SUCH_PAGE)
    # Without it, what somebody wrote in a form would not be seen.
    document.init_forms()
    sheet = document[page - 1]
    scale = pixels.preview_scale(sheet.get_width(), sheet.get_height(), width)
    image = sheet.render(scale=scale).to_pil()
    return pixels.to_preview(image.convert("RGB"), image.width)
