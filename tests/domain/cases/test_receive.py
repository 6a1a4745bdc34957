"""What the edge brings: each message counts once, whatever comes twice or late."""

from datetime import timedelta

import pytest

from murakami.domain.cases.messages import FilingReceived
from murakami.domain.cases.models import Case, CaseFile, DeliveryConsent
from murakami.domain.cases.operations import correct, receive
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.cases.rules import State
from tests.domain.cases.cast import (
    COMPLETE,
    DUE,
    NOW,
    answer,
    ask,
    decided,
    filing,
    kinds_of,
    lock_of,
    photograph,
    proposed,
    receive_one,
    reload,
    start,
)
from tests.kernel.document.filed import document, with_value

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def test_receive_filing__opens_the_case(case):
    assert (case.state, case.due_on, case.assignee_id, case.electronic_delivery) == (State.RECEIVED, DUE, None, True)
    assert (case.applicant_name, case.title) == ("葛󠄀城 花子", "葛󠄀城 一郎 ほか1名")
    assert kinds_of(case) == ["case.received"]
    assert [entry.event_id for entry in case.entries.all()] == [case.last_event_id]
    assert [file.name for file in CaseFile.objects.filter(case=case)] == ["通帳.jpg"]
    assert case.revisions.get().sha256 == document().sha256()


def test_receive_filing__counts_the_items_that_nobody_had_to_write(case):
    rows = list(document().rows)
    kept = [row for row in rows if row.provenance.source in {"card", "register", "earlier_filing"}]
    assert 0 < len(kept) < len(rows)
    assert case.last_event.details == {"items": len(rows), "kept": len(kept), "electronic": True,
                                       "by_card": False}


def test_receive_filing__twice_changes_nothing(cast):
    message = filing()

    def send() -> Case:
        return receive.receive_filing(message, procedure_kind="application", about="child", due_on=DUE, at=NOW)

    first = send()
    before = photograph(first)
    start(first, cast.clerk)
    after_start = photograph(first)
    assert send() == first
    assert photograph(first) == after_start != before
    assert Case.objects.count() == 1


def test_receive_filing__asks_a_bounded_number_of_questions(cast, sql_at_most):
    message = filing()
    with sql_at_most(8):
        receive.receive_filing(message, procedure_kind="application", about="child", due_on=DUE, at=NOW)


@pytest.mark.parametrize(("kind", "attachments", "is_fulfilled"), [
    ("declaration", COMPLETE, True), ("registration", COMPLETE, True), ("declaration", document().attachments, False),
    ("application", COMPLETE, False),
])
def test_receive_filing__fulfils_the_duty_of_a_complete_declaration(cast, kind, attachments, is_fulfilled):
    received = receive_one(kind=kind, filed=document(attachments=attachments), at=LATER)
    assert received.fulfilled_at == (NOW if is_fulfilled else None)  # at its arrival, not when core took it in


def test_receive_revision__ends_the_correction_and_starts_the_clock(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk)
    assert reload(case).due_on is None
    answer(case, at=LATER, filed=with_value(document(), "child-2.name", None), due_on=DUE)
    after = reload(case)
    assert (after.state, after.due_on, after.filed_at) == (State.UNDER_REVIEW, DUE, NOW)
    assert after.title == "葛󠄀城 一郎"
    assert case.corrections.get().answered_at == LATER
    assert kinds_of(case)[-1] == "case.under_review"


def test_receive_revision__waits_for_every_open_correction(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk, key="1" * 32)
    ask(case, cast.clerk, key="2" * 32)
    answer(case, key="2" * 32, at=LATER, due_on=None)
    assert (reload(case).state, reload(case).due_on) == (State.CORRECTION_REQUESTED, None)
    answer(case, key="1" * 32, revision=2, at=LATER)
    assert (reload(case).state, reload(case).due_on) == (State.UNDER_REVIEW, DUE)


def test_receive_revision__twice_changes_nothing(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk)
    answer(case)
    before = photograph(case)
    answer(case)
    assert photograph(case) == before


def test_receive_revision__completes_a_declaration(declaration, cast):
    start(declaration, cast.clerk)
    ask(declaration, cast.clerk)
    answer(declaration, at=LATER, filed=document(attachments=COMPLETE))
    assert reload(declaration).fulfilled_at == LATER


