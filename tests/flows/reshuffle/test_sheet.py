"""The file of a reshuffle: unchanged it changes nothing; every planted mistake is named by its cell, with its mend."""

import io

import pytest
from openpyxl import load_workbook

from murakami.domain.programme.formats.workbook import Cell, Grid, read_file, write_xlsx
from murakami.flows.reshuffle.plan import Move, plan_reshuffle
from murakami.flows.reshuffle.sheet import COLUMNS, SHEET, read_sheet, template_of
from murakami.flows.reshuffle.town import Member, Place, Town
from murakami.foundation.accounts.vocabulary import Role

TOWN = Town(
    units={"kodomo": "こども課", "fukushi": "福祉課", "somu": "総務課"},
    members={
        "k-1": Member("k-1", "職員　花子", "k1@example.jp", 1, frozenset({Place("kodomo", Role.CLERK)})),
        "k-9": Member("k-9", "課長　一郎", "", 2, frozenset({Place("kodomo", Role.UNIT_HEAD)})),
        "f-1": Member("f-1", "職員　次郎", "", 3, frozenset({Place("fukushi", Role.CLERK, "claim"), Place("somu", Role.PERSONNEL)})),
    },
    procedures={"claim": "児童手当", "nursery": "保育園"}, homes={"claim": "kodomo", "nursery": "kodomo"},
    cases={("kodomo", "claim"): 5, ("kodomo", "nursery"): 2}, plans={"kodomo": 3})
# rows of the template (2 is the first below the headings): fukushi, kodomo, somu, f-1 twice, k-1, k-9
FUKUSHI, KODOMO, SOMU, F1_CLERK, F1_PERSONNEL, K1, K9 = range(2, 9)


def read(rows: list[list[str]]):
    return read_sheet([Grid(SHEET, tuple(tuple(Cell(text) for text in row) for row in rows))], TOWN)


def changed(*changes: tuple[int, str, str], without: tuple[int, ...] = (), more: tuple[dict[str, str], ...] = ()):
    rows = template_of(TOWN)
    for row, column, text in changes:
        rows[row - 1][COLUMNS.index(column)] = text
    kept = [row for at, row in enumerate(rows, 1) if at not in without]
    return read([*kept, *([values.get(column, "") for column in COLUMNS] for values in more)])


def row(kind: str, **values: str) -> dict[str, str]:
    return {"区分": kind, **values}


def test_template__unchanged_changes_nothing() -> None:
    reading = read(template_of(TOWN))
    assert reading.problems == ()
    assert plan_reshuffle(TOWN, reading.wish).is_empty


@pytest.mark.parametrize("as_csv", [False, True])
def test_template__comes_back_from_xlsx_and_csv(as_csv: bool) -> None:
    rows = template_of(TOWN)
    data = "\n".join(",".join(one) for one in rows).encode("cp932") if as_csv else write_xlsx({SHEET: rows})
    reading = read_sheet(read_file(data, name=f"{SHEET}.csv"), TOWN)
    assert reading.problems == ()
    assert plan_reshuffle(TOWN, reading.wish).is_empty
    assert as_csv or load_workbook(io.BytesIO(data)).sheetnames == [SHEET]


