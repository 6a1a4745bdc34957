"""`phone`: a number that the office can call."""

from __future__ import annotations

from typing import ClassVar

from murakami.kernel.characters import fold_width
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.texts import read_digits_too, read_text
from murakami.kernel.json_values import Json, read_str
from murakami.kernel.phones import NotAPhone, parse_phone


class PhoneField(FieldType[str]):
    """A telephone number, kept with hyphens as it is printed."""

    name: ClassVar[str] = "phone"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "tel", autocomplete="tel"),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> str:
        text = read_digits_too(raw, maximum=40)
        # +81 90 1234 5678 has twelve digits and is no 個人番号.
        if not fold_width(text).startswith("+"):
            text = read_text(raw, maximum=40)
        if not text:
            raise FieldError("required")
        try:
            return parse_phone(text)
        except NotAPhone as error:
            raise FieldError(error.refusal.value, found=error.found, count=error.count) from None

    def to_json(self, value: str) -> Json:
        return value

    def from_json(self, data: Json) -> str:
        return read_str(data, where="phone")

    def to_raw(self, value: str) -> dict[str, RawValue]:
        return {VALUE: value}

    def show(self, value: str, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return value
