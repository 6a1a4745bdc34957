"""Writes a PDF anew: its pages as they look, and nothing that acts."""

import io
import warnings
from collections import Counter
from typing import Any, Final

import pikepdf

from murakami.foundation.files.limits import MOST_PAGES
from murakami.foundation.files.pdf_findings import is_action, list_findings
from murakami.foundation.files.pdf_streams import refuse_bombs
from murakami.foundation.files.refusals import FileRefused

_PAGE_KEYS = frozenset({"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/UserUnit", "/Group"})
_ACTIVE = ("/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/Launch", "/SubmitForm", "/EmbeddedFiles", "/AF", "/OPI",
           "/Ref", "/PieceInfo", "/Metadata", "/Alternates")
# dictionaries whose keys are names somebody chose: a picture may be called /A
_NAMED_THINGS: Final = frozenset({"/XObject", "/Font", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/ExtGState",
                                  "/CharProcs"})
_DEEPEST: Final = 40


def rebuild_pdf(data: bytes, *, name: str) -> tuple[bytes, Counter[str]]:
    """Return a new PDF of the same pages, and what was left out.

    Forms and notes are flattened into the page as they look; layers that are hidden stay hidden. Gone: scripts, actions,
    embedded files, forms, links, metadata, names and outlines.
    Raises FileRefused(`broken` | `locked` | `too_many_pages` | `pdf_too_large`).
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            _refuse(source, name=name)
            found = list_findings(source)
            return _write_anew(source), found
    except pikepdf.PasswordError as error:
        raise FileRefused("locked", {"name": name}) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError) as error:
        raise FileRefused("broken", {"name": name}) from error


def _refuse(source: pikepdf.Pdf, *, name: str) -> None:
    if source.is_encrypted:
        raise FileRefused("locked", {"name": name})
    pages = len(source.pages)
    if pages == 0:
        raise FileRefused("broken", {"name": name})
    if pages > MOST_PAGES:
        raise FileRefused("too_many_pages", {"name": name, "pages": pages, "most": MOST_PAGES})
    refuse_bombs(source, name=name)


def _write_anew(source: pikepdf.Pdf) -> bytes:
    source.generate_appearance_streams()
    source.flatten_annotations("screen")
    with pikepdf.new() as clean, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # fields do not come along: that is what is wanted
        clean.pages.extend(source.pages)
        for page in clean.pages:
            for key in set(page.obj.keys()) - _PAGE_KEYS - {"/Parent"}:
                del page.obj[key]
        _keep_layers(source, clean)
        _drop_actions(clean)
        written = io.BytesIO()
        clean.save(written, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()


def _keep_layers(source: pikepdf.Pdf, clean: pikepdf.Pdf) -> None:
    """Say which layers are seen, as the file said it: without this, what was hidden would show."""
    layers = source.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    shown = layers.get("/D")
    if not isinstance(shown, pikepdf.Dictionary):
        return
    kept = pikepdf.Dictionary({key: clean.copy_foreign(_indirectly(source, shown[key]))
                               for key in ("/ON", "/OFF") if isinstance(shown.get(key), pikepdf.Array)})
    if isinstance(shown.get("/BaseState"), pikepdf.Name):
        kept["/BaseState"] = pikepdf.Name(str(shown["/BaseState"]))
    every = layers.get("/OCGs")
    if isinstance(every, pikepdf.Array):
        clean.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=clean.copy_foreign(_indirectly(source, every)), D=kept)


def _indirectly(source: pikepdf.Pdf, thing: Any) -> Any:
    return thing if thing.is_indirect else source.make_indirect(thing)


def _drop_actions(clean: pikepdf.Pdf) -> None:
    named = {part.objgen for thing in clean.objects for part in _named_parts(thing)}
    for thing in clean.objects:
        _clean(thing, is_named=thing.objgen in named, depth=0)


def _named_parts(thing: Any) -> list[Any]:
    if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return []
    parts = [thing[key] for key in _NAMED_THINGS if key in thing]
    inner = thing.get("/Resources")
    if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
        parts += _named_parts(inner)
    return [part for part in parts if isinstance(part, pikepdf.Dictionary) and part.is_indirect]


def _clean(thing: Any, *, is_named: bool, depth: int) -> None:
    """Take what acts out of a dictionary and the direct ones inside it."""
    if depth > _DEEPEST or not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
        return
    if isinstance(thing, pikepdf.Array):
        parts = [("", part) for part in thing]
    else:
        for key in [key for key in thing.keys() if _goes(key, thing[key], is_named=is_named)]:  # noqa: SIM118
            del thing[key]
        parts = [(key, thing[key]) for key in thing.keys()]  # noqa: SIM118 - a dictionary of pikepdf iterates otherwise
    for key, part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            _clean(part, is_named=key in _NAMED_THINGS, depth=depth + 1)


def _goes(key: str, value: Any, *, is_named: bool) -> bool:
    is_script = isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/PS"
    return is_action(value) or is_script or (not is_named and key in _ACTIVE)
