"""How packs write the first state of the action plan: bodies, and for each initiative its owner, plan and measures.

A pack plants what the city then tends in the browser: loading adds what is missing and overwrites nothing.
"""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from murakami.domain.programme.formats.editions import InitiativeCode
from murakami.domain.programme.rules.rights import BodyKind
from murakami.foundation.packs.formats import Number, PackModel, Refused, Sentence, Slug, YesNo
from murakami.foundation.packs.problems import Said
from murakami.kernel.fiscal_years import parse_fiscal_year

MOST_DIGITS: Final = 14


def _measure(value: object) -> object:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    exponent = number.as_tuple().exponent
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS or (isinstance(exponent, int) and exponent < -4):
        raise Refused(
            Said(f"「{value}」は、小数点以下4桁までの数ではありません。", f"{value!r} is no number of at most four decimals."),
            Said('"42.5" のように半角の数字で書いてください。', 'Write it in digits, for example "42.5".'))
    return number


def _fiscal_year(value: object) -> object:
    year = parse_fiscal_year(str(value))
    if year is None:
        raise Refused(Said(f"「{value}」は年度ではありません。", f"{value!r} is no fiscal year."),
                      Said('"2026" か R8 のように書いてください。', 'Write "2026" or R8.'))
    return year


Measure = Annotated[Decimal, BeforeValidator(_measure), WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,4})?$", "x-form": '数（"42.5"）'})]
FiscalYear = Annotated[int, BeforeValidator(_fiscal_year), WithJsonSchema({"type": "string", "x-form": '年度（"2026"・R8）'})]


class BodyEntry(PackModel):
    """A body that carries the programme (図表2.6-1)."""

    code: Annotated[Slug, Field(description="名前（英字）")]
    kind: Annotated[BodyKind, Field(description="種類")]
    name: Annotated[Sentence, Field(description="名前")]
    role: Annotated[str, Field(description="役割")] = ""
    unit: Annotated[Slug | None, Field(description="課そのものであるとき、その課")] = None


class KpiEntry(PackModel):
    """What success is measured by."""

    key: Annotated[Slug, Field(max_length=32, description="変わらない名前（英字）")]
    name: Annotated[Sentence, Field(max_length=200, description="指標の名前")]
    definition: Annotated[Sentence, Field(description="何を、どう数えるか")]
    unit: Annotated[Sentence, Field(max_length=20, description="単位")]
    direction: Annotated[str, Field(pattern="^(up|down)$", description="up：増えるほどよい、down：減るほどよい")]
    baseline: Annotated[Measure | None, Field(description="基準値")] = None
    baseline_on: Annotated[str, Field(max_length=50, description="基準値の時点")] = ""
    indicator: Annotated[Slug | None, Field(description="自動で測る指標。書くと実績は手で入れられない")] = None
    targets: Annotated[dict[FiscalYear, Measure], Field(description="年度ごとの目標")] = {}
    assumed: Annotated[YesNo, Field(description="市が確かめるまでの仮のもの")] = False


class TaskEntry(PackModel):
    """A piece of work of a year."""

    key: Annotated[Slug, Field(max_length=32, description="変わらない名前（英字）")]
    year: Annotated[FiscalYear, Field(description="年度")]
    title: Annotated[Sentence, Field(max_length=300, description="すること")]
    unit: Annotated[Slug | None, Field(description="担当課")] = None


class RiskEntry(PackModel):
    """What could go wrong; likelihood and impact from 1 to 3."""

    key: Annotated[Slug, Field(max_length=32, description="変わらない名前（英字）")]
    text: Annotated[Sentence, Field(description="起こるかもしれないこと")]
    likelihood: Annotated[Number, Field(ge=1, le=3, description="起こりやすさ（1〜3）")]
    impact: Annotated[Number, Field(ge=1, le=3, description="影響（1〜3）")]
    measure: Annotated[str, Field(description="対応")] = ""


class PlannedInitiative(PackModel):
    """The plan of one initiative."""

    code: Annotated[InitiativeCode, Field(description="取組の番号")]
    title: Annotated[Sentence, Field(max_length=200, description="名前")]
    owner: Annotated[Slug, Field(description="主管課")]
    related: Annotated[tuple[Slug, ...], Field(description="関係課")] = ()
    purpose: Annotated[Sentence, Field(description="目的")]
    issue: Annotated[str, Field(description="現状と課題")] = ""
    procedures: Annotated[tuple[Slug, ...], Field(description="実際の数字を見せる手続")] = ()
    years: Annotated[dict[FiscalYear, Sentence], Field(description="年度ごとの計画")] = {}
    kpis: Annotated[tuple[KpiEntry, ...], Field(description="指標")] = ()
    tasks: Annotated[tuple[TaskEntry, ...], Field(description="タスク")] = ()
    risks: Annotated[tuple[RiskEntry, ...], Field(description="リスク")] = ()
    assumed: Annotated[YesNo, Field(description="主管課などを市が確かめるまでの仮のもの")] = False


class PlanFile(PackModel):
    """`programme/*.yaml`: the action plan as it begins."""

    plan: Annotated[Slug, Field(description="計画の名前")]
    first_year: Annotated[Number, Field(description="はじめの年度（西暦）")]
    last_year: Annotated[Number, Field(description="終わりの年度（西暦）")]
    bodies: Annotated[tuple[BodyEntry, ...], Field(description="推進体制の会議体と課")] = ()
    initiatives: Annotated[tuple[PlannedInitiative, ...], Field(min_length=1, description="取組")]
