"""Where a conversation stands on a day: who takes part, what is known, what applies, what is still to be asked."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, Final

from murakami.domain.intake.rules.answers import (
    Stored,
    fact_of,
    kinds_of_people,
    provenances,
    typed_facts,
    with_answers,
    with_typed,
)
from murakami.domain.intake.rules.people import people_from_json
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.engines.guide import GuideOutcome, GuideStep, guide_step, outcome
from murakami.engines.interview import (
    BoundProcedure,
    InterviewPlan,
    Item,
    Layout,
    Page,
    bind_procedure,
    hidden_keys,
    lay_out,
    plan_on,
)
from murakami.kernel.conditions import Situation, Truth
from murakami.kernel.conditions.situation import FactKey, People
from murakami.kernel.facts import UNKNOWN, Answer, Fact, Kind, Provenance, RoleSpec
from murakami.kernel.languages import Text

ME = "me"
"""The cast role of the person who fills in."""
FIRST_PAGE = "first"
"""The page of facts that questions wait for although no chosen procedure asks them itself."""
_OF_THE_GUIDE: Final = ("guide", "outcome", "bound", "layout")
"""What of a standing no answer changes that the guide does not look at."""


@dataclass(frozen=True, slots=True, eq=False)
class Definitions:
    """The definitions that a conversation speaks of, joined; made once for the same definitions."""

    event: LifeEventVersion | None
    versions: tuple[ProcedureVersion, ...]
    cast: Mapping[str, RoleSpec]
    kinds: Mapping[str, Kind]

    def version(self, procedure: str) -> ProcedureVersion:
        """Take the version of a chosen procedure. Raises KeyError when it is not chosen."""
        for version in self.versions:
            if version.id == procedure:
                return version
        raise KeyError(procedure)

    def fact_text(self, kind: str, fact: str, word: str = "label") -> Text:
        """Take the `label`, `hint` or `why` of a fact by language; empty where there is none."""
        sources: Iterable[Any] = (*self.versions, *([self.event] if self.event else ()))
        return next((text for source in sources if (text := source.fact_text(kind, fact, word))), {})

    def role_title(self, role: str) -> Text:
        """Name a role of the cast by language."""
        if self.event is not None:
            return self.event.role_title(role)
        return next((version.role_title(role) for version in self.versions if role in version.roles), {})


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands. Nothing of it is computed twice; nothing of it is stored.

    Two are equal when the definitions are the same and people, answers and day are equal: then all of it is.
    """

    definitions: Definitions
    people: People
    stored: Stored
    today: date

    def __hash__(self) -> int:
        """Tell standings apart by when their answers were given: quick, and hardly ever equal for two."""
        times = frozenset(answer["p"]["at"] for facts in self.stored.values() for answer in facts.values())
        return hash((self.definitions, self.today, times))

    @cached_property
    def kind_of(self) -> Mapping[str, str]:
        """The kind of everybody and everything that takes part."""
        return kinds_of_people(people=self.people, cast=self.definitions.cast)

    @cached_property
    def situation(self) -> Situation:
        """All answers as typed values, the people, the day."""
        facts = typed_facts(self.stored, kind_of=self.kind_of, kinds=self.definitions.kinds)
        return Situation(facts=facts, roles=self.people, today=self.today)

    @cached_property
    def known(self) -> dict[FactKey, Provenance]:
        """Who said what is known."""
        return provenances(self.stored)

    @cached_property
    def guide(self) -> GuideStep | None:
        """What the guide has found out and asks next; None for a conversation that has no life event."""
        event = self.definitions.event
        return None if event is None else guide_step(event.plan, self.situation)

    @cached_property
    def outcome(self) -> GuideOutcome | None:
        """What every offer of the life event comes to."""
        event = self.definitions.event
        return None if event is None else outcome(event.plan, self.situation)

    @cached_property
    def bound(self) -> tuple[BoundProcedure, ...]:
        """The chosen procedures with the people who take their roles, one per filing; those that apply."""
        return tuple(one for version in self.definitions.versions for one in self.bound_of(version))

    @cached_property
    def layout(self) -> Layout:
        """What the chosen procedures could ask of those who take their roles."""
        return lay_out(self.bound)

    @cached_property
    def plan(self) -> InterviewPlan:
        """The pages of the interview."""
        planned = plan_on(self.layout, self.situation, self.known)
        waited_for = tuple(key for key in planned.undecided if self._is_known(key))
        first = (Page(FIRST_PAGE, FIRST_PAGE, None, waited_for, self._waited_for),) if waited_for else ()
        return replace(planned, pages=(*first, *_own_page_first(planned.pages, self.people)))

    @property
    def hidden(self) -> frozenset[FactKey]:
        """The facts whose questions are hidden under the answers so far: hidden means absent."""
        return hidden_keys(self.plan)

    def bound_of(self, version: ProcedureVersion) -> tuple[BoundProcedure, ...]:
        """Bind one procedure; nothing while it does not apply or while it is open who takes its roles."""
        roles = self._roles_of(version)
        return () if roles is None else bind_procedure(version.definition, roles)

    def fact(self, key: FactKey) -> Fact:
        """Take the definition of a fact of somebody. Raises KeyError when there is none."""
        return self.definitions.kinds[self.kind_of[key[0]]].facts[key[1]]

    def _roles_of(self, version: ProcedureVersion) -> Mapping[str, tuple[str, ...]] | None:
        if self.outcome is None:
            return {role: self.people.get(role) or () for role in version.roles}
        offer = next((offer for offer in self.outcome.offers if offer.procedure == version.id), None)
        return offer.bindings if offer is not None and offer.applies is Truth.TRUE else None

    def _is_known(self, key: FactKey) -> bool:
        return fact_of(key, kind_of=self.kind_of, kinds=self.definitions.kinds) is not None

    def _waited_for(self, key: FactKey) -> Item:
        return Item(key=key, role="", kind=self.kind_of[key[0]], required=True, used_by=(), reasons=(),
                    suggestion=None, value=UNKNOWN, provenance=None)


