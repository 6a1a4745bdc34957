"""The public pages of the policy: what they say, what they cost, what can be taken away."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.etree import ElementTree

import pytest
from django.test import Client

from murakami.domain.publications.operations import publish_document, withdraw_document
from murakami.interfaces.open.policy.downloads import safe_cell
from tests.packs_loaded import LOADED_AT

PAGES = ("/policy/", "/policy/editions/1.1/", "/policy/editions/1.0/", "/policy/initiatives/2-1-1/", "/policy/changes/1.0..1.1/",
         "/policy/changes/1.0..1.1/?as=table", "/policy/schedule/", "/policy/findings/", "/policy/initiatives.csv",
         "/policy/policy.json", "/policy/atom.xml")
Limit = Callable[[int], AbstractContextManager[object]]


def page(path: str, *, language: str = "ja") -> str:
    client = Client()
    client.cookies["language"] = language
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_page__costs_at_most_four_statements(path: str, language: str, policy: None, sql_at_most: Limit) -> None:
    page(path)  # the definitions are remembered from here on
    with sql_at_most(4):
        page(path, language=language)


def test_policy__says_what_is_in_force_and_where_to_read_on(policy: None) -> None:
    found = page("/policy/")
    assert "スマート見本" in found
    assert "第1.1版" in found
    assert "令和5年（2023年）7月" in found
    for href in ("/policy/editions/1.1/", "/policy/editions/1.0/", "/policy/schedule/", "/policy/findings/",
                 "/policy/changes/1.0..1.1/", "/policy/initiatives.csv", "/policy/initiatives/2-1-3/"):
        assert f'href="{href}"' in found


@pytest.mark.django_db
def test_policy__is_kind_where_nothing_is_published() -> None:
    assert "公開している方針はまだありません" in page("/policy/")
    for path in ("/policy/schedule/", "/policy/findings/", "/policy/policy.json", "/policy/initiatives.csv"):
        assert Client().get(path).status_code == 404
    assert page("/policy/atom.xml").count("<entry>") == 0


@pytest.mark.parametrize("path", ["/policy/editions/9.9/", "/policy/editions/x/", "/policy/initiatives/9-9/",
                                  "/policy/changes/1.1..1.0/", "/policy/changes/x/"])
def test_policy__what_is_not_published_is_not_there(path: str, policy: None) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(("language", "sentence"), [
    ("ja", "家から納められます。"), ("ja-easy", "家（いえ）から払（はら）えます。"), ("en", "Pay from home.")])
def test_initiative__is_said_plainly_in_every_language(language: str, sentence: str, policy: None) -> None:
    assert sentence in page("/policy/initiatives/2-1-3/", language=language)


def test_initiative__shows_its_schedule_and_its_story(policy: None) -> None:
    found = page("/policy/initiatives/2-1-1/")
    assert "キャッシュレス" in found
    assert '<td class="plan__filled">準備</td>' in found
    assert '<td colspan="2" class="plan__filled">導入</td>' in found
    assert "窓口改革" in found
    assert "名前が変わった・文が変わった：言い方が変わった。" in found
    assert "毎年の評価" not in found


def test_initiative__shows_published_evaluations_and_linked_procedures(policy: None) -> None:
    step = {"grade": "C", "reason": "準備に手間取った。", "next_step": "秋に始める。"}
    publish_document(kind="policy-year", key="2023", title="評価", at=LOADED_AT, document={
        "initiatives": [{"code": "2-1-1", "grade": "C", "evaluations": [step]}]})
    publish_document(kind="initiative-plan", key="2-1-1", title="計画", at=LOADED_AT,
                     document={"procedures": ["dog-registration", "gone"], "purpose": "待たない窓口にする。", "issue": "", "owner": "環境課",
                               "related": [], "years": [], "kpis": []})
    found = page("/policy/initiatives/2-1-1/")
    assert "令和5年度（2023年度）" in found
    assert "計画より遅れている" in found
    assert "秋に始める。" in found
    assert 'href="/procedures/dog-registration/"' in found
    assert "準備に手間取った。" not in page("/policy/initiatives/1-1/")
    assert page("/policy/").count("令和5年度　C　計画より遅れている") == 1


def test_initiative__shows_what_is_counted_of_its_procedures(policy: None) -> None:
    publish_document(kind="initiative-plan", key="2-1-1", title="計画", at=LOADED_AT, document={
        "procedures": ["dog-registration"], "purpose": "", "issue": "", "owner": "", "related": [], "years": [], "kpis": []})
    cell = {"code": "dog-registration", "value": "21", "n": 21, "is_hidden": False}
    for key, unit, cells in (("filings", "cases", [cell]), ("online-rate", "percent", [])):
        publish_document(kind="indicator", key=key, title=key, at=LOADED_AT, document={
            "key": key, "name": dict.fromkeys(("ja", "easy", "en"), f"「{key}」"), "unit": unit, "until": "2026-10",
            "dimensions": [{"name": "procedure", "year": 2026, "cells": cells}]})
    found = page("/policy/initiatives/2-1-1/")
    assert "令和8年度の、令和8年（2026年）10月までの数です" in found
    for words in ('<td class="number" data-label="「filings」">21 件</td>', '<td class="number" data-label="「online-rate」">—</td>', 'href="/indicators/filings/"', "「online-rate」"):
        assert words in found


def publish_measured_plan(indicator_years: list[dict[str, object]]) -> None:
    years = [{"year": 2022, "target": "40", "result": "38.5", "is_measured": False},
             {"year": 2023, "target": "50", "result": "", "is_measured": True},
             {"year": 2024, "target": "60", "result": "", "is_measured": True}]
    kpi = {"key": "k1", "name": "オンライン率", "definition": "", "unit": "%", "direction": "up", "baseline": "", "baseline_on": "",
           "indicator": "online-rate", "is_assumed": False, "years": years}
    publish_document(kind="initiative-plan", key="2-1-1", title="計画", at=LOADED_AT, document={
        "procedures": [], "purpose": "", "issue": "", "owner": "", "related": [], "years": [], "kpis": [kpi]})
    publish_document(kind="indicator", key="online-rate", title="オンライン率", at=LOADED_AT, document={
        "until": "2024-05", "years": indicator_years})


def test_initiative__reads_what_is_measured_where_the_indicator_is_published(policy: None) -> None:
    publish_measured_plan([{"year": 2022, "value": "11.1", "is_hidden": False, "is_running": False},
                           {"year": 2023, "value": "47.2", "is_hidden": False, "is_running": False},
                           {"year": 2024, "value": "55.0", "is_hidden": False, "is_running": True}])
    found = page("/policy/initiatives/2-1-1/")
    for words in ("38.5%", "47.2%", "55%（5月まで）", 'href="/indicators/online-rate/"'):
        assert words in found
    assert "11.1" not in found  # what was recorded stays
    assert "はじめの値：38.5%（令和4年度のはじめての実績）" in found


def test_initiative__says_what_is_hidden_and_what_is_not_measured_yet(policy: None) -> None:
    publish_measured_plan([{"year": 2023, "value": None, "is_hidden": True, "is_running": False}])
    found = page("/policy/initiatives/2-1-1/")
    assert "非表示（件数が少ない）" in found
    assert found.count('data-label="実績">—</td>') == 1


def test_edition__holds_the_whole_text(policy: None) -> None:
    found = page("/policy/editions/1.1/")
    for words in ("手続は家からもできます。", "利用者のニーズから出発する", "住民と行政との接点。", "DX推進本部", "書かない、待たない窓口にします。",
                  "①意識醸成と人材育成", "もとの文書には「案」と書かれています"):
        assert words in found
    assert "これは前の版です" in page("/policy/editions/1.0/")
    assert "これは前の版です" not in found


def test_changes__are_marked_in_the_words(policy: None) -> None:
    found = page("/policy/changes/1.0..1.1/")
    assert "機運醸成<ins>と人材育成</ins>" in found
    assert "手続は<del>窓口でし</del><ins>家からもでき</ins>ます。" in found
    assert "見え消しで読む" in found
    table = page("/policy/changes/1.0..1.1/?as=table")
    assert "一つにまとまった" in table
    assert "<ins>自治体DX （1）便利な行政 ② ペーパーレス・会議改革<br>紙をへらし、会議を短くします。" in table


def test_changes__stand_side_by_side_for_every_part(policy: None) -> None:
    found = page("/policy/changes/1.0..1.1/?as=table")
    for words in ("手続は窓口でします。", "手続は家からもできます。", "住民と行政との接点。"):
        assert words in found
    assert "人口が減っています。" not in found  # a paragraph that stayed


def test_schedule__shows_the_own_one_first_and_every_lane(policy: None) -> None:
    found = page("/policy/schedule/")
    assert found.index("図表3.2-1") < found.index("図表3.1-1")
    assert '<th scope="row" rowspan="2">' in found
    assert 'href="/policy/initiatives/1-1/"' in found


def test_findings__say_what_was_decided_and_why(policy: None) -> None:
    found = page("/policy/findings/")
    for words in ("デジタルデバйд", "<b>デジタルデバイド</b>", "文字認識の誤り。", "文字の読み取りの誤り"):
        assert words in found


def test_csv__opens_in_a_spreadsheet_and_computes_nothing(policy: None) -> None:
    response = Client().get("/policy/initiatives.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="initiatives-1.1.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["取組コード"] for row in rows] == ["1-1", "2-1-1", "2-1-2", "2-1-3"]
    assert (rows[1]["重点項目"], rows[1]["区分"]) == ("自治体DX", "（1）便利な行政")
    assert rows[1]["予定"] == "2022-2022 キャッシュレス：準備\n2023-2024 キャッシュレス：導入"


@pytest.mark.parametrize(("text", "cell"), [("=1+1", "'=1+1"), ("-2", "'-2"), ("@x", "'@x"), ("①", "①"), ("", ""), ("a=b", "a=b")])
def test_safe_cell__disarms_formulas(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


def test_json__is_the_publication(policy: None) -> None:
    document = json.loads(Client().get("/policy/policy.json").content)
    assert (document["edition"], document["schema"]) == ("1.1", 1)
    assert document["initiatives"][1]["story"][0]["entries"][0]["title"] == "窓口改革"


def test_atom__tells_what_is_new(policy: None) -> None:
    feed = ElementTree.fromstring(Client().get("/policy/atom.xml").content)
    titles = {entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in feed.findall("{http://www.w3.org/2005/Atom}entry")}
    assert titles == {"見本町DX推進方針 第1.0版", "見本町DX推進方針 第1.1版", "第1.0版 → 第1.1版"}


def test_years__are_linked_and_told_once_they_are_published(policy: None) -> None:
    assert 'href="/policy/years/"' not in page("/policy/")
    publish_document(kind="policy-year", key="2023", title="令和5年度の評価", at=LOADED_AT, document={"initiatives": []})
    assert 'href="/policy/years/"' in page("/policy/")
    assert "令和5年度の評価" in page("/policy/atom.xml")
    assert "/policy/years/2023/" in page("/policy/atom.xml")


def test_policy__a_withdrawn_edition_is_gone_and_the_one_before_is_in_force(policy: None) -> None:
    withdraw_document(kind="policy-edition", key="1.1", at=LOADED_AT)
    assert Client().get("/policy/editions/1.1/").status_code == 404
    assert "第1.0版" in page("/policy/")


def test_portal__leads_to_the_policy(policy: None) -> None:
    assert 'href="/policy/"' in page("/")
