"""Counts events into partial states: by day of work what is new, or everything from the book."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.models import IndicatorVersion, Partial, Progress
from murakami.domain.indicators.rules.counting import Measure, Needs, Occurrence, Tally, needs_of, tally_all
from murakami.domain.indicators.rules.months import first_moment, month_of
from murakami.foundation.events.models import Event

OVERLAP: Final = timedelta(hours=1)
"""How long a transaction that writes an event may last and still be counted in time."""

_ONLY_ROW: Final = 1
_SLICE: Final = 12  # months in one pass: what is held in memory is one year's
_ROWS: Final = 5_000
_PLAIN: Final = ("id", "kind", "subject_key", "at", "procedure", "unit", "channel")


class OvertakenByAnother(RuntimeError):
    """Another run is counting; this one stops, and nothing of the other's is lost."""


@dataclass(slots=True)
class _Turn:
    """The right to write, which whoever wrote last has."""

    number: int

    def take(self) -> None:
        """Go on by one. Raises OvertakenByAnother. SQL: 1."""
        if not Progress.objects.filter(pk=_ONLY_ROW, turn=self.number).update(turn=self.number + 1):
            raise OvertakenByAnother
        self.number += 1


def update_indicators(*, at: datetime) -> int:
    """Count the months that events touch which came since the last run; says how many months were counted.

    Safe against events that are committed late under a small number: every run begins again at what was newest at
    least OVERLAP ago. Counting twice changes nothing, and a run that dies is done again whole by the next. Each slice of
    at most a year is read without a lock and written in one short transaction.

    SQL: 8, 1 per indicator, and per slice 3 readings and 3 writes.

    Raises:
        OvertakenByAnother: somebody else is counting.
    """
    turn, progress = _begin()
    newest, rows = _newest_id(), _current()
    fresh, known = [row for row in rows if row.counted_at is None], [row for row in rows if row.counted_at]
    counted = _count(fresh, _all_months(), turn=turn) if fresh else 0
    if known and newest > progress.settled_id:
        counted += _count(known, _touched_months(progress.settled_id), turn=turn)
    _end(turn, rows, seen_id=newest, at=at)
    return counted


def recompute(*, at: datetime, keys: Collection[str] = ()) -> int:
    """Count the current version of indicators (all, where no keys are given) from the whole book again.

    SQL and errors as `update_indicators`.
    """
    turn, _ = _begin()
    newest = _newest_id()
    rows = [row for row in _current() if not keys or row.key in keys]
    counted = _count(rows, _all_months(), turn=turn)
    _end(turn, rows, seen_id=None if keys else newest, at=at)
    return counted


def _begin() -> tuple[_Turn, Progress]:
    progress, _ = Progress.objects.get_or_create(pk=_ONLY_ROW)
    turn = _Turn(progress.turn)
    turn.take()
    return turn, progress


@transaction.atomic
def _end(turn: _Turn, rows: Sequence[IndicatorVersion], *, seen_id: int | None, at: datetime) -> None:
    """Say up to when rows are counted, and move the mark on: what was newest long enough ago is settled now."""
    turn.take()
    progress = Progress.objects.get(pk=_ONLY_ROW)
    if seen_id is not None and (progress.seen_at is None or at - progress.seen_at >= OVERLAP):
        progress.settled_id, progress.seen_id, progress.seen_at = progress.seen_id, seen_id, at
        progress.save(update_fields=["settled_id", "seen_id", "seen_at"])
    for row in rows:  # one that was loaded anew meanwhile has still to be counted
        IndicatorVersion.objects.filter(pk=row.pk, loaded_at=row.loaded_at).update(counted_at=at)


def _newest_id() -> int:
    return Event.objects.aggregate(newest=Max("id"))["newest"] or 0


def _current() -> list[IndicatorVersion]:
    rows = IndicatorVersion.objects.filter(frozen_at=None, withdrawn_at=None).order_by("order", "key")
    return [row for row in rows if "formula" in row.document]


def _all_months() -> list[int]:
    ends = Event.objects.aggregate(first=Min("at"), last=Max("at"))
    return [] if ends["first"] is None else list(range(month_of(ends["first"]), month_of(ends["last"]) + 1))


def _touched_months(settled_id: int) -> list[int]:
    """List the months of every event of the subjects that have a new event: nothing else can have changed."""
    subjects = Event.objects.filter(id__gt=settled_id).values("subject_key")
    moments = Event.objects.filter(subject_key__in=subjects).values_list("at", flat=True)
    return sorted({month_of(at) for at in moments.iterator(_ROWS)})


def _count(rows: Sequence[IndicatorVersion], months: Sequence[int], *, turn: _Turn) -> int:
    measures = {row.pk: measure for row in rows if (measure := IndicatorFile.model_validate(row.document).measure)}
    needs = needs_of(measures.values())
    for first, last in _slices(months):
        wanted = {month for month in months if first <= month <= last}
        partials = list(_partials(measures, needs, first=first, last=last, wanted=wanted))
        with transaction.atomic():
            turn.take()
            Partial.objects.filter(version_id__in=measures, month__in=wanted).delete()
            Partial.objects.bulk_create(partials, batch_size=500)
    return len(months) if measures else 0


def _slices(months: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut months into runs of at most a year that have no gap longer than the run itself is worth."""
    run: list[int] = []
    for month in months:
        if run and (month - run[0] >= _SLICE or month > run[-1] + 1):
            yield run[0], run[-1]
            run = []
        run.append(month)
    if run:
        yield run[0], run[-1]


def _partials(measures: dict[int, Measure], needs: Needs, *, first: int, last: int,
              wanted: Collection[int]) -> Iterator[Partial]:
    tallies = {pk: Tally(measure) for pk, measure in measures.items()}
    tally_all(_read(needs, first=first, last=last), tallies.values())
    for pk, tally in tallies.items():
        for month, dimension, code, state in tally.finish():
            if month in wanted:
                yield Partial(version_id=pk, month=month, dimension=dimension, code=code, n=state.n, total=state.total,
                              values=state.values_json())


def _read(needs: Needs, *, first: int, last: int) -> Iterator[Occurrence]:
    """Read the events of some months, and what came before for the subjects among them where that matters."""
    since, until = first_moment(first), first_moment(last + 1)
    during = Event.objects.filter(at__gte=since, at__lt=until)
    yield from _rows(during, needs.kinds, needs)
    if needs.from_before:
        subjects = during.filter(kind__in=needs.from_before).values("subject_key")
        yield from _rows(Event.objects.filter(at__lt=since, subject_key__in=subjects), needs.from_before, needs)


def _rows(events: "QuerySet[Event]", kinds: Iterable[str], needs: Needs) -> Iterator[Occurrence]:
    kinds = frozenset(kinds)
    plain, detailed = kinds - needs.with_details, kinds & needs.with_details
    if plain:
        found = events.filter(_of(plain)).values_list(*_PLAIN)
        yield from (Occurrence(*row) for row in found.iterator(_ROWS))
    if detailed:
        with_details = events.filter(_of(detailed)).values_list(*_PLAIN, "details")
        yield from (Occurrence(*row) for row in with_details.iterator(_ROWS))


def _of(kinds: Collection[str]) -> Q:
    return Q(kind__in=sorted(kinds))
