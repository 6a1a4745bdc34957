"""`address`: a postal code fills in what it decides; the rest is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from murakami.kernel.addresses import Address, fold_block
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.texts import read_text, shown_in_error
from murakami.kernel.json_values import Json, read_object, read_str
from murakami.kernel.postal import Town, format_postal_code, parse_postal_code
from murakami.kernel.prefectures import find_prefecture

_LONGEST: Final = {"postal_code": 20, "prefecture": 10, "city": 50, "town": 100, "block": 100, "building": 100}
_FILLED: Final = ("prefecture", "city", "town")
_AUTOCOMPLETE: Final = {
    "postal_code": "postal-code",
    "prefecture": "address-level1",
    "city": "address-level2",
    "town": "address-level3",
    "block": "address-line1",
    "building": "address-line2",
}
_MOST_TOWNS_NAMED: Final = 8


class AddressField(FieldType[Address]):
    """An address in Japan. Prefecture, city and town may stay empty where the postal code decides them."""

    name: ClassVar[str] = "address"

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        return tuple(
            Part(
                part,
                f"address.{part}",
                "numeric" if part == "postal_code" else "text",
                autocomplete=_AUTOCOMPLETE[part],
                required=part in ("postal_code", "block"),
            )
            for part in _LONGEST
        )

    def read(self, raw: Raw, options: Options, context: ParseContext) -> Address:
        texts, errors = _read_parts(raw)
        postal_code = _read_postal_code(texts.get("postal_code"), errors)
        if "block" in texts and not texts["block"]:
            errors.append(_missing("block"))
        if not errors and postal_code is not None:
            errors += _fill(texts, context.towns_of(postal_code))
        if errors or postal_code is None:
            raise FieldErrors(errors)
        return Address(postal_code, **{part: texts[part] for part in _LONGEST if part != "postal_code"})

    def to_json(self, value: Address) -> Json:
        return {part: getattr(value, part) for part in _LONGEST}

    def from_json(self, data: Json) -> Address:
        row = read_object(data, where="address")
        return Address(**{part: read_str(row.get(part, ""), where=f"address.{part}") for part in _LONGEST})

    def to_raw(self, value: Address) -> dict[str, RawValue]:
        raw: dict[str, RawValue] = {part: getattr(value, part) for part in _LONGEST}
        return raw | {"postal_code": format_postal_code(value.postal_code)}

    def show(self, value: Address, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return str(value)

    def print_paper(self, value: Address, options: Options = NO_OPTIONS, parts: Sequence[str] = ()) -> str:
        if not parts:
            return str(value)
        texts = {part: str(self.to_raw(value)[part]) for part in _LONGEST if part in parts}
        street = "".join(texts.get(part, "") for part in (*_FILLED, "block"))
        return "　".join(text for text in (texts.get("postal_code"), street, texts.get("building")) if text)

    def to_csv(self, value: Address) -> str:
        return value.line


def fill_from_postal_code(raw: Raw, context: ParseContext) -> dict[str, RawValue]:
    """Fill the empty inputs that a typed postal code decides; for the button that works without JavaScript."""
    texts, _errors = _read_parts(raw)
    postal_code = parse_postal_code(texts.get("postal_code", ""))
    filled: dict[str, RawValue] = dict(raw)
    if postal_code is None:
        return filled
    towns = context.towns_of(postal_code)
    for part in _FILLED:
        decided = {getattr(town, part) for town in _fitting(texts, towns)} - {""}
        if not texts.get(part) and len(decided) == 1:
            filled[part] = decided.pop()
    return filled


def _read_parts(raw: Raw) -> tuple[dict[str, str], list[FieldError]]:
    texts: dict[str, str] = {}
    errors: list[FieldError] = []
    for part, longest in _LONGEST.items():
        try:
            texts[part] = read_text(raw, part=part, label_key=f"address.{part}", maximum=longest)
        except FieldError as error:
            errors.append(error)
    if texts.get("prefecture"):
        prefecture = find_prefecture(texts["prefecture"])
        if prefecture is None:
            found = shown_in_error(texts["prefecture"])
            errors.append(FieldError("prefecture_unknown", part="prefecture", found=found))
        else:
            texts["prefecture"] = prefecture
    texts["block"] = fold_block(texts["block"]) if "block" in texts else ""
    return texts, errors


def _read_postal_code(text: str | None, errors: list[FieldError]) -> str | None:
    if text is None:
        return None
    postal_code = parse_postal_code(text)
    if not text:
        errors.insert(0, _missing("postal_code"))
    elif postal_code is None:
        errors.insert(0, FieldError("postal_code_digits", part="postal_code"))
    return postal_code


def _fill(texts: dict[str, str], towns: Sequence[Town]) -> list[FieldError]:
    """Fill in place what the towns of the postal code decide; say what they do not."""
    fitting = _fitting(texts, towns)
    if towns and not fitting:
        places = dict.fromkeys(town.prefecture for town in towns)
        return [FieldError("postal_code_elsewhere", part="postal_code", found="、".join(places))]
    if not towns and not all(texts[part] for part in _FILLED):
        return [FieldError("postal_code_unknown", part="postal_code")]
    names = dict.fromkeys(town.town for town in fitting if town.town)
    if not texts["town"] and len(names) > 1:
        return [FieldError("postal_code_ambiguous", part="town", towns=_named(list(names)))]
    for part in _FILLED:
        decided = {getattr(town, part) for town in fitting} - {""}
        if not texts[part] and len(decided) == 1:
            texts[part] = decided.pop()
    return [_missing(part) for part in _FILLED if not texts[part]]


def _fitting(texts: dict[str, str], towns: Sequence[Town]) -> list[Town]:
    """Keep the towns that agree with the prefecture that was typed, and with the city where any does."""
    prefecture, city = texts.get("prefecture", ""), texts.get("city", "")
    fitting = [town for town in towns if prefecture in ("", town.prefecture)]
    same_city = [town for town in fitting if city and town.city == city]
    return same_city or fitting


def _named(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_TOWNS_NAMED])
    return f"{shown} …" if len(names) > _MOST_TOWNS_NAMED else shown


def _missing(part: str) -> FieldError:
    return FieldError("part_missing", part=part, part_key=f"address.{part}")
