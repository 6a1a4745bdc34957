"""What every part of a pack is written with: the strict base model and the scalar types of its keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

from murakami.foundation.packs.problems import Said

_WHOLE_NUMBER: Final = {"x-form": "数", "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]}


@dataclass(frozen=True, slots=True)
class OrAlso:
    """Says in the JSON Schema that a shorter way of writing is taken too; the validators before it read it."""

    shorter: Mapping[str, Any]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [dict(self.shorter), handler(core)]}


OR_TEXT: Final = OrAlso({"type": "string"})


class Refused(ValueError):
    """A value of a pack is refused for a reason that its author can understand and mend."""

    def __init__(self, problem: Said, mend: Said) -> None:
        super().__init__(f"{problem.en} {mend.en}")
        self.problem = problem
        self.mend = mend


class PackModel(BaseModel):
    """The base of everything written in a pack: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False, validate_by_name=True)


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if value in {"yes", "no"}:
        return value == "yes"
    raise Refused(
        Said(f"「{value}」は、はい・いいえではありません。", f"{value!r} is neither yes nor no."),
        Said('"yes" か "no" と、引用符を付けて書いてください。', 'Write "yes" or "no", in quotes.'),
    )


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not value.removeprefix("-").isascii():
        raise Refused(
            Said(f"「{value}」は半角の数字ではありません。", f"{value!r} is not written in ASCII digits."),
            Said("半角の数字で書いてください。", "Use the digits 0-9."),
        )
    return value


YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"type": "string", "enum": ["yes", "no"], "x-form": '`"yes"`・`"no"`'}),
]
Number = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema(_WHOLE_NUMBER)]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=0), WithJsonSchema(_WHOLE_NUMBER)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
KindName = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*$")]
FactName = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", json_schema_extra={"x-form": "役割.項目"})
]
Sentence = Annotated[str, Field(min_length=1)]

PATTERN_MEANING: Final[Mapping[str, Said]] = {
    r"^[a-z][a-z0-9_]*$": Said(
        "小文字の英字で始め、小文字・数字・下線だけで書いてください（例：born_on）。",
        "Begin with a small letter; use small letters, digits and underscores (born_on).",
    ),
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": Said(
        "小文字の英字で始め、小文字・数字・ハイフンだけで書いてください（例：child-allowance-claim）。",
        "Begin with a small letter; use small letters, digits and hyphens (child-allowance-claim).",
    ),
    r"^[A-Z][A-Za-z0-9]*$": Said(
        "大文字の英字で始めてください（例：Person）。", "Begin with a capital letter (Person)."
    ),
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": Said(
        "「役割.項目」の形で書いてください（例：child.born_on）。", "Write role.fact (child.born_on)."
    ),
}
