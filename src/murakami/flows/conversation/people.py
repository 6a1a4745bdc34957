"""Saying who takes part: how many children, is there a partner, and those whom earlier filings know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.rules.answers import of_instances, with_answers
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.people import (
    PeopleProblem,
    everyone,
    people_to_json,
    refusal_of_counts,
    with_counts,
    without,
)
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.prefill import from_memory
from murakami.engines.guide import Either
from murakami.engines.guide.life_events import Bind, cast_roles_in
from murakami.flows.conversation.answering import try_again
from murakami.flows.conversation.reading import Conversation, read_conversation
from murakami.flows.conversation.starting import Resident, known_of, memory_of
from murakami.foundation.events.operations import append
from murakami.kernel.conditions.situation import People
from murakami.kernel.dates import day_in_japan
from murakami.kernel.facts import RoleSpec
from murakami.kernel.fields.registry import field_type
from murakami.kernel.names import PersonName


class PeopleRefused(ValueError):
    """The numbers of people cannot be taken; `problems` says which and why."""

    def __init__(self, problems: tuple[PeopleProblem, ...]) -> None:
        super().__init__(", ".join(f"{problem.role}: {problem.code}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody whom an earlier filing knows and who could take part again."""

    key: str
    role: str
    name: str


def roles_to_ask(standing: Standing) -> tuple[RoleSpec, ...]:
    """List the roles of which the chosen procedures need to know how many there are (or whether there is anybody).

    Of a life event's cast these are the plural ones that some chosen procedure binds; of a procedure begun alone the
    plural and the optional ones.
    """
    cast, event = standing.definitions.cast, standing.definitions.event
    if event is None:
        return tuple(spec for spec in cast.values() if spec.plural or spec.optional)
    chosen = {version.id for version in standing.definitions.versions}
    bound = {role for offer in event.plan.event.offers if offer.procedure in chosen
             for bind in offer.bind.values() for role in _roles_in(bind)}
    return tuple(spec for spec in cast.values() if spec.plural and spec.role in bound)


def is_everybody_said(standing: Standing) -> bool:
    """Say whether nothing about who takes part is open."""
    return all(standing.people.get(spec.role) is not None for spec in roles_to_ask(standing))


def list_remembered(standing: Standing, *, owner: Owner, resident: Resident) -> tuple[Remembered, ...]:
    """List people whom earlier filings know and who could take an optional plural role. SQL: at most 2."""
    memory = memory_of(owner, resident=resident)
    if memory is None:
        return ()
    here = set(everyone(standing.people))
    roles = [spec for spec in roles_to_ask(standing) if spec.plural and spec.optional]
    return tuple(
        Remembered(key=key, role=spec.role, name=name) for spec in roles[:1] for key, person in memory.people.items()
        if key not in here and person["kind"] == spec.kind and person["role"] != "me" and person.get("plural")
        and (name := _remembered_name(standing, spec, person)))


def set_people(*, key: str, owner: Owner, counts: Mapping[str, int], at: datetime, again: frozenset[str] = frozenset(),
               resident: Resident) -> Intake:
    """Bring the roles that are asked about to these numbers; `again` are remembered people to take in as well.

    The answers about those who leave go with them, and so do the files handed in about them.

    Raises:
        IntakeNotFound, IntakeClosed
        PeopleRefused: a number cannot be taken.
    SQL: at most 7.
    """
    def attempt() -> Intake:
        conversation = read_conversation(key=key, owner=owner, today=day_in_japan(at))
        standing = conversation.standing
        asked = {spec.role: spec for spec in roles_to_ask(standing)}
        wanted = {role: count for role, count in counts.items() if role in asked}
        problems = refusal_of_counts(cast=asked.values(), counts=wanted)
        if problems:
            raise PeopleRefused(problems)
        people = with_counts(people=standing.people, cast=standing.definitions.cast.values(), counts=wanted)
        return _write(conversation, people, owner=owner, again=again, at=at,
                      resident=known_of(conversation.intake, resident=resident))
    return try_again(attempt)


def remove_person(*, key: str, owner: Owner, instance: str, at: datetime) -> Intake:
    """Take one child out; the others keep their keys and answers. The last of a role that must be taken stays.

    Raises IntakeNotFound, IntakeClosed, PeopleRefused. SQL: at most 6.
    """
    def attempt() -> Intake:
        conversation = read_conversation(key=key, owner=owner, today=day_in_japan(at))
        standing = conversation.standing
        spec = next((spec for spec in roles_to_ask(standing) if instance in (standing.people.get(spec.role) or ())),
                    None)
        if spec is None:
            return conversation.intake
        people = without(people=standing.people, role=spec.role, instance=instance)
        problems = refusal_of_counts(cast=(spec,), counts={spec.role: len(people[spec.role] or ())})
        if problems:
            raise PeopleRefused(problems)
        return _write(conversation, people, at=at)
    return try_again(attempt)


def _write(conversation: Conversation, people: People, *, at: datetime, owner: Owner | None = None,
           resident: Resident | None = None, again: frozenset[str] = frozenset()) -> Intake:
    intake, standing = conversation.intake, conversation.standing
    answers = of_instances(standing.stored, everyone(people))
    if again and owner is not None and resident is not None:
        people, answers = _with_remembered(standing, people, answers, owner=owner, resident=resident, again=again)
    gone = set(everyone(standing.people)) - set(everyone(people))
    typed = [name for name in intake.typed if name.rpartition(".")[0] not in gone]
    with transaction.atomic():
        write_intake(intake, at=at, people=people_to_json(people), answers=answers, typed=typed)
        for instance in gone:
            intake.files.filter(attachment__endswith=f":{instance}").delete()
        append(kind="intake.people_set", subject_key=intake.subject_key, at=at, channel=intake.channel,
               procedure=intake.life_event, details={"people": len(everyone(people))})
    return intake


def _with_remembered(standing: Standing, people: People, answers: Mapping[str, Mapping[str, object]], *, owner: Owner,
                     resident: Resident, again: frozenset[str]) -> tuple[People, dict[str, dict[str, object]]]:
    chosen = [one for one in list_remembered(standing, owner=owner, resident=resident) if one.key in again]
    memory = memory_of(owner, resident=resident)
    if memory is None or not chosen:
        return people, {instance: dict(facts) for instance, facts in answers.items()}
    joined = dict(people)
    for one in chosen:
        joined[one.role] = (*(joined.get(one.role) or ()), one.key)
    known = from_memory(people=memory.people, instances={one.key: one.key for one in chosen},
                        kinds=standing.definitions.kinds)
    return joined, with_answers(answers, known)


def _remembered_name(standing: Standing, spec: RoleSpec, person: Mapping[str, Mapping[str, Mapping[str, object]]]) -> str:
    facts = standing.definitions.kinds[spec.kind].facts
    for fact, answer in person.get("facts", {}).items():
        if fact in facts and facts[fact].type == "person_name":
            name = field_type("person_name").from_json(answer["v"])  # type: ignore[arg-type]
            return name.full if isinstance(name, PersonName) else ""
    return ""


def _roles_in(bind: Bind) -> tuple[str, ...]:
    if isinstance(bind, Either):
        return (*_roles_in(bind.then), *_roles_in(bind.otherwise))
    return cast_roles_in(bind)
