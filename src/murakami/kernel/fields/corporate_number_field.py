"""`corporate_number`: the thirteen digits of an organisation."""

from __future__ import annotations

from typing import ClassVar

from murakami.kernel.characters import digits_only, fold_width
from murakami.kernel.corporate_number import LENGTH, is_corporate_number
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.texts import read_text
from murakami.kernel.json_values import Json, read_str


class CorporateNumberField(FieldType[str]):
    """A 法人番号 with a right check digit; the T of an invoice number is taken off."""

    name: ClassVar[str] = "corporate_number"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "numeric"),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> str:
        text = read_text(raw, maximum=40)
        if not text:
            raise FieldError("required")
        digits = digits_only(fold_width(text).lstrip("Tt"))
        if digits is None or len(digits) != LENGTH:
            raise FieldError("corporate_number_digits")
        if not is_corporate_number(digits):
            raise FieldError("corporate_number_check")
        return digits

    def to_json(self, value: str) -> Json:
        return value

    def from_json(self, data: Json) -> str:
        return read_str(data, where="corporate_number")

    def to_raw(self, value: str) -> dict[str, RawValue]:
        return {VALUE: value}

    def show(self, value: str, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return value
