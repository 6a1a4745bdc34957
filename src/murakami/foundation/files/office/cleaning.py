"""Takes out of a part's XML what acts, fetches or points to what has gone."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from murakami.foundation.files.office.fields import flatten_fields
from murakami.foundation.files.office.formulas import drop_formulas
from murakami.foundation.files.office.xml import local, remove, unwrap

_RELATIONSHIPS: Final = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                         "http://purl.oclc.org/ooxml/officeDocument/relationships")
_GONE: Final[Mapping[str, str]] = {
    "object": "ole", "oleObject": "ole", "oleObjects": "ole", "oleObj": "ole", "OLEObject": "ole",
    "control": "activex", "controls": "activex", "altChunk": "embedded_file", "subDoc": "external_link",
    "attachedTemplate": "remote_template", "mailMerge": "external_link", "docVars": "metadata", "saveThroughXslt": "external_link",
    "hlinkClick": "external_link", "hlinkHover": "external_link", "hlinkMouseOver": "external_link",
    "snd": "embedded_file", "sndAc": "embedded_file", "audioFile": "embedded_file", "videoFile": "embedded_file",
    "externalReferences": "external_link", "externalReference": "external_link", "externalData": "external_link",
    "oleLink": "dde", "ddeLink": "dde", "customDataProps": "metadata", "customXmlPr": "metadata", "smartTagPr": "metadata", "custDataLst": "metadata", "rsids": "metadata",
    "pivotCaches": "external_link", "functionGroups": "macro", "webPublishing": "external_link",
    "webPublishItems": "external_link", "picture": "picture", "legacyDrawing": "", "legacyDrawingHF": "", "pict": "picture"}
_UNWRAPPED: Final = frozenset({"hyperlink", "smartTag", "customXml"})
_LISTS_OF_LINKS: Final = frozenset({"hyperlinks"})
_TELLING: Final = frozenset({"author", "initials", "macro"})
_NEEDLESS: Final = frozenset({"codeName", "publishToServer", "cm", "vm"})  # they name parts that are not kept
_STANDS_WITHOUT: Final = frozenset({"pageSetup"})  # says more than where its part is


def clean_part(root: Any, *, kept: frozenset[str]) -> Counter[str]:
    """Clean one part in place; `kept` are the ids of its relationships that stay. Returns what was taken out."""
    removed: Counter[str] = Counter()
    for element in list(root.iter()):
        if element is not root and _is_attached(element, root):
            _clean_element(element, kept=kept, removed=removed)
    removed += flatten_fields(root)
    removed += drop_formulas(root)
    for element in root.iter():
        _clean_attributes(element)
    return +removed


def _clean_element(element: Any, *, kept: frozenset[str], removed: Counter[str]) -> None:
    name = local(element)
    if name in _GONE:
        removed[_GONE[name] or "other_part"] += 1
        remove(element)
    elif name in _LISTS_OF_LINKS:
        removed["external_link"] += len(element)
        remove(element)
    elif name in _UNWRAPPED:
        removed["external_link" if name == "hyperlink" else "metadata"] += 1
        unwrap(element)
    elif lost := [key for key in _pointers(element) if element.get(key) not in kept]:
        if name in _STANDS_WITHOUT:
            for key in lost:
                del element.attrib[key]
        else:
            remove(element)


def _pointers(element: Any) -> list[str]:
    return [key for key, value in element.attrib.items()
            if value and key.startswith("{") and key[1:].partition("}")[0] in _RELATIONSHIPS]


def _clean_attributes(element: Any) -> None:
    for key in list(element.attrib):
        plain = key.rpartition("}")[2]
        if plain in _NEEDLESS:
            del element.attrib[key]
        elif plain in _TELLING:
            element.set(key, "")


def _is_attached(element: Any, root: Any) -> bool:
    """Say whether an element still hangs in the tree: what was inside something that went does not."""
    while element is not None and element is not root:
        element = element.getparent()
    return element is root
