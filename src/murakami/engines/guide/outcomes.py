"""What a guide has found out: which procedures apply, whose they are, until when, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from murakami.engines.guide.asking import next_at, questions_at
from murakami.engines.guide.grounds import OfferEnd
from murakami.engines.guide.life_events import Bind, Either, Offer
from murakami.engines.guide.plans import GuidePlan, Standing
from murakami.kernel.conditions import FactKey, Reason, Situation, Truth, compile_condition, explain
from murakami.kernel.conditions.diagrams import Node


@dataclass(frozen=True, slots=True)
class OfferOutcome:
    """What one offer comes to under the answers so far.

    `applies` is UNKNOWN while answers can still change it. When it applies, `bindings` holds the roles whose people
    are certain, `whose` is the person whose application it is, and `due` the last day by person. `settled` says that
    no answer can change any of it.
    """

    procedure: str
    applies: Truth
    bindings: Mapping[str, tuple[str, ...]]
    whose: str | None
    due: Mapping[str, date]
    settled: bool

    @property
    def due_on(self) -> date | None:
        """The earliest of the last days."""
        return min(self.due.values(), default=None)


@dataclass(frozen=True, slots=True)
class GuideOutcome:
    """What all offers come to, in the order of the life event."""

    offers: tuple[OfferOutcome, ...]

    @property
    def settled(self) -> bool:
        """Tell whether no answer can change anything any more."""
        return all(offer.settled for offer in self.offers)

    def of(self, procedure: str) -> OfferOutcome:
        """Find the outcome of a procedure.

        Raises:
            KeyError: the life event does not offer it.
        """
        for offer in self.offers:
            if offer.procedure == procedure:
                return offer
        raise KeyError(procedure)

    def that(self, applies: Truth) -> tuple[OfferOutcome, ...]:
        """List the offers of a truth: those that apply, those that do not, those still open."""
        return tuple(offer for offer in self.offers if offer.applies is applies)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step of the conversation: what is known by now, what still matters, what to ask next."""

    outcome: GuideOutcome
    questions: tuple[FactKey, ...]
    next_question: FactKey | None


def outcome(plan: GuidePlan, situation: Situation) -> GuideOutcome:
    """Find out what every offer comes to under the answers so far."""
    return _outcome_at(plan, plan.stand(situation), situation)


def guide_step(plan: GuidePlan, situation: Situation, *, passed: Collection[FactKey] = frozenset()) -> GuideStep:
    """Find the outcome, the questions that matter and the next one in one go."""
    standing = plan.stand(situation)
    return GuideStep(_outcome_at(plan, standing, situation), questions_at(standing), next_at(standing, passed))


def reasons(
    plan: GuidePlan, situation: Situation, procedure: str, sentence: Callable[[str, bool], str]
) -> tuple[Reason, ...]:
    """Say why a procedure applies or does not: only what decides it, nothing while it is open.

    Raises:
        KeyError: the life event does not offer the procedure.
    """
    leaves = plan.explanations[plan.offer_index[procedure]](situation)
    return tuple(Reason(leaf.predicate_id, leaf.holds, sentence(leaf.predicate_id, leaf.holds)) for leaf in leaves)


def whose_reasons(
    plan: GuidePlan, situation: Situation, procedure: str, sentence: Callable[[str, bool], str]
) -> tuple[Reason, ...]:
    """Say why the application is this person's; nothing when it could be nobody else's.

    Raises:
        KeyError: the life event does not offer the procedure.
    """
    offer = plan.event.offers[plan.offer_index[procedure]]
    predicates = plan.event.predicates
    bind: Bind = offer.bind[offer.whose]
    found: list[Reason] = []
    while isinstance(bind, Either):
        found.extend(explain(bind.when, predicates, situation, sentence))
        bind = bind.then if compile_condition(bind.when, predicates)(situation) is Truth.TRUE else bind.otherwise
    return tuple(found)


def _outcome_at(plan: GuidePlan, standing: Standing, situation: Situation) -> GuideOutcome:
    return GuideOutcome(
        tuple(
            _offer_outcome(offer, node, standing, situation)
            for offer, node in zip(plan.event.offers, standing.offers, strict=True)
        )
    )


def _offer_outcome(offer: Offer, node: Node, standing: Standing, situation: Situation) -> OfferOutcome:
    ends = standing.ground.ends_of(node)
    truths = {end.applies for end in ends}
    applies = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
    bindings = _bindings(offer, ends, standing.names) if applies is Truth.TRUE else {}
    return OfferOutcome(
        procedure=offer.procedure,
        applies=applies,
        bindings=bindings,
        whose=next(iter(bindings.get(offer.whose, ())), None),
        due=_due(offer, bindings, situation) if applies is Truth.TRUE else {},
        settled=not node.mask & ~standing.known,
    )


def _bindings(offer: Offer, ends: Collection[OfferEnd], names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    certain: dict[str, tuple[str, ...]] = {}
    for index, role in enumerate(offer.bind):
        found = {end.bound[index] for end in ends}
        places = found.pop()
        if places is not None and not found:
            certain[role] = tuple(names[int(place)] for place in places)
    return certain


def _due(offer: Offer, bindings: Mapping[str, tuple[str, ...]], situation: Situation) -> dict[str, date]:
    rule = offer.due
    if rule is None:
        return {}
    days: dict[str, date] = {}
    for instance in bindings.get(rule.fact.role, ()):
        value = situation.facts.get((instance, rule.fact.fact))
        due_on = rule.due_on(value) if isinstance(value, date) else None
        if due_on is not None:
            days[instance] = due_on
    return days
