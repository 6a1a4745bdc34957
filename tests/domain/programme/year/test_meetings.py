"""Bodies and meetings: who may, in which order, and what goes back to the initiatives."""

from datetime import date

import pytest

from murakami.domain.programme.models import BodyMembership, Decision, Initiative, Meeting, Task
from murakami.domain.programme.operations import bodies, meetings
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused
from murakami.domain.programme.operations.plan_desk import YearIsFrozen
from murakami.domain.programme.queries.meetings import list_bodies, list_meetings, read_agenda, read_body
from tests.domain.programme.year.cast import FRONT, MOOD, NOW, YEAR, frozen, make_initiatives

pytestmark = pytest.mark.django_db
KEY = "m" * 32
PLAN = meetings.Plan(body="headquarters", title="第3回 DX推進本部会議", held_on=date(2026, 12, 10), place="第1委員会室")
POINTS = (meetings.Point("令和7年度の評価について", code=FRONT), meetings.Point("その他"))


def planned(town, points=POINTS):
    meeting = meetings.plan_meeting(key=KEY, plan=PLAN, actor=town.office, at=NOW)
    return meetings.set_agenda(key=KEY, points=points, actor=town.office, revision=meeting.revision, at=NOW)


def issued(town, points=POINTS):
    meeting = planned(town, points)
    return meetings.keep_papers(key=KEY, sha256="a" * 64, actor=town.office, revision=meeting.revision, at=NOW)


def decide(who, order=1, key="d" * 32, text="支所にも広げる", reason="待ち時間が減った"):
    return meetings.record_decision(key=KEY, order=order, decision_key=key, text=text, reason=reason, actor=who, at=NOW)


def task(who, order=1, key="w" * 32, title="支所の机を数える", owner=None, due_on=date(2027, 1, 29)):
    return meetings.give_task(key=KEY, order=order, task_key=key, title=title, owner=owner, due_on=due_on, actor=who, at=NOW)


def test_meeting__goes_from_agenda_to_papers_to_minutes(town):
    make_initiatives()
    meeting = issued(town)
    assert [(item.order, item.title, item.initiative and item.initiative.code) for item in read_agenda(meeting)] == [
        (1, "令和7年度の評価について", FRONT), (2, "その他", None)]
    held = meetings.keep_minutes(key=KEY, minutes="異議なし", actor=town.office, revision=meeting.revision, at=NOW)
    assert (held.state, held.minutes) == ("held", "異議なし")


def test_meeting__is_planned_once(town):
    assert planned(town, points=()).pk == meetings.plan_meeting(key=KEY, plan=PLAN, actor=town.office, at=NOW).pk
    assert [one.points for one in list_meetings()] == [0]


def test_outcomes__go_to_the_initiative_once_with_owner_and_day(town):
    make_initiatives()
    issued(town)
    assert decide(town.office) == decide(town.office)
    assert task(town.office, owner=town.clerk.account_id) == task(town.office)
    decision, given = Decision.objects.get(), Task.objects.get(key="w" * 32)
    assert (decision.initiative.code, decision.decided_on, decision.reason) == (FRONT, PLAN.held_on, "待ち時間が減った")
    assert (given.initiative.code, given.fiscal_year, given.owner_id, given.decided_by.order) == (
        FRONT, 2026, town.clerk.account_id, 1)
    assert Initiative.objects.get(code=FRONT).revision == 2


@pytest.mark.parametrize(("act", "code"), [
    (lambda town: decide(town.office, order=2), "no_initiative"),
    (lambda town: decide(town.office, text=" "), "decision_missing"),
    (lambda town: decide(town.office, reason=""), "reason_missing"),
    (lambda town: task(town.office, title=" "), "title_missing"),
    (lambda town: task(town.office, owner=10**6), "account_unknown"),
    (lambda town: meetings.keep_minutes(key=KEY, minutes=" ", actor=town.office, revision=2, at=NOW), "minutes_missing"),
    (lambda town: meetings.set_agenda(key=KEY, points=(), actor=town.office, revision=2, at=NOW), "papers_are_out"),
])
def test_outcomes__that_say_nothing_are_refused(town, act, code):
    make_initiatives()
    issued(town)
    with pytest.raises(CycleRefused, match=code):
        act(town)
    assert not Decision.objects.exists()
    assert not Task.objects.filter(key="w" * 32).exists()


@pytest.mark.parametrize(("act", "code"), [
    (lambda town: meetings.keep_papers(key=KEY, sha256="a" * 64, actor=town.office, revision=1, at=NOW), "agenda_empty"),
    (lambda town: meetings.keep_minutes(key=KEY, minutes="x", actor=town.office, revision=1, at=NOW), "papers_not_out"),
    (lambda town: meetings.set_agenda(key=KEY, points=[meetings.Point(" ")], actor=town.office, revision=1, at=NOW),
     "point_missing"),
    (lambda town: meetings.set_agenda(key=KEY, points=[meetings.Point("x", code="9-9")], actor=town.office, revision=1,
                                      at=NOW), "initiative_unknown"),
    (lambda town: meetings.reopen_agenda(key=KEY, actor=town.office, revision=1, at=NOW), "papers_not_out"),
])
def test_meeting__that_is_planned_refuses_what_comes_later(town, act, code):
    planned(town, points=())
    with pytest.raises(CycleRefused, match=code):
        act(town)


