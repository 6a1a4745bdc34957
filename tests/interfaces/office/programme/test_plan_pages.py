"""Pages of the plan: what they show to whom, what they cost, what a form keeps."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from murakami.domain.programme.live import LiveFigure
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, SheetMapping, YearPlan
from murakami.domain.programme.queries import plan as plan_query
from murakami.domain.publications.models import Publication
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.programme.plan.cast import CODE, RUNNING, Cast, staff
from tests.interfaces.office.programme.conftest import ClientOf
from tests.page_forms import read_form

Sql = Callable[[int], AbstractContextManager[object]]
BOARD = "/office/programme/"
PAGES = ("", "tasks/", "kpis/", "risks/", "budget/", "decisions/", "checks/", "notes/", "history/", "describe/", "place/",
         f"years/{RUNNING}/", "tasks/add/", "tasks/r8-inventory/", "kpis/add/", "kpis/online-procedures/figures/", "risks/add/",
         "decisions/add/", "checks/edit/", "notes/add/")


@pytest.fixture
def office_client(city: None, enter: ClientOf) -> Client:
    """The DX office in front of the whole plan."""
    return enter(staff("dx", digital=Role.CLERK))


def test_board__costs_the_same_for_one_and_for_all(office_client: Client, sql_at_most: Sql) -> None:
    office_client.get(BOARD)
    with sql_at_most(14):
        page = office_client.get(BOARD).content.decode()
    assert page.count("data-row") == 24
    assert "自治体DX" in page
    assert "便利な行政サービスの提供" in page


@pytest.mark.parametrize("page", PAGES)
def test_initiative__costs_little_on_every_page(office_client: Client, sql_at_most: Sql, page: str) -> None:
    office_client.get(BOARD)
    with sql_at_most(15):  # three of them read the indicators of bound KPIs
        assert office_client.get(f"{BOARD}2-1-1/{page}").status_code == 200


@pytest.mark.parametrize(("asked", "shown"), [
    ("?unit=kodomo", True), ("?unit=hoken", True), ("?unit=zeimu", False), ("?status=not_started", True),
    ("?status=done", False), ("?mine=1", True), ("?status=<x>", True), ("?unit=\x00", False),
])
def test_board__is_narrowed(small: Cast, enter: ClientOf, asked: str, shown: bool) -> None:
    page = enter(small.owner).get(BOARD + asked).content.decode()
    assert (f"{BOARD}{CODE}/" in page) is shown


def test_board__says_how_to_begin(db: None, enter: ClientOf) -> None:
    page = enter(staff("dx", digital=Role.CLERK)).get(BOARD).content.decode()
    assert "まだ取組がありません" in page
    assert "packs load" in page


def test_pages__offer_forms_only_to_those_whose_plan_it_is(small: Cast, enter: ClientOf) -> None:
    theirs, others = (enter(actor).get(f"{BOARD}{CODE}/").content.decode() for actor in (small.owner, small.elsewhere))
    assert "describe/" in theirs
    assert "describe/" not in others
    assert "place/" not in theirs  # whose it is, the DX office says
    assert "公表する" not in theirs


def test_frozen_year__has_no_form(small: Cast, enter: ClientOf) -> None:
    client = enter(small.owner)
    assert f"years/{RUNNING}/" in client.get(f"{BOARD}{CODE}/").content.decode()
    page = client.get(f"{BOARD}{CODE}/").content.decode()
    assert f"{CODE}/years/2025/" not in page
    assert f"{BOARD}years/2025/{CODE}/" in page  # its evaluation can still be read
    form = read_form(client.get(f"{BOARD}{CODE}/years/2025/").content, holding='type="submit"')
    answer = client.post(f"{BOARD}{CODE}/years/2025/", form.filled(**{"plan.value": "書きかえ"}))
    assert (answer.status_code, YearPlan.objects.get(fiscal_year=2025).plan) == (422, "去年の計画")
    assert "確定しています" in answer.content.decode()


def test_form__names_what_is_wrong_and_keeps_what_was_typed(small: Cast, enter: ClientOf) -> None:
    client, address = enter(small.owner), f"{BOARD}{CODE}/kpis/k1/figures/"
    form = read_form(client.get(address).content, holding='type="submit"')
    answer = client.post(address, form.filled(**{f"target_{RUNNING}.value": "たくさん", f"result_{RUNNING}.value": "55"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "「たくさん」は数字として読み取れません" in page
    assert 'value="55"' in page
    assert not KpiYear.objects.filter(fiscal_year=RUNNING).exists()


def test_bound_kpi__shows_what_is_measured_and_offers_no_result(
    small: Cast, enter: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_query, "live_figures", lambda keys, years, today: {
        (key, year): LiveFigure(Decimal("61.5")) for key in keys for year in years if year == RUNNING})
    client = enter(small.owner)
    assert "61.5%" in client.get(f"{BOARD}{CODE}/kpis/").content.decode()
    assert f"result_{RUNNING}" not in client.get(f"{BOARD}{CODE}/kpis/k2/figures/").content.decode()


def test_publish__is_the_offices_and_names_nobody(small: Cast, enter: ClientOf) -> None:
    enter(small.owner).post(f"{BOARD}{CODE}/publish")
    assert not Publication.objects.exists()
    enter(small.office).post(f"{BOARD}publish")
    published = Publication.objects.get(kind="initiative-plan", key=CODE)
    assert published.document["owner"] == "こども課"
    assert [one["key"] for one in published.document["kpis"]] == ["k1", "k2"]
    assert "職員" not in str(published.document)
    before = published.published_at
    enter(small.office).post(f"{BOARD}publish")
    published.refresh_from_db()
    assert published.published_at == before


def test_result_without_evidence__is_asked_for_in_its_own_field(small: Cast, enter: ClientOf) -> None:
    client, address = enter(small.owner), f"{BOARD}{CODE}/kpis/k1/figures/"
    page = client.get(address)
    form = read_form(page.content, holding='type="submit"')
    answer = client.post(address, form.filled(**{f"result_{RUNNING}.value": "55", f"evidence_{RUNNING}.value": ""}))
    assert answer.status_code == 422
    assert f'href="#evidence_{RUNNING}' in answer.content.decode()
    name = Kpi.objects.get(key="k1").name
    assert f"{name}の目標と実績を書く" in page.content.decode()


def test_assumed__is_marked_until_the_town_has_confirmed_it(small: Cast, enter: ClientOf) -> None:
    Initiative.objects.filter(code=CODE).update(is_assumed=True)
    Kpi.objects.filter(key="k1").update(is_assumed=True)
    client = enter(small.owner)
    assert ">仮</span>" in client.get(BOARD).content.decode()
    assert "定義を確かめる" in client.get(f"{BOARD}{CODE}/kpis/").content.decode()
    form = read_form(client.get(f"{BOARD}{CODE}/kpis/k1/").content, holding='type="submit"')
    client.post(f"{BOARD}{CODE}/kpis/k1/", form.filled())
    form = read_form(client.get(f"{BOARD}{CODE}/describe/").content, holding='type="submit"')
    client.post(f"{BOARD}{CODE}/describe/", form.filled())
    assert "定義を確かめる" not in client.get(f"{BOARD}{CODE}/kpis/").content.decode()
    assert ">仮</span>" not in client.get(BOARD).content.decode()


def test_kpi__is_bound_only_to_what_can_be_measured(office_client: Client) -> None:
    page = office_client.get(f"{BOARD}2-1-1/kpis/add/").content.decode()
    assert "オンライン申請率" in page
    assert "名称の確認待ち" not in page  # an indicator without values yet


def test_published_plan__leads_to_its_public_page(small: Cast, enter: ClientOf) -> None:
    client, address = enter(small.office), f"{BOARD}{CODE}/"
    assert "まだ公表していません" in client.get(address).content.decode()
    answer = client.post(f"{address}publish", follow=True).content.decode()
    assert "計画を公表しました。" in answer
    assert f'href="/policy/initiatives/{CODE}/"' in answer


def upload(data: bytes, name: str = "plan.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def test_import__shows_what_would_change_and_then_does_it(small: Cast, enter: ClientOf) -> None:
    client = enter(small.office)
    book = load_workbook(io.BytesIO(client.get(f"{BOARD}plan.xlsx").content))
    unchanged = io.BytesIO()
    book.save(unchanged)
    assert "変わるところはありません" in client.post(f"{BOARD}bring-in/", {"file": upload(unchanged.getvalue())}).content.decode()
    book["取組"]["E2"] = "ファイルで書いた目的"
    written = io.BytesIO()
    book.save(written)
    shown = client.post(f"{BOARD}bring-in/", {"file": upload(written.getvalue())})
    assert "ファイルで書いた目的" in shown.content.decode()
    assert Initiative.objects.get(code=CODE).purpose == ""
    client.post(f"{BOARD}bring-in/confirm", read_form(shown.content, holding="digest").filled())
    assert Initiative.objects.get(code=CODE).purpose == "ファイルで書いた目的"


def test_import__lists_what_is_wrong(small: Cast, enter: ClientOf) -> None:
    client = enter(small.office)
    book = load_workbook(io.BytesIO(client.get(f"{BOARD}plan.xlsx").content))
    book["予算"]["D3"] = "たくさん"
    written = io.BytesIO()
    book.save(written)
    answer = client.post(f"{BOARD}bring-in/", {"file": upload(written.getvalue())})
    assert answer.status_code == 422
    assert "D3" in answer.content.decode()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"\x00\x01"])
def test_import__answers_files_that_are_none(small: Cast, enter: ClientOf, data: bytes) -> None:
    assert enter(small.office).post(f"{BOARD}bring-in/", {"file": upload(data)}).status_code == 422


def test_import__remembers_what_columns_mean(small: Cast, enter: ClientOf) -> None:
    client, book = enter(small.office), Workbook()
    book.active.append(["事業名", "ねらい", "備考"])
    book.active.append(["子育てのDX", "自分の表の目的", "x"])
    written = io.BytesIO()
    book.save(written)
    asked = client.post(f"{BOARD}bring-in/", {"file": upload(written.getvalue(), "own.xlsx")})
    form = read_form(asked.content, holding="column-0")
    refused = client.post(f"{BOARD}bring-in/columns", form.filled())
    assert refused.status_code == 422
    shown = client.post(f"{BOARD}bring-in/columns", form.filled(**{"column-0": "title", "column-1": "取組|目的|"}))
    assert "自分の表の目的" in shown.content.decode()
    client.post(f"{BOARD}bring-in/confirm", read_form(shown.content, holding="digest").filled())
    assert Initiative.objects.get(code=CODE).purpose == "自分の表の目的"
    assert SheetMapping.objects.get().columns == {"事業名": "title", "ねらい": "取組|目的|"}
    again = client.post(f"{BOARD}bring-in/", {"file": upload(written.getvalue(), "own.xlsx")}).content.decode()
    assert "前に選んだ意味" in again


@pytest.mark.parametrize("token", ["", "x", "eyJmaWxlIjoiMCJ9:1:x"])
def test_import__takes_no_token_of_others(small: Cast, enter: ClientOf, token: str) -> None:
    answer = enter(small.office).post(f"{BOARD}bring-in/confirm", {"token": token, "digest": "0"})
    assert (answer.status_code, "もう一度選んでください" in answer.content.decode()) == (422, True)
