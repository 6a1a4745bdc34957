"""A form field as templates draw it: one plain value for every field type of the kernel."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from murakami.interfaces.components.part_view import Drawn, PartSetting, PartView, build_part_view
from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.components.source_note import source_note
from murakami.kernel.facts import NO_OPTIONS, Options, Provenance
from murakami.kernel.fields import AnyFieldType, FieldError, FieldErrors, Part, Raw, error_text

_BODIES = {"date": "date", "address": "address", "bank_account": "bank", "file": "file"}
_CHOSEN = frozenset({"radio", "checkbox"})


@dataclass(frozen=True, slots=True)
class FileRules:
    """What a file input takes: `accept` as HTML has it (image/*,application/pdf), the limit in bytes."""

    accept: str
    max_bytes: int
    multiple: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file already there; `remove_name` and `remove_value` are what its remove button sends."""

    name: str
    size: str
    href: str = ""
    remove_name: str = ""
    remove_value: str = ""


@dataclass(frozen=True, slots=True)
class FieldView(Drawn):
    """One question of a form. `key` is `instance.fact`; `body` is the template of its inputs; a `plain`
    field is one <input>, a `grouped` field has several below one legend.

    Of the texts only `label` is always there. `must` is 「※必須」 or empty; `note` says where a prefilled
    value comes from; `errors` are whole sentences without the leading ＊; `postal_href` answers
    `?postal_code=` with `{"towns": [{"prefecture", "city", "town"}, …]}`.
    """

    key: str
    type: str
    body: str
    plain: bool
    grouped: bool
    label: str
    first: PartView
    parts: tuple[PartView, ...]
    must: str
    hint: str = ""
    why: str = ""
    note: str = ""
    unit: str = ""
    errors: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    described_by: str = ""
    rules: FileRules | None = None
    files: tuple[StoredFile, ...] = ()
    postal_href: str = ""

    def part(self, name: str) -> PartView:
        """Take an input by the kernel's name of its part.

        Raises:
            KeyError: this field has no such part.
        """
        for part in self.parts:
            if part.part == name:
                return part
        raise KeyError(name)


def build_field_view(
    *,
    key: str,
    field_type: AnyFieldType,
    label: str,
    options: Options = NO_OPTIONS,
    raw: Raw | None = None,
    required: bool = True,
    hint: str = "",
    why: str = "",
    unit: str = "",
    errors: FieldErrors | None = None,
    provenance: Provenance | None = None,
    today: date | None = None,
    about_reader: bool = False,
    rules: FileRules | None = None,
    files: Sequence[StoredFile] = (),
    postal_href: str = "",
) -> FieldView:
    """Lay out a field for the page, in the active language. No SQL.

    `raw` is what was typed or `field_type.to_raw(value)`; `provenance` with `today` makes the note on a
    prefilled value; `about_reader` lets the browser offer the reader's own data (autocomplete), which
    would be wrong for another person's name.
    """
    lang = get_language() or "ja"
    parts = field_type.parts(options)
    wrong = _errors_by_part(errors, parts)
    note = source_note(provenance, today=today) if provenance and today else ""
    described_by = " ".join(f"{key}-{what}" for what, there in (("hint", hint), ("note", note)) if there)
    grouped = len(parts) > 1 or parts[0].input in _CHOSEN
    setting = PartSetting(key, field_type.name, label, lang, about_reader, noted=bool(note))
    problems = _problems(key, parts, wrong, lang)
    views = tuple(
        build_part_view(
            part,
            raw.get(part.name, "") if raw else "",
            setting=setting,
            described_by=_described(key, "" if grouped else described_by, part.name in wrong),
            invalid=part.name in wrong,
        )
        for part in parts
    )
    return FieldView(
        key=key,
        type=field_type.name,
        body=_body(field_type.name, parts),
        plain=not (grouped or unit) and views[0].control in {"text", "tel"},
        grouped=grouped,
        label=label,
        first=views[0],
        parts=views,
        must=_("※必須") if required else "",
        hint=hint,
        why=why,
        note=note,
        unit=unit,
        errors=tuple(problem.text for problem in problems),
        problems=problems,
        described_by=described_by if grouped else "",
        rules=rules,
        files=tuple(files),
        postal_href=postal_href,
    )


def problems_of(fields: Iterable[FieldView]) -> tuple[Problem, ...]:
    """Gather what is wrong in a form, in the order of its fields, for the error summary."""
    return tuple(problem for field in fields for problem in field.problems)


def _body(type_name: str, parts: Sequence[Part]) -> str:
    several = "pairs" if len(parts) > 1 else "choices" if parts[0].input in _CHOSEN else "single"
    return f"components/fields/{_BODIES.get(type_name, several)}.html"


def _described(key: str, ids: str, wrong: bool) -> str:
    return f"{ids} {key}-error".strip() if wrong else ids


def _errors_by_part(errors: FieldErrors | None, parts: Sequence[Part]) -> Mapping[str, list[FieldError]]:
    by_part: dict[str, list[FieldError]] = {}
    names = {part.name for part in parts}
    for error in errors.errors if errors else ():
        by_part.setdefault(error.part if error.part in names else parts[0].name, []).append(error)
    return by_part


def _problems(key: str, parts: Sequence[Part], wrong: Mapping[str, list[FieldError]], lang: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(href=f"#{key}.{part.name}", text=error_text(error, lang))
        for part in parts
        for error in wrong.get(part.name, ())
    )
