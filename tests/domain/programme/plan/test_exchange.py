"""The plan as a spreadsheet: out and in without a difference, twenty mistakes named, all of it or nothing."""

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from murakami.domain.programme.formats.workbook import (
    LARGEST,
    Cell,
    FileRefused,
    Grid,
    read_file,
    write_csv_zip,
    write_xlsx,
)
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, PlanEntry, Risk, Task, YearPlan
from murakami.domain.programme.operations.import_plan import SheetRefused, import_plan, preview_plan
from murakami.domain.programme.operations.plan_desk import NotTheirs, PlanChanged
from murakami.domain.programme.queries.mapping import kpis_by_name
from murakami.domain.programme.queries.plan_tables import read_tables, sheets_of
from murakami.domain.programme.rules.sheet_mapping import guess_meanings, map_grid, refusal_of_mapping
from tests.domain.programme.plan.cast import CODE, NOW, PAST, RUNNING, Cast
from tests.tables import all_content

Writer = Callable[..., bytes]
both = pytest.mark.parametrize("write", [write_xlsx, write_csv_zip])


@pytest.fixture
def plan(cast: Cast) -> Initiative:
    """A plan with everything that is hard to carry: formulas, line ends, long numbers, names that look like codes."""
    one = Initiative.objects.get(code=CODE)
    one.purpose, one.issue = "=1+1\n二行目　全角", "'引用符\n+足す, \"カンマ\""
    one.procedures = ["child-allowance-claim", "nursery-application"]
    one.save()
    YearPlan.objects.filter(fiscal_year=RUNNING).update(plan="-ハイフン", status="stopped", status_reason="@理由",
                                                        budget_yen=1_234_567, settlement_yen=0)
    kpi = Kpi.objects.get(key="k1")
    kpi.baseline, kpi.baseline_on = Decimal("12345678901234.5678"), "令和3年度"
    kpi.save()
    KpiYear.objects.create(kpi=kpi, fiscal_year=RUNNING, target=Decimal("0.1"), result=Decimal("-3.25"), evidence="=A1")
    Risk.objects.create(initiative=one, key="r1", text="\t=怖い", likelihood=1, impact=3, measure="", is_open=False)
    Task.objects.filter(key="t1").update(state="done", done_on=NOW.date(), due_on=NOW.date(), title="_x0041_ 2026/11/1")
    return one


@both
def test_export__comes_back_without_a_difference(plan: Initiative, write: Writer) -> None:
    data = write(sheets_of(read_tables()))
    reading = preview_plan(read_file(data))
    assert (reading.problems, reading.changes) == ((), ())


def test_import__reads_the_heading_of_older_files(plan: Initiative) -> None:
    (years,) = (grid for grid in read_file(write_xlsx(sheets_of(read_tables()))) if grid.name == "年度計画")
    first, *rest = years.rows
    older = tuple(Cell("実績") if cell.text == "成果" else cell for cell in first)
    reading = preview_plan([Grid(years.name, (older, *rest))])
    assert (older != first, reading.problems, reading.changes) == (True, (), ())


def test_export__reads_in_a_fixed_number_of_statements(
    plan: Initiative, sql_at_most: Callable[[int], AbstractContextManager[object]]
) -> None:
    with sql_at_most(9):
        sheets_of(read_tables())


def test_export__never_writes_a_formula(plan: Initiative) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(sheets_of(read_tables()))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert next(cell for cell in cells if str(cell.value).startswith("=1+1")).quotePrefix
    parcel = zipfile.ZipFile(io.BytesIO(write_csv_zip(sheets_of(read_tables()))))
    assert "\"'=1+1" in parcel.read("取組.csv").decode("utf-8-sig")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=30), max_size=8))
def test_files__carry_every_text(texts: list[str]) -> None:
    sheets = {"取組": [["番号", *texts]]}
    for data in (write_xlsx(sheets), write_csv_zip(sheets)):
        rows = read_file(data)[0].rows
        assert [cell.text for cell in rows[0]][:1 + len(texts)] == ["番号", *texts]


