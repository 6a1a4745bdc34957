"""The reshuffle in the browser: a template out, a file in, a preview, a day; everybody else finds nothing."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from murakami.domain.programme.formats.workbook import read_file, write_xlsx
from murakami.flows.reshuffle.sheet import COLUMNS, SHEET
from murakami.foundation.accounts.models import Reshuffle, StaffProfile, Unit
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import run_pending
from tests.foundation.accounts.people import make_staff, sign_in
from tests.interfaces.office.pages import text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
WHERE = "/office/reshuffles/"
TODAY = {"day.year": "2026", "day.month": "11", "day.day": "23"}
LATER = {"day.year": "2027", "day.month": "4", "day.day": "1"}


@pytest.fixture
def personnel(cast, at: datetime) -> Client:
    client = Client()
    sign_in(client, make_staff("p-1", name="人事　桃", somu=Role.PERSONNEL), at=at)
    return client


def template(client: Client) -> list[list[str]]:
    data = client.get(f"{WHERE}template/xlsx/").content
    return [[cell.text for cell in row] + [""] * (len(COLUMNS) - len(row)) for row in read_file(data)[0].rows]


def send(client: Client, rows: list[list[str]], day: dict[str, str] = LATER, *, follow: bool = False):
    sheet = SimpleUploadedFile("R9.xlsx", write_xlsx({SHEET: rows}))
    return client.post(WHERE, {**day, "file": sheet})


def put(rows: list[list[str]], whose: str, column: str, text: str) -> None:
    for row in rows:
        if whose in {row[1], row[4]} and (row[0] == "課") == (whose == row[1]):
            row[COLUMNS.index(column)] = text
            return
    raise LookupError(whose)


def test_rename__is_shown_confirmed_and_called_off(personnel: Client) -> None:
    rows = template(personnel)
    put(rows, "somu", "課名", "総務部")
    page = send(personnel, rows)
    assert page.status_code == 200
    assert "総務部" in text_of(page)
    assert not Reshuffle.objects.exists()
    done = personnel.post(f"{WHERE}confirm", read_form(page.content, holding='name="token"').filled(), follow=True)
    assert "反映を待っています" in text_of(done)
    one = Reshuffle.objects.get()
    gone = personnel.post(f"{WHERE}{one.key}/cancel", follow=True)
    assert "取り消しました" in text_of(gone)


def test_today__is_applied_at_once_and_twice_is_once(personnel: Client) -> None:
    rows = template(personnel)
    put(rows, "somu", "課名", "総務部")
    page = send(personnel, rows, TODAY)
    for _ in range(2):
        personnel.post(f"{WHERE}confirm", read_form(page.content, holding='name="token"').filled())
    run_pending()
    assert Unit.objects.get(code="somu").name == "総務部"
    assert Reshuffle.objects.count() == 1
    assert "反映しました" in text_of(personnel.get(WHERE))
    assert "somu 総務部" not in text_of(personnel.get("/office/"))
    assert "総務部" in text_of(personnel.get("/office/staff/"))


def test_mistakes__are_named_by_cell_and_nothing_is_kept(personnel: Client) -> None:
    rows = template(personnel)
    put(rows, "somu", "区分", "廃止")
    page = send(personnel, rows)
    assert page.status_code == 422
    assert "仕事を引き継ぐ課がありません" in text_of(page)
    assert not Reshuffle.objects.exists()


def test_changed_meanwhile__is_shown_again(personnel: Client) -> None:
    rows = template(personnel)
    put(rows, "somu", "課名", "総務部")
    page = send(personnel, rows)
    Unit.objects.filter(code="hoken").update(name="別の名前")
    again = personnel.post(f"{WHERE}confirm", read_form(page.content, holding='name="token"').filled())
    assert again.status_code == 422
    assert "見ているあいだに" in text_of(again)
    assert not Reshuffle.objects.exists()


@pytest.mark.parametrize(("day", "data", "words"), [
    ({"day.year": "2026", "day.month": "11", "day.day": "22"}, b"x", "反映する日が過ぎています"),
    (LATER, b"", "ファイル"), (LATER, b"PK\x03\x04", "読めません"), (LATER, b"a,b\n", "見出し"),
])
def test_file_or_day__that_does_not_do_is_said(personnel: Client, day: dict[str, str], data: bytes, words: str) -> None:
    upload = io.BytesIO(data)
    upload.name = "x.csv"
    answer = personnel.post(WHERE, {**day, "file": upload} if data else day)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_template__gives_no_spreadsheet_a_formula(cast, personnel: Client) -> None:
    StaffProfile.objects.update(name="=HYPERLINK(1)")
    text = personnel.get(f"{WHERE}template/csv/").content.decode()
    assert "'=HYPERLINK(1)" in text
    assert ",=" not in text


def test_others__find_no_such_page(cast, head: Client, enter) -> None:
    for client in (head, enter(cast.administrator)):
        assert {client.get(where).status_code for where in (WHERE, f"{WHERE}template/csv/")} == {404}
