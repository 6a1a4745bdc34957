"""One input of a field as templates draw it: its attributes are decided and escaped here, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from murakami.kernel.fields import Choice, Part, RawValue
from murakami.kernel.languages import text_in

_SHORT_CHOICE = 8
_INPUTMODES = {"numeric": "numeric", "tel": "tel", "email": "email"}
# an e-mail or number input of the browser would change or drop what was typed: text with a keyboard hint keeps it
_CONTROLS = {"numeric": "text", "email": "text"}
_NAME_PURPOSES = {("person_name", "family"): "family-name", ("person_name", "given"): "given-name"}
_TYPED_INPUTS = frozenset({"text", "tel"})
_INPUTS = _TYPED_INPUTS | {"file"}
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


class Drawn:
    """A value for templates. Django asks for value["name"] first; answering spares an exception per lookup."""

    __slots__ = ()

    def __getitem__(self, name: str) -> object:
        try:
            return getattr(self, name)
        except AttributeError:
            raise KeyError(name) from None


@dataclass(frozen=True, slots=True)
class ChoiceView(Drawn):
    """One thing to choose. `attributes` are those of its input, ready for the tag; `id` is among them."""

    id: str
    code: str
    label: str
    checked: bool
    attributes: SafeString
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PartView(Drawn):
    """One input: the template only writes it down.

    `part` is the kernel's name (`family`); `name` the HTML name and id (`child-1.name.family`); `control`
    text, tel, select, radio, checkbox, textarea or file; `attributes` are those of its tag, escaped, with type
    and value where the tag is an <input>; `short` choices fit beside each other.
    """

    part: str
    name: str
    label: str
    control: str
    value: str
    choices: tuple[ChoiceView, ...]
    attributes: SafeString
    invalid: bool
    short: bool


@dataclass(frozen=True, slots=True)
class PartSetting:
    """What an input takes over from its field and its page."""

    key: str
    type_name: str
    label: str
    lang: str
    about_reader: bool
    noted: bool


def build_part_view(part: Part, typed: RawValue, *, setting: PartSetting, described_by: str, invalid: bool) -> PartView:
    """Lay out one input with what was typed into it."""
    name = f"{setting.key}.{part.name}"
    control = _CONTROLS.get(part.input, part.input)
    value = typed if isinstance(typed, str) else (typed[0] if typed else "")
    choices = _choices(part, typed, name=name, lang=setting.lang, described_by=described_by, invalid=invalid)
    attributes = (
        ("class", _classes(part, setting, bool(typed) and setting.noted and not invalid)),
        ("id", name),
        ("name", name),
        ("inputmode", _INPUTMODES.get(part.input, "")),
        ("autocomplete", _autocomplete(part, setting.type_name, setting.about_reader)),
        ("aria-describedby", described_by),
        ("aria-invalid", "true" if invalid else ""),
        ("type", control if control in _INPUTS else ""),
        ("value", value if control in _TYPED_INPUTS else ""),
    )
    return PartView(
        part=part.name,
        name=name,
        label=text_in(part.label, setting.lang) or setting.label,
        control=control,
        value=value,
        choices=choices,
        attributes=html_attributes(attributes),
        invalid=invalid,
        short=len(choices) <= 3 and all(len(choice.label) <= _SHORT_CHOICE for choice in choices),
    )


def html_attributes(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Write attributes for a tag; values are escaped, empty ones left out."""
    return mark_safe(" ".join(f'{name}="{escape(value)}"' for name, value in pairs if value))  # noqa: S308 - escaped


def _choices(
    part: Part, typed: RawValue, *, name: str, lang: str, described_by: str, invalid: bool
) -> tuple[ChoiceView, ...]:
    chosen = {typed} if isinstance(typed, str) else set(typed)
    shared = (("name", name), ("aria-describedby", described_by), ("aria-invalid", "true" if invalid else ""))
    return tuple(
        # the first has the name of the whole as its id: a link to the field leads there
        _choice(
            choice,
            id=f"{name}.{choice.code}" if number else name,
            shared=shared,
            checked=choice.code in chosen,
            lang=lang,
        )
        for number, choice in enumerate(part.choices)
    )


def _choice(choice: Choice, *, id: str, shared: tuple[tuple[str, str], ...], checked: bool, lang: str) -> ChoiceView:
    own = (("id", id), ("value", choice.code), ("checked", "checked" if checked else ""))
    return ChoiceView(
        id=id,
        code=choice.code,
        label=text_in(choice.label, lang),
        checked=checked,
        attributes=html_attributes((*own, *shared)),
    )


def _classes(part: Part, setting: PartSetting, known: bool) -> str:
    if part.input == "file":
        return ""  # the browser draws it; the frame around it is the template's
    size = _SIZES.get((setting.type_name, part.name))
    return f"input{' input--known' if known else ''}{f' input--{size}' if size else ''}"


def _autocomplete(part: Part, type_name: str, about_reader: bool) -> str:
    purpose = part.autocomplete or _NAME_PURPOSES.get((type_name, part.name), "")
    return purpose if about_reader or not purpose else "off"
