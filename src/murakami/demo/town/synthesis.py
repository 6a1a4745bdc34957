"""The whole town: people into the register, sign-ins for the demo, and births filed with cases in every state."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from murakami.demo.addresses import residents_path
from murakami.demo.town.households import Household, draw_households
from murakami.demo.town.register import families_with_newborns, records_of, write_offered_people
from murakami.foundation.spool.worker import run_pending

if TYPE_CHECKING:
    from murakami.domain.intake.rules.ownership import Owner

_MONTHS = timedelta(days=300)
_RECENT = 45  # days: what is older is finished
_FINISHED = ("closed", "closed", "closed", "closed", "answered_and_closed", "refused", "withdrawn")


def synthesise(*, residents: int, seed: int, births: int, today: date, data_dir: Path) -> str:
    """Draw the part of the town that lives in this zone, and say what there is now.

    Drawing it again changes nothing: the register is the same, and births are filed only where nobody has filed yet.
    """
    households = list(draw_households(residents=residents, seed=seed, today=today))
    said = [f"{residents:,} residents in {len(households):,} households"]
    if settings.ZONE != "edge":
        from murakami.demo.town.learning_days import learn  # noqa: PLC0415 - core only
        from murakami.domain.register.operations import import_residents  # noqa: PLC0415

        said.append(f"{import_residents(records_of(households)):,} in the register")
        said.append(learn(seed=seed, today=today))
    if settings.ZONE != "core":
        offered = write_offered_people(households, into=residents_path(data_dir), today=today)
        said += [f"{offered} of them can sign in", _file_births(households, births=births, seed=seed, today=today)]
    if settings.ZONE == "all":
        said.append(_work_on_cases(seed=seed, until=timezone.now()))
    if settings.ZONE != "edge":
        said += [_plan(seed=seed, today=today), _count(at=timezone.now()), _evaluate(seed=seed, today=today)]
    return "; ".join(said) + "."


def _file_births(households: Sequence[Household], *, births: int, seed: int, today: date) -> str:
    from murakami.demo.town.births import family_of, file_birth  # noqa: PLC0415 - edge only
    from murakami.demo.town.rating import say_how_it_was  # noqa: PLC0415
    from murakami.domain.intake.models import Filing  # noqa: PLC0415

    if Filing.objects.exists():
        return f"{Filing.objects.count()} filings were there already"
    rng, filed = Random(seed), 0
    families = sorted(islice(families_with_newborns(households, since=today - _MONTHS), births + births * 2 // 3),
                      key=lambda household: max(person.born_on for person in household.people))
    for number, (household, days_ago) in enumerate(zip(families, _days_ago(births, len(families)), strict=True)):
        evening = _moment(today, days_ago=days_ago, rng=rng)
        at = max(evening, _day_after_birth(household))
        family = family_of(household, at=at, rng=rng)
        owner = _owner(at)
        filings = file_birth(family, owner=owner, consent=rng.random() < 0.8, at=at,
                             draw_key=lambda: secrets.token_hex(16))
        filed += len(filings)
        if filings:
            say_how_it_was(filings[0].intake.key, owner=owner, number=number, at=at)
        if settings.ZONE == "all":
            run_pending(clock=partial(timezone.localtime, at))
    return f"{filed} filings of {len(families)} births"


def _days_ago(births: int, families: int) -> list[int]:
    """Spread births over the last weeks, and before them two thirds as many over the months that are history."""
    recent = min(births, families)
    history = families - recent
    return [_RECENT + (history - number) * (_MONTHS.days - _RECENT) // max(1, history) for number in range(history)] + [
        (recent - number) * _RECENT // max(1, recent) for number in range(recent)]


def _work_on_cases(*, seed: int, until: datetime) -> str:
    from murakami.demo.town.office_days import draw_fates, open_desks, work_on  # noqa: PLC0415 - core only
    from murakami.demo.town.protection_days import protect_somebody  # noqa: PLC0415
    from murakami.domain.cases.models import Case  # noqa: PLC0415

    fresh = list(Case.objects.filter(state="received", lock=0).order_by("filed_at", "id"))
    rng = Random(seed)
    history = [case for case in fresh if case.filed_at < until - timedelta(days=_RECENT + 1)]
    recent = fresh[len(history):]
    desks = open_desks()
    work_on(history, fates=rng.choices(_FINISHED, k=len(history)), desks=desks, rng=rng, until=until)
    work_on(recent, fates=draw_fates(len(recent), rng), desks=desks, rng=rng, until=until)
    run_pending()
    return f"{Case.objects.count()} cases; {protect_somebody(at=until)}"


def _count(*, at: datetime) -> str:
    from murakami.domain.indicators.operations.counting import update_indicators  # noqa: PLC0415 - core only
    from murakami.domain.indicators.operations.publishing import publish_indicators  # noqa: PLC0415
    from murakami.flows.nightly.origins import note_where_cases_came_from  # noqa: PLC0415

    note_where_cases_came_from({}, at=at)
    update_indicators(at=at)
    return f"{publish_indicators(at=at)} indicators published"


def _plan(*, seed: int, today: date) -> str:
    from murakami.demo.town.body_days import fill_bodies  # noqa: PLC0415 - core only
    from murakami.demo.town.evaluation_days import write_last_year  # noqa: PLC0415
    from murakami.demo.town.plan_days import write_the_year  # noqa: PLC0415

    return "; ".join((fill_bodies(today=today, at=timezone.now()), write_last_year(seed=seed, today=today),
                      write_the_year(seed=seed, today=today)))


def _evaluate(*, seed: int, today: date) -> str:
    """After the counting: what is counted enters the last year's evaluation, and the plans are published with it."""
    from murakami.demo.town.evaluation_days import evaluate_last_year  # noqa: PLC0415 - core only
    from murakami.demo.town.plan_days import publish_all_plans  # noqa: PLC0415

    return f"{evaluate_last_year(seed=seed, today=today)}; {publish_all_plans(at=timezone.now())}"


def _moment(today: date, *, days_ago: int, rng: Random) -> datetime:
    """An evening hour some days ago, never later than now."""
    hour = time(rng.choice((7, 12, 20, 21, 22, 23)), rng.randint(0, 59))
    at = timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), hour))
    return min(at, timezone.now())


def _day_after_birth(household: Household) -> datetime:
    """The evening after the youngest was born: nobody files for a child who is yet to come."""
    born_on = max(person.born_on for person in household.people)
    return min(timezone.make_aware(datetime.combine(born_on + timedelta(days=1), time(20))), timezone.now())


def _owner(at: datetime) -> "Owner":
    from murakami.domain.intake.rules.ownership import Owner  # noqa: PLC0415 - edge only
    from murakami.foundation.accounts.models import Account, ResidentProfile  # noqa: PLC0415
    from murakami.foundation.accounts.vocabulary import AccountKind, Assurance  # noqa: PLC0415

    account = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    profile = ResidentProfile.objects.create(account=account)
    return Owner(account_id=account.pk, visitor="", mailbox_key=profile.mailbox_key, assurance=Assurance.ACCOUNT)
