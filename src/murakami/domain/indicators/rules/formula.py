"""The small language in which packs say what an indicator counts. A formula is frozen data; `counting` runs it.

Durations are taken between the first event of some kinds and the first event of others that follows it, of the same
subject; they are kept as whole minutes (rounded down), so a figure in days or hours is off by less than a minute.
"""

from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field, model_validator

from murakami.foundation.packs.formats import Count, Identifier, PackModel, Refused, Sentence, YesNo
from murakami.foundation.packs.problems import Said

EventKind = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", json_schema_extra={"x-form": "case.received"})]
MINUTES_OF: Final = {"hours": 60, "days": 24 * 60}


class EventFilter(PackModel):
    """Which events are meant; a list that is not written narrows nothing."""

    kinds: Annotated[tuple[EventKind, ...], Field(min_length=1, description="できごとの種類（どれか）")]
    channels: Annotated[tuple[Sentence, ...], Field(description="受付の経路（online など）")] = ()
    procedures: Annotated[tuple[Sentence, ...], Field(description="手続の名前")] = ()
    units: Annotated[tuple[Sentence, ...], Field(description="課の名前（英字）")] = ()
    where: Annotated[dict[Identifier, tuple[Sentence, ...]],
                     Field(description="できごとの細目と、その値（yes・no・数字・符号）のどれか")] = {}
    once: Annotated[YesNo, Field(description="1件につき最初のできごとだけを数えるか")] = False


class Amount(PackModel):
    """The sum of a numeric detail over events."""

    detail: Annotated[Identifier, Field(description="合計する細目の名前")]
    events: Annotated[EventFilter, Field(description="どのできごとの細目か")]


class Part(PackModel):
    """One side of a ratio: a number of events, or the sum of a detail of them."""

    count: Annotated[EventFilter | None, Field(description="できごとの数")] = None
    sum_of: Annotated[Amount | None, Field(alias="sum", description="細目の合計")] = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Part":
        if (self.count is None) == (self.sum_of is None):
            raise Refused(Said("count と sum のどちらか一つを書きます。", "Write either count or sum."),
                          Said("片方だけにしてください。", "Keep one of them."))
        return self


class Ratio(PackModel):
    """Two sums, each counted in the month of its own events; a percentage where the unit is percent."""

    of: Annotated[Part, Field(description="分子")]
    to: Annotated[Part, Field(description="分母")]


class Span(PackModel):
    """The time from the first of some events to the first of others after it."""

    start: Annotated[EventFilter, Field(alias="from", description="計り始めるできごと")]
    until: Annotated[EventFilter, Field(description="計り終えるできごと（その月の値になる）")]
    statistic: Annotated[Literal["mean", "median", "p90"], Field(description="平均・中央値・90パーセンタイル")]


class Within(PackModel):
    """The share of times that were not longer than a limit."""

    start: Annotated[EventFilter, Field(alias="from", description="計り始めるできごと")]
    until: Annotated[EventFilter, Field(description="計り終えるできごと")]
    hours: Annotated[Count, Field(description="この時間以内の割合")]


class Detail(PackModel):
    """A numeric detail of events."""

    detail: Annotated[Identifier, Field(description="細目の名前")]
    events: Annotated[EventFilter, Field(description="どのできごとの細目か")]


class Level(PackModel):
    """How things stand: of each subject its newest event in a month; a longer period shows its last month."""

    of: Annotated[Identifier, Field(description="分子にする細目の名前")]
    to: Annotated[Identifier | None, Field(description="分母にする細目の名前（書かなければ1件を1と数える）")] = None
    events: Annotated[EventFilter, Field(description="どのできごとの細目か")]


class Formula(PackModel):
    """What is counted: exactly one of these."""

    count: Annotated[EventFilter | None, Field(description="できごとの数")] = None
    ratio: Annotated[Ratio | None, Field(description="割合・1件あたりの数")] = None
    time: Annotated[Span | None, Field(description="かかった時間")] = None
    within: Annotated[Within | None, Field(description="時間内に終わった割合")] = None
    mean: Annotated[Detail | None, Field(description="細目の平均")] = None
    distribution: Annotated[Detail | None, Field(description="細目の値ごとの数")] = None
    level: Annotated[Level | None, Field(description="月の終わりの状態の割合（年度は最後の月）")] = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Formula":
        if sum(part is not None for part in (self.count, self.ratio, self.time, self.within, self.mean,
                                             self.distribution, self.level)) != 1:
            raise Refused(
                Said("数え方が一つに決まりません。", "A formula is exactly one of its kinds."),
                Said("count・ratio・time・within・mean・distribution・level のうち一つだけを書いてください。",
                     "Write one of count, ratio, time, within, mean, distribution, level."))
        return self

    @property
    def statistic(self) -> str:
        """Name how a value is taken from a state: count, ratio, share, mean, median, p90, distribution, level."""
        if self.time is not None:
            return self.time.statistic
        names = {"count": self.count, "ratio": self.ratio, "share": self.within, "mean": self.mean, "level": self.level}
        return next((name for name, part in names.items() if part is not None), "distribution")

    @property
    def filters(self) -> tuple[EventFilter, ...]:
        """List every filter: which events this formula reads."""
        found: list[EventFilter | None] = [self.count]
        for part in (self.ratio.of, self.ratio.to) if self.ratio else ():
            found += [part.count, part.sum_of.events if part.sum_of else None]
        for span in (self.time, self.within):
            found += [span.start, span.until] if span else []
        found += [one.events for one in (self.mean, self.distribution, self.level) if one]
        return tuple(one for one in found if one is not None)

    @property
    def details(self) -> frozenset[str]:
        """Name the details that this formula looks at."""
        named = {name for one in self.filters for name in one.where}
        named |= {one.detail for one in (self.mean, self.distribution) if one}
        named |= {name for name in (self.level.of, self.level.to) if name} if self.level else set()
        for part in (self.ratio.of, self.ratio.to) if self.ratio else ():
            named |= {part.sum_of.detail} if part.sum_of else set()
        return frozenset(named)


def scale_of(unit: str, statistic: str) -> Decimal:
    """Say by what a raw value (a ratio, or minutes) is multiplied to be in `unit`."""
    if statistic in {"ratio", "share", "level"} and unit == "percent":
        return Decimal(100)
    return Decimal(1) / MINUTES_OF[unit] if unit in MINUTES_OF else Decimal(1)
