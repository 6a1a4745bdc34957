"""How far the streams of a PDF may grow when somebody's reader unpacks them."""

import zlib
from collections.abc import Iterator

import pikepdf

from murakami.foundation.files.limits import MOST_PIXELS_JPEG, MOST_STREAM, MOST_STREAMS
from murakami.foundation.files.refusals import FileRefused

_CHUNK = 1024 * 1024
_GROWING = {"/FlateDecode": 1, "/Fl": 1, "/LZWDecode": 1, "/LZW": 1, "/RunLengthDecode": 1, "/RL": 1}
_FLATE = frozenset({"/FlateDecode", "/Fl"})


def refuse_bombs(source: pikepdf.Pdf, *, name: str) -> None:
    """Measure every stream, never holding more than a piece of it. Raises FileRefused(`pdf_too_large`)."""
    left = MOST_STREAMS
    for thing in source.objects:
        if isinstance(thing, pikepdf.Stream):
            left -= _measure(thing, at_most=min(MOST_STREAM, left))
            if left < 0 or _pixels(thing) > MOST_PIXELS_JPEG:
                raise FileRefused("pdf_too_large", {"name": name})


def _measure(stream: pikepdf.Stream, *, at_most: int) -> int:
    """Say how many bytes a stream grows to; more than `at_most` when it grows beyond."""
    filters = _filters(stream)
    if sum(_GROWING.get(one, 0) for one in filters) > 1:
        return MOST_STREAMS + 1  # packed twice: nobody needs that, and it grows a million times
    if filters and filters[-1] in _FLATE and len(filters) == 1:
        return _unpacked(stream.read_raw_bytes(), at_most=at_most)
    if any(one in _GROWING for one in filters):
        return len(stream.read_bytes())  # old and rare; the memory of the child is the bound
    return 0


def _unpacked(data: bytes, *, at_most: int) -> int:
    total = 0
    for size in _pieces(data):
        total += size
        if total > at_most:
            return MOST_STREAMS + 1
    return total


def _pieces(data: bytes) -> Iterator[int]:
    unpacking, rest = zlib.decompressobj(), data
    while rest and not unpacking.eof:
        try:
            yield len(unpacking.decompress(rest, _CHUNK))
        except zlib.error:
            return  # damaged: readers stop here as well
        rest = unpacking.unconsumed_tail


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(one) for one in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _pixels(stream: pikepdf.Stream) -> int:
    if stream.get("/Subtype") != "/Image":
        return 0
    return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
