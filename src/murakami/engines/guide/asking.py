"""What to ask next: exactly the questions that can still change something, the one that settles most first."""

from __future__ import annotations

from collections.abc import Collection

from murakami.engines.guide.grounds import levels_of
from murakami.engines.guide.plans import GuidePlan, Standing
from murakami.kernel.conditions import FactKey, Situation


def questions_that_matter(plan: GuidePlan, situation: Situation) -> tuple[FactKey, ...]:
    """List the unanswered facts that can still change the outcome, in the order in which the offers name them.

    Exact: a fact is listed exactly when two complete sets of answers exist that agree with the answers so far, differ
    in this fact alone, and give different outcomes (whether an offer applies, who takes its roles, its last day).
    """
    return questions_at(plan.stand(situation))


def next_question(
    plan: GuidePlan, situation: Situation, *, passed: Collection[FactKey] = frozenset()
) -> FactKey | None:
    """Choose the question that settles most; None when nothing is left that can change the outcome.

    That is the one after which the largest number of offers is settled on average over its possible answers; then the
    one that leaves the fewest open questions; then a date that many offers need; then the one named first.
    `passed` are questions that the person has chosen not to answer.
    """
    return next_at(plan.stand(situation), passed)


def next_at(standing: Standing, passed: Collection[FactKey] = frozenset()) -> FactKey | None:
    """Choose the next question of somebody who stands here."""
    worths = _worths(standing)
    levels = [level for level in worths if standing.key_at(level) not in passed]
    if not levels:
        return None
    dates = standing.ground.date_levels

    def rank(level: int) -> tuple[float, float, int, int]:
        settled, cleared, needed_by = worths[level]
        # rounded, so that the order of adding never decides between equals
        return round(settled, 9), round(cleared, 9), needed_by if level in dates else 0, -level

    return standing.key_at(max(levels, key=rank))


def questions_at(standing: Standing) -> tuple[FactKey, ...]:
    """List the open questions of somebody who stands here."""
    return tuple(standing.key_at(level) for level in levels_of(standing.open_mask))


def _worths(standing: Standing) -> dict[int, tuple[float, float, int]]:
    """Add up over all offers what each open question settles and clears on average, and how many offers need it."""
    worths: dict[int, tuple[float, float, int]] = {}
    for node in standing.offers:
        for level, settled, cleared in standing.ground.worths_of(node, standing.known & node.mask):
            before = worths.get(level, (0.0, 0.0, 0))
            worths[level] = (before[0] + settled, before[1] + cleared, before[2] + 1)
    return worths
