"""Where somebody stands in the programme: the facts that `rules/rights.py` decides on."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from murakami.domain.programme.models import Body, BodyMembership, Initiative
from murakami.domain.programme.rules.rights import BodyKind, Ownership, Standing
from murakami.foundation.accounts.rules import Actor


def standing_of(actor: Actor, *, on: date) -> Standing:
    """Gather the units of the DX office and the actor's seats in active bodies on a day. SQL: 1."""
    sits = BodyMembership.objects.filter(Q(until__isnull=True) | Q(until__gt=on), body=OuterRef("pk"), since__lte=on,
                                         account_id=actor.account_id or 0)
    bodies = Body.objects.filter(is_active=True).annotate(sits=Exists(sits)).filter(
        Q(sits=True) | Q(kind=Body.Kind.OFFICE)).values_list("kind", "unit", "sits")
    return Standing(
        office_units=frozenset(unit for kind, unit, _ in bodies if kind == Body.Kind.OFFICE and unit),
        seats=frozenset(BodyKind(kind) for kind, _, sits in bodies if sits and actor.is_staff))


def ownership_of(initiative: Initiative) -> Ownership:
    """Say whose an initiative is. SQL: 1, or 0 when its promoters were prefetched."""
    return Ownership(owner_unit=initiative.owner_unit, related_units=frozenset(initiative.related_units),
                     promoters=frozenset(one.pk for one in initiative.promoters.all()))
