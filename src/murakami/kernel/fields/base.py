"""What every field type is: inputs, a parser with mendable errors, a stored form and its renderings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypeVar

from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.errors import VALUE, FieldErrors
from murakami.kernel.fields.labels import part_label
from murakami.kernel.fields.options import OptionProblem
from murakami.kernel.file_refs import FileRef
from murakami.kernel.json_values import Json
from murakami.kernel.languages import Text, text_in
from murakami.kernel.postal import Town, towns_by_postal_code

T = TypeVar("T")

RawValue: TypeAlias = "str | list[str]"
Raw: TypeAlias = Mapping[str, RawValue]
"""What a browser sent for one field, by part name."""

InputKind: TypeAlias = Literal["text", "numeric", "tel", "email", "select", "radio", "checkbox", "textarea", "file"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its stored code and its text by language."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a field. Its HTML name is `{field_key}.{name}`."""

    name: str
    label_key: str
    input: InputKind
    autocomplete: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()

    @property
    def label(self) -> Text:
        """The label by language; empty for the single input of a one-part type."""
        return part_label(self.label_key)


def no_file(_sha256: str) -> FileRef | None:
    """Know no file: the lookup of a context in which none were handed in."""
    return None


@dataclass(frozen=True, slots=True)
class ParseContext:
    """What a parser may know besides the text.

    `label` is the field's, in the language of the page: it opens every error's text. `towns_of` lists the towns of
    seven digits; `file_of` finds a file that this person handed in, by its hash.
    """

    today: date
    label: str
    towns_of: Callable[[str], Sequence[Town]] = towns_by_postal_code
    file_of: Callable[[str], FileRef | None] = no_file


class FieldType(ABC, Generic[T]):
    """A type of whole values: its inputs, how they are read, stored, shown, printed and exported."""

    name: ClassVar[str]
    option_names: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        """List the inputs, in the order in which they are asked."""

    def parse(self, raw: Raw, *, options: Options = NO_OPTIONS, context: ParseContext) -> T:
        """Read what was typed.

        Raises:
            FieldErrors: something cannot be taken (`FieldError` when it is one thing).
        """
        try:
            return self.read(raw, options, context)
        except FieldErrors as problem:
            raise problem.labelled(context.label) from None

    @abstractmethod
    def read(self, raw: Raw, options: Options, context: ParseContext) -> T:
        """Read what was typed, raising errors without a label: each type's half of `parse`."""

    @abstractmethod
    def to_json(self, value: T) -> Json:
        """Write the stored form."""

    @abstractmethod
    def from_json(self, data: Json) -> T:
        """Read the stored form.

        Raises:
            JsonShapeError: the data has another shape.
        """

    @abstractmethod
    def to_raw(self, value: T) -> dict[str, RawValue]:
        """Fill the inputs again."""

    @abstractmethod
    def show(self, value: T, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        """Write the value for a screen."""

    def print_paper(self, value: T, options: Options = NO_OPTIONS, parts: Sequence[str] = ()) -> str:
        """Write the value as a paper form has it; only the named parts when some are named."""
        if not parts:
            return self.show(value, "ja", options)
        raw = self.to_raw(value)
        texts = [_join(raw.get(part, "")) for part in parts]
        return "　".join(text for text in texts if text)

    def to_csv(self, value: T) -> str:
        """Write the value as one cell of a table."""
        return self.show(value)

    def blank(self, raw: Raw) -> bool:
        """Tell whether nothing was typed in any part."""
        return all(not _join(typed).strip() for typed in raw.values())

    def item_count(self, options: Options = NO_OPTIONS) -> int:
        """Count the items that a paper form asks for one such value."""
        return 1

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        """Say what is wrong with options written in a pack."""
        unknown = sorted(set(options) - self.option_names)
        known = ", ".join(sorted(self.option_names)) or "none"
        return tuple(
            OptionProblem(name, f"{self.name} has no option {name}", f"options of {self.name}: {known}")
            for name in unknown
        )


AnyFieldType: TypeAlias = FieldType[Any]


def typed(raw: Raw, part: str = VALUE) -> str:
    """Take what was typed in a part: the first text of several, "" when nothing came."""
    value = raw.get(part, "")
    if isinstance(value, str):
        return value
    return value[0] if value else ""


def collect_raw(data: Mapping[str, Sequence[str]], *, field_key: str, parts: Sequence[Part]) -> dict[str, RawValue]:
    """Gather one field's inputs from a whole form.

    `data` is by HTML name (`{field_key}.{part}`) to all values sent under it, like Django's `dict(QueryDict.lists())`.
    """
    raw: dict[str, RawValue] = {}
    for part in parts:
        values = list(data.get(f"{field_key}.{part.name}", ()))
        raw[part.name] = values if part.input == "checkbox" else (values[0] if values else "")
    return raw


def choice_label(code: str, options: Options, lang: str) -> str:
    """Write the label of a choice from `options["labels"]`; the code itself when it has none."""
    labels = options.get("labels")
    if isinstance(labels, Mapping) and isinstance(labels.get(code), Mapping):
        return text_in(labels[code], lang) or code
    return code


def _join(typed_value: RawValue) -> str:
    return typed_value if isinstance(typed_value, str) else "、".join(typed_value)
