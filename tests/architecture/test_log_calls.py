"""What our own code may write into the log: sentences that stand in the source, codes, numbers; never a value of a person."""

import ast
from collections.abc import Iterator
from pathlib import Path

from murakami.config.logs import _FIELDS

SOURCE = Path(__file__).parents[2] / "src" / "murakami"
METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# what fills a sentence, and why it names nobody
FILLED = {
    "type(error).__name__": "the class of an error",
    "access.case.unit": "the code of a unit",
    "payload['unit']": "the code of a unit",
    "', '.join(sorted(wanted))": "codes of units",
    "code": "the code of a refused sign-in, one of our own",
    "detail": "our own sentence on a refused sign-in or on hindered traffic, or an error code of OAuth",
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a logger, with its place."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and _is_logger(node.func.value):
                yield f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}", node


def _is_logger(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id in {"_log", "log", "logger", "_logger", "logging"}


def test_sentences__stand_in_the_source() -> None:
    found = [place for place, call in calls() for text in call.args[(call.func.attr == "log"):][:1] if not _is_literal(text)]
    assert found == []


def test_sentences__are_filled_with_what_names_nobody() -> None:
    found = [f"{place} {ast.unparse(one)}" for place, call in calls() for one in call.args[1 + (call.func.attr == "log"):]
             if ast.unparse(one) not in FILLED]
    assert found == []


def test_extras__are_fields_that_the_log_writes() -> None:
    """A field that the log does not know is dropped without a word: whoever wrote it would look for it in vain."""
    named = {place: {key.value for dictionary in ast.walk(call) if isinstance(dictionary, ast.Dict) for key in dictionary.keys
                     if isinstance(key, ast.Constant)} for place, call in calls()}
    assert {place: names - set(_FIELDS) for place, names in named.items() if names - set(_FIELDS)} == {}
    assert sum(map(bool, named.values())) > 5


def _is_literal(text: ast.expr) -> bool:
    if isinstance(text, ast.IfExp):
        return _is_literal(text.body) and _is_literal(text.orelse)
    return isinstance(text, ast.Constant) and isinstance(text.value, str)
