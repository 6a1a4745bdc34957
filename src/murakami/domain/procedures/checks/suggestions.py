"""Checks what a procedure suggests as an answer."""

from collections.abc import Iterator

from murakami.domain.procedures.checks.facts import Scope, part_problems
from murakami.domain.procedures.formats.procedures import Suggestion
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Place
from murakami.kernel.facts import Fact, FactRef


def suggestion_problems(
    suggestion: Suggestion, fact: Fact, place: Place, scope: Scope, bound: frozenset[str]
) -> Iterator[Problem]:
    """Find what cannot be copied into an answer."""
    yield from scope.condition_problems(suggestion.when, place, "when", bound=bound)
    for part, source in suggestion.parts.items():
        yield from part_problems(fact, part, place, part)
        yield from _source_problems(source, place, part, scope)
    if suggestion.source is not None:
        yield from _whole_problems(suggestion.source, fact, place, scope)
    choices = fact.options.get("choices")
    if isinstance(choices, list | tuple) and suggestion.value is not None and suggestion.value not in choices:
        problem = Said(f"「{suggestion.value}」は選択肢にありません。", f"{suggestion.value!r} is not a choice.")
        yield place.problem(problem, mend_word(str(suggestion.value), map(str, choices)), "value")


def _source_problems(source: str, place: Place, key: str, scope: Scope) -> Iterator[Problem]:
    role, _, rest = source.partition(".")
    name, _, part = rest.partition(".")
    if not (name and part):
        yield place.problem(
            Said(f"「{source}」は「役割.項目.部分」の形ではありません。", f"{source!r} is not role.fact.part."),
            Said("applicant.name.family のように書いてください。", "Write it like applicant.name.family."),
            key,
        )
        return
    yield from scope.fact_problems(f"{role}.{name}", place, key)
    fact = scope.find_fact(FactRef.parse(f"{role}.{name}"))
    if fact is not None:
        yield from part_problems(fact, part, place, key)


def _whole_problems(source: str, fact: Fact, place: Place, scope: Scope) -> Iterator[Problem]:
    yield from scope.fact_problems(source, place)
    other = scope.find_fact(FactRef.parse(source))
    if other is not None and other.type != fact.type:
        yield place.problem(
            Said(
                f"「{source}」は {other.type} で、{fact.type} には写せません。",
                f"{source} is a {other.type} and cannot be copied into a {fact.type}.",
            ),
            Said("同じ型の項目を書いてください。", "Name a fact of the same type."),
        )