def test_receive_revision__that_comes_after_the_cancelling_is_kept_and_shown(case, cast):
    start(case, cast.clerk)
    ask(case, cast.clerk)
    correct.cancel_correction(receipt_number=case.receipt_number, actor=cast.clerk, key="c" * 32, due_on=DUE, at=NOW,
                              lock=lock_of(case))
    answer(case, at=LATER)
    after = reload(case)
    assert (after.state, after.waits_for_answer, case.revisions.count()) == (State.UNDER_REVIEW, True, 2)


def test_receive_revision__that_nobody_asked_for_is_no_answer(case, cast):
    start(case, cast.clerk)
    answer(case, key="e" * 32, at=LATER)
    assert (kinds_of(case)[-1], reload(case).waits_for_answer) == ("case.supplemented", True)
    ask(case, cast.clerk, key="1" * 32)
    answer(case, key="f" * 32, revision=2, at=LATER)
    assert (kinds_of(case)[-1], reload(case).state) == ("case.supplemented", State.CORRECTION_REQUESTED)


@pytest.mark.parametrize("prepare", [lambda case, cast: None, lambda case, cast: start(case, cast.clerk),
                                     lambda case, cast: ask(case, cast.clerk),
                                     proposed])
def test_receive_withdrawal__ends_every_open_case(case, cast, prepare):
    prepare(case, cast)
    receive.receive_withdrawal(receipt_number=case.receipt_number, reason="二度出した", at=LATER)
    after = reload(case)
    assert (after.state, after.ended_at, after.due_on) == (State.WITHDRAWN, LATER, None)
    assert after.entries.order_by("-id")[0].text == "二度出した"
    assert not after.corrections.filter(cancelled_at=None).exists()
    before = photograph(case)
    receive.receive_withdrawal(receipt_number=case.receipt_number, reason="二度出した", at=LATER)
    assert photograph(case) == before


def test_receive_withdrawal__that_comes_late_is_written_down_once(case, cast):
    decided(case, cast)
    for _ in range(2):
        receive.receive_withdrawal(receipt_number=case.receipt_number, reason="やめます", at=LATER)
    after = reload(case)
    assert (after.state, after.waits_for_answer) == (State.DECIDED, True)
    assert kinds_of(case).count("case.withdrawal_came_late") == 1
    assert after.entries.order_by("-id")[0].text == "やめます"


def test_receive_message__counts_once(case):
    for _ in range(2):
        receive.receive_message(receipt_number=case.receipt_number, key="m" * 32, body="いつですか", at=LATER)
    assert reload(case).waits_for_answer
    assert [(one.body, one.from_resident) for one in case.messages.all()] == [("いつですか", True)]
    assert kinds_of(case).count("case.message_received") == 1


@pytest.mark.parametrize("receive_late", [
    lambda: receive.receive_message(receipt_number="MK-2611-99999-0", key="m", body="x", at=NOW),
    lambda: receive.receive_withdrawal(receipt_number="MK-2611-99999-0", reason="", at=NOW),
])
def test_receive__of_an_unknown_case_says_so(db, receive_late):
    with pytest.raises(CaseNotFound):
        receive_late()


def test_receive_consent__reaches_what_is_not_finished(cast):
    open_case, ended = receive_one(electronic_delivery=False), receive_one(electronic_delivery=False)
    other = receive_one(electronic_delivery=False, mailbox_key="b" * 32)
    receive.receive_withdrawal(receipt_number=ended.receipt_number, reason="", at=NOW)
    assert receive.receive_consent(mailbox_key="a" * 32, granted=True, at=LATER) == 1
    assert [reload(one).electronic_delivery for one in (open_case, ended, other)] == [True, False, False]


def test_receive_consent__the_last_word_counts_whatever_comes_last(cast):
    one = receive_one()
    receive.receive_consent(mailbox_key="a" * 32, granted=False, at=LATER)
    receive.receive_consent(mailbox_key="a" * 32, granted=True, at=NOW)
    receive.receive_consent(mailbox_key="a" * 32, granted=False, at=LATER)
    assert not reload(one).electronic_delivery
    assert DeliveryConsent.objects.count() == 1


def test_receive_consent__that_overtakes_its_filing_counts(cast):
    receive.receive_consent(mailbox_key="a" * 32, granted=False, at=LATER)
    assert not receive_one(electronic_delivery=True).electronic_delivery
    newer: FilingReceived = filing(electronic_delivery=True, filed_at=LATER + timedelta(days=1))
    assert receive.receive_filing(newer, procedure_kind="application", about="child", due_on=None,
                                  at=LATER).electronic_delivery
