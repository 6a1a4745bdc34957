"""The indicators as office pages: what they say, what they hide, what they cost."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from murakami.domain.indicators.models import IndicatorVersion
from tests.interfaces.office.indicators.counted import count_a_town
from tests.interfaces.office.pages import see

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(clerk: Client, at: datetime) -> Client:
    count_a_town(at)
    return clerk


def test_dashboard__shows_figures_targets_freshness_and_what_is_not_there_yet(town: Client):
    said = see(town, "/office/indicators/")
    assert "届いた申請・届出の件数" in said
    assert "45.0%" in said  # nine of twenty items
    assert "2026-11-23 09:00 集計" in said
    assert "取組 2-1-1のKPI" in said
    assert "57,111 人" in said
    assert "窓口での待ち時間 企画戦略課デジタル化推進室 2028-03" in said
    assert "CIOの任命" in said


def test_dashboard__costs_at_most_twenty_whatever_was_counted(town: Client, sql_at_most: Callable):
    town.get("/office/indicators/")
    with sql_at_most(20):
        assert town.get("/office/indicators/").status_code == 200


def test_dashboard__says_that_figures_are_old(town: Client, at: datetime):
    IndicatorVersion.objects.filter(key="filings").update(counted_at=at - timedelta(days=9))
    assert "古くなっています" in see(town, "/office/indicators/")


def test_dashboard__of_an_empty_installation_says_how_to_begin(clerk: Client, at: datetime):
    IndicatorVersion.objects.update(withdrawn_at=at)
    assert "まだ指標がありません" in see(clerk, "/office/indicators/")


@pytest.mark.parametrize("query", ["", "?by=quarter", "?by=year", "?year=2024", "?year=x&by=y"])
def test_indicator__shows_its_course_and_divisions(town: Client, sql_at_most: Callable, query: str):
    with sql_at_most(12):
        said = see(town, f"/office/indicators/days-to-decision/{query}")
    assert "9.0 日" in said
    assert "数え方と版" in said


def test_indicator__names_units_and_explains_what_is_hidden(town: Client):
    said = see(town, "/office/indicators/filings/")
    assert "こども課" in said
    assert "児童手当" in said


def test_indicator__of_answers_shows_each(town: Client):
    assert "3 点" in see(town, "/office/indicators/satisfaction-scores/")


def test_indicator__that_is_not_there_yet_says_who_and_when(town: Client):
    said = see(town, "/office/indicators/counter-wait/")
    assert "企画戦略課デジタル化推進室が2028-03までに用意する見込みです" in said


def test_indicator__of_the_policy_shows_its_points(town: Client):
    said = see(town, "/office/indicators/population/")
    assert "36,568 人 推計" in said


def test_definition__says_how_it_is_counted(town: Client, sql_at_most: Callable):
    with sql_at_most(12):
        said = see(town, "/office/indicators/online-rate/definition/")
    assert "case.received（channel=online）" in said
    assert "前の版はありません" in said


def test_unknown__is_not_found(town: Client):
    for tail in ("", "definition/", "figures.csv"):
        assert town.get(f"/office/indicators/nothing/{tail}").status_code == 404


def test_csv__holds_every_period(town: Client, sql_at_most: Callable):
    with sql_at_most(12):
        sent = town.get("/office/indicators/online-rate/figures.csv")
    rows = sent.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("指標,版,期間の種類,期間")
    assert any("2026-05" in row for row in rows)
    assert any(",年度,2026,課,こども課," in row for row in rows)
