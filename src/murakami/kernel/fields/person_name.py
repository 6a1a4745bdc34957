"""`person_name`: family and given name with their readings; any character, never normalised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.options import OptionProblem, flag_option, int_option, option_errors
from murakami.kernel.fields.texts import read_text
from murakami.kernel.json_values import Json, read_object, read_str
from murakami.kernel.kana import first_not_katakana, fold_to_katakana
from murakami.kernel.names import PersonName

_WRITTEN: Final = ("family", "given")
_READ: Final = ("family_kana", "given_kana")
_AUTOCOMPLETE: Final = {"family": "family-name", "given": "given-name"}
_LONGEST: Final = 50
_LONGEST_READING: Final = 100
_NO_GIVEN_NAME: Final = frozenset("-－ー―‐−")


class PersonNameField(FieldType[PersonName]):
    """A person's name.

    Options: `max` characters of family and of given name (50), `kana` ("no": readings are not asked), `autocomplete` ("yes": the
    browser may fill in the name of whoever sits there).
    """

    name: ClassVar[str] = "person_name"
    option_names: ClassVar[frozenset[str]] = frozenset({"max", "kana", "autocomplete"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        fill = flag_option(options, "autocomplete")
        return tuple(
            Part(name, f"name.{name}", "text", autocomplete=_AUTOCOMPLETE.get(name, "") if fill else "")
            for name in _part_names(options)
        )

    def read(self, raw: Raw, options: Options, context: ParseContext) -> PersonName:
        longest = dict.fromkeys(_WRITTEN, int_option(options, "max", _LONGEST)) | dict.fromkeys(_READ, _LONGEST_READING)
        texts: dict[str, str] = {}
        errors: list[FieldError] = []
        for part in _part_names(options):
            try:
                texts[part] = _read_part(raw, part=part, longest=longest[part])
            except FieldError as error:
                errors.append(error)
        if texts.get("given") in _NO_GIVEN_NAME:
            texts["given"] = texts["given_kana"] = ""
            errors = [error for error in errors if (error.part, error.code) != ("given_kana", "part_missing")]
        if errors:
            raise FieldErrors(errors)
        return PersonName(**texts)

    def to_json(self, value: PersonName) -> Json:
        return {
            "family": value.family,
            "given": value.given,
            "family_kana": value.family_kana,
            "given_kana": value.given_kana,
        }

    def from_json(self, data: Json) -> PersonName:
        row = read_object(data, where="person_name")
        return PersonName(
            **{part: read_str(row.get(part, ""), where=f"person_name.{part}") for part in _WRITTEN + _READ}
        )

    def to_raw(self, value: PersonName) -> dict[str, RawValue]:
        # A name of one word goes back into the inputs as it has to be typed.
        mononym = bool(value.family) and not value.given
        return {
            "family": value.family,
            "given": "－" if mononym else value.given,
            "family_kana": value.family_kana,
            "given_kana": value.given_kana,
        }

    def show(self, value: PersonName, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return f"{value.full}（{value.full_kana}）" if value.full_kana else value.full

    def print_paper(self, value: PersonName, options: Options = NO_OPTIONS, parts: Sequence[str] = ()) -> str:
        wanted = parts or _WRITTEN
        texts = [getattr(value, part) for part in wanted if part in _WRITTEN + _READ]
        return "　".join(text for text in texts if text)

    def to_csv(self, value: PersonName) -> str:
        return value.full

    def item_count(self, options: Options = NO_OPTIONS) -> int:
        return 2 if flag_option(options, "kana", default=True) else 1

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(
                lambda: int_option(options, "max", _LONGEST),
                lambda: flag_option(options, "kana"),
                lambda: flag_option(options, "autocomplete"),
            ),
        )


def _part_names(options: Options) -> tuple[str, ...]:
    return _WRITTEN + _READ if flag_option(options, "kana", default=True) else _WRITTEN


def _read_part(raw: Raw, *, part: str, longest: int) -> str:
    key = f"name.{part}"
    text = read_text(raw, part=part, label_key=key, maximum=longest)
    if part in _READ:
        text = "" if text in _NO_GIVEN_NAME else fold_to_katakana(text)
        if found := first_not_katakana(text):
            raise FieldError("not_kana", part=part, part_key=key, found=found)
    if not text:
        code = "given_name_missing" if part == "given" else "part_missing"
        raise FieldError(code, part=part, part_key=key)
    return text
