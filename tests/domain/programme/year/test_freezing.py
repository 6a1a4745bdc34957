"""Freezing: complete or not at all; afterwards the database itself keeps it; a correction stands beside."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from murakami.domain.programme.live import LiveFigure
from murakami.domain.programme.models import FrozenCorrection, KpiYear, Year, YearPlan
from murakami.domain.programme.operations import cycle_years
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused, YearChanged, YearNotFound
from murakami.domain.programme.operations.cycle_freezing import correct_frozen_year, freeze_year
from murakami.domain.programme.queries import cycle as cycle_query
from murakami.domain.programme.rules.cycle import Stage
from murakami.domain.publications.models import Publication
from murakami.kernel.json_values import sha256_of
from tests.domain.programme.year.cast import (
    BAD,
    FRONT,
    MOOD,
    NOW,
    YEAR,
    decide_all,
    evaluating,
    freeze,
    frozen,
    make_initiatives,
    revision_of,
    sign,
)

pytestmark = pytest.mark.django_db


def correct(who, *, field="result", after="窓口を4つにまとめた", reason="数え間違い", code=FRONT, revision=None):
    return correct_frozen_year(fiscal_year=YEAR, code=code, field=field, after=after, reason=reason, actor=who, at=NOW,
                               revision=revision_of() if revision is None else revision)


def test_freeze__keeps_the_whole_year_under_its_digest(town):
    year = frozen(town, said=BAD)
    assert year.state == Year.State.FROZEN
    assert year.sha256 == sha256_of(Year.objects.get(fiscal_year=YEAR).document)
    front = next(one for one in year.document["initiatives"] if one["code"] == FRONT)
    assert (front["grade"], front["owner_unit"], front["budget_yen"]) == ("C", "こども課", 1_200_000)
    assert front["kpis"][0] | {"definition": ""} == {
        "name": "待ち時間", "definition": "", "unit": "分", "direction": "down", "indicator": "", "baseline": "18",
        "baseline_on": "令和4年度", "target": "12", "result": "11.5", "evidence": "発券機の記録"}
    assert [(one["stage"], one["signed_as"]) for one in front["evaluations"]] == [
        ("self", "こども課長"), ("group", "窓口検討部会　部会長"), ("headquarters", "DX推進本部　本部長")]
    assert year.document["counts"] == {"A": 0, "B": 1, "C": 1, "D": 0}


def test_document__names_no_people(town):
    written = json.dumps(frozen(town).document, ensure_ascii=False)
    for who in ("owner", "group", "headquarters", "office_head"):
        assert getattr(town, who).name not in written


def test_freeze__publishes_the_year(town):
    frozen(town)
    published = Publication.objects.get(kind="policy-year", key=str(YEAR))
    assert published.document["digest"] == Year.objects.get().sha256
    assert published.title == "令和7年度（2025年度）の評価"
    assert published.document["corrections"] == []


def test_freeze__waits_until_nothing_is_missing(town):
    make_initiatives(result="")
    evaluating(town)
    decide_all(town)
    with pytest.raises(CycleRefused, match="not_complete"):
        freeze(town)
    YearPlan.objects.filter(initiative__code=FRONT).update(result="できた")
    KpiYear.objects.update(result=None)
    with pytest.raises(CycleRefused, match="not_complete"):
        freeze(town)
    KpiYear.objects.update(result=12)
    assert freeze(town).state == Year.State.FROZEN


def test_freeze__refuses_what_is_not_being_evaluated_and_old_pages(town):
    make_initiatives()
    with pytest.raises(YearNotFound):
        freeze_year(fiscal_year=YEAR, actor=town.office, revision=0, at=NOW)
    cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=NOW)
    with pytest.raises(CycleRefused, match="not_evaluating"):
        freeze(town)
    evaluating(town)
    decide_all(town)
    with pytest.raises(YearChanged):
        freeze_year(fiscal_year=YEAR, actor=town.office, revision=0, at=NOW)


@pytest.mark.parametrize("who", ["owner", "clerk", "group", "headquarters", "elsewhere"])
def test_freezing_and_correcting__is_the_offices_alone(town, who):
    make_initiatives()
    evaluating(town)
    decide_all(town)
    with pytest.raises(CycleNotPermitted):
        freeze_year(fiscal_year=YEAR, actor=getattr(town, who), revision=revision_of(), at=NOW)
    freeze(town)
    with pytest.raises(CycleNotPermitted):
        correct(getattr(town, who))
    assert not FrozenCorrection.objects.exists()


def test_frozen_year__is_refused_any_change_by_the_database(town):
    frozen(town)
    years = Year.objects.filter(fiscal_year=YEAR)
    plans, kpis = YearPlan.objects.filter(fiscal_year=YEAR), KpiYear.objects.filter(fiscal_year=YEAR)
    front = plans.get(initiative__code=FRONT).initiative
    other = front.kpis.create(key="o" * 32, name="別の指標", definition="x", unit="件", direction="up")
    writes = [
        lambda: years.update(document={}), lambda: years.update(sha256="0" * 64), lambda: years.update(fiscal_year=2001),
        lambda: years.update(state="open", document=None, sha256="", frozen_at=None), years.delete,
        lambda: years.update(frozen_at=NOW + timedelta(days=1)),
        lambda: plans.update(result="書きかえた"), lambda: plans.filter(initiative__code=MOOD).update(fiscal_year=2019),
        lambda: plans.filter(initiative__code=MOOD).delete(), lambda: kpis.update(result=1), kpis.delete,
        lambda: other.years.create(fiscal_year=YEAR, target=1)]
    for write in writes:
        with pytest.raises(IntegrityError, match="a frozen year does not change"), transaction.atomic():
            write()
    years.update(revision=99)  # what says nothing about the year may move
    plans.filter(initiative=front).update(result=plans.get(initiative=front).result)


def test_years_that_are_not_frozen__stay_free(town):
    frozen(town)
    other = YearPlan.objects.create(initiative_id=YearPlan.objects.first().initiative_id, fiscal_year=2026, plan="次")
    YearPlan.objects.filter(pk=other.pk).update(plan="次の次")
    other.delete()


def test_freeze__says_how_it_goes_on_that_day(town):
    make_initiatives()
    evaluating(town)
    decide_all(town)
    YearPlan.objects.filter(initiative__code=MOOD).update(status="stopped", status_reason="講師が見つからない")
    assert set(YearPlan.objects.values_list("status", flat=True)) == {"not_started", "stopped"}  # nobody has written since
    said = {one["code"]: one["status"] for one in freeze(town).document["initiatives"]}
    assert said == {FRONT: "late", MOOD: "stopped"}  # a task is overdue; what was said by hand stays
    assert dict(YearPlan.objects.values_list("initiative__code", "status")) == said


def test_freeze__is_signed_no_more(town):
    frozen(town)
    with pytest.raises(CycleRefused, match="frozen"):
        sign(town.headquarters, Stage.HEADQUARTERS, BAD)
    with pytest.raises(CycleRefused, match="frozen"):
        evaluating(town)


def test_correction__stands_beside_what_was_frozen_and_is_published(town):
    year = frozen(town)
    made = correct(town.office)
    assert (made.before, made.after) == ("窓口を3つにまとめた", "窓口を4つにまとめた")
    assert correct(town.office, after="窓口を5つにまとめた").before == "窓口を4つにまとめた"
    again = Year.objects.get(fiscal_year=YEAR)
    assert (again.document, again.sha256) == (year.document, year.sha256)
    published = Publication.objects.get(kind="policy-year").document
    assert [one["after"] for one in published["corrections"]] == ["窓口を4つにまとめた", "窓口を5つにまとめた"]
    assert published["digest"] == year.sha256
    assert town.office.name not in json.dumps(published, ensure_ascii=False)


def test_corrections__are_never_rewritten(town):
    frozen(town)
    correct(town.office)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        FrozenCorrection.objects.update(reason="別の理由")


@pytest.mark.parametrize(("changes", "code"), [
    ({"field": "grade", "after": "A"}, "field_unknown"), ({"code": "9-9"}, "field_unknown"),
    ({"field": "kpi:ない指標"}, "field_unknown"), ({"reason": " "}, "reason_missing"),
    ({"after": "窓口を3つにまとめた"}, "nothing_changed"), ({"field": "settlement_yen", "after": "百万"}, "not_an_amount"),
])
def test_correction__that_says_nothing_is_refused(town, changes, code):
    frozen(town)
    with pytest.raises(CycleRefused, match=code):
        correct(town.office, **changes)


def test_correction__needs_a_frozen_year_and_a_fresh_page(town):
    make_initiatives()
    evaluating(town)
    with pytest.raises(CycleRefused, match="not_frozen"):
        correct(town.office)
    decide_all(town)
    freeze(town)
    with pytest.raises(YearChanged):
        correct(town.office, revision=0)


def test_freeze__records_what_indicators_measure_that_day(town, monkeypatch):
    make_initiatives()
    evaluating(town)
    decide_all(town)
    kpi = KpiYear.objects.get().kpi
    KpiYear.objects.update(result=None, evidence="")
    type(kpi).objects.update(indicator="online-rate")
    monkeypatch.setattr(cycle_query, "live_figures", lambda keys, years, today: {
        ("online-rate", YEAR): LiveFigure(Decimal("10.25"))})
    front = next(one for one in freeze(town).document["initiatives"] if one["code"] == FRONT)
    assert (front["kpis"][0]["result"], front["kpis"][0]["indicator"]) == ("10.25", "online-rate")
    assert front["kpis"][0]["evidence"] == "自動で数えた値（2026年（令和8年）11月28日）"
    assert KpiYear.objects.get().result == Decimal("10.25")


def test_freeze__does_not_wait_for_what_nobody_can_type(town):
    make_initiatives()
    evaluating(town)
    decide_all(town)
    KpiYear.objects.get().kpi.__class__.objects.update(indicator="online-rate")
    KpiYear.objects.update(result=None, evidence="")
    assert freeze(town).state == Year.State.FROZEN


def test_freeze__costs_the_same_whatever_it_holds(town, sql_at_most):
    make_initiatives()
    evaluating(town)
    decide_all(town)
    revision = revision_of()
    with sql_at_most(25):
        freeze_year(fiscal_year=YEAR, actor=town.office, revision=revision, at=NOW)
