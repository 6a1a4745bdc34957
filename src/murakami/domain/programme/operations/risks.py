"""Risks of an initiative."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import Initiative, Risk
from murakami.domain.programme.operations.plan_desk import EditRefused, keep, open_plan, permitted
from murakami.foundation.accounts.rules import Actor

GRADES = range(1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskText:
    """What somebody writes about a risk; likelihood and impact from 1 to 3."""

    text: str
    likelihood: int
    impact: int
    measure: str = ""
    is_open: bool = True


@transaction.atomic
def add_risk(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: RiskText) -> Risk:
    """Add a risk; the same key is added once.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`text_missing` | `grade_unknown`). SQL: at most 12.
    """
    known = permitted(code=code, actor=actor, at=at).risks.filter(key=key).first()
    if known is not None:
        return known
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    return _write(Risk(initiative=initiative, key=key), text, kind="plan.risk_added", actor=actor, at=at)


@transaction.atomic
def change_risk(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: RiskText) -> Risk:
    """Change a risk, or say that it is over.

    Raises InitiativeNotFound, NotTheirs, PlanChanged,
    EditRefused(`risk_unknown` | `text_missing` | `grade_unknown`). SQL: 9.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    risk = initiative.risks.filter(key=key).first()
    if risk is None:
        raise EditRefused("risk_unknown")
    risk.initiative = initiative
    return _write(risk, text, kind="plan.risk_changed", actor=actor, at=at)


def _write(risk: Risk, text: RiskText, *, kind: str, actor: Actor, at: datetime) -> Risk:
    initiative: Initiative = risk.initiative
    if not text.text.strip():
        raise EditRefused("text_missing")
    if text.likelihood not in GRADES or text.impact not in GRADES:
        raise EditRefused("grade_unknown")
    risk.text, risk.measure, risk.is_open = text.text.strip(), text.measure.strip(), text.is_open
    risk.likelihood, risk.impact = text.likelihood, text.impact
    risk.save()
    keep(initiative, kind=kind, actor=actor, at=at)
    return risk
