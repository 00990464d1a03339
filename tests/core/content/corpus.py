"""The files of the campaign: 500 that are hostile or broken, 200 that patients really have. Always the same ones.

EICAR is a text, which antivirus is for (DOC-13): it is not among them. Names are checked elsewhere.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, String
from PIL import Image, PngImagePlugin

from tests.core.content import made
from tests.core.content.made import CANARY, annotate, changed, link, pixels, printed, rtf, saved, tiff

SECRET = CANARY.encode()


@dataclass(frozen=True)
class Case:
    """A file, made when it is needed; a bad one is refused, or comes out without the canary."""

    name: str
    make: Callable[[], bytes]
    must_refuse: bool = False


Named = Iterator[tuple[str, Callable[[], bytes]]]


PAYLOADS = {
    "zip": b"PK\x03\x04" + SECRET,
    "html": b"<html><script>alert('" + SECRET + b"')</script>",
    "php": b"<?php system('" + SECRET + b"'); ?>",
    "exe": b"MZ\x90\x00" + SECRET,
    "pdf": b"%PDF-1.7\n" + SECRET,
    "jar": b"\xca\xfe\xba\xbe" + SECRET,
}
CARRIERS: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(pixels(), "JPEG"),
    "png": lambda: saved(pixels(), "PNG"),
    "tiff": lambda: tiff(2),
    "pdf": printed,
    "rtf": rtf,
    "gif": lambda: saved(pixels(), "GIF"),
    "bmp": lambda: saved(pixels(), "BMP"),
}


def polyglots() -> Named:
    for carrier, make in CARRIERS.items():
        for name, payload in PAYLOADS.items():
            yield f"{carrier} then {name}", lambda make=make, payload=payload: make() + payload
            yield f"{name} before {carrier}", lambda make=make, payload=payload: payload + b"\n" + make()


def long_tails() -> Named:
    yield "pdf then brackets", lambda: printed() + b"[" * 2_000_000 + b"%%EOF"


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def png_with(payload: bytes) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", payload.decode("latin-1"))
    words.add_itxt("XML:com.adobe.xmp", payload.decode("latin-1"), zip=True)
    return saved(pixels(), "PNG", pnginfo=words, exif=made.exif())


def hidden_words() -> Named:
    for marker in (*range(0xE0, 0xF0), 0xFE):
        yield (
            f"jpeg segment {marker:x}",
            lambda marker=marker: (
                b"\xff\xd8" + segment(marker, b"x\0" + SECRET) + saved(pixels(), "JPEG")[2:]
            ),
        )
    for name, payload in PAYLOADS.items():
        yield f"png words {name}", partial(png_with, payload)
        yield f"jpeg comment {name}", partial(saved, pixels(), "JPEG", comment=payload)
        yield f"tiff words {name}", partial(tiff, 2, tiffinfo={270: payload, 315: payload, 700: payload})
        for orientation in (1, 6):
            yield f"exif {orientation} {name}", partial(saved, pixels(), "JPEG", exif=made.exif(orientation))
        yield (
            f"photo in pdf {name}",
            lambda payload=payload: printed(1, saved(pixels(), "JPEG", comment=payload, exif=made.exif())),
        )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(side: int, depth: int, colour: int) -> bytes:
    head = struct.pack(">IIBBBBB", side, side, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", made.packed(50)) + chunk(b"IEND", b"")


def jpeg_bomb(width: int, height: int) -> bytes:
    raw = bytearray(saved(pixels(), "JPEG"))
    at = raw.index(b"\xff\xc0")
    raw[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(raw)


def tiff_bomb(width: int, height: int) -> bytes:
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1)]
    tags += [(273, 4, 1, 200), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, len(made.packed(50)))]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + b"\0\0\0\0"
    return head.ljust(200, b"\0") + made.packed(50)


def tiff_loop() -> bytes:
    raw = bytearray(tiff(1))
    directory = struct.unpack("<I", raw[4:8])[0]
    count = struct.unpack("<H", raw[directory : directory + 2])[0]
    raw[directory + 2 + 12 * count : directory + 6 + 12 * count] = struct.pack("<I", directory)
    return bytes(raw)


AS_IT_IS = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}


def image_bombs() -> Named:
    for side in (9_000, 12_000, 30_000, 60_000, 2_000_000):
        for depth, colour in ((1, 0), (8, 0), (8, 2), (16, 2), (8, 6), (16, 6)):
            yield f"png {side} {depth} {colour}", partial(png_bomb, side, depth, colour)
    for size in ((65_000, 65_000), (65_000, 1_000), (9_000, 9_000), (20_000, 4_000)):
        yield f"jpeg {size}", partial(jpeg_bomb, *size)
    for size in ((9_000, 9_000), (60_000, 60_000), (2**31, 2**31), (1, 2**31), (100_000, 1_000)):
        yield f"tiff {size}", partial(tiff_bomb, *size)
    for pages in (201, 202, 300, 500, 1_000):
        yield f"tiff of {pages} pages", partial(tiff, pages)
    yield (
        "tiff that is too large in all",
        partial(tiff, 30, Image.new("1", (7_900, 8_000), 1), compression="group4"),
    )


def document_bombs() -> Named:
    for megabytes in (600, 1_000):
        yield (
            f"pdf of {megabytes} MB",
            lambda size=megabytes: changed(made.stream(made.packed(size), Name.FlateDecode), **AS_IT_IS),
        )
    for filters in ([Name.FlateDecode, Name.FlateDecode], [Name.FlateDecode, Name.LZWDecode]):
        yield (
            f"pdf packed twice {filters}",
            lambda filters=filters: changed(
                made.stream(zlib.compress(made.packed(100)), Array(filters)), **AS_IT_IS
            ),
        )
    for pages in (501, 2_000):
        yield f"pdf of {pages} pages", partial(changed, *[lambda pdf: pdf.add_blank_page()] * pages)
    yield "pdf of many objects", lambda: pdf_of_many_objects(250_000)
    for size in (60_000, 1_000_000):
        yield (
            f"image in pdf {size}",
            lambda size=size: changed(made.stream(b"", Subtype=Name.Image, Width=size, Height=size)),
        )
    for depth in (250, 10_000, 1_000_000):
        yield f"rtf {depth} deep", lambda depth=depth: rtf(b"{" * depth + b"a" + b"}" * depth)
    yield "rtf of many groups", lambda: rtf(b"{}" * 2_400_000)
    yield "too big", lambda: b"a" * 5_000_001


def pdf_of_many_objects(count: int) -> bytes:
    body = "".join(f"{number} 0 obj<<>>endobj\n" for number in range(4, count))
    head = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    page = "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    return (head + page + body + "trailer<</Root 1 0 R>>\n%%EOF").encode()[:4_900_000] + b"\n%%EOF"


ACTIONS: dict[str, Callable[[], Dictionary]] = {
    "javascript": made.javascript,
    "launch": lambda: Dictionary(S=Name.Launch, F=String(CANARY)),
    "submit": lambda: Dictionary(S=Name.SubmitForm, F=String("https://exemple.fr/" + CANARY)),
    "import": lambda: Dictionary(S=Name.ImportData, F=String(CANARY)),
    "remote": lambda: Dictionary(S=Name.GoToR, F=String(CANARY), D=Array([0, Name.Fit])),
    "embedded": lambda: Dictionary(S=Name.GoToE, F=String(CANARY), D=Array([0, Name.Fit])),
    "rendition": lambda: Dictionary(S=Name.Rendition, OP=0, JS=String(CANARY)),
    "movie": lambda: Dictionary(S=Name.Movie, T=String(CANARY)),
    "sound": lambda: Dictionary(S=Name.Sound, T=String(CANARY)),
    "file link": lambda: Dictionary(S=Name.URI, URI=String("file:///" + CANARY)),
    "share link": lambda: Dictionary(S=Name.URI, URI=String("\\\\" + CANARY + "\\x")),
    "script link": lambda: Dictionary(S=Name.URI, URI=String("javascript:" + CANARY)),
}


def in_field(action: Dictionary) -> made.Change:
    def change(pdf: pikepdf.Pdf) -> None:
        box = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), Rect=[0, 0, 9, 9])
        box.AA = Dictionary(K=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(box)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)

    return change


PLACES: dict[str, Callable[[Dictionary], made.Change]] = {
    "at start": lambda action: lambda pdf: pdf.Root.__setitem__("/OpenAction", action),
    "at close": lambda action: lambda pdf: pdf.Root.__setitem__("/AA", Dictionary(WC=action)),
    "of page": lambda action: lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=action)),
    "of link": lambda action: annotate(link(action)),
    "of field": in_field,
    "next": lambda action: annotate(link(Dictionary(S=Name.GoTo, D=String("a"), Next=Array([action])))),
    "by name": lambda action: (
        lambda pdf: pdf.Root.__setitem__(
            "/Names", Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
        )
    ),
    "of outline": lambda action: (
        lambda pdf: pdf.Root.__setitem__(
            "/Outlines", Dictionary(First=pdf.make_indirect(Dictionary(Title=String("a"), A=action)))
        )
    ),
}
ANNOTATIONS = ("FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D")


def pdf_actions() -> Named:
    modes = {"plain": pikepdf.ObjectStreamMode.disable, "packed": pikepdf.ObjectStreamMode.generate}
    for action, make in ACTIONS.items():
        for place, put in PLACES.items():
            for mode, option in modes.items():
                yield (
                    f"pdf {action} {place} {mode}",
                    lambda make=make, put=put, option=option: changed(put(make()), object_stream_mode=option),
                )
    for name in (b"/#4aavaScript", b"/J#61vaScript", b"/JavaScrip#74"):
        yield (
            f"pdf {name!r}",
            lambda name=name: changed(PLACES["at start"](made.javascript())).replace(b"/JavaScript", name),
        )
    for subtype in ANNOTATIONS:
        annotation = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[0, 0, 9, 9])
        yield f"pdf annotation {subtype}", partial(changed, annotate(annotation))


def pdf_contents() -> Named:
    yield "pdf with a file", partial(changed, made.attach)
    yield "factur-x", partial(changed, made.attach, lambda pdf: pdf.Root.__setitem__("/AF", Array([])))
    yield (
        "portfolio",
        partial(changed, lambda pdf: pdf.Root.__setitem__("/Collection", Dictionary(View=Name.D))),
    )
    yield (
        "xfa",
        partial(changed, lambda pdf: pdf.Root.__setitem__("/AcroForm", Dictionary(XFA=String(CANARY)))),
    )
    yield "embedded stream", partial(changed, made.stream(SECRET, Type=Name.EmbeddedFile))
    yield "stream elsewhere", partial(changed, made.stream(b"", F=String(CANARY)))
    yield "postscript", partial(changed, made.stream(SECRET, Subtype=Name.PS))
    for bits in (2, 3, 4, 6):
        for words in ({"user": "secret", "owner": "secret"}, {"owner": "secret"}, {"user": "", "owner": ""}):
            yield (
                f"pdf encrypted {bits} {words}",
                lambda bits=bits, words=words: changed(
                    encryption=Encryption(**words, R=bits, aes=bits > 3, metadata=bits > 3)
                ),
            )


RTF_BODIES = (
    rb"{\object\objemb{\*\objclass Package}{\*\objdata 0105" + SECRET.hex().encode() + b"}}",
    rb"{\object\objlink\objupdate{\*\objclass Word.Document.8}{\*\objdata 01}}",
    rb"{\object\objautlink{\*\objdata 01}}",
    rb"{\object\objocx{\*\objdata 01}}",
    rb"{\*\objdata " + SECRET.hex().encode() + b"}",
    rb"{\oBjDaTa 01}",
    rb"{{{{\object\objhtml}}}}",
    rb"{\*\template http://exemple.fr/" + SECRET + b"}",
    rb"{\*\TEMPLATE \\\\serveur\\" + SECRET + b"}",
    rb"{\bin4 \{\}\}}",
    rb"{\pict\wmetafile8 010009" + SECRET.hex().encode() + b"}",
    rb"{\pict\emfblip 01}",
    rb"{\pict\macpict 01}",
    rb"{\pict 0101}",
    rb"{\pict\jpegblip 00112233}",
    rb"{\pict\pngblip zz}",
    rb"{\shp{\*\shpinst{\sp{\sn pFragments}{\sv 1;1;" + SECRET + b"}}}}",
    rb"{\do\dobxpage " + SECRET + b"}",
    rb"{\field{\*\fldinst DDEAUTO c:\\windows\\system32\\cmd.exe " + SECRET + rb"}{\fldrslt x}}",
    rb"{\field{\*\fldinst{DD}{E" + SECRET + rb"}}{\fldrslt x}}",
    rb"{\field{\*\fldinst{\'44\'44E " + SECRET + rb"}}{\fldrslt x}}",
    rb'{\field{\*\fldinst INCLUDEPICTURE "http://exemple.fr/' + SECRET + rb'"}{\fldrslt x}}',
    rb"{\field{\*\fldinst INCLUDETEXT c:\\" + SECRET + rb"}{\fldrslt x}}",
    rb"{\field{\*\fldinst LINK Excel.Sheet c:\\" + SECRET + rb"}{\fldrslt x}}",
    rb'{\field{\*\fldinst HYPERLINK "file:///c:/' + SECRET + rb'"}{\fldrslt x}}',
    rb'{\field{\*\fldinst HYPERLINK "\\\\\\\\serveur\\' + SECRET + rb'"}{\fldrslt x}}',
    rb"{\field{\*\fldinst IF {\field{\*\fldinst IMPORT " + SECRET + rb"}}}{\fldrslt x}}",
    rb"{\*\datastore " + SECRET + b"}",
    rb"{\*\themedata " + SECRET + b"}",
    rb"{\info{\author " + SECRET + rb"}{\company " + SECRET + b"}}",
    rb"{\*\userprops{\propname a}{\staticval " + SECRET + b"}}",
    rb"{\*\unknown{\deeper " + SECRET + b"}}",
    b"{\\pict\\jpegblip " + saved(pixels(), "JPEG", comment=SECRET, exif=made.exif()).hex().encode() + b"}",
    b"\x00\x01" + SECRET,
    rb"{\*\objdata",
)
RTF_WRAPS = {
    "plain": rtf,
    "deeper": lambda body: rtf(b"{{\\b " + body + b"}}"),
    "later": lambda body: rtf(b"Bonjour\\par " * 50 + body),
}


def rtf_objects() -> Named:
    for number, body in enumerate(RTF_BODIES):
        for wrap, make in RTF_WRAPS.items():
            yield f"rtf {number} {wrap}", partial(make, body)
    yield "rtf and more", lambda: rtf() + SECRET
    yield "rtf never closed", lambda: rtf()[:-1]
    yield "not quite rtf", lambda: b"{\\rt\\object " + SECRET + b"}"
    yield "rtf after spaces", lambda: b"\n  " + rtf(RTF_BODIES[0])


def not_text() -> Named:
    chance = Random(5)
    for number in range(20):
        yield f"random {number}", partial(bytes, chance.randbytes(chance.choice((50, 500, 5_000))))
    words = "Bonjour, à jeudi. " + CANARY
    yield "utf-16 without its mark", lambda: words.encode("utf-16-le")
    yield "utf-32", lambda: words.encode("utf-32")
    for value in (0x00, 0x01, 0x07, 0x08, 0x1B, 0x7F, 0x81, 0x8D, 0x90):
        yield f"control {value:x}", lambda value=value: words.encode("cp1252") + bytes([value]) + b" fin"
    yield "nothing", lambda: b""
    yield "spaces", lambda: b" \n\t "


def other_types() -> Named:
    for kind in ("GIF", "BMP", "WEBP", "ICO", "PPM", "TGA", "ICNS", "PCX", "JPEG2000"):
        yield kind, lambda kind=kind: saved(pixels(64, 64), kind)
    for name, start in {
        "zip": b"PK\x03\x04\x14\0\0\0\x08\0",
        "ole": bytes.fromhex("d0cf11e0a1b11ae1"),
        "exe": b"MZ\x90\0\x03\0\0\0",
        "elf": b"\x7fELF\x02\x01\x01\0",
        "macho": bytes.fromhex("cffaedfe07000001"),
        "gzip": b"\x1f\x8b\x08\0\0\0\0\0",
        "7z": b"7z\xbc\xaf\x27\x1c",
        "mp4": b"\0\0\0\x18ftypmp42",
        "heic": b"\0\0\0\x18ftypheic",
        "class": b"\xca\xfe\xba\xbe\0\0\0\x34",
        "sqlite": b"SQLite format 3\0",
        "html": b"<!DOCTYPE html><html><script>1</script>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        "xml": b"<?xml version='1.0'?><a/>",
        "eps": b"\xc5\xd0\xd3\xc6\x20\0\0\0",
        "dicom": b"\0" * 128 + b"DICM\x02\0",
    }.items():
        yield name, lambda start=start: start + b"\0\1" * 50 * (start[:1] != b"<") + SECRET


def cut() -> Named:
    for name, make in {
        "jpeg": lambda: saved(pixels(400, 300), "JPEG"),
        "progressive": lambda: saved(pixels(400, 300), "JPEG", progressive=True),
        "png": lambda: saved(pixels(), "PNG"),
        "tiff": lambda: saved(pixels(), "TIFF", compression="tiff_lzw"),
        "pdf": printed,
        "rtf": rtf,
    }.items():
        for part in (0.02, 0.3, 0.6, 0.9):
            yield f"{name} cut at {part}", lambda make=make, part=part: make()[: int(len(make()) * part)]


def scrambled() -> Named:
    """Good files with some bytes changed: they may still be good, and must not do harm."""
    for number in range(40):
        yield f"scrambled {number}", partial(scramble, number)


def scramble(number: int) -> bytes:
    chance = Random(number)
    originals = (saved(pixels(), "JPEG"), saved(pixels(), "PNG"), tiff(3), printed(), rtf())
    raw = bytearray(originals[number % len(originals)])
    for _ in range(chance.randint(1, 30)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


NEUTRALISED = (polyglots, long_tails, hidden_words, rtf_objects, scrambled)
REFUSED = (image_bombs, document_bombs, pdf_actions, pdf_contents, not_text, other_types, cut)


def bad() -> list[Case]:
    """Every hostile or broken file."""
    cases = [Case(name, make) for family in NEUTRALISED for name, make in family()]
    return cases + [Case(name, make, must_refuse=True) for family in REFUSED for name, make in family()]


LETTER = (
    "Compte rendu de consultation\n\nMadame, votre bilan du 3 juin est normal : glycémie 0,95 g/L, "
    "TSH 2,1 mUI/L, œdème absent, coût 25 €.\n\nÀ bientôt,\nDr Marie Chanteau\n"
)


def good_photos() -> Named:
    for subsampling in (0, 1, 2):
        for progressive in (False, True):
            for mode in ("RGB", "L"):
                for quality in (40, 75, 95):
                    yield (
                        f"jpeg {subsampling} {progressive} {mode} {quality}",
                        lambda mode=mode, s=subsampling, p=progressive, q=quality: saved(
                            pixels(800, 600, mode), "JPEG", subsampling=s, progressive=p, quality=q
                        ),
                    )
    for orientation in range(1, 9):
        yield f"turned {orientation}", partial(saved, pixels(300, 200), "JPEG", exif=made.exif(orientation))
    yield "cmyk", lambda: saved(pixels(300, 200, "CMYK"), "JPEG")
    yield "12 megapixels", lambda: saved(pixels(4_000, 3_000), "JPEG", quality=80)
    yield "24 megapixels", lambda: saved(pixels(6_000, 4_000), "JPEG", quality=60, progressive=True)
    yield "48 megapixels", lambda: saved(pixels(8_000, 6_000), "JPEG", quality=25)
    yield "one pixel", lambda: saved(pixels(1, 1), "JPEG")


def good_pngs() -> Named:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        for size in ((64, 64), (333, 77), (1_170, 1_200)):
            yield f"png {mode} {size}", lambda mode=mode, size=size: saved(converted(size, mode), "PNG")
    for transparency in (0, 7):
        yield (
            f"png palette {transparency}",
            lambda value=transparency: saved(converted((90, 90), "P"), "PNG", transparency=value),
        )
    yield "apng", lambda: saved(pixels(), "PNG", save_all=True, append_images=[pixels(seed=2)])
    yield "png words", partial(png_with, b"une note")
    yield "screenshot", lambda: saved(Image.new("RGB", (2_532, 1_170), "#f4f6fb"), "PNG")


def converted(size: tuple[int, int], mode: str) -> Image.Image:
    image = pixels(*size)
    return pixels(*size, "L").convert("I;16") if mode == "I;16" else image.convert(mode)


def good_tiffs() -> Named:
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        for mode in ("L", "RGB"):
            yield (
                f"tiff {compression} {mode}",
                partial(tiff, 2, pixels(500, 700, mode), compression=compression),
            )
    for compression in ("group3", "group4", "packbits", "raw"):
        for pages in (1, 3, 40):
            yield (
                f"fax {compression} {pages}",
                partial(tiff, pages, pixels(800, 1_100, "L").point(lambda v: 255 * (v > 40)).convert("1"),
                        compression=compression),
            )  # fmt: skip
    for mode in ("P", "RGBA", "CMYK", "I;16", "LA"):
        yield f"tiff {mode}", lambda mode=mode: saved(converted((200, 300), mode), "TIFF")
    yield "big tiff", lambda: saved(pixels(), "TIFF", big_tiff=True)
    yield "200 pages", partial(tiff, 200, compression="group4")


def open_at_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def web_link() -> Dictionary:
    return link(Dictionary(S=Name.URI, URI=String("https://exemple.fr/rdv")))


def good_pdfs() -> Named:
    for pages in (1, 2, 5, 12, 20):
        for mode in pikepdf.ObjectStreamMode.__members__.values():
            yield (
                f"pdf {pages} {mode}",
                lambda pages=pages, mode=mode: changed(base=printed(pages), object_stream_mode=mode),
            )
    for seed in range(8):
        photo = partial(pixels, 1_200, 900, seed=seed)
        yield f"pdf photo {seed}", lambda photo=photo, seed=seed: printed(2, saved(photo(), "JPEG"), seed)
        yield f"pdf picture {seed}", lambda photo=photo, seed=seed: printed(1, saved(photo(), "PNG"), seed)
        yield f"pillow pdf {seed}", lambda photo=photo: saved(photo(), "PDF", resolution=150)
    yield "300 pages", partial(changed, *[lambda pdf: pdf.pages.append(pdf.pages[0])] * 299)
    yield "link", partial(changed, annotate(web_link()))
    yield "opens at a page", partial(changed, open_at_page)
    yield "linear", partial(changed, linearize=True)
    yield "old", partial(changed, force_version="1.2")
    yield "after a mark", lambda: b"\xef\xbb\xbf" + printed()
    yield "ends with a line", lambda: printed() + b"\r\n\r\n"
    yield "wrong table", lambda: printed().replace(b"startxref\n", b"startxref\n9")


RTF_GOOD = {
    "word": rb"{\stylesheet{\s0 Normal;}}{\*\rsidtbl\rsid1}{\*\themedata 504b0304}{\*\datastore 0105}"
    rb"{\*\latentstyles\lsdstimax376 }\pard\plain Bonjour \'e9t\'e9\par{\*\bkmkstart a}ici{\*\bkmkend a}",
    "libreoffice": rb"{\*\generator LibreOffice/24.2}\pard\f0 R\u233\'e9sultat : 3 \u8364\'80\par\sect",
    "textedit": rb"{\colortbl;\red255\green255\blue255;}{\*\expandedcolortbl;;}\f0\fs24 \uc0\u233 t\u233 \'b5g\par",
    "wordpad": rb"{\*\generator Riched20 10.0.19041}\viewkind4\uc1\pard\sa200\f0\fs22\lang12 Bonjour\par",
    "table": rb"\trowd\cellx1000\cellx2000 Glyc\'e9mie\cell 0,95\cell\row\pard Fin\par",
    "list": rb"{\listtext\tab}{\*\pn\pnlvlblt{\pntxtb\'b7}}un\par{\listtext\tab}deux\par",
    "link": rb'{\field{\*\fldinst{HYPERLINK "https://exemple.fr"}}{\fldrslt{le plan}}}',
    "page": rb"{\footer{\field{\*\fldinst PAGE}{\fldrslt 1}}}Bonjour\par",
    "emoji": rb"\uc1\u-10179?\u-8694?\par",
    "note": rb"Texte{\footnote Une note.}\par",
}


def good_rtfs() -> Named:
    for name, body in RTF_GOOD.items():
        yield f"rtf {name}", partial(rtf, body)
        yield f"long rtf {name}", lambda body=body: rtf(body * 200)
    for kind in ("png", "jpeg"):
        picture = b"{\\*\\shppict{\\pict\\%sblip " % kind.encode()
        double = rb"{\nonshppict{\pict\wmetafile8 0100}}"
        yield (
            f"rtf {kind}",
            lambda kind=kind, picture=picture, double=double: rtf(
                picture + saved(pixels(), kind.upper()).hex().encode() + b"}}" + double
            ),
        )


def good_texts() -> Named:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        for end in ("\n", "\r\n", "\r"):
            yield f"{encoding} {end!r}", lambda e=encoding, end=end: LETTER.replace("\n", end).encode(e)
        yield f"long {encoding}", lambda e=encoding: (LETTER * 3_000).encode(e)
    yield "big-endian", lambda: b"\xfe\xff" + LETTER.encode("utf-16-be")
    for name, text in {
        "csv": "date;valeur\n2026-06-01;1,2\n2026-06-02;1,3\n",
        "json": '{"glycemie": 0.95}\n',
        "mail": "From: a@exemple.fr\nTo: b@exemple.fr\nSubject: bonjour\n\nTexte\n",
        "ascii": "Bonjour\n",
        "form feed": "page 1\x0cpage 2\n",
        "greek": "µ ≥ β\n",
        "arabic": "مرحبا\n",
        "emoji": "Merci 😀\n",
        "accents apart": "e\u0301te\u0301\n",
        "tabs": "TSH\t2,1\tmUI/L\n",
        "one line": "Rappel : vaccin en mars " * 500,
        "short": "ok",
    }.items():
        yield f"text {name}", partial(text.encode, "utf-8")


GOOD = (good_photos, good_pngs, good_tiffs, good_pdfs, good_rtfs, good_texts)


def good() -> list[Case]:
    """Every file that a patient may well have."""
    return [Case(name, make) for family in GOOD for name, make in family()]


def some(cases: list[Case], count: int) -> list[Case]:
    """`count` of them, spread over every family."""
    return [cases[number * len(cases) // count] for number in range(count)]
