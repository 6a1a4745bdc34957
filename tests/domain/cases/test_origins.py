"""From where cases come is counted by day, and no event of a case says it."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from murakami.domain.cases.operations.counting import KIND, note_origins
from murakami.domain.cases.origins import Arrived, Origin, age_group_of, count_origins, origin_of
from murakami.foundation.events.models import Event
from murakami.kernel.document import Document, Topic
from tests.domain.cases.cast import NOW, receive_one
from tests.kernel.document.filed import document, row

ON = date(2026, 11, 23)
DAY = timedelta(days=1)


def district_of(postal_code: str) -> str:
    return "sanpoku" if postal_code.startswith("95939") else ""


def living_at(postal_code: str, *, born_on: str = "1990-04-01") -> Document:
    rows = (row("me.born_on", "applicant", "date", born_on),
            row("me.residence", "applicant", "address", {"postal_code": postal_code, "block": "1"}),
            row("child-1.born_on", "child", "date", "2026-11-03"))
    return document(whose="applicant", topics=(Topic("all", {"ja": "みな"}, rows),))


def note(*, at: datetime) -> int:
    keys = (f"{number:032x}" for number in count(10**9))
    return note_origins(district_of=district_of, draw_key=lambda: next(keys), at=at)


def noted() -> list[tuple[date, dict[str, Any]]]:
    return [(one.at.date(), one.details) for one in Event.objects.filter(kind=KIND).order_by("id")]


@pytest.mark.parametrize(("born_on", "group"), [
    (date(2026, 11, 3), "under_20"), (date(2006, 11, 24), "from_20"), (date(2006, 11, 25), "under_20"),
    (date(1986, 11, 25), "from_20"), (date(1986, 11, 24), "from_40"), (date(1961, 11, 1), "from_65"),
    (date(1951, 11, 24), "from_75"), (date(1901, 1, 1), "from_75")])
def test_age_group_of__as_the_law_counts_ages(born_on: date, group: str) -> None:
    assert age_group_of(born_on, on=ON) == group


@pytest.mark.parametrize(("filed", "origin"), [
    (living_at("9593907"), Origin("sanpoku", "from_20")), (living_at("9503321", born_on="1950-01-01"), Origin("", "from_75")),
    (document(whose=""), Origin("", "")), (document(whose="applicant"), Origin("", "from_20"))])
def test_origin_of__whoever_applies(filed: Document, origin: Origin) -> None:
    assert origin_of(filed, district_of=district_of, on=ON) == origin


def test_count_origins__by_channel() -> None:
    here, there = Origin("sanpoku", "from_20"), Origin("", "")
    assert count_origins([(here, "online"), (here, "counter"), (there, "online")]) == {here: Arrived(2, 1), there: Arrived(1, 1)}


@pytest.mark.django_db
def test_note_origins__a_day_that_is_over_once(sql_at_most: Any) -> None:
    for postal_code, channel in (("9593907", "online"), ("9593907", "counter"), ("9503321", "online")):
        receive_one(filed=living_at(postal_code), channel=channel)
    assert note(at=NOW) == 0  # the day still runs
    with sql_at_most(5):
        assert note(at=NOW + DAY) == 2
    assert noted() == [
        (ON, {"district": None, "age_group": "from_20", "cases": 1, "online": 1}),
        (ON, {"district": "sanpoku", "age_group": "from_20", "cases": 2, "online": 1})]
    assert note(at=NOW + DAY) == 0


@pytest.mark.django_db
def test_note_origins__catches_up_after_nights_without_it() -> None:
    for days in (0, 2):
        receive_one(filed=living_at("9593907"), at=NOW + days * DAY)
    assert note(at=NOW + 3 * DAY) == 2
    assert [day for day, _ in noted()] == [ON, ON + 2 * DAY]
    receive_one(filed=living_at("9593907"), at=NOW + 3 * DAY)
    assert note(at=NOW + 4 * DAY) == 1


@pytest.mark.django_db
def test_note_origins__says_no_procedure_and_cases_say_no_origin() -> None:
    receive_one(filed=living_at("9593907"))
    note(at=NOW + DAY)
    event = Event.objects.get(kind=KIND)
    assert (event.procedure, event.unit, event.channel) == ("", "", "")
    assert not {"district", "age_group"} & {name for one in Event.objects.exclude(kind=KIND) for name in one.details}
