"""What staff do, with what the resident is told of it."""

from datetime import timedelta

import pytest

from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound
from murakami.domain.cases.rules import State
from murakami.domain.mailbox.models import CorrectionRequest, TimelineEntry
from murakami.flows.agency import work
from murakami.flows.agency.clock import clock_of, filed_in_time
from murakami.flows.agency.pages import open_case
from murakami.foundation.spool.models import Message
from tests.domain.cases.cast import photograph
from tests.flows.agency.office import act, ask, check_all, deliver, item_of, lock_of, propose, reload

pytestmark = pytest.mark.django_db


def test_request_correction__puts_it_before_the_resident_once(claim, cast, at):
    lock = lock_of(claim)
    for _ in range(2):
        act(work.request_correction, claim, cast.clerk, at=at, lock=lock, key="c" * 32, message="お願いします",
            items=[work.CorrectionItem(key="partner.phone", kind="incorrect", reason="つながりません")],
            until=(at + timedelta(days=14)).date())
    deliver(at)
    request = CorrectionRequest.objects.get()
    assert (request.items, request.message) == (
        [{"key": "partner.phone", "kind": "incorrect", "reason": "つながりません"}], "お願いします")
    assert (item_of(claim).state, item_of(claim).due_on) == ("correction_requested", None)


def test_transfer_case__tells_the_resident_in_three_languages(claim, cast, at):
    act(work.transfer_case, claim, cast.clerk, at=at, unit="hoken", reason="担当が違います")
    deliver(at)
    note = TimelineEntry.objects.filter(item__receipt_number=claim.receipt_number).latest("id").note
    assert "保健医療課" in note["ja"]
    assert set(note) == {"ja", "ja-easy", "en"}
    assert len(set(note.values())) == 3
    assert "担当が違います" not in str(note)  # the reason is the office's own
    with pytest.raises(CaseNotFound):
        act(work.start_work, claim, cast.clerk, at=at)
    act(work.start_work, claim, cast.elsewhere, at=at)
    assert (reload(claim).filed_at, reload(claim).unit) == (at, "hoken")


def test_approval__passes_through_the_resident_timeline(claim, cast, at):
    act(work.start_work, claim, cast.clerk, at=at)
    check_all(claim, cast.clerk, at=at)
    propose(claim, cast.clerk, at=at)
    act(work.return_decision, claim, cast.head, at=at + timedelta(minutes=1), reason="口座を確かめてください")
    propose(claim, cast.clerk, at=at + timedelta(minutes=2), key="e" * 32)
    act(work.approve_decision, claim, cast.head, at=at + timedelta(minutes=3))
    deliver(at + timedelta(minutes=4))
    told = TimelineEntry.objects.filter(item__receipt_number=claim.receipt_number, kind="progressed").order_by("id")
    assert [entry.state for entry in told] == ["received", "under_review", "awaiting_approval", "under_review",
                                               "awaiting_approval", "decided"]
    assert "口座" not in str([entry.note for entry in told])


def test_steps__of_an_old_page_change_and_tell_nothing(claim, cast, at):
    act(work.start_work, claim, cast.clerk, at=at)
    deliver(at)
    before = photograph(claim)
    steps = [(work.tick_checklist, {"ticked": frozenset({"not_public_servant"})}),
             (work.close_case, {}), (work.transfer_case, {"unit": "hoken", "reason": "x"}), (work.retry_letter, {})]
    for step, how in steps:
        with pytest.raises(CaseChanged):
            act(step, claim, cast.colleague, at=at, lock=0, **how)
    with pytest.raises(CaseChanged):
        act(work.approve_decision, claim, cast.head, at=at, lock=0)
    assert (photograph(claim), Message.objects.count()) == (before, 0)


def test_clock__stands_while_it_waits_and_counts_what_stood_still(claim, cast, at):
    act(work.start_work, claim, cast.clerk, at=at)

    def clock(days):
        reading = open_case(receipt_number=claim.receipt_number, actor=cast.clerk, route="x", at=at)
        return clock_of(reading.page, version=reading.version, today=(at + timedelta(days=days)).date())

    assert (clock(0).clock.remaining, clock(0).stopped) == (15, 0)
    ask(claim, cast.clerk, at=at + timedelta(days=1))
    assert (clock(4).clock.running, clock(4).clock.used, clock(4).stopped) == (False, 1, 3)
    assert reload(claim).state == State.CORRECTION_REQUESTED


def test_filed_in_time__compares_the_arrival_with_the_law(claim, cases, cast, at):
    # 児童手当法8条3項: fifteen days after 3 November; the family filed on the 23rd
    reading = open_case(receipt_number=claim.receipt_number, actor=cast.clerk, route="x", at=at)
    late = filed_in_time(reading.page.document, version=reading.version, filed_at=at)
    assert (late.due_on.isoformat(), late.is_late) == ("2026-11-18", True)
    early = filed_in_time(reading.page.document, version=reading.version, filed_at=at - timedelta(days=5))
    assert not early.is_late
    subsidy = open_case(receipt_number=cases["child-medical-subsidy"].receipt_number, actor=cast.clerk, route="x", at=at)
    assert filed_in_time(subsidy.page.document, version=subsidy.version, filed_at=at) is None
