"""`choice`, `choices`, `yes_no` and `consent`: answers that are picked, not written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import (
    Choice,
    FieldType,
    ParseContext,
    Part,
    Raw,
    RawValue,
    choice_label,
    typed,
)
from murakami.kernel.fields.errors import VALUE, FieldError
from murakami.kernel.fields.labels import SAID, said
from murakami.kernel.fields.options import (
    OptionError,
    OptionProblem,
    int_option,
    list_option,
    option_errors,
    text_option,
)
from murakami.kernel.json_values import Json, read_bool, read_list, read_str
from murakami.kernel.languages import JA, LANGUAGES

_CHOICE_CODE = re.compile(r"[a-z0-9][a-z0-9_]*\Z")


class ChoiceField(FieldType[str]):
    """One of the codes in `options.choices`.

    Other options: `labels` (code → text by language, put in when a version is published) and `as`:
    `radio` (usual) or `select`.
    """

    name: ClassVar[str] = "choice"
    option_names: ClassVar[frozenset[str]] = frozenset({"choices", "labels", "as"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        as_select = text_option(options, "as", "radio") == "select"
        return (Part(VALUE, "", "select" if as_select else "radio", choices=choices_of(options)),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> str:
        code = typed(raw).strip()
        if not code:
            raise FieldError("choice_missing")
        if code not in list_option(options, "choices"):
            raise FieldError("choice_unknown")
        return code

    def to_json(self, value: str) -> Json:
        return value

    def from_json(self, data: Json) -> str:
        return read_str(data, where="choice")

    def to_raw(self, value: str) -> dict[str, RawValue]:
        return {VALUE: value}

    def show(self, value: str, lang: str = JA, options: Options = NO_OPTIONS) -> str:
        return choice_label(value, options, lang)

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(lambda: _checked_choices(options), lambda: _checked_presentation(options)),
        )


class ChoicesField(FieldType[tuple[str, ...]]):
    """Several of the codes in `options.choices`, kept in their order. Other options: `min`, `max`, `labels`."""

    name: ClassVar[str] = "choices"
    option_names: ClassVar[frozenset[str]] = frozenset({"choices", "labels", "min", "max"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "checkbox", choices=choices_of(options)),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> tuple[str, ...]:
        picked = raw.get(VALUE, [])
        codes = {code for code in ([picked] if isinstance(picked, str) else picked) if code}
        known = list_option(options, "choices")
        if not codes:
            raise FieldError("choices_missing")
        if not codes <= set(known):
            raise FieldError("choice_unknown")
        fewest, most = int_option(options, "min", 1), int_option(options, "max", len(known))
        if len(codes) < fewest:
            raise FieldError("choices_too_few", min=fewest)
        if len(codes) > most:
            raise FieldError("choices_too_many", max=most)
        return tuple(code for code in known if code in codes)

    def to_json(self, value: tuple[str, ...]) -> Json:
        return list(value)

    def from_json(self, data: Json) -> tuple[str, ...]:
        return tuple(read_str(code, where="choices") for code in read_list(data, where="choices"))

    def to_raw(self, value: tuple[str, ...]) -> dict[str, RawValue]:
        return {VALUE: list(value)}

    def show(self, value: tuple[str, ...], lang: str = JA, options: Options = NO_OPTIONS) -> str:
        comma = ", " if lang.startswith("en") else "、"
        return comma.join(choice_label(code, options, lang) for code in value)

    def to_csv(self, value: tuple[str, ...]) -> str:
        return ";".join(value)

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(
                lambda: _checked_choices(options),
                lambda: int_option(options, "min", 1),
                lambda: int_option(options, "max", 1),
            ),
        )


class YesNoField(FieldType[bool]):
    """Yes or no."""

    name: ClassVar[str] = "yes_no"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        choices = (Choice("yes", SAID["yes"]), Choice("no", SAID["no"]))
        return (Part(VALUE, "", "radio", choices=choices),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> bool:
        answer = typed(raw).strip()
        if not answer:
            raise FieldError("choice_missing")
        if answer not in ("yes", "no"):
            raise FieldError("choice_unknown")
        return answer == "yes"

    def to_json(self, value: bool) -> Json:
        return value

    def from_json(self, data: Json) -> bool:
        return read_bool(data, where="yes_no")

    def to_raw(self, value: bool) -> dict[str, RawValue]:
        return {VALUE: "yes" if value else "no"}

    def show(self, value: bool, lang: str = JA, options: Options = NO_OPTIONS) -> str:
        return said("yes" if value else "no", lang)

    def to_csv(self, value: bool) -> str:
        return "1" if value else "0"


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent that was given. One that was not given is no value at all."""

    agreed: bool = True


class ConsentField(FieldType[Consent]):
    """A mark under a text. Unmarked is blank; a blank consent that is required is an error."""

    name: ClassVar[str] = "consent"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return (Part(VALUE, "", "checkbox", choices=(Choice("yes", SAID["agree"]),)),)

    def read(self, raw: Raw, options: Options, context: ParseContext) -> Consent:
        if typed(raw).strip() != "yes":
            raise FieldError("consent_missing")
        return Consent()

    def to_json(self, value: Consent) -> Json:
        return {"agreed": value.agreed}

    def from_json(self, data: Json) -> Consent:
        agreed = data.get("agreed") if isinstance(data, Mapping) else data
        return Consent(read_bool(agreed, where="consent.agreed"))

    def to_raw(self, value: Consent) -> dict[str, RawValue]:
        return {VALUE: ["yes"] if value.agreed else []}

    def show(self, value: Consent, lang: str = JA, options: Options = NO_OPTIONS) -> str:
        return said("agreed", lang)

    def to_csv(self, value: Consent) -> str:
        return "1" if value.agreed else "0"


def choices_of(options: Options) -> tuple[Choice, ...]:
    """List the choices of a fact with their labels in the three languages."""
    return tuple(
        Choice(code, {lang: choice_label(code, options, lang) for lang in LANGUAGES})
        for code in list_option(options, "choices")
    )


def _checked_choices(options: Options) -> None:
    codes = list_option(options, "choices")
    if not codes:
        raise OptionError("choices", codes, "list at least one choice")
    if len(set(codes)) != len(codes):
        raise OptionError("choices", codes, "list every choice once")
    for code in codes:
        if not _CHOICE_CODE.match(code):
            raise OptionError("choices", code, "write choices in small letters, digits and underscores")


def _checked_presentation(options: Options) -> None:
    if (wanted := text_option(options, "as", "radio")) not in ("radio", "select"):
        raise OptionError("as", wanted, "write radio or select")
