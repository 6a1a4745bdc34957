"""Runs formulas over events: one pass in any order gives the partial states of every month and dimension.

What a subject adds to a month depends on its events up to that month's end and on no later one, so a month can be
counted again from the events of the subjects that have one in it. That is what makes an update equal a recomputation.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from murakami.domain.indicators.rules.formula import Amount, EventFilter, Formula, Level, Part, Within
from murakami.domain.indicators.rules.months import month_of
from murakami.domain.indicators.rules.states import State, keeps_values

TOTAL: Final = ""
"""The dimension of the whole."""

DETAIL: Final = "detail."
"""Begins the name of a dimension that is a detail of events: detail.district."""

_PLAIN: Final = {"unit": 1, "procedure": 2, "channel": 3}
_NO_DETAILS: Final[Mapping[str, Any]] = {}

Cell = tuple[Any, ...]  # month, unit, procedure, channel, and the codes of the details that are dimensions


class Occurrence(NamedTuple):
    """An event as counting reads it; `details` may be left empty where no formula looks at them."""

    id: int
    kind: str
    subject: str
    at: datetime
    procedure: str = ""
    unit: str = ""
    channel: str = ""
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A formula with the dimensions by which its figures are shown."""

    formula: Formula
    dimensions: tuple[str, ...] = ()

    @property
    def details(self) -> tuple[str, ...]:
        """Name the details among the dimensions."""
        return tuple(name.removeprefix(DETAIL) for name in self.dimensions if name.startswith(DETAIL))


@dataclass(frozen=True, slots=True)
class Needs:
    """Which events measures read: all kinds, those whose details matter, those whose earlier events matter too."""

    kinds: frozenset[str]
    with_details: frozenset[str]
    from_before: frozenset[str]


def needs_of(measures: Iterable[Measure]) -> Needs:
    """Say which events have to be read."""
    kinds: set[str] = set()
    with_details: set[str] = set()
    from_before: set[str] = set()
    for measure in measures:
        formula = measure.formula
        for one in formula.filters:
            kinds.update(one.kinds)
            if one.once or formula.time or formula.within:
                from_before.update(one.kinds)
            if measure.details or formula.details:
                with_details.update(one.kinds)
    return Needs(frozenset(kinds), frozenset(with_details), frozenset(from_before))


