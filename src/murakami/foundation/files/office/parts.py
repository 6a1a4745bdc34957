"""Which parts an office document may have: by their content type, as the package itself declares it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from murakami.foundation.files.kinds import DOCX, PPTX, XLSX

_BASE = "application/vnd.openxmlformats-officedocument."
_WORD, _SHEET, _SLIDE = (f"{_BASE}{kind}" for kind in ("wordprocessingml", "spreadsheetml", "presentationml"))
_SHARED = frozenset({f"{_BASE}theme+xml", f"{_BASE}themeOverride+xml", f"{_BASE}drawing+xml",
                     f"{_BASE}drawingml.chart+xml", f"{_BASE}drawingml.diagramData+xml",
                     f"{_BASE}drawingml.diagramLayout+xml", f"{_BASE}drawingml.diagramStyle+xml",
                     f"{_BASE}drawingml.diagramColors+xml"})


def _of(family: str, *kinds: str) -> frozenset[str]:
    return frozenset(f"{family}.{kind}+xml" for kind in kinds) | _SHARED


XML_PARTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    DOCX: _of(_WORD, "document.main", "styles", "settings", "fontTable", "numbering", "footnotes", "endnotes", "header",
              "footer", "comments"),
    XLSX: _of(_SHEET, "sheet.main", "worksheet", "chartsheet", "sharedStrings", "styles", "table"),
    PPTX: _of(_SLIDE, "presentation.main", "slide", "slideLayout", "slideMaster", "notesSlide", "notesMaster",
              "presProps", "viewProps", "tableStyles")})
"""The XML parts that are kept, by the kind of the whole."""

MAIN: Final = MappingProxyType({DOCX: f"{_WORD}.document.main+xml", XLSX: f"{_SHEET}.sheet.main+xml",
                                PPTX: f"{_SLIDE}.presentation.main+xml"})
WITH_MACROS: Final = MappingProxyType({
    "application/vnd.ms-word.document.macroEnabled.main+xml": MAIN[DOCX],
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": MAIN[XLSX],
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": MAIN[PPTX],
    f"{_WORD}.template.main+xml": MAIN[DOCX], f"{_SHEET}.template.main+xml": MAIN[XLSX],
    f"{_SLIDE}.template.main+xml": MAIN[PPTX]})
"""Main parts that may carry macros or are templates, with what they are kept as."""

PICTURES: Final[Mapping[str, str]] = MappingProxyType({"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"})
"""Pictures inside a document: drawn anew in their own format, so that every reference stays right."""

RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"

_SIGNS: Final = (
    ("vbaproject", "macro"), ("vbadata", "macro"), ("macrosheet", "macro"), ("activex", "activex"), ("oleobject", "ole"),
    ("ms-office.vba", "macro"), ("customui", "custom_ui"), ("/embeddings/", "embedded_file"), ("externallink", "external_link"),
    ("connections", "external_link"), ("querytable", "external_link"), ("webextension", "activex"), ("customxml", "metadata"),
    ("core-properties", "metadata"), ("extended-properties", "metadata"), ("custom-properties", "metadata"),
    ("docprops", "metadata"), ("emf", "picture"), ("wmf", "picture"), ("vmldrawing", "picture"))


def code_of_dropped(part: str, content_type: str) -> str:
    """Say what kind of thing goes with a part that is not kept."""
    told = f"/{part} {content_type}".lower()
    return next((code for sign, code in _SIGNS if sign in told), "other_part")
