"""The office's words for indicators: codes of dimensions, cadences, formulas."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.rules.counting import DETAIL
from murakami.domain.indicators.rules.formula import EventFilter, Formula, Part
from murakami.domain.procedures.queries import list_catalogue, list_districts, list_life_events
from murakami.interfaces.components.figures import AGE_GROUPS
from murakami.interfaces.office.frame import unit_names
from murakami.interfaces.office.words import CHANNELS
from murakami.kernel.languages import JA, text_in

CADENCES = {"daily": gettext_lazy("毎日"), "monthly": gettext_lazy("毎月"), "yearly": gettext_lazy("毎年"),
            "once": gettext_lazy("一度だけ")}
DIRECTIONS = {"up": gettext_lazy("増えるほどよい"), "down": gettext_lazy("減るほどよい"), "none": gettext_lazy("よい悪いはない")}
DIMENSIONS = {"unit": gettext_lazy("課"), "procedure": gettext_lazy("手続"), "channel": gettext_lazy("受付の経路"),
              "detail.district": gettext_lazy("地区"), "detail.age_group": gettext_lazy("年代")}
STATISTICS = {"count": gettext_lazy("数"), "ratio": gettext_lazy("割合（分子÷分母）"), "share": gettext_lazy("時間内の割合"),
              "mean": gettext_lazy("平均"), "median": gettext_lazy("中央値"), "p90": gettext_lazy("90パーセンタイル"),
              "distribution": gettext_lazy("値ごとの数と平均"), "level": gettext_lazy("月の終わりの状態"), "series": gettext_lazy("取り込んだ値")}


class Names:
    """What the codes of dimensions are called. SQL: as `memory.current_catalogue`."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {
            "unit": unit_names(), "channel": {code: str(name) for code, name in CHANNELS.items()},
            "detail.district": {one.code: text_in(one.names, JA) for one in list_districts()},
            "detail.age_group": {code: str(name) for code, name in AGE_GROUPS.items()},
            "procedure": {**{one.id: one.text("title", JA) for one in list_life_events()},
                          **{one.id: one.text("title", JA) for one in list_catalogue()}}}

    def of(self, dimension: str, code: str) -> str:
        """Name a code; one that is blank belongs to none of them."""
        if not code:
            return _("（分けられないもの）")
        return self._known.get(dimension, {}).get(code) or code


def dimension_word(name: str) -> str:
    """Name a dimension."""
    return str(DIMENSIONS.get(name, name.removeprefix(DETAIL)))


def counted_word(at: datetime | None) -> str:
    """Say up to when events are counted."""
    return _("{at} 集計").format(at=f"{timezone.localtime(at):%Y-%m-%d %H:%M}") if at else _("まだ集計していません")


def formula_lines(written: IndicatorFile) -> tuple[tuple[str, str], ...]:
    """Say how an indicator is counted, line by line; nothing where nothing is counted."""
    return tuple(_lines(written.formula)) if written.formula else ()


def _lines(formula: Formula) -> Iterator[tuple[str, str]]:
    yield _("取り方"), str(STATISTICS[formula.statistic])
    if formula.count:
        yield _("数えるもの"), _events(formula.count)
    if formula.ratio:
        yield _("分子"), _part(formula.ratio.of)
        yield _("分母"), _part(formula.ratio.to)
    for span in (formula.time, formula.within):
        if span:
            yield _("計り始め"), _events(span.start)
            yield _("計り終わり"), _events(span.until)
    if formula.within:
        yield _("時間"), _("{n}時間以内").format(n=formula.within.hours)
    for one in (formula.mean, formula.distribution):
        if one:
            yield _("値"), _("{events} の {detail}").format(events=_events(one.events), detail=one.detail)


def _part(part: Part) -> str:
    if part.sum_of:
        return _("{events} の {detail} の合計").format(events=_events(part.sum_of.events), detail=part.sum_of.detail)
    return _("{events} の数").format(events=_events(part.count)) if part.count else ""


def _events(events: EventFilter) -> str:
    told = [f"{name}={'|'.join(values)}" for name, values in (
        ("channel", events.channels), ("procedure", events.procedures), ("unit", events.units),
        *events.where.items()) if values]
    first = [_("1件につき最初の一つ")] if events.once else []
    more = [*told, *first]
    return " | ".join(events.kinds) + (f"（{'、'.join(more)}）" if more else "")
