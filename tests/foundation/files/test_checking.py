"""What a phone sends is taken, what is hostile is refused or rebuilt without what acts."""

import io

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from murakami.foundation.files.checking import check_upload
from murakami.foundation.files.kinds import shown_name
from murakami.foundation.files.limits import MOST_BYTES, MOST_PAGES
from murakami.foundation.files.refusals import _TEXTS, FileRefused


def photo(*, kind="JPEG", size=(400, 300), **options) -> bytes:
    written = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture.save(written, kind, **options)
    return written.getvalue()


def pdf(*, pages=1, change=None, **options) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 200))
        page.obj.Contents = document.make_stream(b"0 0 1 rg 20 20 50 50 re f")
    if change:
        change(document)
    written = io.BytesIO()
    document.save(written, **options)
    return written.getvalue()


def check(data: bytes, name="photo.jpg", **options):
    return check_upload(name=name, stream=io.BytesIO(data), **options)


def refused(data: bytes, **options) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        check(data, **options)
    return caught.value


def test_check_upload__takes_metadata_out_of_a_photo():
    exif = Image.Exif()
    exif[0x0110] = "SecretPhone"
    exif[0x8825] = {1: "N", 2: (38.0, 13.0, 26.0)}
    checked = check(photo(exif=exif, comment=b"hidden comment"))
    assert b"SecretPhone" not in checked.data
    assert b"hidden comment" not in checked.data
    assert not Image.open(io.BytesIO(checked.data)).getexif()


def test_check_upload__turns_a_photo_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    upright = Image.open(io.BytesIO(check(photo(exif=exif)).data))
    assert upright.size == (300, 400)
    assert upright.getpixel((290, 10))[1] < 80  # the red corner has come round to the right


@pytest.mark.parametrize(("kind", "expected"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/jpeg")])
def test_check_upload__believes_the_content_not_the_name(kind, expected):
    checked = check(photo(kind=kind), name="passbook.exe")
    assert checked.content_type == expected
    assert checked.name in {"passbook.jpg", "passbook.png"}


def test_check_upload__makes_a_large_photo_smaller():
    assert max(Image.open(io.BytesIO(check(photo(size=(6000, 4000))).data)).size) == 3000


def test_check_upload__keeps_what_follows_an_image_out():
    assert b"<script>" not in check(photo() + b"<script>alert(1)</script>").data


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"),
    (b"MZ\x90\x00 a program", "type_not_accepted"),
    (b"PK\x03\x04 an archive", "type_not_accepted"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "type_not_accepted"),
    (b"GIF89a", "broken"),
    (b"\xff\xd8\xff\xe0 not an image", "broken"),
    (photo(kind="PNG")[:60], "broken"),
    (b"%PDF-1.7 not a pdf", "broken"),
    (b"\x00\x00\x00\x18ftypheic\x00\x00", "heic"),
    (b"\xff\xd8\xff" + b"0" * MOST_BYTES, "too_large"),
])
def test_check_upload__refuses_with_a_code(data, code):
    assert refused(data).code == code


def test_check_upload__refuses_a_pixel_bomb():
    header = photo(kind="PNG", size=(2, 2))
    bomb = bytearray(header)
    bomb[16:24] = (60000).to_bytes(4, "big") + (60000).to_bytes(4, "big")
    assert refused(bytes(bomb)).code in {"too_many_pixels", "broken"}
    assert refused(photo(kind="PNG", size=(6000, 6000))).code == "too_many_pixels"


def test_check_upload__refuses_a_locked_pdf_and_too_many_pages():
    assert refused(pdf(encryption=pikepdf.Encryption(owner="o", user="u"))).code == "locked"
    assert refused(pdf(pages=MOST_PAGES + 1)).code == "too_many_pages"


def test_check_upload__takes_only_the_groups_asked_for():
    assert refused(pdf(), accept={"image"}).code == "type_not_accepted"
    assert check(pdf(), accept={"pdf"}).content_type == "application/pdf"


def active(document: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('SECRETSCRIPT')")
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AA = pikepdf.Dictionary(WC=script)
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), script])))
    document.attachments["evil.exe"] = b"SECRETPAYLOAD"
    page = document.pages[0].obj
    page.AA = pikepdf.Dictionary(O=script)
    page.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/")))])
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "SECRETTITLE"


def test_check_upload__leaves_nothing_in_a_pdf_that_acts():
    clean = check(pdf(change=active), name="form.pdf").data
    with pikepdf.open(io.BytesIO(clean)) as document:
        assert set(document.Root.keys()) <= {"/Type", "/Pages"}
        flat = b"".join(repr(thing).encode() for thing in document.objects)
        assert not document.attachments
    for sign in (b"SECRETSCRIPT", b"SECRETPAYLOAD", b"SECRETTITLE", b"evil.example", b"/JavaScript"):
        assert sign not in flat
        assert sign not in clean


def test_check_upload__keeps_the_page_of_a_pdf():
    reader = PdfReader(io.BytesIO(check(pdf(pages=3, change=active)).data))
    assert len(reader.pages) == 3
    assert b"20 20 50 50 re" in reader.pages[0].get_contents().get_data()


def test_check_upload__keeps_what_was_typed_into_a_form():
    def form(document):
        look = document.make_stream(b"BT /F 9 Tf (typed) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                                    BBox=[0, 0, 90, 20])
        field = document.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V="typed", F=4,
            Rect=[10, 10, 100, 30], AP=pikepdf.Dictionary(N=look)))
        document.pages[0].obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))

    with pikepdf.open(io.BytesIO(check(pdf(change=form)).data)) as document:
        streams = [thing.read_bytes() for thing in document.objects if isinstance(thing, pikepdf.Stream)]
    assert any(b"typed" in stream for stream in streams)


@pytest.mark.parametrize(("sent", "shown"), [
    ("..\\..\\etc/passwd", "passwd"), ("通帳.jpg", "通帳.jpg"), ("a\u202egpj.exe", "agpj.exe"), ("\x00", "file"),
    ("=cmd|' /C calc'!A0.pdf", "C calc'!A0.pdf"), ("", "file"), ("x" * 300 + ".jpg", "x" * 96 + ".jpg"),
])
def test_shown_name__is_harmless(sent, shown):
    assert shown_name(sent) == shown


def test_refusals__are_said_in_three_languages():
    for texts in _TEXTS.values():
        assert set(texts) == {"ja", "ja-easy", "en"}
        assert all("{name}" in text for text in texts.values())
