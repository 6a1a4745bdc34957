"""What a PDF holds that acts, tells or hides: counted, so that staff can read what was left out."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

# actions by their /S: what a reader would do; every one goes
_ACTIONS: Final = {
    "/JavaScript": "javascript", "/Rendition": "rich_media", "/Launch": "launch", "/SubmitForm": "submit_form",
    "/ImportData": "submit_form", "/ResetForm": "submit_form", "/GoToR": "remote_goto", "/GoToE": "remote_goto",
    "/GoTo3DView": "three_d", "/RichMediaExecute": "rich_media", "/Movie": "rich_media", "/Sound": "rich_media",
    "/URI": "link", "/Thread": "remote_goto", "/Hide": "javascript", "/SetOCGState": "javascript", "/Trans": "javascript"}
_ANNOTATIONS: Final = {
    "/FileAttachment": "embedded_file", "/RichMedia": "rich_media", "/3D": "three_d", "/Movie": "rich_media",
    "/Sound": "rich_media", "/Screen": "rich_media"}
_KEYS: Final = {
    "/OpenAction": "open_action", "/AA": "open_action", "/XFA": "xfa", "/Metadata": "metadata",
    "/JS": "javascript", "/PieceInfo": "metadata"}
_DEEPEST: Final = 40


def list_findings(source: pikepdf.Pdf) -> Counter[str]:
    """Count what acts, tells or hides, over every object of the file."""
    found: Counter[str] = Counter()
    for thing in _every_dictionary(source):
        for key, code in _KEYS.items():
            found[code] += key in thing and not (key == "/JS" and thing.get("/S") == "/JavaScript")
        found[_ACTIONS.get(_text(thing.get("/S")), "")] += 1
        if thing.get("/Type") == "/EmbeddedFile":
            found["embedded_file"] += 1
        found[_ANNOTATIONS.get(_text(thing.get("/Subtype")), "")] += "/Rect" in thing
        found["form"] += "/FT" in thing
    found["metadata"] += len(source.docinfo.keys()) if "/Info" in source.trailer else 0
    del found[""]
    return +found


def is_action(thing: Any) -> bool:
    """Say whether an object is an action or carries a file."""
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    return _text(thing.get("/S")) in _ACTIONS or _text(thing.get("/Type")) in {"/Action", "/Filespec", "/EmbeddedFile"}


def _every_dictionary(source: pikepdf.Pdf) -> Iterator[Any]:
    for thing in source.objects:
        yield from _dictionaries(thing, depth=0)


def _dictionaries(thing: Any, *, depth: int) -> Iterator[Any]:
    """Yield a dictionary and the direct ones inside it; what is referred to comes by itself."""
    if depth > _DEEPEST:
        return
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield thing
        parts = [thing[key] for key in thing.keys()]  # noqa: SIM118 - a dictionary of pikepdf iterates otherwise
    elif isinstance(thing, pikepdf.Array):
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _dictionaries(part, depth=depth + 1)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""
