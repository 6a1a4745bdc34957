"""How the tests of the field types read a value, and what they see of an error."""

from datetime import date

from murakami.kernel.fields import FieldErrors, ParseContext, Raw, error_text, field_type

CONTEXT = ParseContext(today=date(2026, 11, 23), label="項目")


def parsed(type_name: str, raw: Raw, **options: object) -> object:
    """Parse on 2026-11-23 with the label 項目."""
    return field_type(type_name).parse(raw, options=options, context=CONTEXT)


def refused(type_name: str, raw: Raw, **options: object) -> list[tuple[str, str]]:
    """Parse what must be refused and return part and code of every error."""
    try:
        value = parsed(type_name, raw, **options)
    except FieldErrors as problem:
        return [(error.part, error.code) for error in problem.errors]
    raise AssertionError(f"{raw!r} was taken as {value!r}")


def said(type_name: str, raw: Raw, lang: str = "ja", *, label: str = "項目", **options: object) -> list[str]:
    """Parse what must be refused and return what is said about it."""
    context = ParseContext(today=CONTEXT.today, label=label)
    try:
        value = field_type(type_name).parse(raw, options=options, context=context)
    except FieldErrors as problem:
        return [error_text(error, lang) for error in problem.errors]
    raise AssertionError(f"{raw!r} was taken as {value!r}")
