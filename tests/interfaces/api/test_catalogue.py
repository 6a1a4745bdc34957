"""What there is: pages by key, marks and ages, three languages, anywhere readable."""

from typing import Any

import pytest
from django.utils.http import parse_http_date

from murakami.domain.procedures.queries import get_version, list_catalogue, list_life_events
from murakami.domain.publications.operations import publish_document
from tests.interfaces.api.software import Software
from tests.words import compile_words

pytestmark = pytest.mark.django_db
CLAIM = "procedures/child-allowance-claim"


@pytest.fixture
def reader(packs: None) -> Software:
    """Software without a token."""
    return Software()


def _walk(reader: Software, path: str, limit: int) -> list[Any]:
    found, after = [], ""
    while True:
        part = reader.get(f"{path}?limit={limit}{after}")
        found += part["items"]
        if part["next"] is None:
            return found
        assert len(part["items"]) == limit
        after = f"&cursor={part['next']}"


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_procedures__are_all_found_page_by_page(reader: Software, limit: int) -> None:
    assert [one["id"] for one in _walk(reader, "procedures", limit)] == [one.id for one in list_catalogue()]


@pytest.mark.parametrize("limit", [1, 100])
def test_life_events__stand_in_their_order(reader: Software, limit: int) -> None:
    assert [one["id"] for one in _walk(reader, "life-events", limit)] == [one.id for one in list_life_events()]


def test_versions__are_read_for_ever(reader: Software) -> None:
    versions = reader.get(f"{CLAIM}/versions")["items"]
    assert [one["is_current"] for one in versions] == [True]
    sha = versions[0]["sha256"]
    assert reader.get(f"{CLAIM}/versions/{sha}") == reader.get(CLAIM)
    reader.refused("GET", f"{CLAIM}/versions/{'0' * 64}", code="not_found")
    reader.refused("GET", f"procedures/nursery-application/versions/{sha}", code="not_found")
    reader.refused("GET", "procedures/wedding/versions", code="not_found")


def test_search__finds_by_what_people_say(reader: Software) -> None:
    assert reader.get("procedures?q=児童手当")["items"][0]["id"].startswith("child-allowance")
    assert reader.get("procedures?q=ぬぬぬぬ") == {"items": [], "next": None}


@pytest.mark.parametrize(("lang", "title", "answered"), [
    ("ja", "出生届", "ja"), ("en-GB,en;q=0.8", None, "en"), ("ja_Easy", None, "ja-easy"), ("ja-Easy;q=0.9, en;q=0.1", None, "ja-easy"),
    ("fr, de;q=0.5", "出生届", "ja"), ("en;q=0, ja;q=0.1", "出生届", "ja"), ("x;q=x;;,,=", "出生届", "ja"), ("", "出生届", "ja")])
def test_language__is_the_one_asked_for(reader: Software, lang: str, title: str | None, answered: str) -> None:
    answer = reader.ask("GET", "procedures/birth-registration", accept_language=lang)
    assert (answer["Content-Language"], answer["Vary"]) == (answered, "Accept-Language")
    assert answer.json()["title"] == (title or get_version("birth-registration").text("title", answered))
    assert answer.json()["texts"]["title"] == dict(get_version("birth-registration").all_languages("title"))


@pytest.mark.parametrize("lang", ["ja", "ja_Easy", "en"])
def test_refusals__speak_the_language(reader: Software, lang: str) -> None:
    compile_words()
    problem = reader.ask("GET", "nothing", accept_language=lang).json()
    assert problem["title"] == {"ja": "見つかりません", "ja_Easy": "見つかりません", "en": "Not found"}[lang]
    problem = reader.ask("GET", "procedures?sort=name", accept_language=lang).json()
    assert {"ja": "取り除いて", "ja_Easy": "消して", "en": "leave it out"}[lang] in problem["errors"][0]["detail"]


@pytest.mark.parametrize("path", ["procedures", CLAIM, "life-events", "life-events/birth", "units", "publications", "openapi.json"])
def test_reading_again__costs_nothing_when_nothing_changed(reader: Software, path: str) -> None:
    first = reader.ask("GET", path)
    again = reader.ask("GET", path, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Access-Control-Allow-Origin"] == again["Access-Control-Allow-Origin"] == "*"
    if "Last-Modified" in first:
        assert parse_http_date(first["Last-Modified"])
        assert reader.ask("GET", path, if_modified_since=first["Last-Modified"]).status_code == 304
    assert reader.ask("HEAD", path).content == b""


def test_what_belongs_to_somebody__is_read_from_no_other_site(reader: Software) -> None:
    reader.token = reader.post("tokens")["token"]
    answers = [reader.ask("GET", "intakes"), reader.ask("POST", "tokens"), reader.ask("GET", "tokens/current"), reader.ask("OPTIONS", "intakes")]
    assert [answer for answer in answers if "Access-Control-Allow-Origin" in answer] == []
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_publications__are_read_with_their_documents(reader: Software, at: Any) -> None:
    publish_document(kind="indicator", key="filings", title="届いた件数", document={"a": [1]}, at=at)
    publish_document(kind="secret-kind", key="x", title="x", document={}, at=at)
    assert [(one["kind"], one["key"]) for one in reader.get("publications?kind=indicator")["items"]] == [("indicator", "filings")]
    assert reader.get("publications/indicator/filings")["document"] == {"a": [1]}
    for path in ("publications/secret-kind/x", "publications/indicator/none", "publications/none/x"):
        reader.refused("GET", path, code="not_found")
    assert reader.get("publications?kind=secret-kind")["items"] == []


@pytest.mark.parametrize(("query", "field"), [
    ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("cursor=%00", "cursor"), ("cursor=あ", "cursor"), ("cursor=!!!", "cursor"),
    ("q=", "q"), ("q=" + "あ" * 201, "q"), ("page=2", "page"), ("limit=1&limit=2&sort=x", "sort")])
def test_query__wrong_parameters_are_named(reader: Software, query: str, field: str) -> None:
    problem = reader.refused("GET", f"procedures?{query}", code="invalid")
    assert [one["field"] for one in problem["errors"]] == [field]


@pytest.mark.parametrize("cursor", ["MA", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "4pGg"])
def test_cursor__that_names_no_row_is_refused(packs: None, cursor: str) -> None:
    software = Software()
    software.token = software.post("tokens")["token"]
    software.refused("GET", f"intakes?cursor={cursor}", code="invalid")
