"""PDF: what could act is refused, what is only said about it is removed, the page stays."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String
from PIL import Image

from monespace_app.core.content import Kind, Reason, Refused, make_safe, preview, worker
from monespace_app.core.content.model import Rejected
from tests.core.content import corpus, made
from tests.core.content.made import CANARY, annotate, changed, link, pixels, printed, saved

pytestmark = pytest.mark.row("DOC-4")
SECRET = CANARY.encode()


def refused(content: bytes) -> Reason:
    """In this very process: it is many times faster, and these files do no harm."""
    with pytest.raises(Rejected) as refusal:
        worker.REQUESTS["make-safe"](content)()
    return refusal.value.reason


def unpacked(content: bytes) -> bytes:
    """The document without any compression, photos excepted."""
    out = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    return out.getvalue()


def test_a_printed_pdf_keeps_its_pages_and_its_words():
    safe = make_safe(printed(3))
    assert (safe.kind, safe.pages) == (Kind.PDF, 3)
    assert b"sultat" in unpacked(safe.content)


def test_a_pdf_says_no_more_who_made_it():
    dirty = printed()
    with Pdf.open(BytesIO(dirty)) as pdf, pdf.open_metadata() as words:
        words["dc:creator"] = [CANARY]
    assert b"FEFF" in unpacked(dirty) or SECRET in unpacked(dirty)
    with Pdf.open(BytesIO(make_safe(dirty).content)) as pdf:
        assert dict(pdf.docinfo) == {}
        assert "/Metadata" not in pdf.Root


def test_a_photo_in_a_pdf_says_no_more_where_it_was_taken():
    photo = saved(pixels(), "JPEG", exif=made.exif(), comment=SECRET)
    dirty = printed(1, photo)
    assert SECRET in dirty
    safe = make_safe(dirty).content
    assert SECRET not in safe
    assert SECRET not in unpacked(safe)
    assert preview(safe, Kind.PDF, 1, 300) == preview(dirty, Kind.PDF, 1, 300), "to the last pixel"


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("javascript", Reason.SCRIPT),
        ("launch", Reason.ACTION),
        ("submit", Reason.ACTION),
        ("remote", Reason.ACTION),
        ("embedded", Reason.ATTACHMENT),
        ("movie", Reason.MULTIMEDIA),
        ("file link", Reason.ACTION),
        ("share link", Reason.ACTION),
    ],
)
def test_a_pdf_that_acts_is_refused_with_the_reason(action, reason):
    assert refused(changed(annotate(link(corpus.ACTIONS[action]())))) == reason


@pytest.mark.parametrize("place", corpus.PLACES)
def test_a_script_is_found_wherever_it_is(place):
    assert refused(changed(corpus.PLACES[place](made.javascript()))) == Reason.SCRIPT


def test_a_script_beside_a_harmless_action_is_found():
    both = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print), C=made.javascript())
    assert refused(changed(lambda pdf: pdf.Root.__setitem__("/AA", both))) == Reason.SCRIPT


def test_a_script_that_nothing_refers_to_any_more_is_found():
    dirty = changed(corpus.PLACES["at start"](made.javascript()))
    without = dirty.replace(b"/OpenAction", b"/OpenActioX")
    assert refused(without) == Reason.SCRIPT


def test_an_action_that_starts_by_itself_is_removed():
    printing = Dictionary(S=Name.Named, N=Name.Print)
    safe = make_safe(changed(lambda pdf: pdf.Root.__setitem__("/OpenAction", printing)))
    assert b"/Print" not in unpacked(safe.content)


def test_links_to_pages_and_the_place_it_opens_at_stay():
    web = link(Dictionary(S=Name.URI, URI=String("https://exemple.fr/rdv")))
    safe = unpacked(make_safe(changed(annotate(web), corpus.open_at_page)).content)
    assert b"https://exemple.fr/rdv" in safe
    assert b"/OpenAction" in safe


def test_words_that_look_like_a_script_are_only_words():
    assert make_safe(changed(annotate(Dictionary(Subtype=Name.Text, Contents=String("/JS /Launch /AA"),
                                                 Rect=[0, 0, 9, 9])))).pages == 1  # fmt: skip


def test_a_pdf_with_files_is_refused():
    assert refused(changed(made.attach)) == Reason.ATTACHMENT
    factur_x = changed(made.attach, lambda pdf: pdf.Root.__setitem__("/AF", Array([])))
    assert refused(factur_x) == Reason.ATTACHMENT
    assert refused(changed(made.stream(b"x", Type=Name.EmbeddedFile))) == Reason.ATTACHMENT


@pytest.mark.parametrize("words", [{"user": "secret", "owner": "secret"}, {"user": "", "owner": "secret"}])
def test_a_pdf_with_a_password_is_refused(words):
    with pytest.raises(Refused, match="mot de passe"):
        make_safe(changed(encryption=Encryption(**words)))


def test_what_stands_before_and_after_a_pdf_is_not_kept():
    safe = make_safe(b"\xef\xbb\xbf" + printed() + SECRET)
    assert safe.content.startswith(b"%PDF-")
    assert SECRET not in safe.content


def test_a_pdf_that_is_cut_is_refused():
    assert refused(printed(5)[:-300]) == Reason.DAMAGED


def test_a_pdf_whose_table_is_wrong_is_put_right():
    assert make_safe(printed(2).replace(b"startxref\n", b"startxref\n9")).pages == 2


def test_a_pdf_that_unpacks_without_end_is_refused():
    bomb = changed(made.stream(made.packed(600), Name.FlateDecode), **corpus.AS_IT_IS)
    assert refused(bomb) == Reason.TOO_HEAVY
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    assert refused(changed(made.stream(b"x", twice), **corpus.AS_IT_IS)) == Reason.TOO_HEAVY


def test_too_many_pages_are_refused():
    assert refused(changed(*[lambda pdf: pdf.add_blank_page()] * 501)) == Reason.TOO_MANY_PAGES


def test_a_page_is_shown_as_an_image():
    safe = make_safe(printed(2)).content
    image = Image.open(BytesIO(preview(safe, Kind.PDF, 2, 420)))
    assert (image.format, image.size) == ("JPEG", (420, 594))
    assert image.convert("L").getextrema()[0] < 100, "there are words on it"


def test_an_endless_page_is_shown_smaller():
    def stretch(pdf: Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 10, 14_000])

    image = Image.open(BytesIO(preview(changed(stretch), Kind.PDF, 1, 2_000)))
    assert max(image.size) <= 8_001


def test_what_is_written_in_a_form_is_seen():
    def fill(pdf: Pdf) -> None:
        ink = pikepdf.Stream(pdf, b"0 0 0 rg 0 0 100 100 re f")
        ink.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100])))
        box = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nom"), V=String("x"), F=4
        )
        box.update(Dictionary(Rect=Array([300, 100, 400, 200]), AP=Dictionary(N=ink)))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(box)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)

    image = Image.open(BytesIO(preview(make_safe(changed(fill)).content, Kind.PDF, 1, 595)))
    assert max(image.getpixel((350, image.height - 150))) < 30
