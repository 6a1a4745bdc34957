"""Counts what a person would write on the paper forms.

Every item of the form's mapping counts once, per child where it repeats, when its condition holds in this family.
What the staff complements and what is preprinted does not count.
"""

from collections.abc import Iterator, Mapping

from murakami.domain.procedures.versions import ProcedureVersion
from murakami.kernel.conditions import FactKey, Situation, Truth
from murakami.kernel.document import FormItem
from tests.packs.families import TODAY

Roles = Mapping[str, tuple[str, ...]]


def paper_items(version: ProcedureVersion, facts: Mapping[FactKey, object], roles: Roles) -> list[str]:
    """List the items that the applicant writes, each with the person it is about where it repeats."""
    assert version.form is not None
    return [line for item in version.form.items for line in _written(item, facts, roles)]


def _written(item: FormItem, facts: Mapping[FactKey, object], roles: Roles) -> Iterator[str]:
    if item.staff is not None or item.constant is not None:
        return
    people = roles.get(item.repeats, ()) if item.repeats else (None,)
    for person in people:
        bound = roles if person is None or item.repeats is None else {**roles, item.repeats: (person,)}
        situation = Situation(facts, bound, TODAY)
        if item.when is None or item.when(situation) is Truth.TRUE:
            yield item.label if person is None else f"{item.label} [{person}]"
