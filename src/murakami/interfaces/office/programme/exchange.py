"""The plan as a file: taken out by everybody, brought in by the DX office after a look at what would change."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from murakami.domain.programme.formats.workbook import (
    LARGEST,
    FileRefused,
    Grid,
    read_file,
    write_csv_zip,
    write_xlsx,
)
from murakami.domain.programme.operations.import_plan import SheetRefused, import_plan, preview_plan
from murakami.domain.programme.operations.mapping import remember_mapping
from murakami.domain.programme.operations.plan_desk import PlanChanged
from murakami.domain.programme.queries.mapping import find_mapping, kpis_by_name, titles_to_codes, years_of_plan
from murakami.domain.programme.queries.plan_tables import read_tables, sheets_of
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.rights import may_run_programme
from murakami.domain.programme.rules.sheet_mapping import (
    guess_meanings,
    headings_of,
    map_grid,
    meanings,
    refusal_of_mapping,
)
from murakami.domain.programme.rules.sheet_reading import Reading
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.files.store import read_file as read_stored
from murakami.foundation.files.store import store
from murakami.interfaces.components.shapes import Column
from murakami.interfaces.office.frame import for_staff, now, show
from murakami.interfaces.office.programme.words import CHANGED_FILE, MAPPING_REFUSALS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SALT, _HOURS, _MOST_SHOWN = "plan-import", 2, 200
_OURS = frozenset({"取組", "年度計画", "KPI", "タスク", "リスク", "予算"})


@for_staff
@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give the whole plan as a workbook, or as a ZIP of CSV files. SQL: 9, and the session's."""
    sheets, day = sheets_of(read_tables()), timezone.localdate(now())
    is_book = form == "xlsx"
    response = HttpResponse(write_xlsx(sheets) if is_book else write_csv_zip(sheets),
                            content_type=XLSX if is_book else "application/zip")
    response["Content-Disposition"] = f'attachment; filename="plan-{day:%Y%m%d}.{"xlsx" if is_book else "zip"}"'
    return response


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for a file; sent, show what it would change, or what is wrong in it."""
    away = _turned_away(request)
    if away or request.method != "POST":
        return away or _ask(request)
    sent = request.FILES.get("file")
    if sent is None or not sent.size or sent.size > LARGEST:
        return _ask(request, problem=_("5MBまでの表計算ファイル（.xlsx・.zip・.csv）を選んでください。"))
    data, name = sent.read(), str(sent.name)[:100]
    try:
        grids = read_file(data, name=name)
    except FileRefused as refused:
        return _ask(request, problem=f"{refused.problem}{refused.mend}")
    kept = store(data, content_type="application/octet-stream", at=now())
    token = signing.dumps({"file": kept.sha256, "name": name}, salt=_SALT)
    if _is_ours(grids):
        return _preview(request, grids, token)
    return _ask_columns(request, grids, token, *_known_or_guessed(headings_of(grids[0])))


@for_staff
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Take what the columns of somebody's own sheet mean, remember it, and show what it would change."""
    away = _turned_away(request)
    opened = None if away else _opened(request)
    if away or opened is None:
        return away or _expired(request)
    grids, kept = opened
    headings = headings_of(grids[0])
    known = meanings(years_of_plan())
    chosen = {heading: meant for at, heading in enumerate(headings) if (meant := request.POST.get(f"column-{at}", "")) in known}
    refusal = refusal_of_mapping(chosen)
    if refusal:
        return _ask_columns(request, grids, request.POST["token"], chosen, problem=str(MAPPING_REFUSALS[refusal]))
    remember_mapping(headings=headings, chosen=chosen, actor=actor_of(request), at=now())
    token = signing.dumps({**kept, "columns": chosen}, salt=_SALT)
    return _preview(request, _read_as(grids, chosen), token)


