"""What stands first in a mailbox, and what may still be done."""

from datetime import UTC, date, datetime

import pytest

from murakami.domain.mailbox.rules import (
    MESSAGE_LENGTH,
    ItemState,
    NextStep,
    days_left,
    is_ended,
    is_newer,
    next_step,
    refusal_of_answer,
    refusal_of_message,
    refusal_of_withdrawal,
)

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(("state", "corrections", "letters", "messages", "expected"), [
    (ItemState.UNDER_REVIEW, 0, 0, 0, NextStep.WAIT),
    (ItemState.CORRECTION_REQUESTED, 1, 1, 1, NextStep.ANSWER_CORRECTION),
    (ItemState.WITHDRAWN, 1, 0, 0, NextStep.NOTHING),
    (ItemState.DECIDED, 0, 1, 1, NextStep.READ_LETTER),
    (ItemState.UNDER_REVIEW, 0, 0, 2, NextStep.READ_MESSAGE),
    (ItemState.CLOSED, 0, 0, 0, NextStep.NOTHING),
])
def test_next_step__tells_first_what_waits_for_the_resident(state, corrections, letters, messages, expected):
    assert next_step(state=state, open_corrections=corrections, unread_letters=letters,
                     unread_messages=messages) is expected


@pytest.mark.parametrize(("state", "sent", "code"), [
    (ItemState.FILED, False, None),
    (ItemState.UNDER_REVIEW, False, None),
    (ItemState.UNDER_REVIEW, True, "already_withdrawn"),
    (ItemState.WITHDRAWN, False, "already_withdrawn"),
    (ItemState.DECIDED, False, "already_ended"),
    (ItemState.CLOSED, False, "already_ended"),
])
def test_refusal_of_withdrawal__only_while_the_agency_works(state, sent, code):
    assert refusal_of_withdrawal(state=state, withdrawal_sent=sent) == code


@pytest.mark.parametrize(("body", "state", "code"), [
    ("通帳を送りました。", ItemState.UNDER_REVIEW, None),
    ("ありがとう", ItemState.DECIDED, None),
    (" \n　", ItemState.UNDER_REVIEW, "empty"),
    ("あ" * (MESSAGE_LENGTH + 1), ItemState.UNDER_REVIEW, "too_long"),
    ("もう一度", ItemState.WITHDRAWN, "withdrawn"),
])
def test_refusal_of_message__empty_long_or_withdrawn(body, state, code):
    assert refusal_of_message(body=body, state=state) == code


def test_refusal_of_answer__late_is_not_refused_twice_is():
    assert refusal_of_answer(state=ItemState.CORRECTION_REQUESTED, answered_at=None, closed_at=None) is None
    assert refusal_of_answer(state=ItemState.UNDER_REVIEW, answered_at=AT, closed_at=None) == "already_answered"
    assert refusal_of_answer(state=ItemState.UNDER_REVIEW, answered_at=None, closed_at=AT) == "no_longer_wanted"
    assert refusal_of_answer(state=ItemState.DECIDED, answered_at=None, closed_at=None) == "already_ended"


def test_days_left__the_last_day_counts_as_none_left():
    assert days_left(until=date(2026, 11, 23), today=date(2026, 11, 23)) == 0
    assert days_left(until=date(2026, 11, 30), today=date(2026, 11, 23)) == 7
    assert days_left(until=date(2026, 11, 20), today=date(2026, 11, 23)) == -3


def test_is_newer__late_news_never_turns_the_state_back():
    assert is_newer(known=AT, told=AT)
    assert not is_newer(known=AT, told=AT.replace(hour=8))
    assert is_ended(ItemState.DECIDED)
    assert not is_ended(ItemState.CORRECTION_REQUESTED)
