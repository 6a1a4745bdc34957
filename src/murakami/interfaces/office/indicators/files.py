"""An indicator to take away: every period and division that the pages show, as CSV."""

import csv
import io
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from murakami.domain.indicators.queries.definitions import Indicator, IndicatorUnknown, get_indicator
from murakami.domain.indicators.queries.figures import divide, overviews
from murakami.domain.indicators.rules.figures import Figure
from murakami.domain.indicators.rules.months import fiscal_year_of_month, month_of, months_of
from murakami.interfaces.components.figures import hidden_word, short_month, unit_word
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.indicators.words import Names, dimension_word

_YEARS = 5


@for_staff
@require_GET
def figures_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Send months, quarters, years and this fiscal year's divisions: UTF-8 with BOM. SQL: 4 and the session's."""
    try:
        found = get_indicator(key)
    except IndicatorUnknown as error:
        raise Http404(key) from error
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("指標"), _("版"), _("期間の種類"), _("期間"), _("分け方"), _("区分"), _("値"), _("単位"), _("件数"), _("注")])
    writer.writerows(_rows(found, month=month_of(now())))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _rows(found: Indicator, *, month: int) -> Iterator[list[str]]:
    year = fiscal_year_of_month(month)
    overview = overviews([found], since=months_of(year - _YEARS + 1)[0], until=month)[0]
    unit = unit_word(found.written.unit)

    def row(kind: str, period: str, dimension: str, code: str, figure: Figure) -> list[str]:
        value = "" if figure.value is None else str(figure.value)
        n, note = ("", hidden_word()) if figure.is_hidden else (str(figure.n), "")
        return [found.written.name.ja, str(found.number), kind, period, dimension, code, value, unit, n, note]

    for number, figure in sorted(overview.months.items()):
        yield row(_("月"), short_month(number // 12, number % 12 + 1), "", "", figure)
    for (one, quarter), figure in sorted(overview.quarters.items()):
        yield row(_("四半期"), f"{one}Q{quarter}", "", "", figure)
    for one, figure in sorted(overview.years.items()):
        yield row(_("年度"), str(one), "", "", figure)
    for point in overview.points:
        yield [found.written.name.ja, str(found.number), _("時点"), point.on.isoformat(), "", "",
               f"{point.value:.{found.written.decimals}f}", unit, "", _("推計") if point.is_projected else point.note]
    names = Names()
    for division in divide(found, fiscal_year=year, until=month):
        for cell in division.cells:
            yield row(_("年度"), str(year), dimension_word(division.dimension), names.of(division.dimension, cell.code),
                      cell.figure)
