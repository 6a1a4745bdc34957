"""The document on an official form (様式): every printed item filled by an answer, fixed words, the staff or the system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from murakami.kernel.conditions import CompiledCondition, FactKey, Situation, Truth, fact_key_of
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document.model import Document, Row
from murakami.kernel.document.review import row_value
from murakami.kernel.eras import format_era_date
from murakami.kernel.facts import FactRef
from murakami.kernel.fields.registry import field_type


class SystemValue(StrEnum):
    """What the system itself writes on a form."""

    FILED_ON = "filed_on"


@dataclass(frozen=True, slots=True)
class FormSource:
    """One way of filling an item: the value of a fact or fixed words, perhaps only under a condition."""

    fact: FactRef | None = None
    constant: str | None = None
    when: CompiledCondition | None = None


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a paper form.

    `sources`: the first one that holds and is known is printed; `parts`: only these parts of its value; `choices`: the
    form's own words for codes of a choice; `constant`: preprinted text; `staff`: how the staff complements it;
    `system`: written by the system; `when`: printed only then; `repeats`: once for every instance of this role.
    """

    label: str
    sources: tuple[FormSource, ...] = ()
    parts: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)
    constant: str | None = None
    staff: str | None = None
    system: SystemValue | None = None
    when: CompiledCondition | None = None
    repeats: str | None = None
    evidence: str = ""
    source: str = ""


class FormRowKind(StrEnum):
    """Where the text of a printed item comes from."""

    ANSWER = "answer"
    CONSTANT = "constant"
    STAFF = "staff"
    SYSTEM = "system"
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
    printer = _Printer(document)
    rows: list[FormRow] = []
    for repeats, group in groupby(items, key=lambda item: item.repeats):
        block = tuple(group)
        if repeats is None:
            rows += printer.rows(block, instance=None, number=0)
            continue
        for number, instance in enumerate(document.roles.get(repeats, ()), start=1):
            rows += printer.rows(block, instance=instance, number=number)
    return tuple(rows)


@dataclass(frozen=True)
class _Printer:
    document: Document

    def rows(self, items: Sequence[FormItem], *, instance: str | None, number: int) -> Iterator[FormRow]:
        for item in items:
            if self._holds(item.when, item, instance):
                kind, text = self._content(item, instance)
                yield FormRow(item.label, text, kind, instance=instance or "", number=number, note=item.staff or "")

    def _content(self, item: FormItem, instance: str | None) -> tuple[FormRowKind, str]:
        if item.constant is not None:
            return FormRowKind.CONSTANT, item.constant
        if item.staff is not None:
            return FormRowKind.STAFF, ""
        if item.system is SystemValue.FILED_ON:
            return FormRowKind.SYSTEM, format_era_date(self._filed_on)
        found = (self._from(source, item, instance) for source in item.sources)
        return next((pair for pair in found if pair[1]), (FormRowKind.BLANK, ""))

    def _from(self, source: FormSource, item: FormItem, instance: str | None) -> tuple[FormRowKind, str]:
        if not self._holds(source.when, item, instance):
            return FormRowKind.BLANK, ""
        if source.fact is None:
            return FormRowKind.CONSTANT, source.constant or ""
        is_own = instance is not None and source.fact.role == item.repeats
        bound = (instance,) if is_own else self.document.roles.get(source.fact.role, ())
        rows = [self.document.find_row(f"{name}.{source.fact.fact}") for name in bound]
        return FormRowKind.ANSWER, "、".join(filter(None, (_printed(row, item) for row in rows if row is not None)))

    def _holds(self, when: CompiledCondition | None, item: FormItem, instance: str | None) -> bool:
        if when is None:
            return True
        roles = dict(self.document.roles)
        if item.repeats is not None and instance is not None:
            roles[item.repeats] = (instance,)
        return when(Situation(self._facts, roles, self._filed_on)) is Truth.TRUE

    @cached_property
    def _facts(self) -> Mapping[FactKey, object]:
        return {fact_key_of(row.key): row_value(row) for row in self.document.rows}

    @cached_property
    def _filed_on(self) -> date:
        return day_in_japan(datetime.fromisoformat(self.document.filed_at))


def _printed(row: Row, item: FormItem) -> str:
    value = row_value(row)
    if value is None:
        return ""
    if item.choices and isinstance(value, str) and value in item.choices:
        return item.choices[value]
    return field_type(row.type).print_paper(value, row.options, item.parts)