@for_staff
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what was shown."""
    away = _turned_away(request)
    opened = None if away else _opened(request)
    if away or opened is None:
        return away or _expired(request)
    grids, kept = opened
    grids = _read_as(grids, kept["columns"]) if "columns" in kept else grids
    try:
        done = import_plan(grids=grids, digest=request.POST.get("digest", ""), actor=actor_of(request), at=now())
    except (PlanChanged, SheetRefused):
        return _preview(request, grids, request.POST["token"], problem=str(CHANGED_FILE))
    messages.success(request, _("{n}か所を取り込みました。").format(n=len(done.changes)))
    return redirect("office:programme")


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    actor = actor_of(request)
    if may_run_programme(actor, standing_of(actor, on=timezone.localdate(now()))):
        return None
    messages.error(request, _("ファイルから計画を取り込めるのは、デジタル化推進室の職員です。"))
    return redirect("office:programme")


def _opened(request: HttpRequest) -> tuple[tuple[Grid, ...], Mapping[str, Any]] | None:
    """Read the file again that was sent before; None where the page is too old or is not ours."""
    try:
        kept = signing.loads(request.POST.get("token", ""), salt=_SALT, max_age=_HOURS * 3600)
        return read_file(read_stored(kept["file"]), name=kept["name"]), kept
    except (signing.BadSignature, OSError, FileRefused):
        return None


def _expired(request: HttpRequest) -> HttpResponse:
    return _ask(request, problem=_("時間がたちすぎました。ファイルをもう一度選んでください。"))


def _is_ours(grids: tuple[Grid, ...]) -> bool:
    return any(grid.name in _OURS for grid in grids) or not any(grid.rows for grid in grids)


def _read_as(grids: tuple[Grid, ...], chosen: Mapping[str, str]) -> tuple[Grid, ...]:
    return map_grid(grids[0], chosen, codes=titles_to_codes(), kpis=kpis_by_name())


def _ask(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    return show(request, "office/programme/bring_in.html", here="programme", status=422 if problem else 200, problem=problem)


def _known_or_guessed(headings: Sequence[str]) -> tuple[Mapping[str, str], bool]:
    """Find what the columns were said to mean, else guess; says whether somebody had said it."""
    said = find_mapping(headings)
    return (guess_meanings(headings, years_of_plan()), False) if said is None else (said, True)


def _ask_columns(request: HttpRequest, grids: tuple[Grid, ...], token: str, chosen: Mapping[str, str], is_said: bool = False, *,
                 problem: str = "") -> HttpResponse:
    grid = grids[0]
    headings = headings_of(grid)
    rows = [(at, heading, chosen.get(heading, ""), _example(grid, at)) for at, heading in enumerate(headings) if heading]
    return show(request, "office/programme/columns.html", here="programme", status=422 if problem else 200, token=token,
                problem=problem, rows=rows, options=list(meanings(years_of_plan()).items()), sheet=grid.name,
                is_remembered=is_said and not problem)


def _example(grid: Grid, column: int) -> str:
    cells = [row[column].text for row in grid.rows[1:] if column < len(row) and row[column].text.strip()]
    return cells[-1][:40] if cells else ""


def _preview(request: HttpRequest, grids: tuple[Grid, ...], token: str, *, problem: str = "") -> HttpResponse:
    reading: Reading = preview_plan(grids)
    cells = [Column(label=label) for label in (_("シート"), _("セル"), _("おかしいところ"), _("直し方"))]
    changes = [Column(label=label) for label in (_("シート"), _("セル"), _("取組"), _("項目"), _("今"), _("取り込むと"))]
    return show(
        request, "office/programme/preview.html", here="programme", status=422 if reading.problems or problem else 200,
        reading=reading, token=token, digest=reading.digest, problem=problem, problem_columns=cells, change_columns=changes,
        problems=reading.problems[:_MOST_SHOWN], changes=reading.changes[:_MOST_SHOWN],
        more=max(0, max(len(reading.problems), len(reading.changes)) - _MOST_SHOWN))

