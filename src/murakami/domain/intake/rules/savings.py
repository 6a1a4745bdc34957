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
from murakami.kernel.document import FormItem, FormSource
from murakami.kernel.facts import ABSENT, UNKNOWN, ValueSource
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

    @property
    def typed_share(self) -> float:
        """Typed entries for each item that paper asks; 0 where there is no paper."""
        return self.typed / self.on_paper if self.on_paper else 0.0


def savings_of(standing: Standing, *, asked_by_guide: Collection[str], people_asked: int) -> Savings:
    """Count how far a conversation has come. `asked_by_guide` names facts, `people_asked` how many numbers of people."""
    counts = [_counted(item, bound, standing) for bound, items in _forms(standing) for item in items]
    return Savings(
        sheets=sum(1 for _ in _forms(standing)),
        on_paper=sum(asked for asked, _filled in counts), filled=sum(filled for _asked, filled in counts),
        typed=typed_items(standing, asked_by_guide=asked_by_guide) + people_asked)


def typed_items(standing: Standing, *, asked_by_guide: Collection[str]) -> int:
    """Count the entries made by hand: those of the guide, and those of the pages that are visible now."""
    keys = {fact_key_of(name) for name in asked_by_guide}
    keys |= {item.key for page in standing.plan.pages for item in page.items}
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


def _counted(item: FormItem, bound: BoundProcedure, standing: Standing) -> tuple[int, int]:
    """Count how often an item stands on the paper of one filing, and how many of these are filled."""
    if item.constant is not None:
        return 0, 0
    lines = [bound.roles]
    if item.repeats is not None:
        lines = [{**bound.roles, item.repeats: (one,)} for one in bound.roles.get(item.repeats, ())]
    printed = [roles for roles in lines if _holds(item.when, roles, standing)]
    return len(printed), sum(_is_filled(item, roles, standing) for roles in printed)


def _is_filled(item: FormItem, roles: Mapping[str, tuple[str, ...]], standing: Standing) -> bool:
    if item.staff is not None or item.system is not None:
        return True
    return any(_fills(source, roles, standing) for source in item.sources)


def _fills(source: FormSource, roles: Mapping[str, tuple[str, ...]], standing: Standing) -> bool:
    if not _holds(source.when, roles, standing):
        return False
    if source.fact is None:
        return True
    facts = standing.plan.facts
    return any(facts.get((instance, source.fact.fact), UNKNOWN) not in (UNKNOWN, ABSENT, None)
               for instance in roles.get(source.fact.role, ()))


def _holds(when: CompiledCondition | None, roles: Mapping[str, tuple[str, ...]], standing: Standing) -> bool:
    if when is None:
        return True
    return when(Situation(standing.plan.facts, roles, standing.today)) is Truth.TRUE
