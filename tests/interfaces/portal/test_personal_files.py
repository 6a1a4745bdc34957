"""The register of personal information files, as everybody reads it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from murakami.domain.procedures.queries import get_version, list_catalogue
from murakami.interfaces.portal.showcase.kept_files import KEPT
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
COLUMNS = ("ファイルの名前", "行政機関等の名前", "使う課", "使う目的", "記録すること", "だれのことを記録するか", "集め方", "要配慮個人情報",
           "いつも渡す先", "開示・訂正・利用停止の請求を受け付けるところ")


@pytest.fixture(autouse=True)
def _packs(db: None) -> None:
    load_packs()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list__leads_to_every_file_and_to_the_requests(client: Client) -> None:
    shown = page(client, "/personal-files/")
    for version in list_catalogue():
        assert (f"/personal-files/{version.id}/" in shown) is version.is_online
    assert "/procedures/data-disclosure/" in shown
    assert "/personal-files/" in page(client, "/")


def test_file__says_what_the_law_wants_to_be_said(client: Client) -> None:
    shown = page(client, "/personal-files/pregnancy-notification/")
    for words in (*COLUMNS, "村上市長", "妊娠の週数", "含む：", "総務課", "母子保健法15条"):
        assert words in shown
    assert client.get("/personal-files/birth-registration/").status_code == 404
    assert client.get("/personal-files/nothing/").status_code == 404


def test_csv__has_a_row_for_each_file_in_japanese(client: Client) -> None:
    client.cookies["language"] = "en"
    answer = client.get("/personal-files.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert set(COLUMNS) <= set(rows[0])
    assert len(rows) == 1 + sum(version.is_online for version in list_catalogue()) + len(KEPT)
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize(("language", "words"), [("en", "Regular recipients"), ("ja-easy", "いつも渡（わた）すところ")])
def test_file__in_other_languages(client: Client, language: str, words: str) -> None:
    client.cookies["language"] = language
    shown = page(client, "/personal-files/child-allowance-claim/")
    assert words in shown
    assert get_version("child-allowance-claim").text("title", language) in shown


def test_pages__cost_no_more_than_the_definitions(client: Client, sql_at_most: Any) -> None:
    page(client, "/personal-files/")
    with sql_at_most(3):
        page(client, "/personal-files/")
