"""Writes a PDF anew: its pages as they look, and nothing that acts."""

import io

import pikepdf

from murakami.foundation.files.refusals import FileRefused

MOST_PAGES = 60
_PAGE_KEYS = frozenset({"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources", "/UserUnit"})
_ACTIVE = ("/A", "/AA", "/JS", "/JavaScript", "/OpenAction", "/Launch", "/SubmitForm", "/EmbeddedFiles", "/AF", "/OPI",
           "/Ref", "/PieceInfo", "/Metadata")


def rebuild_pdf(data: bytes, *, name: str) -> bytes:
    """Return a new PDF of the same pages: forms and notes are flattened into the page, everything else is left out.

    Gone: scripts, actions, embedded files, forms, links, metadata, layers' settings, names and outlines.
    Raises FileRefused(`broken` | `locked` | `too_many_pages`).
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            return _write_anew(source, name=name)
    except pikepdf.PasswordError as error:
        raise FileRefused("locked", {"name": name}) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise FileRefused("broken", {"name": name}) from error


def _write_anew(source: pikepdf.Pdf, *, name: str) -> bytes:
    pages = len(source.pages)
    if pages == 0:
        raise FileRefused("broken", {"name": name})
    if pages > MOST_PAGES:
        raise FileRefused("too_many_pages", {"name": name, "pages": pages, "most": MOST_PAGES})
    source.generate_appearance_streams()
    source.flatten_annotations("screen")
    with pikepdf.new() as clean:
        clean.pages.extend(source.pages)
        for page in clean.pages:
            for key in set(page.obj.keys()) - _PAGE_KEYS - {"/Parent"}:
                del page.obj[key]
        _drop_actions(clean)
        written = io.BytesIO()
        clean.save(written, linearize=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()


def _drop_actions(clean: pikepdf.Pdf) -> None:
    for thing in clean.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in _ACTIVE:
                if key in thing:
                    del thing[key]
