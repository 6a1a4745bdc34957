"""Reckons by brute force what a life event comes to, from its written conditions alone, without the guide."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import TypeAlias

from murakami.engines.guide import Bind, Either, LifeEvent, Offer
from murakami.kernel.conditions import FactKey, Predicate, Situation, Truth, compile_condition
from murakami.kernel.facts import Fact
from tests.packs.families import TODAY

Answers: TypeAlias = Mapping[FactKey, object]
Outcome: TypeAlias = tuple[object, ...]
BIRTHDAYS = (date(2026, 11, 3), date(2026, 11, 4))


def values_of(fact: Fact) -> Sequence[object]:
    """List every answer to a fact; for a date two that lie apart."""
    if fact.type == "choice":
        choices = fact.options["choices"]
        assert isinstance(choices, list | tuple)
        return tuple(choices)
    if fact.type == "yes_no":
        return (True, False)
    assert fact.type == "date", fact.type
    return BIRTHDAYS


def outcome_of(event: LifeEvent, answers: Answers, people: Mapping[str, tuple[str, ...]]) -> Outcome:
    """Reckon for complete answers whether each offer applies, who takes its roles, and its last days."""
    situation = Situation(answers, people, TODAY)
    return tuple(_offer(offer, event.predicates, situation) for offer in event.offers)


def _offer(offer: Offer, predicates: Mapping[str, Predicate], situation: Situation) -> object:
    if compile_condition(offer.when, predicates)(situation) is not Truth.TRUE:
        return None
    bound = {role: _people(bind, predicates, situation) for role, bind in offer.bind.items()}
    days: tuple[object, ...] = ()
    if offer.due is not None:
        rule = offer.due
        dates = [situation.facts[person, rule.fact.fact] for person in bound[rule.fact.role]]
        days = tuple(rule.due_on(day) for day in dates if isinstance(day, date))
    return tuple(bound.items()), days


def _people(bind: Bind, predicates: Mapping[str, Predicate], situation: Situation) -> tuple[str, ...]:
    if isinstance(bind, Either):
        holds = compile_condition(bind.when, predicates)(situation) is Truth.TRUE
        return _people(bind.then if holds else bind.otherwise, predicates, situation)
    roles = (bind,) if isinstance(bind, str) else bind
    return tuple(name for role in roles for name in situation.roles.get(role) or ())


class Table:
    """The outcome of every complete set of answers."""

    def __init__(
        self, event: LifeEvent, domain: Mapping[FactKey, Sequence[object]], people: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.keys = tuple(domain)
        self._domain = domain
        self._outcomes = {
            values: outcome_of(event, dict(zip(self.keys, values, strict=True)), people)
            for values in product(*domain.values())
        }

    def outcomes(self, known: Answers) -> frozenset[Outcome]:
        """Collect what can still come out."""
        return frozenset(self._outcomes[values] for values in self._completions(known))

    def can_change(self, known: Answers, question: FactKey) -> bool:
        """Tell whether two complete sets of answers that differ in this answer alone come out differently."""
        place = self.keys.index(question)
        for values in self._completions({**known, question: self._domain[question][0]}):
            variants = ((*values[:place], value, *values[place + 1 :]) for value in self._domain[question])
            if len({self._outcomes[variant] for variant in variants}) > 1:
                return True
        return False

    def _completions(self, known: Answers) -> Iterator[tuple[object, ...]]:
        return product(*((known[key],) if key in known else self._domain[key] for key in self.keys))
