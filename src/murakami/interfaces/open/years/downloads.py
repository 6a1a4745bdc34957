"""A year to take away: a row per initiative as CSV, the whole document as JSON."""

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from murakami.interfaces.open.years.reading import PublishedYear, get_year
from murakami.kernel.json_values import canonical_json

_COLUMNS: Final = ("年度", "取組コード", "取組事項", "主管課", "計画", "成果", "評価", "理由", "原因", "次にすること", "翌年度方針", "予算（円）",
                   "決算（円）", "指標", "訂正")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_COURSES: Final = {"continue": "継続", "expand": "拡充", "revise": "見直し", "end": "終了"}


@require_safe
def year_csv(request: HttpRequest, year: str) -> HttpResponse:
    """Give the year as CSV: UTF-8 with BOM, a row per initiative, no cell that a spreadsheet would compute. SQL: 1."""
    found = get_year(year)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([_safe(value) for value in row] for row in _rows(found))
    return _file("\ufeff" + text.getvalue(), "text/csv; charset=utf-8", f"policy-year-{year}.csv")


@require_safe
def year_json(request: HttpRequest, year: str) -> HttpResponse:
    """Give the year as it was published. SQL: 1."""
    found = get_year(year)
    return _file(canonical_json(found.document), "application/json", f"policy-year-{year}.json")


def _rows(year: PublishedYear) -> Iterator[list[str]]:
    for one in year.document["initiatives"]:
        decided = one["evaluations"][-1]
        corrections = [found for found in year.corrections if found["initiative"] == one["code"]]
        yield [str(year.fiscal_year), one["code"], one["title"], one["owner_unit"], one["plan"], one["result"], one["grade"],
               decided["reason"], decided["cause"], decided["next_step"], _COURSES[one["course"]], _written(one["budget_yen"]),
               _written(one["settlement_yen"]), "\n".join(_kpi(kpi) for kpi in one["kpis"]),
               "\n".join(f"{found['field']}：{found['before']} → {found['after']}（{found['reason']}）" for found in corrections)]


def _kpi(kpi: dict[str, Any]) -> str:
    return f"{kpi['name']}：目標 {_written(kpi['target'])}　実績 {_written(kpi['result'])} {kpi['unit']}"


def _written(value: object) -> str:
    return "" if value is None else str(value)


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode("utf-8"), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