def changed(data: bytes, **cells: object) -> bytes:
    """Write into cells of a file: `changed(data, 取組_E2="x")`."""
    book = load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        sheet, _, name = place.rpartition("_")
        book[sheet][name] = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def heading(data: bytes, sheet: str, words: str) -> str:
    """Find the letter of a column."""
    return next(cell.column_letter for cell in load_workbook(io.BytesIO(data))[sheet][1] if cell.value == words)


def test_import__writes_all_of_it(cast: Cast, plan: Initiative) -> None:
    data = write_xlsx(sheets_of(read_tables()))
    data = changed(data, 取組_E2="新しい目的", 予算_D3=500, タスク_A4=CODE, タスク_D4="R8", タスク_E4="新しいタスク",
                   タスク_F4="こども課", タスク_I4="未着手", **{f"KPI_{heading(data, 'KPI', 'R8 目標')}2": 0.5})
    grids = read_file(data)
    shown = preview_plan(grids)
    assert {(one.sheet, one.cell, one.after) for one in shown.changes} >= {
        ("取組", "E2", "新しい目的"), ("予算", "D3", "500"), ("タスク", "E4", "新しいタスク")}
    import_plan(grids=grids, digest=shown.digest, actor=cast.office, at=NOW)
    assert Initiative.objects.get(code=CODE).purpose == "新しい目的"
    assert YearPlan.objects.get(fiscal_year=RUNNING).budget_yen == 500
    assert (Task.objects.get(title="新しいタスク").unit, KpiYear.objects.get(fiscal_year=RUNNING).target) == ("kodomo", Decimal("0.5"))
    assert PlanEntry.objects.get().kind == "plan.imported"
    assert preview_plan(grids).changes == ()  # the new row has its name from what it says: read again it adds nothing


def test_import__is_the_offices_and_of_what_was_shown(cast: Cast, plan: Initiative) -> None:
    grids = read_file(changed(write_xlsx(sheets_of(read_tables())), 取組_E2="新しい目的"))
    shown, before = preview_plan(grids), all_content()
    with pytest.raises(NotTheirs):
        import_plan(grids=grids, digest=shown.digest, actor=cast.owner, at=NOW)
    with pytest.raises(PlanChanged):
        import_plan(grids=grids, digest="0" * 64, actor=cast.office, at=NOW)
    assert all_content() == before


def test_import__names_twenty_mistakes_and_changes_nothing(cast: Cast, plan: Initiative) -> None:
    data = write_xlsx(sheets_of(read_tables()))
    target, result, past = (heading(data, "KPI", words) for words in ("R8 目標", "R8 実績", "R7 目標"))
    mistakes = {
        "取組_A3": "9-9", "取組_C2": "火星課", "取組_D2": "こども課、月課", "取組_F2": "=1+1", "取組_E2": "長" * 4001,
        "年度計画_C3": "R99", "年度計画_D2": "確定した年を書きかえ", "年度計画_F3": "まあまあ",
        "KPI_D2": "", "KPI_G3": "横", f"KPI_{target}2": "たくさん", f"KPI_{result}3": "12", f"KPI_{past}2": 77, "リスク_C2": "大文字 KEY",
        "タスク_H2": "来週", "タスク_G3": "だれか", "タスク_I3": "とちゅう", "リスク_E2": "特大",
        "予算_D3": "50千円", "予算_E3": "-1",
    }
    grids = read_file(changed(data, **mistakes))
    before = all_content()
    with pytest.raises(SheetRefused) as refused:
        import_plan(grids=grids, digest=preview_plan(grids).digest, actor=cast.office, at=NOW)
    found = {f"{one.sheet}_{one.cell}": one for one in refused.value.problems}
    assert len(mistakes) == 20
    assert sorted(found) == sorted(mistakes)
    assert len(refused.value.problems) == 20
    assert all(one.problem.endswith("。") and one.mend.endswith(("。", "す。")) for one in refused.value.problems)
    assert all_content() == before