def test_papers__are_taken_back_only_while_nothing_came_of_them(town):
    make_initiatives()
    meeting = issued(town)
    meeting = meetings.reopen_agenda(key=KEY, actor=town.office, revision=meeting.revision, at=NOW)
    assert (meeting.state, meeting.papers_sha256) == ("planned", "")
    meetings.keep_papers(key=KEY, sha256="b" * 64, actor=town.office, revision=meeting.revision, at=NOW)
    decide(town.office)
    with pytest.raises(CycleRefused, match="has_outcomes"):
        meetings.reopen_agenda(key=KEY, actor=town.office, revision=Meeting.objects.get().revision, at=NOW)


def test_task__is_not_put_into_a_frozen_year(town):
    frozen(town)
    issued(town)
    with pytest.raises(YearIsFrozen):
        task(town.office, due_on=date(YEAR, 5, 1))


def test_meeting__from_an_old_page_or_unknown_is_refused(town):
    planned(town, points=())
    with pytest.raises(meetings.MeetingChanged):
        meetings.set_agenda(key=KEY, points=(), actor=town.office, revision=0, at=NOW)
    with pytest.raises(meetings.MeetingNotFound):
        meetings.set_agenda(key="x", points=(), actor=town.office, revision=0, at=NOW)
    with pytest.raises(meetings.MeetingNotFound):
        decide(town.office, order=9)


@pytest.fixture
def ready(town):
    make_initiatives()
    issued(town)
    return town


@pytest.mark.parametrize("who", ["owner", "clerk", "group", "headquarters", "elsewhere"])
def test_meetings_and_bodies__are_run_by_the_office_alone(ready, who):
    actor, same = getattr(ready, who), {"revision": Meeting.objects.get().revision, "at": NOW}
    place = bodies.Place(name="葛󠄀城　光", position="CIO補佐官", since=date(2026, 4, 1))
    for act in (
        lambda: meetings.plan_meeting(key="n" * 32, plan=PLAN, actor=actor, at=NOW),
        lambda: meetings.set_agenda(key=KEY, points=(), actor=actor, **same),
        lambda: meetings.keep_papers(key=KEY, sha256="a" * 64, actor=actor, **same),
        lambda: meetings.reopen_agenda(key=KEY, actor=actor, **same),
        lambda: meetings.keep_minutes(key=KEY, minutes="x", actor=actor, **same),
        lambda: decide(actor), lambda: task(actor),
        lambda: bodies.add_member(body="group", place=place, actor=actor, at=NOW),
        lambda: bodies.end_membership(body="group", membership=BodyMembership.objects.first().pk, until=NOW.date(), actor=actor,
                                      at=NOW),
    ):
        with pytest.raises(CycleNotPermitted):
            act()
    assert (Meeting.objects.count(), Decision.objects.count(), BodyMembership.objects.count()) == (1, 0, 2)


def test_members__come_and_go_on_days(town):
    place = bodies.Place(name="葛󠄀城　光", position="CIO補佐官", since=date(2026, 4, 1))
    made = bodies.add_member(body="group", place=place, actor=town.office, at=NOW)
    assert bodies.add_member(body="group", place=place, actor=town.office, at=NOW) == made
    bodies.end_membership(body="group", membership=made.pk, until=date(2027, 4, 1), actor=town.office, at=NOW)
    assert [(one.name, one.until) for one in read_body("group").places] == [
        ("職員 group", None), ("葛󠄀城　光", date(2027, 4, 1))]
    assert [body.code for body in list_bodies()] == ["headquarters", "office", "group"]


@pytest.mark.parametrize(("changes", "code"), [
    ({"name": " "}, "name_missing"), ({"position": ""}, "position_missing"), ({"until": date(2026, 4, 1)}, "days_wrong"),
    ({"account": 10**6}, "account_unknown")])
def test_members__that_cannot_be_are_refused(town, changes, code):
    usual = {"name": "葛城", "position": "委員", "since": date(2026, 4, 1)}
    with pytest.raises(CycleRefused, match=code):
        bodies.add_member(body="group", place=bodies.Place(**{**usual, **changes}), actor=town.office, at=NOW)
    with pytest.raises(bodies.BodyNotFound):
        bodies.add_member(body="none", place=bodies.Place(**usual), actor=town.office, at=NOW)


def test_agenda__costs_the_same_whatever_it_holds(town, sql_at_most):
    make_initiatives()
    meeting = issued(town, points=[meetings.Point("x", code=code) for code in (FRONT, MOOD, FRONT)])
    for order in (1, 2, 3):
        decide(town.office, order=order, key=f"{order}" * 32)
        task(town.office, order=order, key=f"{order}" * 32, owner=town.clerk.account_id)
    with sql_at_most(5):
        read_agenda(meeting)
