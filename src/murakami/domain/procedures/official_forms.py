"""The official form of a procedure version: what fills each item of the paper, and under which condition."""

from collections.abc import Mapping
from dataclasses import dataclass

from murakami.domain.procedures.checks.facts import read_condition
from murakami.domain.procedures.formats.form import FormEntry, ItemSource
from murakami.domain.procedures.formats.form import FormItem as WrittenItem
from murakami.kernel.conditions import CompiledCondition, Predicate, compile_condition
from murakami.kernel.document import FormItem, FormSource, SystemValue
from murakami.kernel.facts import FactRef


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """A paper form with its items in the order of the paper, ready for `kernel.document.form_rows`."""

    title: str
    source: str
    items: tuple[FormItem, ...]


def read_form(form: FormEntry | None, *, predicates: Mapping[str, Predicate]) -> OfficialForm | None:
    """Compile a form as it was published; None where the procedure has none."""
    if form is None:
        return None
    return OfficialForm(form.title, form.source or "", tuple(_item(item, predicates) for item in form.items))


def _item(item: WrittenItem, predicates: Mapping[str, Predicate]) -> FormItem:
    return FormItem(
        label=item.label,
        sources=tuple(_source(source, predicates) for source in item.sources or ()),
        parts=item.parts,
        choices=item.choices,
        constant=item.constant,
        staff=item.staff,
        system=None if item.system is None else SystemValue(item.system),
        when=_condition(item.when, predicates),
        repeats=item.repeats,
        evidence=item.evidence,
        source=item.source or "",
    )


def _source(source: ItemSource, predicates: Mapping[str, Predicate]) -> FormSource:
    fact = None if source.fact is None else FactRef.parse(source.fact)
    return FormSource(fact=fact, constant=source.constant, when=_condition(source.when, predicates))


def _condition(data: object, predicates: Mapping[str, Predicate]) -> CompiledCondition | None:
    return None if data is None else compile_condition(read_condition(data), predicates)