def test_preview__finds_rows_twice_and_keys_of_others(plan: Initiative) -> None:
    Initiative.objects.create(code="1-1", title="x")
    data = changed(write_xlsx(sheets_of(read_tables())), リスク_A3=CODE, リスク_C3="r1", リスク_D3="x", リスク_E3="小", リスク_F3="小",
                   タスク_A4="1-1", タスク_C4="t1", タスク_D4="R8", タスク_E4="x", タスク_I4="未着手")
    found = {(one.sheet, one.cell) for one in preview_plan(read_file(data)).problems}
    assert found == {("リスク", "C3"), ("タスク", "C4")}


@pytest.mark.parametrize("data", [
    b"", b"PK", b"PK\x03\x04" + b"\0" * 100, b"\x00\x01\x02", b"x" * (LARGEST + 1),
])
def test_read_file__refuses_what_is_no_sheet(data: bytes) -> None:
    if data == b"":
        assert read_file(data)[0].rows == ()
        return
    with pytest.raises(FileRefused):
        read_file(data)


def test_read_file__refuses_bombs() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("xl/workbook.xml", b"0" * 70_000_000)
    with pytest.raises(FileRefused):
        read_file(bomb.getvalue())
    entities = io.BytesIO()
    with zipfile.ZipFile(entities, "w") as parcel:
        parcel.writestr("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    with pytest.raises(FileRefused):
        read_file(entities.getvalue())
    wide = Workbook()
    wide.active["A6000"] = "x"
    written = io.BytesIO()
    wide.save(written)
    with pytest.raises(FileRefused):
        read_file(written.getvalue())


def _altered(change: Callable[[bytes], bytes]) -> bytes:
    """A sheet with one cell, its XML changed by hand."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_xlsx({"x": [["a"]]}))) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name in given.namelist():
            content = given.read(name)
            parcel.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return written.getvalue()


def test_read_file__takes_a_sheet_that_is_merged_as_a_whole_at_once() -> None:
    began = time.process_time()
    data = _altered(lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    assert read_file(data)[0].rows == ((Cell("a"),),)
    assert time.process_time() - began < 5, "openpyxl would make a cell of each of them"


@pytest.mark.parametrize("row", [
    b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', b'<row r="2"><c r="XFD2"><v>1</v></c></row>',
    b'<row r="2"><c r="A2" t="s"><v>99999</v></c></row>', b'<row r="2"><c r="A2"><v>one</v></c></row>', b'<row r="x"/>',
    b'<row r="2"><c r="A2" t="d"><v>never</v></c></row>'], ids=["far down", "far right", "no such text", "no number", "no row", "no day"])
def test_read_file__refuses_cells_that_cannot_be(row: bytes) -> None:
    with pytest.raises(FileRefused):
        read_file(_altered(lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>")))


def test_read_file__refuses_what_is_damaged() -> None:
    whole = write_xlsx({"x": [["a" * 200]]})
    with zipfile.ZipFile(io.BytesIO(whole)) as parcel:
        place = parcel.getinfo("xl/worksheets/sheet1.xml").header_offset
    with pytest.raises(FileRefused):
        read_file(whole[:place + 60] + b"\xff" * 30 + whole[place + 90:])


def test_preview__says_what_sheets_there_should_be(plan: Initiative) -> None:
    reading = preview_plan([Grid("Sheet1", ((Cell("a"),),))])
    assert [one.sheet for one in reading.problems] == ["Sheet1"]


def test_map_grid__reads_somebody_elses_sheet(cast: Cast, plan: Initiative) -> None:
    own = Grid("DX計画", tuple(tuple(map(Cell, row)) for row in (
        ("村上市DX", "", "", ""), ("事業名", "担当", "R8予算", "今年すること"), ("子育てのDX", "税務課", "1,000", "母子手帳"),
        ("ない事業", "税務課", "千円", ""))))
    chosen = {"事業名": "title", "担当": "取組|主管課|", "R8予算": f"予算|予算額（円）|{RUNNING}", "今年すること": f"タスク|すること|{RUNNING}"}
    assert refusal_of_mapping(chosen) is None
    grids = map_grid(own, chosen, codes={"子育てのDX": CODE})
    found = [(one.sheet, one.cell) for one in preview_plan(grids).problems]
    assert sorted(found) == [("DX計画", "A4"), ("DX計画", "A4"), ("DX計画", "C4")]
    good = map_grid(Grid("DX計画", own.rows[:3]), chosen, codes={"子育てのDX": CODE})
    shown = preview_plan(good)
    assert {one.cell for one in shown.changes} == {"B3", "C3", "D3"}  # cells of that sheet, also for what it does not say
    import_plan(grids=good, digest=shown.digest, actor=cast.office, at=NOW)
    assert Initiative.objects.get(code=CODE).owner_unit == "zeimu"
    assert (YearPlan.objects.get(fiscal_year=RUNNING).budget_yen, Task.objects.filter(title="母子手帳").count()) == (1000, 1)


def test_guess_meanings__knows_the_usual_headings_once_each() -> None:
    headings = ("No", "取組", "取組名", "担当課", "評価指標", "単位", "R8目標", "R8 予算(円)", "R8の計画", "備考")
    assert guess_meanings(headings, [RUNNING]) == {
        "No": "code", "取組": "title", "担当課": "取組|主管課|", "評価指標": "KPI|名前|", "単位": "KPI|単位|", "R8目標": "KPI|R8 目標|",
        "R8 予算(円)": f"予算|予算額（円）|{RUNNING}", "R8の計画": f"年度計画|計画|{RUNNING}"}


def test_map_grid__reads_kpis_below_a_merged_initiative(cast: Cast, plan: Initiative) -> None:
    known = Kpi.objects.get(key="k2")
    own = Grid("DX計画", tuple(tuple(map(Cell, row)) for row in (
        ("番号", "めざすこと", "指標", "単位", "R8目標"), (CODE, "楽にする", known.name, known.unit, "70"),
        ("", "", "教室の数", "回", "12"), ("", "", "", "", ""))))
    chosen = {"番号": "code", "めざすこと": "取組|目的|", "指標": "KPI|名前|", "単位": "KPI|単位|", "R8目標": "KPI|R8 目標|"}
    kpis = kpis_by_name()
    grids = map_grid(own, chosen, codes={}, kpis=kpis)
    shown = preview_plan(grids)
    assert shown.problems == ()
    import_plan(grids=grids, digest=shown.digest, actor=cast.office, at=NOW)
    assert Initiative.objects.get(code=CODE).purpose == "楽にする"
    added = Kpi.objects.get(name="教室の数")
    assert (added.definition, added.unit, added.direction, added.is_assumed) == ("教室の数", "回", "up", False)
    assert [year.target for year in (*known.years.filter(fiscal_year=RUNNING), *added.years.all())] == [70, 12]
    again = preview_plan(map_grid(own, chosen, codes={}, kpis=kpis_by_name()))
    assert (again.problems, again.changes) == ((), ())


@pytest.mark.parametrize(("chosen", "code"), [
    ({"a": "code", "b": "KPI|R8 目標|"}, "kpi_unnamed"),
    ({"a": "取組|目的|"}, "no_initiative"), ({"a": "code"}, "nothing_meant"),
    ({"a": "code", "b": "取組|目的|", "c": "取組|目的|"}, "meant_twice"), ({"a": "code", "b": "取組|目的|", "c": ""}, None),
])
def test_refusal_of_mapping__wants_an_initiative_and_something_to_read(chosen: dict[str, str], code: str | None) -> None:
    assert refusal_of_mapping(chosen) == code


def test_import__of_a_frozen_year_says_so(plan: Initiative) -> None:
    data = changed(write_xlsx(sheets_of(read_tables())), 予算_D2=1)
    assert [(one.sheet, one.cell) for one in preview_plan(read_file(data)).problems] == [("予算", "D2")]
    assert YearPlan.objects.get(fiscal_year=PAST).budget_yen is None
