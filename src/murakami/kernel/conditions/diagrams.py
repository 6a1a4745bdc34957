"""Ordered decision diagrams: a function of many questions as one small graph without a question that does not matter.

Reduced and ordered, such a graph is canonical: a question occurs in it exactly when some answers to all others exist
under which it makes a difference. That turns "can this still change the outcome?" into looking at one bit mask.
Source: Bryant, Graph-Based Algorithms for Boolean Function Manipulation, IEEE Trans. Comput. C-35(8), 1986; with
several branches per question and any values at the ends.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeAlias

END: Final = 1 << 30
"""The level of an end: below every question."""


class Node:
    """A question with a branch for each class of answers, or an end with its value.

    `mask` has a bit for each level whose question occurs in the graph below, this one included. Nodes are made by
    `Diagrams` only, which makes equal ones once: compare them by identity.
    """

    __slots__ = ("branches", "level", "mask", "value")

    def __init__(self, level: int, branches: tuple[Node, ...], value: Hashable, mask: int) -> None:
        self.level = level
        self.branches = branches
        self.value = value
        self.mask = mask

    @property
    def is_end(self) -> bool:
        """Tell whether nothing needs to be asked any more."""
        return self.level == END


Operation: TypeAlias = Callable[..., Hashable]


class Diagrams:
    """A store of nodes in which equal graphs are the same object."""

    def __init__(self) -> None:
        self._ends: dict[tuple[Hashable, int], Node] = {}
        self._nodes: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._combined: dict[tuple[object, ...], Node] = {}
        self._chosen: dict[tuple[Node, int, int], Node] = {}

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._nodes) + len(self._ends)

    def end(self, value: Hashable, *, mask: int = 0) -> Node:
        """Make the end with a value. `mask`: questions whose answer the value itself carries, such as a date."""
        key = (value, mask)
        # setdefault is atomic: two threads that meet here get the same node
        return self._ends.get(key) or self._ends.setdefault(key, Node(END, (), value, mask))

    def question(self, level: int, branches: tuple[Node, ...]) -> Node:
        """Make the node that asks a question; no node where all branches are the same."""
        first = branches[0]
        if all(branch is first for branch in branches):
            return first
        key = (level, branches)
        found = self._nodes.get(key)
        if found is not None:
            return found
        mask = 1 << level
        for branch in branches:
            mask |= branch.mask
        return self._nodes.setdefault(key, Node(level, branches, None, mask))

    def combine(self, operation: Operation, *nodes: Node, ends: Callable[[Any], int] | None = None) -> Node:
        """Join functions by an operation on their values. `ends` gives the mask of an end from its new value.

        `operation` must be one lasting function: results are remembered by its identity.
        """
        key = (operation, *nodes)
        found = self._combined.get(key)
        if found is None:
            found = self._combined[key] = self._combine(operation, nodes, ends)
        return found

    def choose(self, node: Node, level: int, branch: int) -> Node:
        """Answer one question: the function that remains."""
        if node.level > level or not node.mask >> level & 1:
            return node
        if node.level == level:
            return node.branches[branch]
        key = (node, level, branch)
        found = self._chosen.get(key)
        if found is None:
            branches = tuple(self.choose(each, level, branch) for each in node.branches)
            found = self._chosen[key] = self.question(node.level, branches)
        return found

    def _combine(self, operation: Operation, nodes: tuple[Node, ...], ends: Callable[[Any], int] | None) -> Node:
        level = min(node.level for node in nodes)
        if level == END:
            value = operation(*(node.value for node in nodes))
            return self.end(value, mask=ends(value) if ends else 0)
        width = next(len(node.branches) for node in nodes if node.level == level)
        return self.question(
            level,
            tuple(
                self.combine(
                    operation, *(node.branches[branch] if node.level == level else node for node in nodes), ends=ends
                )
                for branch in range(width)
            ),
        )
