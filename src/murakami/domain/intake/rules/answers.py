"""Answers as they are stored, and as conditions need them: typed values with who said them.

Stored: `{instance: {fact: {"v": value as JSON, "p": provenance}}}`. A value None was left blank on purpose.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from murakami.kernel.conditions.situation import FactKey, People
from murakami.kernel.facts import Answer, Fact, Kind, Provenance, RoleSpec
from murakami.kernel.fields.registry import field_type
from murakami.kernel.json_values import JsonShapeError

Stored: TypeAlias = Mapping[str, Mapping[str, Any]]


def kinds_of_people(*, people: People, cast: Mapping[str, RoleSpec]) -> dict[str, str]:
    """Map every instance that takes part to its kind."""
    return {instance: cast[role].kind for role, instances in people.items() if role in cast
            for instance in instances or ()}


def fact_of(key: FactKey, *, kind_of: Mapping[str, str], kinds: Mapping[str, Kind]) -> Fact | None:
    """Find the definition of a fact of somebody; None when nobody or nothing of that name is known here."""
    kind = kinds.get(kind_of.get(key[0], ""))
    return kind.facts.get(key[1]) if kind else None


def each_answer(stored: Stored) -> Iterator[tuple[FactKey, Answer]]:
    """Walk over all stored answers."""
    for instance, facts in stored.items():
        for fact, answer in facts.items():
            yield (instance, fact), Answer.from_json(answer)


def find_answer(stored: Stored, key: FactKey) -> Answer | None:
    """Find one stored answer."""
    answer = stored.get(key[0], {}).get(key[1])
    return None if answer is None else Answer.from_json(answer)


def typed_facts(stored: Stored, *, kind_of: Mapping[str, str], kinds: Mapping[str, Kind]) -> dict[FactKey, object]:
    """Read the stored answers as typed values.

    What no definition fits any more (a newer version of a procedure has another type) is left out: it is asked again.
    """
    typed: dict[FactKey, object] = {}
    for instance, facts in stored.items():
        kind = kinds.get(kind_of.get(instance, ""))
        for fact_id, answer in facts.items() if kind else ():
            fact = kind.facts.get(fact_id) if kind else None
            if fact is not None:
                _read_into(typed, (instance, fact_id), fact, answer["v"])
    return typed


def with_typed(typed: Mapping[FactKey, object], changes: Mapping[FactKey, Answer], *, kind_of: Mapping[str, str],
               kinds: Mapping[str, Kind]) -> dict[FactKey, object]:
    """Put answers in as `with_answers` does, over typed values that are there, and read only them."""
    result = {key: value for key, value in typed.items() if key not in changes}
    for key, answer in changes.items():
        fact = fact_of(key, kind_of=kind_of, kinds=kinds)
        if fact is not None:
            _read_into(result, key, fact, answer.value_json)
    return result


def provenances(stored: Stored) -> dict[FactKey, Provenance]:
    """Say of every stored answer who gave it."""
    return {(instance, fact): Provenance.from_json(answer["p"])
            for instance, facts in stored.items() for fact, answer in facts.items()}


def with_answers(stored: Stored, changes: Mapping[FactKey, Answer]) -> dict[str, dict[str, Any]]:
    """Put answers in, over those that are there."""
    result = {instance: dict(facts) for instance, facts in stored.items()}
    for (instance, fact), answer in changes.items():
        result.setdefault(instance, {})[fact] = answer.to_json()
    return result


def without_keys(stored: Stored, keys: Collection[FactKey]) -> dict[str, dict[str, Any]]:
    """Take answers out: hidden means absent."""
    kept = {instance: {fact: answer for fact, answer in facts.items() if (instance, fact) not in keys}
            for instance, facts in stored.items()}
    return {instance: facts for instance, facts in kept.items() if facts}


def of_instances(stored: Stored, instances: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Keep only the answers about those who take part."""
    present = frozenset(instances)
    return {instance: dict(facts) for instance, facts in stored.items() if instance in present}


def _read_into(typed: dict[FactKey, object], key: FactKey, fact: Fact, value: Any) -> None:
    if value is None:
        typed[key] = None
        return
    try:
        typed[key] = field_type(fact.type).from_json(value)
    except (JsonShapeError, ValueError):
        return
