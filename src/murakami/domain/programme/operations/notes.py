"""Decisions, the twelve articles, and notes of the quick loop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from murakami.domain.programme.models import Decision, DesignCheck, Initiative, Observation
from murakami.domain.programme.operations.plan_desk import EditRefused, keep, open_plan, permitted
from murakami.foundation.accounts.rules import Actor

ARTICLES = range(1, 13)


@dataclass(frozen=True, slots=True)
class CheckText:
    """How far an article is kept, and what is said about it; `answer` "" takes an answer away."""

    answer: str
    note: str = ""


@transaction.atomic
def record_decision(*, code: str, actor: Actor, at: datetime, revision: int, key: str, decided_on: date, text: str,
                    reason: str) -> Decision:
    """Record what was decided about an initiative, and why; the same key is recorded once, a decision never changes.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`text_missing` | `reason_missing`). SQL: at most 12.
    """
    known = permitted(code=code, actor=actor, at=at).decisions.filter(key=key).first()
    if known is not None:
        return known
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    if not text.strip():
        raise EditRefused("text_missing")
    if not reason.strip():
        raise EditRefused("reason_missing")
    decision = Decision.objects.create(initiative=initiative, key=key, decided_on=decided_on, text=text.strip(),
                                       reason=reason.strip())
    keep(initiative, kind="plan.decided", actor=actor, at=at)
    return decision


@transaction.atomic
def check_design(*, code: str, actor: Actor, at: datetime, revision: int, checks: Mapping[int, CheckText]) -> Initiative:
    """Say how far an initiative keeps サービス設計12箇条; articles that are not named stay as they are.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`article_unknown` | `answer_unknown`). SQL: at most 10.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    if not set(checks) <= set(ARTICLES):
        raise EditRefused("article_unknown")
    if not {check.answer for check in checks.values()} <= {"", *DesignCheck.Answer.values}:
        raise EditRefused("answer_unknown")
    initiative.checks.filter(article__in=checks).delete()
    DesignCheck.objects.bulk_create([
        DesignCheck(initiative=initiative, article=article, answer=check.answer, note=check.note.strip())
        for article, check in checks.items() if check.answer])
    return keep(initiative, kind="plan.checked", actor=actor, at=at,
                details={"answered": sum(1 for check in checks.values() if check.answer)})


@transaction.atomic
def add_observation(*, code: str, actor: Actor, at: datetime, revision: int, step: str, text: str) -> Observation:
    """Note a step of the quick loop (OODA); the same words of the same person for the same step stand once.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`step_unknown` | `text_missing`). SQL: at most 12.
    """
    known = permitted(code=code, actor=actor, at=at).observations.filter(
        step=step, text=text.strip(), by_id=actor.account_id or 0).first()
    if known is not None:
        return known
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    if step not in Observation.Step.values:
        raise EditRefused("step_unknown")
    if not text.strip():
        raise EditRefused("text_missing")
    note = Observation.objects.create(initiative=initiative, step=step, text=text.strip(), by_id=actor.account_id or 0, at=at)
    keep(initiative, kind="plan.observed", actor=actor, at=at, details={"step": step})
    return note
