"""A form field as templates draw it: one plain value for every field type of the kernel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.components.source_note import source_note
from murakami.kernel.facts import NO_OPTIONS, Options, Provenance
from murakami.kernel.fields.base import AnyFieldType, Part, Raw
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.messages import error_text
from murakami.kernel.languages import text_in


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One thing to choose; `id` is the id of its input."""

    id: str
    code: str
    label: str
    checked: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    """One input of a field, everything decided: the template only writes it down.

    `part` is the kernel's name (`family`), `name` the HTML name and id (`child-1.name.family`);
    `size` is the expected length in em, 0 for the whole width; `short` choices fit beside each other.
    """

    part: str
    name: str
    label: str
    control: str
    value: str
    choices: tuple[ChoiceView, ...]
    inputmode: str
    autocomplete: str
    size: int
    required: bool
    described_by: str
    invalid: bool
    short: bool


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
class FieldView:
    """One question of a form. `key` is `instance.fact`; `body` is the template of its inputs; a `grouped`
    field has several inputs below one legend.

    Of the texts only `label` is always there. `note` says where a prefilled value comes from;
    `errors` are whole sentences without the leading ＊; `postal_href` answers
    `?postal_code=` with `{"towns": [{"prefecture", "city", "town"}, …]}`.
    """

    key: str
    type: str
    body: str
    grouped: bool
    label: str
    parts: tuple[PartView, ...]
    required: bool
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

    @property
    def first(self) -> PartView:
        """The only input of a one-part type, the first of the others."""
        return self.parts[0]

    def part(self, name: str) -> PartView:
        """Take an input by the kernel's name of its part.

        Raises:
            KeyError: this field has no such part.
        """
        for part in self.parts:
            if part.part == name:
                return part
        raise KeyError(name)


_BODIES = {"date": "date", "address": "address", "bank_account": "bank", "file": "file"}
_CHOSEN = frozenset({"radio", "checkbox"})
_SHORT_CHOICE = 8
_INPUTMODES = {"numeric": "numeric", "tel": "tel", "email": "email"}
_SIZES = {
    ("date", "year"): 6,
    ("date", "month"): 4,
    ("date", "day"): 4,
    ("address", "postal_code"): 8,
    ("address", "prefecture"): 10,
    ("bank_account", "bank_code"): 6,
    ("bank_account", "branch_code"): 6,
    ("bank_account", "number"): 10,
    ("phone", "value"): 14,
    ("integer", "value"): 8,
    ("amount_yen", "value"): 12,
    ("corporate_number", "value"): 16,
}


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

    `raw` is what was typed or `field_type.to_raw(value)`; `provenance` (with `today`) makes the note on a
    prefilled value; `about_reader` lets the browser offer the reader's own data (autocomplete), which
    would be wrong for another person's name.
    """
    lang = get_language() or "ja"
    parts = field_type.parts(options)
    wrong = _errors_by_part(errors, parts)
    note = source_note(provenance, today=today) if provenance and today else ""
    described_by = " ".join(f"{key}-{what}" for what, there in (("hint", hint), ("note", note)) if there)
    views = tuple(
        _part_view(
            part,
            key=key,
            type_name=field_type.name,
            lang=lang,
            raw=raw or {},
            label=label,
            described_by=_described(key, described_by if len(parts) == 1 else "", bool(wrong.get(part.name))),
            invalid=bool(wrong.get(part.name)),
            required=required and part.required,
            about_reader=about_reader,
        )
        for part in parts
    )
    problems = _problems(key, parts, wrong, lang)
    return FieldView(
        key=key,
        type=field_type.name,
        body=f"components/fields/{_body(field_type.name, parts)}.html",
        grouped=len(parts) > 1 or parts[0].input in _CHOSEN,
        label=label,
        parts=views,
        required=required,
        hint=hint,
        why=why,
        note=note,
        unit=unit,
        errors=tuple(problem.text for problem in problems),
        problems=problems,
        described_by=described_by,
        rules=rules,
        files=tuple(files),
        postal_href=postal_href,
    )


def problems_of(fields: Iterable[FieldView]) -> tuple[Problem, ...]:
    """Gather what is wrong in a form, in the order of its fields, for the error summary."""
    return tuple(problem for field in fields for problem in field.problems)


def _body(type_name: str, parts: Sequence[Part]) -> str:
    if type_name in _BODIES:
        return _BODIES[type_name]
    if len(parts) > 1:
        return "pairs"
    return "choices" if parts[0].input in _CHOSEN else "single"


def _part_view(
    part: Part,
    *,
    key: str,
    type_name: str,
    lang: str,
    raw: Raw,
    label: str,
    described_by: str,
    invalid: bool,
    required: bool,
    about_reader: bool,
) -> PartView:
    name = f"{key}.{part.name}"
    typed = raw.get(part.name, "")
    chosen = {typed} if isinstance(typed, str) else set(typed)
    choices = tuple(
        ChoiceView(
            id=name if number == 0 else f"{name}.{choice.code}",
            code=choice.code,
            label=text_in(choice.label, lang),
            checked=choice.code in chosen,
        )
        for number, choice in enumerate(part.choices)
    )
    return PartView(
        part=part.name,
        name=name,
        label=text_in(part.label, lang) or label,
        control=_control(part.input),
        value=typed if isinstance(typed, str) else (typed[0] if typed else ""),
        choices=choices,
        inputmode=_INPUTMODES.get(part.input, ""),
        autocomplete=_autocomplete(part, about_reader),
        size=_SIZES.get((type_name, part.name), 0),
        required=required,
        described_by=described_by,
        invalid=invalid,
        short=len(choices) <= 3 and all(len(choice.label) <= _SHORT_CHOICE for choice in choices),
    )


def _autocomplete(part: Part, about_reader: bool) -> str:
    return part.autocomplete if about_reader or not part.autocomplete else "off"


def _control(kind: str) -> str:
    # an e-mail or number input of the browser would change or drop what was typed: text with a keyboard hint keeps it
    return {"numeric": "text", "email": "text"}.get(kind, kind)


def _described(key: str, field_ids: str, wrong: bool) -> str:
    return f"{field_ids} {key}-error".strip() if wrong else field_ids


def _errors_by_part(errors: FieldErrors | None, parts: Sequence[Part]) -> dict[str, list[FieldError]]:
    by_part: dict[str, list[FieldError]] = {}
    names = {part.name for part in parts}
    for error in errors.errors if errors else ():
        by_part.setdefault(error.part if error.part in names else parts[0].name, []).append(error)
    return by_part


def _problems(key: str, parts: Sequence[Part], wrong: dict[str, list[FieldError]], lang: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(href=f"#{key}.{part.name}", text=error_text(error, lang))
        for part in parts
        for error in wrong.get(part.name, ())
    )
