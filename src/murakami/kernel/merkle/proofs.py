"""Short proofs: that a leaf stands in a tree, and that a tree grew out of a smaller one without a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from murakami.kernel.merkle.tree import hash_node, root_of


@dataclass(frozen=True, slots=True)
class Span:
    """The leaves from `start` up to and without `end`: a subtree, whole or at the right edge of a tree."""

    start: int
    end: int


def inclusion_spans(index: int, size: int) -> tuple[Span, ...]:
    """List the subtrees whose roots lead from the leaf at `index` (from 0) to the root. Source: RFC 9162, 2.1.3.1.

    Raises IndexError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(index)
    spans, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        beside, start, end = (Span(middle, end), start, middle) if index < middle else (Span(start, middle), middle, end)
        spans.append(beside)
    return tuple(reversed(spans))


def consistency_spans(old_size: int, size: int) -> tuple[Span, ...]:
    """List the subtrees whose roots show the tree of `old_size` leaves inside the whole. Source: RFC 9162, 2.1.4.1.

    Raises IndexError: the old tree has no leaf, or more than the whole.
    """
    if not 0 < old_size <= size:
        raise IndexError(old_size)
    spans, start, end = [], 0, size
    while end > old_size:
        middle = start + _split(end - start)
        beside, start, end = (Span(middle, end), start, middle) if old_size <= middle else (Span(start, middle), middle, end)
        spans.append(beside)
    if start > 0:  # the old tree is no whole subtree on the left, so whoever checks cannot know its last part
        spans.append(Span(start, end))
    return tuple(reversed(spans))


def prove_inclusion(leaf_hashes: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """List the hashes that lead from the leaf at `index` to the root. Raises IndexError. Cost: one hash a leaf."""
    return _roots(leaf_hashes, inclusion_spans(index, len(leaf_hashes)))


def verify_inclusion(*, leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether a leaf stands at `index` in the tree of `size` leaves with this root. Source: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf_hash
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = hash_node(step, found)
            node, last = _climb_to_right_child(node, last)
        else:
            found = hash_node(found, step)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def prove_consistency(leaf_hashes: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """List the hashes that show the tree of the first `old_size` leaves inside the whole. Raises IndexError."""
    return _roots(leaf_hashes, consistency_spans(old_size, len(leaf_hashes)))


def verify_consistency(*, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether the old tree is the beginning of the new one. Source: RFC 9162, 2.1.4.2."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not path and old_root == root
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not steps:
        return False
    return _verify_steps(steps, node=old_size - 1, last=size - 1, old_root=old_root, root=root)


def _verify_steps(steps: Sequence[bytes], *, node: int, last: int, old_root: bytes, root: bytes) -> bool:
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = hash_node(step, old), hash_node(step, new)
            node, last = _climb_to_right_child(node, last)
        else:
            new = hash_node(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _roots(leaf_hashes: Sequence[bytes], spans: Iterable[Span]) -> tuple[bytes, ...]:
    return tuple(root_of(leaf_hashes[span.start : span.end]) for span in spans)


def _climb_to_right_child(node: int, last: int) -> tuple[int, int]:
    """Pass the levels on which the last node of a row has no partner and goes up as it is."""
    while not node & 1 and node:
        node, last = node >> 1, last >> 1
    return node, last


def _split(size: int) -> int:
    """Give the largest power of two below `size`: how many leaves stand on the left."""
    return 1 << ((size - 1).bit_length() - 1)
