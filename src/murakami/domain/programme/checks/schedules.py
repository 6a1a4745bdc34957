"""Checks the schedules of an edition: their years, their bars, the initiatives they speak of."""

from collections.abc import Iterator

from murakami.domain.programme.formats.editions import EditionFile, Schedule, ScheduleBar
from murakami.domain.programme.rules.tables import is_own_schedule
from murakami.foundation.packs.problems import Problem, Said, mend_word
from murakami.foundation.packs.sources import Entry, Place


def schedule_problems(entry: Entry[EditionFile]) -> Iterator[Problem]:
    """Find years that do not follow each other, bars outside of them, and rows about initiatives that do not exist."""
    for index, schedule in enumerate(entry.model.schedules):
        place = entry.place.inside("schedules", index)
        yield from _year_problems(schedule, entry.model, place)
        yield from _row_problems(schedule, entry.model, place)


def _year_problems(schedule: Schedule, edition: EditionFile, place: Place) -> Iterator[Problem]:
    years = schedule.years
    if list(years) != list(range(years[0], years[0] + len(years))):
        yield place.problem(Said("年度が一年ずつ続いていません。", "The years do not follow each other."),
                            Said("左から一年ずつ、すべての年度を書いてください。", "Write every year from left to right."), "years")
    period = edition.period
    if is_own_schedule(schedule) and not (period.start <= min(years) and max(years) <= period.until):
        yield place.problem(
            Said(f"図表{schedule.figure} の年度が、方針の期間（{period.start}～{period.until}）からはみ出しています。",
                 f"The years of figure {schedule.figure} leave the policy's period ({period.start} to {period.until})."),
            Said("period か years を直してください。", "Correct period or years."), "years")


def _row_problems(schedule: Schedule, edition: EditionFile, place: Place) -> Iterator[Problem]:
    known = [one.code for one in edition.initiatives]
    for index, row in enumerate(schedule.rows):
        for key, code in (("initiative", row.initiative), ("part_of", row.part_of)):
            if code is not None and code not in known:
                problem = Said(f"「{code}」という取組は、この版にありません。", f"This edition has no initiative {code!r}.")
                yield place.problem(problem, mend_word(code, known), "rows", index, key)
        for inner, bar in enumerate(row.bars):
            yield from _bar_problems(bar, schedule, place.inside("rows", index, "bars", inner))


def _bar_problems(bar: ScheduleBar, schedule: Schedule, place: Place) -> Iterator[Problem]:
    if bar.until < bar.start:
        yield place.problem(Said("予定の終わりが、はじめより前です。", "The bar ends before it begins."),
                            Said("from と until を入れ替えてください。", "Exchange from and until."), "until")
    for key, year in (("from", bar.start), ("until", bar.until)):
        if not min(schedule.years) <= year <= max(schedule.years):
            yield place.problem(
                Said(f"{year} は、この表の年度（{min(schedule.years)}～{max(schedule.years)}）にありません。",
                     f"{year} is not among the years of this schedule ({min(schedule.years)} to {max(schedule.years)})."),
                Said("表にある年度を書いてください。", "Write a year of the schedule."), key)
