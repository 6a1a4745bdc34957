"""`text` and `long_text`: free words on one line or several."""

from __future__ import annotations

from typing import ClassVar

from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, InputKind, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.options import OptionProblem, int_option, option_errors, text_option
from murakami.kernel.fields.texts import read_text
from murakami.kernel.json_values import Json, read_str


class TextField(FieldType[str]):
    """One line of text. Options: `max` and `min` characters, `autocomplete`."""

    name: ClassVar[str] = "text"
    option_names: ClassVar[frozenset[str]] = frozenset({"max", "min", "autocomplete"})
    longest: ClassVar[int] = 200
    lines: ClassVar[bool] = False
    input: ClassVar[InputKind] = "text"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", self.input, autocomplete=text_option(options, "autocomplete", "")),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> str:
        text = read_text(
            raw,
            maximum=int_option(options, "max", self.longest),
            minimum=int_option(options, "min", 0),
            lines=self.lines,
        )
        if not text:
            raise FieldError("required")
        return text

    def to_json(self, value: str) -> Json:
        return value

    def from_json(self, data: Json) -> str:
        return read_str(data, where=self.name)

    def to_raw(self, value: str) -> dict[str, RawValue]:
        return {VALUE: value}

    def show(self, value: str, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return value

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(
                lambda: int_option(options, "max", self.longest),
                lambda: int_option(options, "min", 0),
                lambda: text_option(options, "autocomplete", ""),
            ),
        )


class LongTextField(TextField):
    """Several lines of text. Options: `max` and `min` characters."""

    name: ClassVar[str] = "long_text"
    longest: ClassVar[int] = 2_000
    lines: ClassVar[bool] = True
    input: ClassVar[InputKind] = "textarea"
