"""Reading a JSON body strictly: what could mean two things, or cannot be kept, is refused before anything looks at it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.shapes.problems import FieldProblem

_DEEPEST: Final = 20
_LAST_ASCII_CONTROL: Final = 0x1F
_WRITTEN_CONTROLS: Final = frozenset("\t\n\r")


class StrictParser(Parser):
    """Reads bodies for django-ninja."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body. Raises Refused: not JSON, a name twice, a number that is none, characters that nothing can keep."""
        if request.content_type != "application/json":
            raise Refused(Code.NOT_JSON)
        return read_json(request.body)


def read_json(body: bytes) -> Any:
    """Read JSON. Raises Refused with `unreadable` or `invalid`."""
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise Refused(Code.UNREADABLE) from wrong
    found = next(_unfit(value, ""), None)
    if found:
        raise Refused(Code.INVALID, errors=[found])
    return value


def is_text_fit(text: str) -> bool:
    """Say whether a text can be kept: no halves of characters, no control characters beside tabs and line breaks."""
    return not any(0xD800 <= ord(one) <= 0xDFFF or (ord(one) <= _LAST_ASCII_CONTROL and one not in _WRITTEN_CONTROLS)
                   for one in text)


def unfit_text(field: str) -> FieldProblem:
    """Say that a text holds characters that cannot be kept."""
    return FieldProblem(field=shown(field), code="unfit_characters", detail=_(
        "{field}：使えない文字（制御文字など）が入っています。取り除いてください。").format(field=shown(field)))


def shown(name: str) -> str:
    """Shorten a name that somebody else made up, for words about it."""
    return "".join(one if is_text_fit(one) else "�" for one in name[:80]) or "(body)"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counts = Counter(name for name, _value in pairs)  # in one walk: a body may hold a hundred thousand names
        twice = next(name for name, count in counts.items() if count > 1)
        raise Refused(Code.INVALID, errors=[FieldProblem(field=shown(twice), code="twice", detail=_(
            "{field}：同じ名前が2回あります。一つにしてください。").format(field=shown(twice)))])
    return made


def _no_number(_text: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")


def _unfit(value: Any, path: str, depth: int = 0) -> Iterator[FieldProblem]:
    if depth > _DEEPEST:
        raise Refused(Code.UNREADABLE)
    match value:
        case str() if not is_text_fit(value):
            yield unfit_text(path)
        case dict():
            for name, one in value.items():
                inner = f"{path}.{shown(name)}" if path else shown(name)
                if not is_text_fit(name):
                    yield unfit_text(inner)
                yield from _unfit(one, inner, depth + 1)
        case list():
            for number, one in enumerate(value):
                yield from _unfit(one, f"{path}.{number}" if path else str(number), depth + 1)
