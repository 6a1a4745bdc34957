"""Filings become cases, and every message counts once; the resident hears of each step."""

from datetime import date, timedelta

import pytest

from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import State
from murakami.domain.mailbox.models import TimelineEntry
from murakami.domain.procedures.queries import list_catalogue
from murakami.flows.agency import handlers, work
from murakami.flows.conversation import correcting
from murakami.flows.mailing import acts
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.registry import GiveUp, Received
from tests.domain.cases.cast import kinds_of, photograph
from tests.flows.agency.office import PHONE, act, ask, check_all, decide, deliver, item_of, lock_of, reload

pytestmark = pytest.mark.django_db


def received(topic, payload):
    return Received(topic=topic, key="k", payload=payload, files=(), sent_at=None)


def answer(case, resident, draw_key, at, key="c" * 32):
    """Answer a correction as the family does."""
    correcting.open_correction(key=key, owner=resident, draw_key=draw_key, at=at)
    correcting.save_item(key=key, owner=resident, item_key=PHONE.key, form={f"{PHONE.key}.value": ["0254-53-0000"]},
                         seen={}, lang="ja", at=at)
    correcting.send_correction(key=key, owner=resident, at=at)
    deliver(at)


def test_open_case__one_case_for_each_filing(cases, at):
    assert {procedure: (case.unit, case.machine, case.state) for procedure, case in cases.items()} == {
        "child-allowance-claim": ("kodomo", "application", "received"),
        "child-medical-subsidy": ("kodomo", "application", "received"),
        "expectant-mother-benefit": ("hoken", "application", "received"),
        "national-health-insurance-child": ("hoken", "declaration", "received")}
    claim = cases["child-allowance-claim"]
    assert (claim.title, claim.applicant_name) == ("葛\U000e0100城 ひなた ほか1名", "葛\U000e0100城 健")
    # 15 open days after the arrival, 23 November, which is a holiday
    assert (claim.filed_at, claim.due_on, claim.electronic_delivery) == (at, date(2026, 12, 14), True)
    assert (item_of(claim).state, item_of(claim).due_on) == ("received", date(2026, 12, 14))


def test_open_case__fulfils_a_declaration_without_gaps(insurance, at):
    assert insurance.fulfilled_at == at


def test_open_case__the_same_message_twice_changes_nothing(claim, cast, at):
    filing = claim.revisions.get().document
    payload = {
        "receipt_number": claim.receipt_number, "procedure": claim.procedure, "version": claim.version, "unit": "hoken",
        "filed_at": at.isoformat(), "channel": "online", "mailbox_key": claim.mailbox_key,
        "subject_key": claim.subject_key, "electronic_delivery": False, "document": filing, "files": []}
    act(work.start_work, claim, cast.clerk, at=at + timedelta(hours=1))
    deliver(at + timedelta(hours=1))
    before, told = photograph(claim), TimelineEntry.objects.count()
    handlers.open_case(received("filing.received", payload), at=at + timedelta(hours=2))
    deliver(at + timedelta(hours=3))
    assert (photograph(claim), TimelineEntry.objects.count(), Case.objects.count()) == (before, told, 4)


@pytest.mark.parametrize(("take", "payload"), [
    (handlers.take_revision, {"revision": 1, "correction_key": "c", "at": "2026-11-23T09:00:00+09:00", "document": {}}),
    (handlers.take_withdrawal, {"reason": "", "at": "2026-11-23T09:00:00+09:00"}),
    (handlers.take_message, {"key": "m", "at": "2026-11-23T09:00:00+09:00", "body": "?"}),
])
def test_handlers__give_up_on_what_is_no_case(db, at, take, payload):
    with pytest.raises(GiveUp, match="MK-2611-99999-0"):
        take(received("x", {"receipt_number": "MK-2611-99999-0", **payload}), at=at)


def test_corrections__stop_the_clock_however_they_overlap(claim, cast, resident, draw_key, at):
    act(work.start_work, claim, cast.clerk, at=at)
    ask(claim, cast.clerk, at=at + timedelta(days=2), key="1" * 32)  # 25 November
    ask(claim, cast.clerk, at=at + timedelta(days=4), key="2" * 32)  # 27 November
    deliver(at + timedelta(days=4))
    assert (item_of(claim).state, item_of(claim).due_on) == ("correction_requested", None)
    answer(claim, resident, draw_key, at + timedelta(days=9), key="1" * 32)  # 2 December: the other one is still open
    assert (reload(claim).state, reload(claim).due_on) == (State.CORRECTION_REQUESTED, None)
    answer(claim, resident, draw_key, at + timedelta(days=11), key="2" * 32)  # 4 December
    # seven open days stood still (26, 27, 30 November, 1 to 4 December): 14 December becomes 23 December
    after = reload(claim)
    assert (after.state, after.due_on, after.filed_at) == (State.UNDER_REVIEW, date(2026, 12, 23), at)
    assert after.revisions.count() == 3
    assert after.revisions.order_by("-number")[0].document["topics"] != after.revisions.get(number=0).document["topics"]
    assert (item_of(claim).state, item_of(claim).due_on) == ("under_review", date(2026, 12, 23))


