"""Forgetting who commented on a draft, as it was promised; what was said and answered stays."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from murakami.domain.programme.models import Comment, Hearing
from murakami.domain.programme.operations.drafting import edition_subject
from murakami.domain.programme.rules.hearing import names_forgotten_on
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan

_NAMED = ~Q(name="") | ~Q(contact="")


def forget_commenters(*, at: datetime) -> int:
    """Forget the names and contacts of every hearing whose time has come; says of how many comments. SQL: 1, and 3 a hearing."""
    today = day_in_japan(at)
    named = Hearing.objects.filter(pk__in=Comment.objects.filter(_NAMED).values("hearing")).select_related("edition")
    return sum(_forget(one, at=at) for one in named.order_by("pk") if _forgotten_on(one) <= today)


def _forgotten_on(hearing: Hearing) -> date:
    answered_on = day_in_japan(hearing.answered_at) if hearing.answered_at else None
    return names_forgotten_on(closes_on=hearing.closes_on, answered_on=answered_on, kept_days=hearing.names_kept_days)


@transaction.atomic
def _forget(hearing: Hearing, *, at: datetime) -> int:
    forgotten = hearing.comments.filter(_NAMED).update(name="", contact="")
    append(kind="programme.commenters_forgotten", subject_key=edition_subject(hearing.edition.code), at=at,
           details={"comments": forgotten})
    return forgotten
