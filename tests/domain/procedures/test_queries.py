"""Reading definitions: frozen values, compiled conditions, at most one statement a request."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from murakami.domain.procedures import queries
from murakami.domain.procedures.memory import Memory, begin_request, current_catalogue, end_request
from murakami.engines.guide import next_question, outcome
from murakami.engines.interview import bind_procedure, plan
from murakami.foundation.packs.loading import LoadReport, load
from murakami.foundation.packs.registry import LoadOrder
from murakami.kernel.conditions import Situation, Truth
from murakami.kernel.document import Document, FormRowKind, Row, Topic, form_rows
from murakami.kernel.facts import FactRef, Provenance, ValueSource
from tests.sample_pack import PROCEDURE, spoil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SqlAtMost = Callable[[int], AbstractContextManager[CaptureQueriesContext]]
TODAY = date(2026, 11, 23)


def test_get_version__gives_what_the_pack_says():
    version = queries.get_version("dog-registration")
    assert (version.kind, version.where, version.is_online, version.unit) == ("application", "online", True, "kankyo")
    assert (version.whose, version.for_each, version.assurance, version.by_whom) == (
        "owner",
        None,
        "account",
        ("self",),
    )
    assert (version.fee_yen, version.standard_period, version.retention_years) == (3000, 10, 5)
    assert (version.checklist, version.approval) == (("tag_ready",), ("unit_head",))
    assert version.regime.articles == ("狂犬病予防法4条1項",)
    assert {outcome: letter.id for outcome, letter in version.letters.items()} == {
        "granted": "dog-registered", "refused": "dog-refused"}  # fmt: skip
    assert version.letters["granted"].body == ("{decided_on}に犬を登録しました。",)
    assert version.accepts == {"photo": ("image",)}


def test_get_version__speaks_three_languages():
    version = queries.get_version("dog-registration")
    assert [version.text("title", lang) for lang in ("ja", "ja-easy", "en")] == [
        "犬の登録申請", "犬（いぬ）の登録（とうろく）", "Register a dog"]  # fmt: skip
    assert version.text("result", "ja") == ""
    assert version.text("topic.dog.title", "en") == "Dog"
    assert version.check_text("tag_ready") == "鑑札を用意した"
    assert version.sentence("several_dogs", False, "en") == "You have one dog"
    assert version.attachment_text("photo", "label", "ja") == "犬の写真の写し"
    assert version.role_title("owner")["en"] == "Person"
    assert version.fact_text("Person", "phone")["en"] == "Telephone"


def test_get_version__counts_its_deadline_with_the_towns_own_closing_days():
    deadline = queries.get_version("dog-registration").deadline
    assert deadline is not None
    assert deadline.fact == FactRef("owner", "got_dog_on")
    calendar = queries.work_calendar()
    assert deadline.due_on(date(2026, 12, 5), calendar) == date(2027, 1, 5)
    assert deadline.due_on(date(2026, 12, 5)) == date(2027, 1, 4)


def test_get_version__is_ready_for_the_interview():
    version = queries.get_version("dog-registration")
    roles = {"owner": ("me",)}
    facts = {("me", "dogs"): 2}
    planned = plan(bind_procedure(version.definition, roles), Situation(facts=facts, roles=roles, today=TODAY))
    assert [page.topic for page in planned.pages] == ["owner", "dog"]
    assert [item.fact for item in planned.pages[1].items] == ["got_dog_on", "dogs", "size"]
    alone = plan(
        bind_procedure(version.definition, roles), Situation(facts={("me", "dogs"): 1}, roles=roles, today=TODAY)
    )
    assert [item.fact for item in alone.pages[1].items] == ["got_dog_on", "dogs"]
    assert version.fact(FactRef("owner", "size")).options["labels"]["small"]["en"] == "Small"


def test_get_version__prints_its_official_form():
    version = queries.get_version("dog-registration")
    assert version.form is not None
    said = Provenance(ValueSource.RESIDENT, "2026-11-23T09:00:00+09:00")
    rows = (
        Row("me.name", "owner", "name", {"ja": "氏名"}, "person_name",
            {"family": "葛󠄀城", "given": "花", "family_kana": "カツラギ", "given_kana": "ハナ"}, said),
        Row("me.dogs", "owner", "dogs", {"ja": "頭数"}, "integer", 2, said),
    )  # fmt: skip
    document = Document(
        procedure=version.id, version=version.sha, title={"ja": "犬"}, topics=(Topic("owner", {"ja": "飼い主"}, rows),),
        roles={"owner": ("me",)}, filed_by={}, filed_at="2026-11-23T09:00:00+09:00")  # fmt: skip
    printed = [(row.label, row.text, row.kind) for row in form_rows(document, version.form.items)]
    assert printed == [
        ("氏名", "葛󠄀城　花", FormRowKind.ANSWER),
        ("犬の数", "2", FormRowKind.ANSWER),
        ("鑑札の番号", "", FormRowKind.STAFF),
    ]


def test_get_life_event__is_ready_for_the_guide():
    event = queries.get_life_event("new-dog")
    assert [event.text("title", lang) for lang in ("ja", "en")] == ["犬を飼う", "A new dog"]
    assert (event.order, event.icon, list(event.procedures)) == (10, "paw", ["dog-registration"])
    assert event.role_title("me")["en"] == "You"
    people = {"me": ("me",)}
    first = Situation(facts={}, roles=people, today=TODAY)
    assert next_question(event.plan, first) == ("me", "keeps_dog")
    told = Situation(
        facts={("me", "keeps_dog"): True, ("me", "got_dog_on"): date(2026, 11, 3)}, roles=people, today=TODAY)  # fmt: skip
    found = outcome(event.plan, told).of("dog-registration")
    assert (found.applies, found.whose, found.due_on) == (Truth.TRUE, "me", date(2026, 12, 3))
    assert event.sentence("me_keeps_dog", False, "en") == "You have no dog"
    assert set(event.kind_of("me").facts) >= {"keeps_dog", "got_dog_on"}


def test_town__is_published_too():
    town = queries.get_municipality()
    assert (town.code, town.name, town.name_in("en"), town.receipt_prefix) == ("990001", "見本町", "Sample Town", "SM")
    unit = queries.get_unit("kankyo")
    assert (unit.name_in("en"), unit.phone, unit.offices[0].hours) == (
        "Environment Division", "0254-00-0000", "平日8時30分から")  # fmt: skip
    assert [one.code for one in queries.list_units()] == ["kankyo"]


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda: queries.get_version("cat-registration"), queries.VersionNotFound),
        (lambda: queries.get_version("dog-registration", "0" * 64), queries.VersionNotFound),
        (lambda: queries.get_life_event("new-cat"), queries.LifeEventNotFound),
        (lambda: queries.get_unit("zeimu"), queries.UnitNotFound),
    ],
)
def test_get__says_what_was_never_published(ask: Callable[[], object], error: type[Exception]):
    with pytest.raises(error):
        ask()


def test_get_version__does_not_mistake_the_version_of_another_procedure():
    sha = queries.get_version("dog-registration").sha
    with pytest.raises(queries.VersionNotFound):
        queries.get_version("cat-registration", sha)


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("犬を飼いたい", "life_event", "new-dog"),
        ("鑑札", "procedure", "dog-registration"),
        ("イヌ", "life_event", "new-dog"),
        ("とうろく", "procedure", "dog-registration"),
        ("register", "procedure", "dog-registration"),
        ("ペットを飼った", "life_event", "new-dog"),
        ("ＤＯＧ", "life_event", "new-dog"),
    ],
)
def test_search__finds_what_people_call_it(text: str, kind: str, id: str):
    hit = queries.search(text)[0]
    assert (hit.kind, hit.id) == (kind, id)


@pytest.mark.parametrize("text", ["", "   ", "児童手当", "\u3000"])
def test_search__finds_nothing_where_nothing_fits(text: str):
    assert queries.search(text) == ()


def test_search__puts_life_events_first():
    assert [hit.kind for hit in queries.search("犬")] == ["life_event", "procedure"]
    assert len(queries.search("犬", limit=1)) == 1


@pytest.fixture
def remembered(loaded: LoadReport) -> None:
    """This process has read the current definitions before."""
    assert current_catalogue().procedures


@pytest.fixture
def request_running(remembered: None):
    """A request as Django announces it (its own signal would also close the test's connection)."""
    begin_request()
    yield
    end_request()


def show_two_titles(request: HttpRequest) -> HttpResponse:
    """A page that asks for definitions twice."""
    return HttpResponse(queries.get_version("dog-registration").text("title", "en") + queries.search("犬")[0].id)


urlpatterns = [path("two", show_two_titles)]


@pytest.mark.urls(__name__)
@pytest.mark.usefixtures("remembered")
def test_queries__cost_one_statement_on_a_page(client: Client, sql_at_most: SqlAtMost):
    for _ in range(2):
        with sql_at_most(1):
            assert client.get("/two").content.decode() == "Register a dognew-dog"


@pytest.mark.usefixtures("request_running")
def test_queries__cost_one_statement_a_request(sql_at_most: SqlAtMost):
    with sql_at_most(1):
        version = queries.get_version("dog-registration")
        queries.get_version("dog-registration", version.sha)
        queries.list_catalogue()
        queries.list_life_events()
        queries.search("犬")
        queries.get_unit("kankyo")
        queries.work_calendar()


def test_get_version__by_sha_costs_nothing_once_remembered(sql_at_most: SqlAtMost):
    sha = queries.get_version("dog-registration").sha
    with sql_at_most(0):
        assert queries.get_version("dog-registration", sha).sha == sha


def test_catalogue__costs_two_statements_in_a_new_process(sql_at_most: SqlAtMost, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("murakami.domain.procedures.memory.MEMORY", Memory())
    with sql_at_most(2):
        current_catalogue().life_events["new-dog"].plan.stand(Situation({}, {"me": ("me",)}, TODAY))


def test_queries__see_a_new_publication_in_the_next_request(pack: Path, at: datetime):
    begin_request()
    assert queries.get_version("dog-registration").fee_yen == 3000
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    load([pack], order=LoadOrder(at=at))
    assert queries.get_version("dog-registration").fee_yen == 3500
    end_request()
    begin_request()
    assert queries.get_version("dog-registration").fee_yen == 3500
    end_request()


def test_queries__do_not_remember_a_publication_that_was_rolled_back(pack: Path, at: datetime):
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    with transaction.atomic():
        load([pack], order=LoadOrder(at=at))
        assert queries.get_version("dog-registration").fee_yen == 3500
        transaction.set_rollback(True)
    assert queries.get_version("dog-registration").fee_yen == 3000
