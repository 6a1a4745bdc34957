"""The document on an official form (様式): every printed item mapped to a fact, a constant or the staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Self

from murakami.kernel.document.model import Document, Row
from murakami.kernel.document.review import row_value
from murakami.kernel.facts import FactRef
from murakami.kernel.fields.registry import field_type
from murakami.kernel.json_values import JsonObject, read_list, read_object, read_str


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a paper form.

    `facts`: the first one that is known is printed; `parts`: only these parts of its value; `constant`: preprinted
    text; `staff`: why the staff complements it; `repeats`: printed once for every instance of this role.
    """

    label: str
    facts: tuple[FactRef, ...] = ()
    parts: tuple[str, ...] = ()
    constant: str | None = None
    staff: str | None = None
    repeats: str | None = None
    evidence: str = ""
    source: str = ""

    def to_json(self) -> JsonObject:
        """Write what `from_json` reads."""
        return {
            "label": self.label,
            "from": [str(fact) for fact in self.facts],
            "parts": list(self.parts),
            "constant": self.constant,
            "staff": self.staff,
            "repeats": self.repeats,
            "evidence": self.evidence,
            "source": self.source,
        }

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read an item as packs write it: `from` is one `role.fact` or a list of them.

        Raises:
            JsonShapeError: the data has another shape.
            FactTextError: a fact is not written as role.fact.
        """
        row = read_object(data, where="form item")
        label = read_str(row.get("label"), where="form item.label")
        named = row.get("from") or []
        return cls(
            label=label,
            facts=tuple(FactRef.parse(text) for text in ([named] if isinstance(named, str) else named)),
            parts=tuple(read_list(row.get("parts") or [], where=f"{label}.parts")),
            constant=row.get("constant"),
            staff=row.get("staff"),
            repeats=row.get("repeats"),
            evidence=row.get("evidence") or "",
            source=row.get("source") or "",
        )


class FormRowKind(StrEnum):
    """Where the text of a printed item comes from."""

    ANSWER = "answer"
    CONSTANT = "constant"
    STAFF = "staff"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed item. `number` counts the repetitions from 1, 0 where nothing repeats."""

    label: str
    text: str
    kind: FormRowKind
    instance: str = ""
    number: int = 0
    note: str = ""


def form_rows(document: Document, items: Sequence[FormItem]) -> tuple[FormRow, ...]:
    """Print a document on a form. Neighbouring items that repeat for the same role are printed child by child."""
    rows: list[FormRow] = []
    for repeats, group in groupby(items, key=lambda item: item.repeats):
        block = tuple(group)
        if repeats is None:
            rows += [_form_row(document, item, instance=None, number=0) for item in block]
            continue
        for number, instance in enumerate(document.roles.get(repeats, ()), start=1):
            rows += [_form_row(document, item, instance=instance, number=number) for item in block]
    return tuple(rows)


def _form_row(document: Document, item: FormItem, *, instance: str | None, number: int) -> FormRow:
    kind, text = _content(document, item, instance)
    return FormRow(item.label, text, kind, instance=instance or "", number=number, note=item.staff or "")


def _content(document: Document, item: FormItem, instance: str | None) -> tuple[FormRowKind, str]:
    if item.constant is not None:
        return FormRowKind.CONSTANT, item.constant
    if item.staff is not None:
        return FormRowKind.STAFF, ""
    text = next(_known_texts(document, item, instance), "")
    return (FormRowKind.ANSWER if text else FormRowKind.BLANK), text


def _known_texts(document: Document, item: FormItem, instance: str | None) -> Iterator[str]:
    for ref in item.facts:
        bound = (instance,) if instance is not None and ref.role == item.repeats else document.roles.get(ref.role, ())
        rows = [document.find_row(f"{name}.{ref.fact}") for name in bound]
        texts = [_printed(row, item) for row in rows if row is not None]
        if any(texts):
            yield "、".join(text for text in texts if text)


def _printed(row: Row, item: FormItem) -> str:
    value = row_value(row)
    return "" if value is None else field_type(row.type).print_paper(value, row.options, item.parts)