def stand(*, definitions: Definitions, people: Mapping[str, Any], stored: Stored, today: date) -> Standing:
    """Find where a conversation stands, from its stored row; people in the order of the cast.

    The same content stands where it stood: what was planned for saving a page serves the page that follows.
    """
    said = people_from_json(people)
    ordered = {role: said[role] for role in (*definitions.cast, *said) if role in said}
    return _STOOD.find_or_keep(Standing(definitions=definitions, people=ordered, stored=stored, today=today))


def stand_after(before: Standing, answers: Mapping[FactKey, Answer]) -> Standing:
    """Find where a conversation stands once answers are put over those that it has.

    It takes over what these answers cannot change, with what they say beside it.
    """
    after = replace(before, stored=with_answers(before.stored, answers))
    vars(after).update(_taken_over(before, answers))
    return _STOOD.find_or_keep(after)


def _taken_over(before: Standing, answers: Mapping[FactKey, Answer]) -> dict[str, object]:
    event = before.definitions.event
    is_of_the_guide = event is not None and any(fact in event.plan.facts for _instance, fact in answers)
    names = () if is_of_the_guide else _OF_THE_GUIDE
    facts = with_typed(before.situation.facts, answers, kind_of=before.kind_of, kinds=before.definitions.kinds)
    return {**{name: vars(before)[name] for name in names if name in vars(before)},
            "kind_of": before.kind_of, "situation": before.situation._replace(facts=facts),
            "known": before.known | {key: answer.provenance for key, answer in answers.items()}}


class _Stood:
    """The latest standings."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Standing, Standing] = OrderedDict()

    def find_or_keep(self, standing: Standing) -> Standing:
        """Give the equal one that is kept, else keep this."""
        with self._lock:
            kept = self._kept.setdefault(standing, standing)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept


_STOOD: Final = _Stood(most=64)


def _own_page_first(pages: Sequence[Page], people: People) -> Sequence[Page]:
    """Within a topic, begin with the page about the person who fills in."""
    topics = list(dict.fromkeys(page.topic for page in pages))
    mine = frozenset(people.get(ME) or ())
    return sorted(pages, key=lambda page: (topics.index(page.topic), page.instance not in mine))


@lru_cache(maxsize=256)
def join_definitions(event: LifeEventVersion | None, versions: tuple[ProcedureVersion, ...]) -> Definitions:
    """Join a life event and chosen procedures; remembered for the same objects, which never change."""
    kinds: dict[str, dict[str, Fact]] = {}
    for source in (*(version.kinds for version in versions), *((event.plan.event.kinds,) if event else ())):
        for name, kind in source.items():
            kinds.setdefault(name, {}).update(kind.facts)
    cast = event.cast if event else {role: spec for version in versions for role, spec in version.roles.items()}
    return Definitions(event=event, versions=versions, cast=cast,
                       kinds={name: Kind(name, facts) for name, facts in kinds.items()})
