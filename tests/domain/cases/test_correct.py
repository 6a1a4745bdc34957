"""Asking for corrections and taking the request back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from murakami.domain.cases.models import Correction
from murakami.domain.cases.operations import correct
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, StepRefused
from murakami.domain.cases.rules import State
from tests.domain.cases.cast import (
    DUE,
    NOW,
    PHONE,
    answer,
    ask,
    kinds_of,
    lock_of,
    photograph,
    proposed,
    reload,
    start,
)

pytestmark = pytest.mark.django_db


def cancel(case, actor, key="c" * 32, **how):
    return correct.cancel_correction(receipt_number=case.receipt_number, actor=actor, key=key, due_on=DUE, at=NOW,
                                     **{"lock": lock_of(case), **how})


def test_request_correction__stops_the_clock(case, cast):
    start(case, cast.clerk)
    made = ask(case, cast.clerk)
    after = reload(case)
    assert (after.state, after.due_on) == (State.CORRECTION_REQUESTED, None)
    assert (made.items, made.asked_by_id) == (
        [{"key": "me.phone", "kind": "incomplete", "reason": "番号が足りません"}], cast.clerk.account_id)
    assert after.last_event.details == {"step": "request_correction", "items": 1}


def test_request_correction__sent_twice_asks_once(case, cast):
    ask(case, cast.clerk)
    before = photograph(case)
    ask(case, cast.clerk, lock=0)
    assert photograph(case) == before


@pytest.mark.parametrize(("how", "refusal"), [
    ({"items": ()}, "items_missing"),
    ({"items": (replace(PHONE, kind="wrong"),)}, "kind_unknown"),
    ({"items": (PHONE, replace(PHONE, reason=" \n"))}, "reason_missing"),
    ({"until": NOW.date()}, "period_too_short"),
])
def test_request_correction__refuses(case, cast, how, refusal):
    before = photograph(case)
    with pytest.raises(StepRefused, match=refusal):
        ask(case, cast.clerk, **how)
    assert photograph(case) == before


def test_request_correction__counts_days_as_in_japan(case, cast):
    early = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 24 November, 8:30 in Japan
    with pytest.raises(StepRefused, match="period_too_short"):
        ask(case, cast.clerk, at=early, until=date(2026, 11, 24))
    ask(case, cast.clerk, at=early, until=date(2026, 11, 25))


def test_request_correction__is_for_the_unit_alone_on_a_fresh_page(case, cast):
    for actor in (cast.elsewhere, cast.administrator):
        with pytest.raises(CaseNotFound):
            ask(case, actor)
    with pytest.raises(CaseChanged):
        ask(case, cast.clerk, lock=3)
    proposed(case, cast)
    with pytest.raises(StepRefused, match="step_not_allowed"):
        ask(case, cast.clerk)
    assert not Correction.objects.exists()


def test_cancel_correction__lets_the_clock_run_again(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk)
    cancel(case, cast.colleague)
    after = reload(case)
    assert (after.state, after.due_on, case.corrections.get().cancelled_at) == (State.UNDER_REVIEW, DUE, NOW)
    before = photograph(case)
    cancel(case, cast.clerk, lock=0)
    assert photograph(case) == before


def test_cancel_correction__of_one_of_two_keeps_the_clock_still(case, cast):
    ask(case, cast.clerk, key="1" * 32)
    ask(case, cast.clerk, key="2" * 32, at=NOW + timedelta(days=1))
    cancel(case, cast.clerk, key="1" * 32)
    assert (reload(case).state, reload(case).due_on) == (State.CORRECTION_REQUESTED, None)
    assert kinds_of(case)[-1] == "case.correction_cancelled"
    cancel(case, cast.clerk, key="2" * 32)
    assert (reload(case).state, reload(case).due_on) == (State.UNDER_REVIEW, DUE)


def test_cancel_correction__of_what_is_answered_or_unknown_is_refused(case, cast):
    ask(case, cast.clerk)
    answer(case)
    before = photograph(case)
    for key in ("c" * 32, "x" * 32):
        with pytest.raises(StepRefused, match="correction_not_open"):
            cancel(case, cast.clerk, key=key)
    with pytest.raises(CaseChanged):
        cancel(case, cast.clerk, lock=0)
    with pytest.raises(CaseNotFound):
        cancel(case, cast.elsewhere)
    assert photograph(case) == before


def test_corrections__cost_a_bounded_number_of_statements(case, cast, sql_at_most):
    lock = lock_of(case)
    with sql_at_most(7):
        ask(case, cast.clerk, lock=lock)
    with sql_at_most(9):  # one reads the count for the test
        cancel(case, cast.clerk)