def code_of(value: object) -> str:
    """Write a detail as packs and dimensions name it: yes, no, digits or the code itself; "" for what is not there."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class Tally:
    """Counts one measure. Give it every event that `needs_of` names, in any order, each once."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._details = measure.details
        self._cells: dict[Cell, State] = {}
        self._pending: list[Callable[[], None]] = []
        self._takers: dict[str, list[Callable[[Occurrence, int], None]]] = {}
        self._keeps = keeps_values(measure.formula.statistic)
        self._set_up(measure.formula)

    @property
    def takers(self) -> Mapping[str, list[Callable[[Occurrence, int], None]]]:
        """What to call for an event of a kind, with the event and its month."""
        return self._takers

    def _set_up(self, formula: Formula) -> None:
        if formula.count:
            self._listen(formula.count, self._note(lambda event: (1, 0, 0)))
        if formula.ratio:
            self._side(formula.ratio.to, lambda amount: (amount, 0, 0))
            self._side(formula.ratio.of, lambda amount: (0, amount, 0))
        for one in (formula.mean, formula.distribution):
            if one:
                self._listen(one.events, self._amounts(one.detail, lambda amount: (1, amount, amount)))
        if formula.time:
            self._times(formula.time.start, formula.time.until, lambda minutes: (1, minutes, minutes))
        if formula.within:
            self._times(formula.within.start, formula.within.until, _within(formula.within))
        if formula.level:
            self._levels(formula.level)

    def _side(self, part: Part, weigh: Callable[[int], tuple[int, int, int]]) -> None:
        if part.count:
            self._listen(part.count, self._note(lambda event: weigh(1)))
        elif isinstance(part.sum_of, Amount):
            self._listen(part.sum_of.events, self._amounts(part.sum_of.detail, weigh))

    def _note(self, weigh: Callable[[Occurrence], tuple[int, int, int]]) -> Callable[[Occurrence, int], None]:
        def take(event: Occurrence, month: int) -> None:
            self._add(self._cell(event, month), *weigh(event))

        return take

    def _amounts(self, detail: str, weigh: Callable[[int], tuple[int, int, int]]) -> Callable[[Occurrence, int], None]:
        def take(event: Occurrence, month: int) -> None:
            amount = (event.details or _NO_DETAILS).get(detail)
            if isinstance(amount, int):
                self._add(self._cell(event, month), *weigh(int(amount)))

        return take

    def _listen(self, events: EventFilter, take: Callable[[Occurrence, int], None]) -> None:
        matches = _matcher(events)
        taker = self._first_of_each(take) if events.once else take
        chosen = taker if matches is None else _when(matches, taker)
        for kind in dict.fromkeys(events.kinds):
            self._takers.setdefault(kind, []).append(chosen)

    def _first_of_each(self, take: Callable[[Occurrence, int], None]) -> Callable[[Occurrence, int], None]:
        first: dict[str, tuple[datetime, int, Occurrence, int]] = {}

        def keep(event: Occurrence, month: int) -> None:
            known = first.get(event.subject)
            if known is None or (event.at, event.id) < known[:2]:
                first[event.subject] = (event.at, event.id, event, month)

        def finish() -> None:
            for _, _, event, month in first.values():
                take(event, month)

        self._pending.append(finish)
        return keep

    def _times(self, start: EventFilter, until: EventFilter, weigh: Callable[[int], tuple[int, int, int]]) -> None:
        begun: dict[str, tuple[datetime, int]] = {}
        ended: dict[str, list[tuple[datetime, int, Cell]]] = {}

        def begin(event: Occurrence, month: int) -> None:
            known = begun.get(event.subject)
            if known is None or (event.at, event.id) < known:
                begun[event.subject] = (event.at, event.id)

        def end(event: Occurrence, month: int) -> None:
            ended.setdefault(event.subject, []).append((event.at, event.id, self._cell(event, month)))

        def finish() -> None:
            for subject, ends in ended.items():
                since = begun.get(subject)
                after = [one for one in ends if since is not None and one[:2] > since]
                if since is not None and after:
                    at, _, cell = min(after, key=lambda one: one[:2])
                    self._add(cell, *weigh(int((at - since[0]).total_seconds() // 60)))

        self._listen(start, begin)
        self._listen(until, end)
        self._pending.append(finish)

    def _levels(self, level: Level) -> None:
        newest: dict[tuple[str, int], Occurrence] = {}

        def keep(event: Occurrence, month: int) -> None:
            known = newest.get((event.subject, month))
            if known is None or (known.at, known.id) < (event.at, event.id):
                newest[event.subject, month] = event

        def finish() -> None:
            for (_, month), event in newest.items():
                details = event.details or _NO_DETAILS
                n, total = details.get(level.to) if level.to else 1, details.get(level.of)
                if isinstance(n, int) and isinstance(total, int):
                    self._add(self._cell(event, month), int(n), int(total), 0)

        self._listen(level.events, keep)
        self._pending.append(finish)

    def _cell(self, event: Occurrence, month: int) -> Cell:
        if not self._details:
            return (month, event.unit, event.procedure, event.channel)
        details = event.details or _NO_DETAILS
        return (month, event.unit, event.procedure, event.channel,
                *(code_of(details.get(name)) for name in self._details))

    def _add(self, cell: Cell, n: int, total: int, value: int) -> None:
        state = self._cells.get(cell)
        if state is None:
            state = self._cells[cell] = State()
        state.n += n
        state.total += total
        if self._keeps:
            state.values[value] = state.values.get(value, 0) + n

    def finish(self) -> Iterator[tuple[int, str, str, State]]:
        """Give month, dimension, code and state of everything counted; the whole of a month is the dimension ""."""
        for close in self._pending:
            close()
        rolled: dict[tuple[int, str, str], State] = {}
        places = {TOTAL: None, **{name: _PLAIN.get(name) for name in self._measure.dimensions}}
        for number, name in enumerate(self._details, start=4):
            places[f"{DETAIL}{name}"] = number
        for cell, state in self._cells.items():
            for dimension, place in places.items():
                code = TOTAL if place is None else cell[place]
                rolled.setdefault((cell[0], dimension, code), State()).add(state)
        for (month, dimension, code), state in rolled.items():
            yield month, dimension, code, state


def tally_all(events: Iterable[Occurrence], tallies: Iterable[Tally]) -> None:
    """Give every event to every tally that reads its kind."""
    takers: dict[str, list[Callable[[Occurrence, int], None]]] = {}
    for tally in tallies:
        for kind, found in tally.takers.items():
            takers.setdefault(kind, []).extend(found)
    for event in events:
        month = month_of(event.at)
        for take in takers.get(event.kind, ()):
            take(event, month)


def _within(within: Within) -> Callable[[int], tuple[int, int, int]]:
    limit = within.hours * 60
    return lambda minutes: (1, int(minutes <= limit), 0)


def _when(matches: Callable[[Occurrence], bool], take: Callable[[Occurrence, int], None],
          ) -> Callable[[Occurrence, int], None]:
    def chosen(event: Occurrence, month: int) -> None:
        if matches(event):
            take(event, month)

    return chosen


def _matcher(events: EventFilter) -> Callable[[Occurrence], bool] | None:
    """Say how an event is tested beyond its kind; None where every one is meant."""
    if not (events.channels or events.procedures or events.units or events.where):
        return None
    channels, procedures, units = frozenset(events.channels), frozenset(events.procedures), frozenset(events.units)
    where = {name: frozenset(values) for name, values in events.where.items()}

    def matches(event: Occurrence) -> bool:
        if channels and event.channel not in channels:
            return False
        if procedures and event.procedure not in procedures:
            return False
        if units and event.unit not in units:
            return False
        details = event.details or _NO_DETAILS
        return all(code_of(details.get(name)) in values for name, values in where.items())

    return matches
