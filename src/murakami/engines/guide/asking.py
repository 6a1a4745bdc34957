"""What to ask next: exactly the questions that can still change something, the one that settles most first."""

from __future__ import annotations

from collections.abc import Collection

from murakami.engines.guide.plans import GuidePlan, Standing
from murakami.kernel.conditions import FactKey, Situation


def questions_that_matter(plan: GuidePlan, situation: Situation) -> tuple[FactKey, ...]:
    """List the unanswered facts that can still change the outcome, in the order in which the offers name them.

    Exact: a fact is listed exactly when two complete sets of answers exist that agree with the answers so far, differ
    in this fact alone, and give different outcomes (whether an offer applies, who takes its roles, its last day).
    """
    return _questions_at(plan.stand(situation))


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
    levels = [level for level in levels_of(standing.open_mask) if standing.key_at(level) not in passed]
    if not levels:
        return None
    return standing.key_at(max(levels, key=lambda level: _worth(standing, level)))


def _questions_at(standing: Standing) -> tuple[FactKey, ...]:
    return tuple(standing.key_at(level) for level in levels_of(standing.open_mask))


def levels_of(mask: int) -> list[int]:
    """List the levels of a mask, lowest first."""
    levels = []
    while mask:
        lowest = mask & -mask
        levels.append(lowest.bit_length() - 1)
        mask ^= lowest
    return levels


def _worth(standing: Standing, level: int) -> tuple[float, float, int, int]:
    bit = 1 << level
    unknown = ~standing.known
    needing = [node for node in standing.offers if node.mask & bit]
    choose = standing.ground.diagrams.choose
    settled = cleared = 0.0
    for branch, values in enumerate(standing.ground.grounding.classes[level]):
        for node in needing:
            left = choose(node, level, branch).mask & unknown & ~bit
            settled += 0.0 if left else values.weight
            cleared += values.weight * ((node.mask & unknown).bit_count() - left.bit_count())
    dated = len(needing) if level in standing.ground.date_levels else 0
    # rounded, so that the order of adding never decides between equals
    return round(settled, 9), round(cleared, 9), dated, -level
