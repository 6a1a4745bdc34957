"""Field types: whole values such as a person's name or a date, not single inputs.

Each type knows its inputs, its parser with errors that name field and mend, its stored form (JSON), what screens
show, what paper prints and what a table holds.
"""

from murakami.kernel.fields.address import fill_from_postal_code
from murakami.kernel.fields.base import (
    AnyFieldType,
    Choice,
    FieldType,
    ParseContext,
    Part,
    Raw,
    RawValue,
    collect_raw,
)
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.messages import error_text
from murakami.kernel.fields.options import OptionProblem
from murakami.kernel.fields.registry import FIELD_TYPES, UnknownFieldType, field_type

__all__ = [
    "FIELD_TYPES",
    "AnyFieldType",
    "Choice",
    "FieldError",
    "FieldErrors",
    "FieldType",
    "OptionProblem",
    "ParseContext",
    "Part",
    "Raw",
    "RawValue",
    "UnknownFieldType",
    "collect_raw",
    "error_text",
    "field_type",
    "fill_from_postal_code",
]
