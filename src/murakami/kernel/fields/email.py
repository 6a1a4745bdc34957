"""`email`: an address that mail can be sent to."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from murakami.kernel.characters import fold_width
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.texts import read_text
from murakami.kernel.json_values import Json, read_str

# Wider than RFC 5321 in one point: Japanese carriers gave out addresses with dots in a row or before the @.
_LOCAL: Final = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+{_LABEL}\Z", re.ASCII)
_LONGEST: Final = 254


class EmailField(FieldType[str]):
    """An e-mail address, full width folded; the case of letters stays as typed."""

    name: ClassVar[str] = "email"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "email", autocomplete="email"),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> str:
        address = fold_width(read_text(raw, maximum=_LONGEST))
        if not address:
            raise FieldError("required")
        if not _ADDRESS.match(address) or len(address) > _LONGEST:
            raise FieldError("email_shape")
        return address

    def to_json(self, value: str) -> Json:
        return value

    def from_json(self, data: Json) -> str:
        return read_str(data, where="email")

    def to_raw(self, value: str) -> dict[str, RawValue]:
        return {VALUE: value}

    def show(self, value: str, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return value
