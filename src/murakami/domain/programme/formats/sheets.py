"""The plan as a spreadsheet: six sheets, their columns, and what may stand in a cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from murakami.kernel.fiscal_years import short_fiscal_year


class Kind(StrEnum):
    """What a cell holds."""

    CODE = "code"
    TITLE = "title"  # shown, never read
    KEY = "key"
    TEXT = "text"
    WORDS = "words"  # several, with 、 between them
    UNIT = "unit"
    UNITS = "units"
    YEAR = "year"
    STATUS = "status"
    STATE = "state"
    DIRECTION = "direction"
    GRADE = "grade"
    YES_NO = "yes_no"
    MEASURE = "measure"
    YEN = "yen"
    DAY = "day"
    LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it fills, its heading, what it holds, the most characters of a text, its older heading."""

    field: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    longest: int = 4000
    once: str = ""


INITIATIVES: Final = "取組"
YEARS: Final = "年度計画"
KPIS: Final = "KPI"
TASKS: Final = "タスク"
RISKS: Final = "リスク"
BUDGET: Final = "予算"
COMPUTED: Final = "自動"

_CODE: Final = Column("code", "番号", Kind.CODE, required=True)
_TITLE: Final = Column("title", "取組名", Kind.TITLE)
_YEAR: Final = Column("year", "年度", Kind.YEAR, required=True)
_KEY: Final = Column("key", "キー", Kind.KEY)

_FIXED: Final[Mapping[str, tuple[Column, ...]]] = {
    INITIATIVES: (_CODE, _TITLE, Column("owner_unit", "主管課", Kind.UNIT), Column("related_units", "関係課", Kind.UNITS),
                  Column("purpose", "目的"), Column("issue", "現状・課題"), Column("procedures", "関わる手続", Kind.WORDS)),
    YEARS: (_CODE, _TITLE, _YEAR, Column("plan", "計画"), Column("result", "成果", once="実績"), Column("status", "状態", Kind.STATUS),
            Column("status_reason", "状態の理由", longest=200)),
    KPIS: (_CODE, _TITLE, _KEY, Column("name", "名前", required=True, longest=200), Column("definition", "定義", required=True),
           Column("unit", "単位", required=True, longest=20), Column("direction", "よい向き", Kind.DIRECTION, required=True),
           Column("baseline", "基準値", Kind.MEASURE), Column("baseline_on", "基準値の時点", longest=50),
           Column("indicator", "自動で測る指標", longest=100), Column("is_active", "使う", Kind.YES_NO)),
    TASKS: (_CODE, _TITLE, _KEY, _YEAR, Column("name", "すること", required=True, longest=300), Column("unit", "担当課", Kind.UNIT),
            Column("owner", "担当者（サインイン名）", Kind.LOGIN), Column("due_on", "期限", Kind.DAY),
            Column("state", "状態", Kind.STATE, required=True), Column("done_on", "終えた日", Kind.DAY)),
    RISKS: (_CODE, _TITLE, _KEY, Column("text", "リスク", required=True), Column("likelihood", "起こりやすさ", Kind.GRADE, required=True),
            Column("impact", "影響", Kind.GRADE, required=True), Column("measure", "対応"),
            Column("is_open", "続いている", Kind.YES_NO)),
    BUDGET: (_CODE, _TITLE, _YEAR, Column("budget_yen", "予算額（円）", Kind.YEN), Column("settlement_yen", "決算額（円）", Kind.YEN)),
}
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    INITIATIVES: ("code",), YEARS: ("code", "year"), KPIS: ("code", "key"), TASKS: ("code", "key"), RISKS: ("code", "key"),
    BUDGET: ("code", "year"),
}


def sheets_for(years: Iterable[int]) -> Mapping[str, tuple[Column, ...]]:
    """Give every sheet its columns; the KPIs have three more for each fiscal year."""
    per_year = tuple(column for year in sorted(years) for column in _figures_of(year))
    return {**_FIXED, KPIS: (*_FIXED[KPIS], *per_year)}


def _figures_of(year: int) -> tuple[Column, ...]:
    named = short_fiscal_year(year)
    return (Column(f"target_{year}", f"{named} 目標", Kind.MEASURE), Column(f"result_{year}", f"{named} 実績", Kind.MEASURE),
            Column(f"evidence_{year}", f"{named} 根拠"))
