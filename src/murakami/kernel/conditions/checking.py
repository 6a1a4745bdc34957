"""Checking conditions before they are published: names exist, types fit, quantifiers stand where they must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from murakami.kernel.conditions.errors import ConditionError, Path, mend_name
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.trees import All, AnyOf, Condition, Every, Named, Not, Some
from murakami.kernel.conditions.vocabulary import target_of
from murakami.kernel.facts import Kind, RoleSpec


def check_types(
    tree: Condition,
    predicates: Mapping[str, Predicate],
    roles: Mapping[str, RoleSpec],
    kinds: Mapping[str, Kind],
    *,
    bound: frozenset[str] = frozenset(),
    path: Path = (),
) -> tuple[ConditionError, ...]:
    """List everything that would go wrong with a tree where it stands; nothing when it is sound.

    `roles` are those of the procedure or the cast of the life event. `bound` names the plural roles that stand for one
    person at this place: the role of a fact that is asked per person, and the `for_each` role.
    """
    return tuple(_Checker(predicates, roles, kinds).problems(tree, bound, path))


@dataclass(frozen=True, slots=True)
class _Checker:
    predicates: Mapping[str, Predicate]
    roles: Mapping[str, RoleSpec]
    kinds: Mapping[str, Kind]

    def problems(self, tree: Condition, bound: frozenset[str], path: Path) -> Iterator[ConditionError]:
        match tree:
            case Named(name):
                yield from self._of_name(name, bound, path)
            case All(parts) | AnyOf(parts):
                word = "all" if isinstance(tree, All) else "any"
                for index, part in enumerate(parts):
                    yield from self.problems(part, bound, (*path, word, index))
            case Not(part):
                yield from self.problems(part, bound, (*path, "not"))
            case Some(role, that) | Every(role, that):
                word = "some" if isinstance(tree, Some) else "every"
                yield from self._of_quantifier(role, bound, (*path, word))
                yield from self.problems(that, bound | {role}, (*path, word, "that"))
            case _:
                return

    def _of_name(self, name: str, bound: frozenset[str], path: Path) -> Iterator[ConditionError]:
        predicate = self.predicates.get(name)
        if predicate is None:
            mend = mend_name(name, self.predicates, otherwise="define it in a file under predicates/")
            yield ConditionError(path, f"there is no predicate {name}", mend)
            return
        ref = predicate.ref
        try:
            target_of(ref, predicate.part, roles=self.roles, kinds=self.kinds)
        except ConditionError as error:
            yield ConditionError(path, f"{name} speaks of {ref}, but {error.problem}", error.mend)
            return
        if self.roles[ref.role].plural and ref.role not in bound:
            mend = f"write some: {{of: {ref.role}, that: {name}}} or every: {{of: {ref.role}, that: {name}}}"
            yield ConditionError(path, f"{name} speaks of one {ref.role}, and there may be several", mend)

    def _of_quantifier(self, role: str, bound: frozenset[str], path: Path) -> Iterator[ConditionError]:
        spec = self.roles.get(role)
        if spec is None:
            mend = mend_name(role, self.roles, otherwise="add it to the roles")
            yield ConditionError((*path, "of"), f"there is no role {role}", mend)
        elif not spec.plural:
            yield ConditionError((*path, "of"), f"{role} is one person", "write the condition itself, without of")
        elif role in bound:
            yield ConditionError(
                (*path, "of"), f"{role} is already one person here", "write the condition itself, without of"
            )
