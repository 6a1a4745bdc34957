"""Indicators for everybody: from publications alone, in every language, nothing hidden let out."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from murakami.domain.publications.operations import publish_document
from tests.interfaces.office.indicators.counted import count_a_town
from tests.interfaces.office.pages import see
from tests.packs_loaded import load_packs
from tests.sample_indicator import published_filings

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(at: datetime) -> Client:
    load_packs()
    count_a_town(at)
    return Client()


@pytest.fixture
def sample(at: datetime) -> Client:
    publish_document(kind="indicator", key="filings", title="x", document=published_filings(), at=at)
    return Client()


def test_all__shows_what_is_counted_imported_and_planned(town: Client):
    said = see(town, "/indicators/")
    for words in ("届いた申請・届出の件数", "57,111 人", "窓口での待ち時間", "2028-03まで", "CIOの任命"):
        assert words in said


def test_all__says_when_there_is_nothing(db: None):
    assert "まだ公表した数字はありません" in see(Client(), "/indicators/")


@pytest.mark.parametrize("path", ["/indicators/", "/indicators/filings/", "/indicators/all.csv",
                                  "/indicators/filings/data.csv", "/indicators/filings/data.json"])
def test_pages__cost_two_statements(town: Client, sql_at_most: Callable, path: str):
    town.get(path)
    with sql_at_most(2):
        assert town.get(path).status_code == 200


def test_one__ends_with_the_last_whole_month(town: Client):
    said = see(town, "/indicators/filings/")
    assert "2026-10" in said
    assert "2026-11" not in said


def test_one__explains_what_is_hidden(sample: Client):
    said = see(sample, "/indicators/filings/")
    assert "非表示（件数が少ない）" in said
    assert "5件より少ない値" in said
    assert "第2版" in said


def test_one__that_is_not_there_yet_says_who_and_when(town: Client):
    assert "までに用意する見込みです" in see(town, "/indicators/counter-wait/")
    assert town.get("/indicators/nothing/").status_code == 404


def test_files__hold_what_is_published_and_no_more(sample: Client):
    rows = sample.get("/indicators/filings/data.csv").content.decode("utf-8-sig").splitlines()
    assert "filings,届いた申請・届出の件数,2,month,2026-09,,,,件,,非表示（件数が少ない）" in rows
    assert json.loads(sample.get("/indicators/filings/data.json").content) == published_filings()


@pytest.mark.parametrize(("language", "words"), [("en", "not shown (few cases)"), ("ja-easy", "見（み）せません")])
def test_one__speaks_every_language(sample: Client, language: str, words: str):
    sample.cookies["language"] = language
    assert words in see(sample, "/indicators/filings/")


def test_one__says_once_where_every_group_is_too_small(at: datetime):
    cells = [{"code": code, "value": None, "n": None, "is_hidden": True} for code in ("kankyo", "suido")]
    document = {**published_filings(), "dimensions": [{"name": "unit", "year": 2026, "cells": cells}]}
    publish_document(kind="indicator", key="filings", title="x", document=document, at=at)
    said = see(Client(), "/indicators/filings/")
    assert "どの区分も件数が少ないので、表示しません。" in said
    assert "kankyo" not in said


@pytest.mark.parametrize(("language", "district", "group"), [
    ("ja", "山北地区", "20〜39歳"), ("ja-easy", "山北（さんぽく）", "20歳（さい）から 39歳（さい）"), ("en", "Sanpoku district", "20 to 39")])
def test_one__names_districts_and_age_groups(at: datetime, language: str, district: str, group: str):
    load_packs()
    cells = {"detail.district": "sanpoku", "detail.age_group": "from_20"}
    document = {**published_filings(), "dimensions": [
        {"name": name, "year": 2026, "cells": [{"code": code, "value": "9", "n": 9, "is_hidden": False}]}
        for name, code in cells.items()]}
    publish_document(kind="indicator", key="filings", title="x", document=document, at=at)
    client = Client()
    client.cookies["language"] = language
    said = see(client, "/indicators/filings/")
    assert district in said
    assert group in said
