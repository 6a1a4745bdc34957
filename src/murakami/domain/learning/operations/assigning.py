"""Giving somebody a role in learning."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from murakami.domain.learning.models import RoleAssignment
from murakami.domain.learning.operations.acting import staff_of
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import units_of
from murakami.domain.learning.refusals import LearningRefused, NotPermitted
from murakami.domain.learning.rules.rights import Units, may_assign
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def assign_roles(*, actor: Actor, office: Units, roles: Mapping[int, str], draw_key: Callable[[], str], at: datetime) -> int:
    """Give several people their roles, by account, or nobody any; says how many changed.

    Raises as `assign_role`. SQL: at most 9 for each person.
    """
    return sum(assign_role(actor=actor, office=office, account_id=account_id, role=role, subject_key=draw_key(), at=at)
               for account_id, role in roles.items())


@transaction.atomic
def assign_role(*, actor: Actor, office: Units, account_id: int, role: str, subject_key: str, at: datetime) -> bool:
    """Give somebody a role from today on, or with an empty `role` none but that of everybody; says whether it changed.

    `office` are the units of the DX office, `subject_key` a fresh random key for the event.

    Raises:
        NotPermitted: the actor is neither of the DX office nor an administrator of a unit of that person.
        LearningRefused: `role_unknown`.
    SQL: at most 9.
    """
    today = day_in_japan(at)
    if not Account.objects.select_for_update().filter(pk=account_id, kind="staff").exists() or not may_assign(
            actor, office=office, units=units_of(account_id, on=today)):
        raise NotPermitted
    if role and role not in current_catalogue().roles:
        raise LearningRefused("role_unknown")
    held = RoleAssignment.objects.filter(Q(until=None), account_id=account_id).first()
    if (held.role if held else "") == role:
        return False
    RoleAssignment.objects.filter(account_id=account_id, until=None).update(until=today)
    if role:
        RoleAssignment.objects.create(account_id=account_id, role=role, since=today, assigned_by_id=staff_of(actor),
                                      assigned_at=at)
    append(kind="learning.role_assigned", subject_key=subject_key, at=at, details={"role": role or None})
    return True
