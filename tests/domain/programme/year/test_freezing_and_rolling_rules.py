"""What a year lacks before it is frozen, and what goes over into the next one: a table by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from murakami.domain.programme.rules.cycle import Course, Evaluation, Grade, Stage, Statement
from murakami.domain.programme.rules.freezing import YearLine, missing_of, refusal_of_correction
from murakami.domain.programme.rules.rolling import Fate, NewYear, OldTask, OldYear, reasons_missing, roll

B = Statement(grade=Grade.B, reason="理由", course=Course.CONTINUE)
D = replace(B, grade=Grade.D, cause="原因", next_step="次")


def decided(said: Statement) -> Evaluation:
    return Evaluation(turn=None, standing=dict.fromkeys(Stage, said))


@pytest.mark.parametrize(("line", "missing"), [
    (YearLine("1-1", True, decided(B)), []),
    (YearLine("1-1", False, decided(B)), ["result"]),
    (YearLine("1-1", True, decided(B), ("件数",)), ["kpi_result"]),
    (YearLine("1-1", True, decided(D), ("件数",)), []),
    (YearLine("1-1", False, Evaluation(), ("件数",)), ["result", "kpi_result", "evaluation_self"]),
    (YearLine("1-1", True, Evaluation(turn=Stage.HEADQUARTERS)), ["evaluation_headquarters"]),
])
def test_missing__names_what_a_year_lacks(line, missing):
    assert [one.what for one in missing_of(line)] == missing


@pytest.mark.parametrize(("field", "after", "reason", "code"), [
    ("result", "新", "誤記", None), ("grade", "A", "誤記", "field_unknown"), ("result", "新", " ", "reason_missing"),
    ("result", "旧", "誤記", "nothing_changed"), ("settlement_yen", "百万円", "決算", "not_an_amount"),
    ("settlement_yen", "1000000", "決算", None), ("kpi:件数", "12", "誤記", None),
])
def test_correction__names_a_field_a_change_and_a_reason(field, after, reason, code):
    assert refusal_of_correction(field=field, before="旧", after=after, reason=reason) == code


TASKS = (OldTask("t1", "機器", "doing"), OldTask("t2", "案内", "todo"), OldTask("t3", "様式", "done"),
         OldTask("t4", "見学", "dropped"))
OLD = OldYear(code="2-1-2", plan="総合窓口を開く", decided=replace(B, next_step="支所にも開く"), tasks=TASKS,
              targets={"k1": Decimal(12), "k2": Decimal(3)}, next_targets=frozenset({"k2"}))
WHY = {"t1": "納期が遅れた", "t2": "機器を待つ"}


def test_roll__equals_a_year_made_by_hand():
    assert roll(OLD, reasons=WHY, dropped=frozenset({"t2"})) == NewYear(
        code="2-1-2", plan="【継続】支所にも開く", targets={"k1": Decimal(12)},
        fates=(Fate("t1", True, "納期が遅れた"), Fate("t2", False, "機器を待つ")))


@pytest.mark.parametrize(("course", "next_step", "plan"), [
    (Course.CONTINUE, "", "【継続】総合窓口を開く"), (Course.EXPAND, "支所", "【拡充】支所"), (Course.REVISE, "やり方", "【見直し】やり方"),
    (Course.END, "", None)])
def test_roll__words_the_plan_from_what_was_decided(course, next_step, plan):
    old = replace(OLD, decided=replace(B, course=course, next_step=next_step))
    assert roll(old, reasons=WHY).plan == plan


def test_roll__writes_over_nothing_that_is_there():
    assert roll(replace(OLD, next_plan="もう書いた"), reasons=WHY).plan is None
    assert roll(replace(OLD, next_plan=""), reasons=WHY).plan == "【継続】支所にも開く"


def test_roll__carries_nothing_into_an_end():
    ended = roll(replace(OLD, decided=replace(B, course=Course.END)), reasons=WHY)
    assert (ended.targets, [fate.carried for fate in ended.fates]) == ({}, [False, False])


def test_reasons__are_asked_for_each_unfinished_task():
    assert reasons_missing([roll(OLD, reasons={"t1": "遅れた", "t2": " "})]) == ("t2",)
