"""What did not have to be written: the items of the paper forms against what was typed here.

Counted from the official forms of the chosen procedures: every printed item that somebody filling in paper would have
to write, form by form and child by child. Preprinted words do not count. Typed is what the resident entered here,
questions of the guide and numbers of people included; each answer once, however many forms use it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from murakami.domain.intake.rules.planning import Standing
from murakami.engines.interview import BoundProcedure
from murakami.kernel.bank_accounts import BankAccount
from murakami.kernel.conditions import CompiledCondition, Situation, Truth
from murakami.kernel.conditions.situation import FactKey, fact_key_of
from murakami.kernel.document import FormItem
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef, ValueSource
from murakami.kernel.fields.registry import field_type

_BY_HAND = frozenset({ValueSource.RESIDENT, ValueSource.PROXY})


@dataclass(frozen=True, slots=True)
class Savings:
    """`sheets` paper forms would ask `on_paper` items; `filled` of them are filled by now with `typed` entries."""

    sheets: int
    on_paper: int
    filled: int
    typed: int

    @property
    def saved(self) -> int:
        """How many items have not had to be written so far."""
        return max(0, self.filled - self.typed)

def savings_of(standing: Standing, *, asked_by_guide: Collection[str], people_asked: int) -> Savings:
    """Count how far a conversation has come. `asked_by_guide` names facts, `people_asked` how many numbers of people."""
    said = frozenset(key for key, value in standing.plan.facts.items()
                     if value is not UNKNOWN and value is not ABSENT and value is not None)
    sheets = [_Sheet(bound, standing, said).counted(items) for bound, items in _forms(standing)]
    return Savings(
        sheets=len(sheets), on_paper=sum(asked for asked, _filled in sheets),
        filled=sum(filled for _asked, filled in sheets),
        typed=typed_items(standing, asked_by_guide=asked_by_guide) + people_asked)


def typed_items(standing: Standing, *, asked_by_guide: Collection[str]) -> int:
    """Count the entries made by hand: those of the guide, and those of the pages that are visible now."""
    keys = {fact_key_of(name) for name in asked_by_guide}
    keys.update(key for page in standing.plan.pages for key in page.facts)
    return sum(_entries(standing, key) for key in keys)


def _entries(standing: Standing, key: FactKey) -> int:
    said, value = standing.known.get(key), standing.situation.facts.get(key)
    if said is None or value is None or key[0] not in standing.kind_of:
        return 0
    fact = standing.fact(key)
    count = field_type(fact.type).item_count(fact.options)
    if said.source in _BY_HAND:
        return 1 if isinstance(value, BankAccount) and value.registered else count
    # the card knows how a name is written, not how it is read
    return count - 1 if said.source is ValueSource.CARD and fact.type == "person_name" else 0


def _forms(standing: Standing) -> Iterable[tuple[BoundProcedure, tuple[FormItem, ...]]]:
    for version in standing.definitions.versions:
        if version.form is not None:
            for bound in standing.bound_of(version):
                yield bound, version.form.items


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper of one filing under the answers so far; `said` are the facts that have a value."""

    bound: BoundProcedure
    standing: Standing
    said: frozenset[FactKey]

    def counted(self, items: Iterable[FormItem]) -> tuple[int, int]:
        """Count how often paper asks, and how often that is filled by now."""
        asked = filled = 0
        for item in items:
            for roles in self._lines(item) if item.constant is None else ():
                if item.when is None or self._holds(item.when, roles):
                    asked += 1
                    filled += self._is_filled(item, roles)
        return asked, filled

    def _lines(self, item: FormItem) -> Iterable[Mapping[str, tuple[str, ...]]]:
        roles = self.bound.roles
        if item.repeats is None:
            return (roles,)
        return [{**roles, item.repeats: (one,)} for one in roles.get(item.repeats, ())]

    def _is_filled(self, item: FormItem, roles: Mapping[str, tuple[str, ...]]) -> bool:
        if item.staff is not None or item.system is not None:
            return True
        for source in item.sources:
            if source.when is not None and not self._holds(source.when, roles):
                continue
            if source.fact is None or self._is_said(source.fact, roles):
                return True
        return False

    def _is_said(self, ref: FactRef, roles: Mapping[str, tuple[str, ...]]) -> bool:
        return any((instance, ref.fact) in self.said for instance in roles.get(ref.role, ()))

    def _holds(self, when: CompiledCondition, roles: Mapping[str, tuple[str, ...]]) -> bool:
        return when(Situation(self.standing.plan.facts, roles, self.standing.today)) is Truth.TRUE
