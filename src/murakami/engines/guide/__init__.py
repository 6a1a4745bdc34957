"""The guide: asks only what can still change the answer, then says what applies, whose it is and until when."""

from murakami.engines.guide.asking import next_question, questions_that_matter
from murakami.engines.guide.binding import check_life_event, parse_bind
from murakami.engines.guide.life_events import Bind, DueRule, Either, LifeEvent, Offer
from murakami.engines.guide.outcomes import (
    GuideOutcome,
    GuideStep,
    OfferOutcome,
    guide_step,
    outcome,
    reasons,
    whose_reasons,
)
from murakami.engines.guide.plans import GuidePlan, compile_guide

__all__ = [
    "Bind",
    "DueRule",
    "Either",
    "GuideOutcome",
    "GuidePlan",
    "GuideStep",
    "LifeEvent",
    "Offer",
    "OfferOutcome",
    "check_life_event",
    "compile_guide",
    "guide_step",
    "next_question",
    "outcome",
    "parse_bind",
    "questions_that_matter",
    "reasons",
    "whose_reasons",
]
