"""The levels of a skill."""

from typing import Annotated, Final

from pydantic import BeforeValidator, WithJsonSchema

from murakami.foundation.packs.formats import Refused
from murakami.foundation.packs.problems import Said

LEVELS: Final = (1, 2, 3)


def _level(value: object) -> object:
    if str(value) in {str(level) for level in LEVELS}:
        return int(str(value))
    raise Refused(Said(f"「{value}」という段階はありません。", f"There is no level {value!r}."),
                  Said("1（分かる）、2（自分でできる）、3（設計し、教えられる）のどれかを書いてください。",
                       "Write 1 (understands), 2 (does it alone) or 3 (designs and teaches it)."))


Level = Annotated[
    int,
    BeforeValidator(_level),
    WithJsonSchema({"x-form": "1〜3", "anyOf": [{"type": "integer", "enum": list(LEVELS)},
                                               {"type": "string", "enum": [str(level) for level in LEVELS]}]}),
]
