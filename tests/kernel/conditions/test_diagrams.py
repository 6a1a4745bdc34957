from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.conditions.diagrams import Diagrams, Node

WIDTHS = (2, 3, 2, 2)
INPUTS = list(product(*(range(width) for width in WIDTHS)))
TABLES = st.lists(st.integers(0, 2), min_size=len(INPUTS), max_size=len(INPUTS)).map(
    lambda values: dict(zip(INPUTS, values, strict=True))
)


def diagram_of(diagrams: Diagrams, table: dict[tuple[int, ...], int], chosen: tuple[int, ...] = ()) -> Node:
    if len(chosen) == len(WIDTHS):
        return diagrams.end(table[chosen])
    level = len(chosen)
    branches = tuple(diagram_of(diagrams, table, (*chosen, branch)) for branch in range(WIDTHS[level]))
    return diagrams.question(level, branches)


def value_of(node: Node, inputs: tuple[int, ...]) -> object:
    while not node.is_end:
        node = node.branches[inputs[node.level]]
    return node.value


def matters(table: dict[tuple[int, ...], int], level: int) -> bool:
    return any(
        table[inputs] != table[(*inputs[:level], branch, *inputs[level + 1 :])]
        for inputs in INPUTS
        for branch in range(WIDTHS[level])
    )


def add(first: int, second: int) -> int:
    return first + second


@given(TABLES)
def test_diagrams__keep_the_function_and_only_questions_that_matter(table):
    node = diagram_of(Diagrams(), table)
    assert all(value_of(node, inputs) == table[inputs] for inputs in INPUTS)
    assert [bool(node.mask >> level & 1) for level in range(len(WIDTHS))] == [
        matters(table, level) for level in range(len(WIDTHS))
    ]


@given(TABLES, st.integers(0, 3), st.integers(0, 1))
def test_diagrams_choose__fixes_one_answer(table, level, branch):
    diagrams = Diagrams()
    fixed = {inputs: table[(*inputs[:level], branch, *inputs[level + 1 :])] for inputs in INPUTS}
    assert diagrams.choose(diagram_of(diagrams, table), level, branch) is diagram_of(diagrams, fixed)


@given(TABLES, TABLES)
def test_diagrams_combine__works_on_values(first, second):
    diagrams = Diagrams()
    together = diagrams.combine(add, diagram_of(diagrams, first), diagram_of(diagrams, second))
    assert together is diagram_of(diagrams, {inputs: first[inputs] + second[inputs] for inputs in INPUTS})


def test_diagrams_end__carries_the_questions_that_its_value_needs():
    diagrams = Diagrams()
    node = diagrams.question(0, (diagrams.end("a", mask=0b100), diagrams.end("b")))
    assert node.mask == 0b101
    assert diagrams.choose(node, 0, 1).mask == 0
    assert diagrams.choose(node, 2, 0) is node
