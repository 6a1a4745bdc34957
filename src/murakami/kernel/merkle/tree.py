"""The hashes of leaves, nodes and whole trees."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
HASH_BYTES: Final = 32
LEVELS: Final = 8
"""Of how many levels one is worth keeping: with every eighth, no proof reads more than 256 hashes of a level."""


def hash_leaf(data: bytes) -> bytes:
    """Hash what a leaf holds. Source: RFC 9162, 2.1.1."""
    return sha256(LEAF + data).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them. Source: RFC 9162, 2.1.1."""
    return sha256(NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Node:
    """The root of a whole subtree of 2 ** `level` leaves, the `index`-th of its level from the left, from 0."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the whole subtrees at a tree's right edge, the largest first: all it takes to let the tree grow.

    A tree of `size` leaves has as many as `size` has ones in binary.

    Raises:
        ValueError: the peaks do not fit the size.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        fits = len(self.peaks) == self.size.bit_count() and all(len(peak) == HASH_BYTES for peak in self.peaks)
        if self.size < 0 or not fits:
            raise ValueError(f"{len(self.peaks)} peaks are not those of {self.size} leaves")

    def grown(self, leaf_hashes: Iterable[bytes]) -> "Frontier":
        """Add leaves at the right. Cost: two hashes a leaf at most, on average one."""
        return self.grown_with_nodes(leaf_hashes)[0]

    def grown_with_nodes(self, leaf_hashes: Iterable[bytes]) -> tuple["Frontier", tuple[Node, ...]]:
        """Add leaves at the right; gives besides the nodes of every eighth level that became whole by it."""
        size, peaks, nodes = self.size, list(self.peaks), []
        for leaf in leaf_hashes:
            peaks.append(leaf)
            size += 1
            for level in range(1, _trailing_zeros(size) + 1):
                right = peaks.pop()
                peaks.append(hash_node(peaks.pop(), right))
                if level % LEVELS == 0:
                    nodes.append(Node(level, (size >> level) - 1, peaks[-1]))
        return Frontier(size, tuple(peaks)), tuple(nodes)

    def root(self) -> bytes:
        """Hash the whole tree; of no leaf, the hash of nothing. Source: RFC 9162, 2.1.1."""
        if not self.peaks:
            return sha256(b"").digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = hash_node(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """Write the peaks one behind the other."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, written: bytes) -> "Frontier":
        """Read what `to_bytes` wrote of a tree of `size` leaves. Raises ValueError."""
        starts = range(0, len(written), HASH_BYTES)
        return cls(size, tuple(written[start : start + HASH_BYTES] for start in starts))


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Hash a whole tree from the hashes of its leaves."""
    return Frontier().grown(leaf_hashes).root()


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
