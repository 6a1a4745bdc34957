"""Signing and sending back: who may, what is refused and changes nothing, what is written."""

import pytest
from django.db import IntegrityError, transaction

from murakami.domain.programme.models import EvaluationStep
from murakami.domain.programme.operations import cycle_years
from murakami.domain.programme.operations.cycle import (
    CycleNotPermitted,
    CycleRefused,
    YearChanged,
    YearNotFound,
)
from murakami.domain.programme.operations.cycle_signing import NotPlanned, is_unbroken
from murakami.domain.programme.queries.cycle import read_year
from murakami.domain.programme.rules.cycle import Stage
from murakami.foundation.events.models import Event
from tests.domain.programme.year.cast import (
    BAD,
    FRONT,
    MOOD,
    NOW,
    YEAR,
    Town,
    back,
    evaluating,
    make_initiatives,
    seat,
    sign,
    steps_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def going(town: Town) -> Town:
    """The year is being evaluated."""
    make_initiatives()
    evaluating(town)
    return town


def test_sign__goes_up_the_stages_and_names_offices(going):
    for stage in Stage:
        sign(going.signer(stage), stage)
    assert list(EvaluationStep.objects.order_by("id").values_list("stage", "signed_as")) == [
        ("self", "こども課長"), ("group", "窓口検討部会　部会長"), ("headquarters", "DX推進本部　本部長")]
    assert read_year(YEAR, code=FRONT)[0].evaluation.decided is not None


def test_sign__by_the_office_says_that_it_stands_in(going):
    sign(going.owner, Stage.SELF)
    assert sign(going.office, Stage.GROUP).signed_as == "検討部会（デジタル化推進室が代行）"
    assert sign(going.office, Stage.HEADQUARTERS).signed_as == "DX推進本部（デジタル化推進室が代行）"


@pytest.mark.parametrize(("stage", "who"), [
    (Stage.SELF, "clerk"), (Stage.SELF, "office"), (Stage.SELF, "office_head"), (Stage.SELF, "elsewhere"),
    (Stage.SELF, "group"), (Stage.GROUP, "owner"), (Stage.GROUP, "headquarters"), (Stage.GROUP, "elsewhere"),
    (Stage.HEADQUARTERS, "owner"), (Stage.HEADQUARTERS, "group"), (Stage.HEADQUARTERS, "clerk"),
])
def test_sign__is_not_for_others(going, stage, who):
    for below in list(Stage)[:list(Stage).index(stage)]:
        sign(going.signer(below), below)
    before = steps_of(FRONT)
    for step in (sign, back):
        with pytest.raises(CycleNotPermitted):
            step(getattr(going, who), stage)
    assert steps_of(FRONT) == before


def test_sign__ends_with_the_seat(going):
    sign(going.owner, Stage.SELF)
    membership = seat(going.elsewhere, "group", "working_group", "窓口検討部会", "委員")
    membership.until = NOW.date()
    membership.save()
    with pytest.raises(CycleNotPermitted):
        sign(going.elsewhere, Stage.GROUP)


def test_sign__out_of_turn_or_unfounded_is_refused(going):
    with pytest.raises(CycleRefused, match="not_their_turn"):
        sign(going.group, Stage.GROUP)
    with pytest.raises(CycleRefused, match="cause_missing"):
        sign(going.owner, Stage.SELF, BAD.__class__(grade=BAD.grade, reason="遅れた", course=BAD.course, next_step="次"))
    with pytest.raises(NotPlanned):
        sign(going.owner, Stage.SELF, code="9-9")
    with pytest.raises(YearNotFound):
        sign(going.owner, Stage.SELF, year=2001)
    assert steps_of(FRONT) == 0


def test_sign__twice_is_once_and_an_old_page_is_refused(going):
    first = sign(going.owner, Stage.SELF, seen=0)
    assert sign(going.owner, Stage.SELF, seen=0) == first
    sign(going.group, Stage.GROUP)
    with pytest.raises(YearChanged):
        back(going.headquarters, Stage.HEADQUARTERS) and sign(going.group, Stage.GROUP, BAD, seen=2)


def test_sending_back__is_a_step_and_opens_the_stage_below(going):
    sign(going.owner, Stage.SELF)
    returned = back(going.group, Stage.GROUP)
    assert (returned.returned, returned.grade, returned.reason) == (True, "", "理由を足してください")
    assert read_year(YEAR, code=FRONT)[0].evaluation.turn is Stage.SELF
    assert sign(going.owner, Stage.SELF, BAD).cause == "機器が届かなかった"


def test_steps__are_signed_in_a_chain(going):
    sign(going.owner, Stage.SELF)
    back(going.group, Stage.GROUP)
    sign(going.owner, Stage.SELF, BAD)
    steps = read_year(YEAR, code=FRONT)[0].steps
    assert is_unbroken(steps, code=FRONT)
    steps[0].grade = "A"
    assert not is_unbroken(steps, code=FRONT)
    assert not is_unbroken(steps[1:], code=FRONT)


def test_steps__are_never_rewritten(going):
    sign(going.owner, Stage.SELF)
    for write in (lambda: EvaluationStep.objects.update(grade="A"), lambda: EvaluationStep.objects.all().delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            write()


def test_events__say_who_evaluated_what_without_people(going):
    sign(going.owner, Stage.SELF)
    back(going.office, Stage.GROUP)
    events = list(Event.objects.filter(subject_key=f"evaluation-{YEAR}-{FRONT}").order_by("id"))
    assert [(one.kind, one.unit, one.details) for one in events] == [
        ("programme.evaluated", "kodomo", {"fiscal_year": YEAR, "stage": "self", "grade": "B"}),
        ("programme.sent_back", "kodomo", {"fiscal_year": YEAR, "stage": "group", "grade": None})]


def test_year__is_opened_once_by_the_office(town):
    opened = cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=NOW)
    assert cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=NOW).revision == opened.revision
    for who in ("owner", "group", "headquarters", "elsewhere"):
        with pytest.raises(CycleNotPermitted):
            cycle_years.open_year(fiscal_year=2024, actor=getattr(town, who), at=NOW)
    with pytest.raises(CycleRefused, match="year_out_of_range"):
        cycle_years.open_year(fiscal_year=2099, actor=town.office, at=NOW)


@pytest.mark.parametrize(("year", "planned", "code"), [(2027, True, "year_not_begun"), (YEAR, False, "nothing_planned")])
def test_evaluation__begins_only_with_something_to_evaluate(town, year, planned, code):
    if planned:
        make_initiatives(year=year)
    with pytest.raises(CycleRefused, match=code):
        evaluating(town, year=year)


def test_read_year__costs_the_same_whatever_it_holds(going, sql_at_most):
    sign(going.owner, Stage.SELF)
    with sql_at_most(4):
        lines = read_year(YEAR)
    assert [line.code for line in lines] == [MOOD, FRONT]
