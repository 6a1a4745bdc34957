"""The guide by its definition: every complete set of answers, every offer, no short cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product

from murakami.engines.guide import Bind, Either, GuideOutcome, LifeEvent, Offer
from murakami.kernel.conditions import FactKey, Situation, Truth, compile_condition

Outcome = tuple[tuple[object, ...], ...]
Answers = tuple[object, ...]


def bound(event: LifeEvent, bind: Bind, here: Situation) -> tuple[str, ...]:
    if isinstance(bind, Either):
        holds = compile_condition(bind.when, event.predicates)(here) is Truth.TRUE
        return bound(event, bind.then if holds else bind.otherwise, here)
    roles = (bind,) if isinstance(bind, str) else bind
    return tuple(dict.fromkeys(person for role in roles for person in here.roles[role] or ()))


def offer_outcome(event: LifeEvent, offer: Offer, here: Situation) -> tuple[object, ...]:
    applies = compile_condition(offer.when, event.predicates)(here)
    if applies is not Truth.TRUE:
        return (applies,)
    bindings = {role: bound(event, bind, here) for role, bind in offer.bind.items()}
    days: dict[str, date | None] = {}
    if offer.due is not None:
        for person in bindings[offer.due.fact.role]:
            days[person] = offer.due.due_on(here.facts[person, offer.due.fact.fact])
    return applies, tuple(bindings.items()), tuple(days.items())


def reference_outcome(event: LifeEvent, here: Situation) -> Outcome:
    """Say what every offer comes to, all answers being given."""
    return tuple(offer_outcome(event, offer, here) for offer in event.offers)


def plain(outcome: GuideOutcome) -> Outcome:
    """Write an outcome of the engine as the reference does."""
    return tuple(
        (each.applies, tuple(each.bindings.items()), tuple(each.due.items()))
        if each.applies is Truth.TRUE
        else (each.applies,)
        for each in outcome.offers
    )


class Table:
    """The outcomes of all complete sets of answers to some facts."""

    def __init__(
        self,
        event: LifeEvent,
        here: Situation,
        values: Mapping[FactKey, tuple[object, ...]],
    ) -> None:
        self.keys = tuple(values)
        self.outcomes: dict[Answers, Outcome] = {}
        for answers in product(*values.values()):
            facts = {**here.facts, **dict(zip(self.keys, answers, strict=True))}
            self.outcomes[answers] = reference_outcome(event, Situation(facts, here.roles, here.today))

    def consistent(self, facts: Mapping[FactKey, object]) -> Iterator[tuple[Answers, Outcome]]:
        fixed = [(place, facts[key]) for place, key in enumerate(self.keys) if key in facts]
        for answers, outcome in self.outcomes.items():
            if all(answers[place] == value for place, value in fixed):
                yield answers, outcome

    def essential(self, facts: Mapping[FactKey, object]) -> set[FactKey]:
        """Find the open facts that make a difference between two completions that differ in them alone."""
        rows = list(self.consistent(facts))
        return {key for place, key in enumerate(self.keys) if key not in facts and _differs(rows, place)}

    def remaining(self, facts: Mapping[FactKey, object]) -> set[Outcome]:
        """Collect the outcomes that are still possible."""
        return {outcome for _answers, outcome in self.consistent(facts)}


def _differs(rows: Iterable[tuple[Answers, Outcome]], place: int) -> bool:
    seen: dict[Answers, Outcome] = {}
    return any(
        seen.setdefault((*answers[:place], *answers[place + 1 :]), outcome) != outcome for answers, outcome in rows
    )