def test_cancelled_correction__lets_the_clock_run_from_that_day(claim, cast, at):
    act(work.start_work, claim, cast.clerk, at=at)
    correction = ask(claim, cast.clerk, at=at + timedelta(days=2))
    act(work.cancel_correction, claim, cast.clerk, at=at + timedelta(days=3), key=correction.key)  # one open day later
    assert (reload(claim).due_on, reload(claim).state) == (date(2026, 12, 15), State.UNDER_REVIEW)
    deliver(at + timedelta(days=3))
    assert item_of(claim).corrections.get().closed_at is not None


def test_take_withdrawal__of_an_open_case_and_of_one_decided(claim, cases, cast, resident, at):
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="二度出した", at=at)
    subsidy, later = cases["child-medical-subsidy"], at + timedelta(days=1)
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=subsidy.receipt_number, reason="やめる", at=later)
    decide(subsidy, cast.clerk, cast.head, at=at)  # decided before the wish came through
    deliver(later)
    assert (reload(claim).state, item_of(claim).state) == (State.WITHDRAWN, "withdrawn")
    assert (reload(subsidy).state, reload(subsidy).waits_for_answer) == (State.DECIDED, True)
    before = [photograph(case) for case in (claim, subsidy)]
    for case in (claim, subsidy):
        payload = {"receipt_number": case.receipt_number, "reason": "やめる", "at": later.isoformat()}
        handlers.take_withdrawal(received("filing.withdrawn", payload), at=later)
    deliver(later)
    assert [photograph(case) for case in (claim, subsidy)] == before


def test_take_message__and_its_answer(claim, cast, resident, draw_key, at):
    acts.write_to_unit(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, key="m" * 32, body="いつですか",
                       at=at)
    deliver(at)
    assert reload(claim).waits_for_answer
    for _ in range(2):
        work.send_message(receipt_number=claim.receipt_number, actor=cast.clerk, key="n" * 32, body="来週です", at=at)
    deliver(at)
    assert [(one.body, one.from_unit) for one in item_of(claim).messages.order_by("id")] == [
        ("いつですか", ""), ("来週です", "kodomo")]


def test_take_consent__reaches_the_cases_of_the_mailbox(cases, resident, draw_key, at):
    acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=True,
                           draw_key=lambda: "1" * 32, at=at)
    acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=False,
                           draw_key=lambda: "2" * 32, at=at + timedelta(minutes=1))
    deliver(at + timedelta(minutes=1))
    assert {reload(case).electronic_delivery for case in cases.values()} == {False}


def test_declaration__is_worked_on_and_closed_without_approval(insurance, cast, at):
    act(work.start_work, insurance, cast.elsewhere, at=at)
    check_all(insurance, cast.elsewhere, at=at)
    act(work.close_case, insurance, cast.elsewhere, at=at)
    deliver(at)
    assert kinds_of(insurance)[-1] == "case.closed"
    assert item_of(insurance).state == "closed"


def test_steps__are_told_once_even_if_sent_twice(claim, cast, at):
    lock = lock_of(claim)
    for minute in (1, 2):
        act(work.start_work, claim, cast.clerk, at=at + timedelta(minutes=minute), lock=lock)
    check_all(claim, cast.clerk, at=at + timedelta(minutes=3))
    act(work.start_work, claim, cast.clerk, at=at + timedelta(minutes=4), lock=lock)
    deliver(at + timedelta(minutes=5))
    told = TimelineEntry.objects.filter(item__receipt_number=claim.receipt_number, kind="progressed")
    assert [entry.state for entry in told.order_by("id")] == ["received", "under_review"]
    assert not Message.objects.exists()


@pytest.mark.parametrize(("procedure", "role"), [
    ("child-medical-subsidy", "child"), ("child-allowance-claim", "child"), ("nursery-application", "child"),
    ("national-health-insurance-child", "child"), ("expectant-mother-benefit", "mother"), ("birth-registration", "child")])
def test_about_role__is_whom_the_procedure_is_about(packs, procedure, role):
    version = next(one for one in list_catalogue() if one.id == procedure)
    assert handlers.about_role(version) == role
