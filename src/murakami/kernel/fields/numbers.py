"""`integer` and `amount_yen`: whole numbers in any width, with or without commas."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from murakami.kernel.characters import fold_hyphens, fold_width
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.options import OptionProblem, int_option, option_errors, text_option
from murakami.kernel.fields.texts import read_text, shown_in_error
from murakami.kernel.json_values import Json, read_int

# Ten digits at most: a 個人番号 can never pass as a number.
LARGEST: Final = 9_999_999_999
_WHOLE_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,10})\Z")


class IntegerField(FieldType[int]):
    """A whole number. Options: `min` (0 unless given), `max`, `unit` (a word printed behind it)."""

    name: ClassVar[str] = "integer"
    option_names: ClassVar[frozenset[str]] = frozenset({"min", "max", "unit"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "numeric"),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> int:
        text = read_text(raw, maximum=40)
        if not text:
            raise FieldError("required")
        number = self._number(text)
        if number is None:
            raise FieldError("number_unreadable", found=shown_in_error(text))
        least, most = int_option(options, "min", 0), min(int_option(options, "max", LARGEST), LARGEST)
        if number < least:
            raise FieldError("number_too_small", min=least)
        if number > most:
            raise FieldError("number_too_large", max=most)
        return number

    def _number(self, text: str) -> int | None:
        folded = re.sub(r"\s", "", fold_hyphens(fold_width(text)))
        return int(folded.replace(",", "")) if _WHOLE_NUMBER.match(folded) else None

    def to_json(self, value: int) -> Json:
        return value

    def from_json(self, data: Json) -> int:
        return read_int(data, where=self.name)

    def to_raw(self, value: int) -> dict[str, RawValue]:
        return {VALUE: str(value)}

    def show(self, value: int, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return f"{value:,}{text_option(options, 'unit', '')}"

    def to_csv(self, value: int) -> str:
        return str(value)

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(
                lambda: int_option(options, "min", 0),
                lambda: int_option(options, "max", LARGEST),
                lambda: text_option(options, "unit", ""),
            ),
        )


class AmountYenField(IntegerField):
    """An amount of yen; 「12,000円」 and 「¥12,000」 are taken too. Options: `min` (0 unless given), `max`."""

    name: ClassVar[str] = "amount_yen"
    option_names: ClassVar[frozenset[str]] = frozenset({"min", "max"})

    def _number(self, text: str) -> int | None:
        return super()._number(re.sub(r"^[¥￥\\]|円$", "", text))

    def show(self, value: int, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return f"{value:,} yen" if lang.startswith("en") else f"{value:,}円"
