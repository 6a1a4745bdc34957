"""The roots of any part of the tree, from few rows: leaves at its edges, kept nodes between them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Q

from murakami.foundation.events.models import EventLeaf, EventNode
from murakami.kernel.merkle.proofs import Span
from murakami.kernel.merkle.tree import LEVELS, Frontier, root_of

Place = tuple[int, int]
_LEAVES: Final = 0


def roots_of(spans: Sequence[Span]) -> tuple[bytes, ...]:
    """Compute the roots of subtrees of the sealed tree, as `proofs` lists them.

    Raises KeyError: a row of the tree is missing. SQL: at most 2; reads at most some 500 rows a level of 256.
    """
    parts = [tuple(_parts(span)) for span in spans]
    known = _read([part for each in parts for part in each])
    return tuple(_root(span, each, known) for span, each in zip(spans, parts, strict=True))


def _parts(span: Span) -> Iterable[tuple[int, range]]:
    """Cut a subtree into whole ones, the largest first; each as the level that is kept below it, and the places there."""
    start = span.start
    while start < span.end:
        height = (span.end - start).bit_length() - 1
        level = height - height % LEVELS
        yield level, range(start >> level, (start + (1 << height)) >> level)
        start += 1 << height


def _read(parts: Sequence[tuple[int, range]]) -> Mapping[Place, bytes]:
    leaves, nodes = Q(), Q()
    for level, places in parts:
        within = Q(index__gte=places.start, index__lt=places.stop)
        leaves, nodes = (leaves | within, nodes) if level == _LEAVES else (leaves, nodes | (Q(level=level) & within))
    found: dict[Place, bytes] = {}
    if leaves:
        found.update(((_LEAVES, index), bytes(each)) for index, each in EventLeaf.objects.filter(leaves).values_list("index", "leaf_hash"))
    if nodes:
        rows = EventNode.objects.filter(nodes).values_list("level", "index", "hash")
        found.update(((level, index), bytes(each)) for level, index, each in rows)
    return found


def _root(span: Span, parts: Iterable[tuple[int, range]], known: Mapping[Place, bytes]) -> bytes:
    peaks = tuple(root_of(known[level, place] for place in places) for level, places in parts)
    return Frontier(span.end - span.start, peaks).root()