@pytest.mark.parametrize(("reading", "cell", "words"), [
    (changed((KODOMO, "区分", "部")), "A3", "区分「部」はありません"),
    (changed((KODOMO, "課コード", "")), "B3", "課コード「」は使えません"),
    (changed((KODOMO, "課コード", "こども")), "B3", "課コード「こども」は使えません"),
    (changed((KODOMO, "課名", "")), "C3", "課名がありません"),
    (changed((KODOMO, "課名", "あ" * 101)), "C3", "課名が長すぎます"),
    (changed((KODOMO, "課名", "福祉課")), "C2", "課名「福祉課」の課が2つあります"),
    (changed(without=(SOMU,)), "", "今ある課「somu 総務課」がファイルにありません"),
    (changed(more=(row("課", 課コード="kodomo", 課名="こども課"),)), "B9", "同じ課コードの行が2つあります"),
    (changed(more=(row("廃止", 課コード="somu", 引き継ぐ課="kodomo"),)), "B4", "残る課にも廃止する課にもあります"),
    (changed(more=(row("廃止", 課コード="zeimu", 引き継ぐ課="kodomo"),)), "B9", "廃止する課「zeimu」は、今ありません"),
    (changed((SOMU, "区分", "廃止")), "D4", "仕事を引き継ぐ課がありません"),
    (changed((SOMU, "区分", "廃止"), (SOMU, "引き継ぐ課", "somu")), "D4", "自分の課に引き継ぐことはできません"),
    (changed((SOMU, "区分", "廃止"), (SOMU, "引き継ぐ課", "zeimu")), "D4", "引き継ぐ課「zeimu」は、異動のあとにありません"),
    (changed((SOMU, "区分", "廃止"), (SOMU, "引き継ぐ課", "kodomo"), (F1_PERSONNEL, "課コード", "somu")), "B6",
     "課「somu」は、異動のあとにありません"),
    (changed(more=(row("手続", 課コード="kodomo", 引き継ぐ課="fukushi", 手続="passport"),)), "H9", "手続「passport」はありません"),
    (changed(more=(row("手続", 課コード="zeimu", 引き継ぐ課="fukushi", 手続="claim"),)), "B9", "今の担当の課「zeimu」はありません"),
    (changed(more=2 * (row("手続", 課コード="kodomo", 引き継ぐ課="fukushi", 手続="claim"),)), "H10", "同じ手続の行が2つあります"),
    (changed((K1, "職員番号", "")), "E7", "職員番号がないか、使えない文字があります"),
    (changed((K1, "職員番号", "ｋ－１")), "E7", "使えない文字があります"),
    (changed((K1, "氏名", "")), "F7", "氏名がありません"),
    (changed((F1_PERSONNEL, "氏名", "職員　三郎")), "F6", "氏名が、行によってちがいます"),
    (changed((K1, "役割", "主任")), "G7", "役割「主任」はありません"),
    (changed((K1, "役割", "")), "G7", "役割「」はありません"),
    (changed((K1, "手続", "passport")), "H7", "手続「passport」はありません"),
    (changed((K1, "メール", "k1@")), "I7", "「k1@」はメールアドレスではありません"),
    (changed(without=(K1,)), "", "今いる職員「k-1 職員　花子」がファイルにありません"),
    (changed(more=(row("退職", 職員番号="k-1"),)), "E7", "職員にも退職にもあります"),
    (changed(more=(row("退職", 職員番号="x-1"),)), "E9", "退職する職員「x-1」は、今いません"),
    (changed((F1_PERSONNEL, "役割", "係員")), "", "人事担当がいなくなります"),
    (changed(more=(row("職員", 職員番号="k-1", 氏名="職員　花子", 課コード="kodomo", 役割="係員"),)), "G9",
     "同じ職員の同じ役割が2つあります"),
])
def test_read__names_the_planted_mistake(reading, cell: str, words: str) -> None:
    found = {problem.cell: problem for problem in reading.problems if words in problem.problem}
    assert cell in found, [(one.cell, one.problem) for one in reading.problems]
    assert found[cell].mend.endswith("。")


@pytest.mark.parametrize(("rows", "words"), [([], "見出し「区分」"), ([["区分", "課コード"]], "「課名」"), ([["職員番号"]], "「区分」")])
def test_read__wants_its_headings(rows: list[list[str]], words: str) -> None:
    assert words in read(rows).problems[0].problem


def test_read__refuses_formulas() -> None:
    cells = tuple(tuple(Cell(text) for text in one) for one in template_of(TOWN))
    formula = (*cells[:-1], (*cells[-1][:-1], Cell("=A1", is_formula=True)))
    first = next(iter(read_sheet([Grid(SHEET, formula)], TOWN).problems))
    assert (first.cell, first.problem) == ("I8", "計算式が入っています。")


def test_plan__says_who_moves_and_where_cases_go() -> None:
    reading = changed(
        (KODOMO, "区分", "廃止"), (KODOMO, "引き継ぐ課", "mirai"), (K9, "課コード", "mirai"), (K1, "区分", "退職"),
        (SOMU, "課名", "総務部"),
        more=(row("課", 課コード="mirai", 課名="こども未来課"), row("手続", 課コード="kodomo", 引き継ぐ課="fukushi", 手続="nursery"),
              row("職員", 職員番号="n-1", 氏名="新人　翠", 課コード="mirai", 役割="係員")))
    assert reading.problems == ()
    plan = plan_reshuffle(TOWN, reading.wish)
    assert [(one.kind, one.code, one.successor) for one in plan.units] == [
        ("opened", "mirai", ""), ("renamed", "somu", ""), ("closed", "kodomo", "mirai")]
    assert {(one.kind, one.known.login_name) for one in plan.people} == {("moves", "k-9"), ("joins", "n-1"), ("leaves", "k-1")}
    assert plan.moves == (Move("kodomo", "claim", "mirai", 5), Move("kodomo", "nursery", "fukushi", 2))
    assert (plan.plans, plan.headless) == ({"kodomo": "mirai"}, ("fukushi",))
