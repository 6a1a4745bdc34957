"""What an initiative is for, and whose it is."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import Initiative
from murakami.domain.programme.operations.plan_desk import EditRefused, keep, open_placing, open_plan
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor


@transaction.atomic
def edit_initiative(*, code: str, actor: Actor, at: datetime, revision: int, purpose: str, issue: str,
                    procedures: Sequence[str]) -> Initiative:
    """Say what an initiative is for, what stands in its way, and which procedures show its figures; confirms it.

    Raises InitiativeNotFound, NotTheirs, PlanChanged. SQL: 7.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    initiative.purpose, initiative.issue = purpose.strip(), issue.strip()
    initiative.procedures, initiative.is_assumed = list(dict.fromkeys(procedures)), False
    return keep(initiative, kind="plan.described", actor=actor, at=at,
                fields=("purpose", "issue", "procedures", "is_assumed"))


@transaction.atomic
def place_initiative(*, code: str, actor: Actor, at: datetime, revision: int, owner_unit: str,
                     related_units: Collection[str], promoters: Collection[int]) -> Initiative:
    """Say whose an initiative is: the DX office alone; the owner is not also related.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, EditRefused(`unit_unknown` | `promoter_unknown`). SQL: at most 12.
    """
    initiative = open_placing(code=code, actor=actor, at=at, revision=revision)
    units = {one.code for one in list_units()}
    if not {owner_unit, *related_units} - {""} <= units:
        raise EditRefused("unit_unknown")
    if Account.objects.filter(pk__in=set(promoters), kind="staff", is_active=True).count() != len(set(promoters)):
        raise EditRefused("promoter_unknown")
    initiative.owner_unit, initiative.related_units = owner_unit, sorted(set(related_units) - {owner_unit, ""})
    initiative.promoters.set(promoters)
    return keep(initiative, kind="plan.placed", actor=actor, at=at, fields=("owner_unit", "related_units"))
