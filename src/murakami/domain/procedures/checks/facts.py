"""Looks up what definitions refer to: facts of roles, their parts, conditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from murakami.domain.procedures.condition_problems import condition_problem
from murakami.domain.procedures.vocabulary import Vocabulary
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place
from murakami.kernel.conditions import ALWAYS, Condition, ConditionError, check_types, parse_condition
from murakami.kernel.facts import Fact, FactRef, RoleSpec
from murakami.kernel.fields import FIELD_TYPES

OFFICE_CAN_LOOK = "office_can_look"
READING = "kana"
"""Both readings of a person's name together, for a suggestion such as an account holder's."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that one definition may use: the shared vocabulary and its own roles."""

    words: Vocabulary
    roles: Mapping[str, RoleSpec]

    def find_fact(self, ref: FactRef) -> Fact | None:
        """Find the fact that a reference means."""
        role = self.roles.get(ref.role)
        kind = self.words.kinds.get(role.kind) if role else None
        return kind.facts.get(ref.fact) if kind else None

    def fact_problems(self, text: str, place: Place, *path: str | int) -> Iterator[Problem]:
        """Say what is wrong with `role.fact`; nothing when it means a fact."""
        ref = FactRef.parse(text)
        role = self.roles.get(ref.role)
        if role is None:
            yield place.problem(
                Said(f"「{text}」の役割「{ref.role}」がありません。", f"There is no role {ref.role!r} ({text})."),
                mend_word(ref.role, self.roles),
                *path,
            )
        elif self.find_fact(ref) is None and role.kind in self.words.kinds:
            facts = [f"{ref.role}.{fact}" for fact in self.words.kinds[role.kind].facts]
            yield place.problem(
                Said(
                    f"{role.kind} に「{ref.fact}」という項目はありません。", f"A {role.kind} has no fact {ref.fact!r}."
                ),
                mend_word(text, facts),
                *path,
            )

    def condition_problems(
        self, data: object, place: Place, *path: str | int, bound: frozenset[str] = frozenset()
    ) -> Iterator[Problem]:
        """Say what is wrong with a condition; nothing when there is none."""
        if data is None:
            return
        try:
            tree = parse_condition(data)
        except ConditionError as error:
            yield condition_problem(error, place.inside(*path))
            return
        for found in check_types(tree, self.words.predicates, self.roles, self.words.kinds, bound=bound):
            yield condition_problem(found, place.inside(*path))

    def role_problems(self, role: str, place: Place, *path: str | int) -> Iterator[Problem]:
        """Say that a role does not exist; nothing when it does."""
        if role not in self.roles:
            yield place.problem(
                Said(f"「{role}」という役割はありません。", f"There is no role {role!r}."),
                mend_word(role, self.roles),
                *path,
            )


def read_condition(data: object) -> Condition:
    """Read a condition that has been checked; what is not written always holds."""
    return ALWAYS if data is None else parse_condition(data)


def read_omission(data: object) -> Condition:
    """Read when an attachment may be left out; `office_can_look` always holds, what is not written too."""
    return ALWAYS if data == OFFICE_CAN_LOOK else read_condition(data)


def parts_of(fact: Fact) -> tuple[str, ...]:
    """Name the parts of a fact's values that can be copied or printed."""
    field_type = FIELD_TYPES.get(fact.type)
    names = tuple(part.name for part in field_type.parts(fact.options)) if field_type else ()
    return (*names, READING) if "family_kana" in names else names


def part_problems(fact: Fact, part: str, place: Place, *path: str | int) -> Iterator[Problem]:
    """Say that a value has no such part; nothing when it has."""
    known = parts_of(fact)
    if part not in known:
        yield place.problem(
            Said(f"{fact.type} に「{part}」という部分はありません。", f"A {fact.type} has no part {part!r}."),
            mend_word(part, known),
            *path,
        )
