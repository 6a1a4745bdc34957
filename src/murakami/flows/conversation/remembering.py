"""Remembering for next time what was filed, as far as the resident allows it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from murakami.domain.intake.operations.remembering import remember_people
from murakami.domain.intake.queries import find_memory
from murakami.domain.intake.rules.planning import ME, Standing
from murakami.domain.intake.rules.prefill import remembered_facts
from murakami.domain.intake.rules.subjects import my_instance
from murakami.flows.conversation.starting import memory_key


def remember(standing: Standing, *, mailbox_key: str, receipt_number: str, draw_key: Callable[[], str],
             at: datetime) -> None:
    """Keep the answers that may be offered again, person by person. Hidden answers are not kept. SQL: at most 4.

    A child who was filed for is remembered as that child: the next newborn is somebody else.
    """
    memory = find_memory(mailbox_key)
    known: Mapping[str, Any] = memory.people if memory else {}
    kept: dict[str, Any] = {}
    for role, instances in standing.people.items():
        for instance in instances or ():
            person = _person(standing, role, instance, receipt_number)
            if person["facts"]:
                kept[_key(standing, instance, person, known, draw_key)] = person
    if kept:
        remember_people(mailbox_key=mailbox_key, people=kept, at=at)


def _person(standing: Standing, role: str, instance: str, receipt_number: str) -> dict[str, Any]:
    spec = standing.definitions.cast[role]
    visible = {item.key for page in standing.plan.pages for item in page.items}
    stored = {fact: answer for fact, answer in standing.stored.get(instance, {}).items() if (instance, fact) in visible}
    facts = remembered_facts(stored=stored, kind=standing.definitions.kinds[spec.kind], receipt_number=receipt_number)
    own = instance == my_instance(standing)
    return {"role": ME if own else role, "kind": spec.kind, "plural": spec.plural, "facts": facts}


def _key(standing: Standing, instance: str, person: Mapping[str, Any], known: Mapping[str, Any],
         draw_key: Callable[[], str]) -> str:
    """Find somebody who was remembered before by their values, else name them anew."""
    if not person["plural"]:
        return memory_key(standing, instance)
    said = {fact: answer["v"] for fact, answer in person["facts"].items()}
    for key, one in known.items():
        if one["kind"] == person["kind"] and one.get("plural") and _agrees(said, one["facts"]):
            return key
    return f"child-{draw_key()[:8]}"


def _agrees(said: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    both = [fact for fact in said if fact in facts]
    return bool(both) and all(facts[fact]["v"] == said[fact] for fact in both)
