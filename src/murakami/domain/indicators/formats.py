"""How packs write an indicator: `indicators/*.yaml`, one document each."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from murakami.domain.indicators.rules.counting import Measure
from murakami.domain.indicators.rules.formula import Formula
from murakami.foundation.packs.formats import Count, Number, PackModel, Refused, Sentence, Slug, YesNo
from murakami.foundation.packs.problems import Said

_DIMENSION: Final = re.compile(r"(unit|procedure|channel|detail\.[a-z][a-z0-9_]*)\Z")
_FIGURE: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?\Z")

UnitName = Literal["percent", "points", "days", "hours", "cases", "times", "people", "km2", "yes_no"]
Cadence = Literal["daily", "monthly", "yearly", "once"]


def _dimension(name: str) -> str:
    if not _DIMENSION.match(name):
        raise Refused(Said(f"「{name}」では分けられません。", f"{name!r} is no dimension."),
                      Said("unit・procedure・channel・detail.… のどれかを書いてください。",
                           "Write unit, procedure, channel or detail.…"))
    return name


def _figure(value: object) -> object:
    if isinstance(value, Decimal | int):
        return value
    if isinstance(value, str) and _FIGURE.match(value):
        return Decimal(value)
    raise Refused(Said(f"「{value}」は数ではありません。", f"{value!r} is no figure."),
                  Said('"51.17" のように、半角の数字と小数点で書いてください。', 'Write digits and a point, like "51.17".'))


def _fiscal_years(targets: dict[str, Any]) -> dict[str, Any]:
    for year in targets:
        if not re.fullmatch(r"[0-9]{4}", year):
            raise Refused(Said(f"「{year}」は年度ではありません。", f"{year!r} is no fiscal year."),
                          Said('"2026" のように、年度の始まる年を西暦で書いてください。', 'Write the year it begins, like "2026".'))
    return targets


Dimension = Annotated[str, AfterValidator(_dimension)]
FigureText = Annotated[Decimal, BeforeValidator(_figure), WithJsonSchema(
    {"x-form": "数", "anyOf": [{"type": "number"}, {"type": "string", "pattern": _FIGURE.pattern.replace(r"\Z", "$")}]})]


class Words(PackModel):
    """The same in plain Japanese, in easy Japanese and in English."""

    ja: Annotated[Sentence, Field(description="ふつうの日本語で")]
    easy: Annotated[Sentence, Field(description="やさしい日本語で")]
    en: Annotated[Sentence, Field(description="英語で")]


class SourceNote(PackModel):
    """Where figures or the definition come from."""

    title: Annotated[Sentence, Field(description="もとの文書や調査の名前")]
    note: Annotated[str | None, Field(description="どこに書いてあるか")] = None


class Point(PackModel):
    """A figure of an imported series."""

    on: Annotated[date, Field(description="いつの値か（年月日）")]
    value: Annotated[FigureText, Field(description="値")]
    projected: Annotated[YesNo, Field(description="推計（これからの値）か")] = False
    note: Annotated[str | None, Field(description="値についての注")] = None


class Target(PackModel):
    """What is aimed at in a fiscal year, and who decided so."""

    years: Annotated[dict[str, FigureText], AfterValidator(_fiscal_years), Field(description="年度ごとの目標")]
    source: Annotated[Sentence, Field(description="だれがどこで決めた目標か")]


class NotYet(PackModel):
    """Why there is no figure yet, and who will have it when."""

    owner: Annotated[Slug, Field(description="受け持つ課の名前（英字）")]
    planned_by: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$", description='いつまでに（"2027-03" のように）')]
    why: Annotated[Sentence, Field(description="なぜまだないか、どこから取るか")]


class IndicatorFile(PackModel):
    """`indicators/*.yaml`: an indicator."""

    indicator: Annotated[Slug, Field(description="指標の名前（英字）。変えない")]
    name: Annotated[Words, Field(description="指標の呼び方")]
    meaning: Annotated[Words, Field(description="何を表すか、どう数えるか")]
    unit: Annotated[UnitName, Field(description="単位")]
    decimals: Annotated[Count, Field(le=3, description="小数点より下の桁数")] = 0
    direction: Annotated[Literal["up", "down", "none"], Field(description="どちらがよいか：増える・減る・どちらでもない")]
    version: Annotated[Number, Field(ge=1, description="数え方の版。formula か unit を変えたら一つ増やす")]
    changed: Annotated[str | None, Field(description="この版で何をなぜ変えたか")] = None
    order: Annotated[Number, Field(description="並べる順番（小さいものが先）")]
    owner: Annotated[Slug, Field(description="受け持つ課の名前（英字）")]
    initiatives: Annotated[tuple[Sentence, ...], Field(description="役立つ取組事項の番号（2-1-1 など）")] = ()
    national: Annotated[Number | None, Field(description="国の自治体DXの15指標の何番目か")] = None
    cadence: Annotated[Cadence, Field(description="どのくらいごとに新しくなるか")]
    dimensions: Annotated[tuple[Dimension, ...], Field(description="何ごとに分けて見るか")] = ()
    suppress_below: Annotated[Count, Field(ge=1, description="これより少ない件数の値は見せない")] = 5
    formula: Annotated[Formula | None, Field(description="できごとからの数え方")] = None
    series: Annotated[tuple[Point, ...], Field(description="取り込む値（数え方の代わり）")] = ()
    not_yet: Annotated[NotYet | None, Field(description="まだ値がないとき")] = None
    targets: Annotated[Target | None, Field(description="目標")] = None
    source: Annotated[SourceNote, Field(description="出典")]

    @model_validator(mode="after")
    def _has_one_origin(self) -> "IndicatorFile":
        if sum((self.formula is not None, bool(self.series), self.not_yet is not None)) != 1:
            raise Refused(
                Said("値の出どころが一つに決まりません。", "The origin of the figures is not one."),
                Said("formula（数え方）・series（取り込む値）・not_yet（まだない）のどれか一つを書いてください。",
                     "Write exactly one of formula, series, not_yet."))
        return self

    @property
    def measure(self) -> Measure | None:
        """What is counted; None where nothing is."""
        return Measure(self.formula, self.dimensions) if self.formula else None

    @property
    def statistic(self) -> str:
        """How a figure is taken; "series" where figures are imported, "" where there are none."""
        return self.formula.statistic if self.formula else "series" if self.series else ""
