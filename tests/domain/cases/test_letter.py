"""What becomes of a letter: delivered only with consent, posted by somebody, held when it would be wrong."""

import pytest

from murakami.domain.cases.operations import letter, receive, work
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, StepRefused
from murakami.domain.cases.rules import State
from murakami.foundation.events.models import Event
from tests.domain.cases.cast import NOW, decided, kinds_of, lock_of, photograph, receive_one, reload

pytestmark = pytest.mark.django_db
PDF = "1" * 64


def keep(decision, sha256=PDF):
    return letter.keep_letter(decision_key=decision.key, sha256=sha256, salt="5" * 32, at=NOW)


def post(case, actor, **how):
    return letter.mark_posted(receipt_number=case.receipt_number, actor=actor, at=NOW, **{"lock": lock_of(case), **how})


def again(case, actor, **how):
    return letter.ask_again(receipt_number=case.receipt_number, actor=actor, at=NOW, **{"lock": lock_of(case), **how})


def test_keep_letter__delivers_with_consent(case, cast):
    made = keep(decided(case, cast))
    assert (made.letter_state, made.letter_sha256) == ("delivered", PDF)
    assert kinds_of(case)[-1] == "case.letter_delivered"


def test_keep_letter__posts_without_consent(cast):
    case = receive_one(electronic_delivery=False)
    decision = decided(case, cast)
    assert keep(decision).letter_state == "to_post"
    post(case, cast.colleague)
    before = photograph(case)
    post(case, cast.clerk, lock=0)
    assert photograph(case) == before
    assert kinds_of(case)[-2:] == ["case.letter_to_post", "case.letter_posted"]
    work.close_case(receipt_number=case.receipt_number, actor=cast.clerk, checklist=(), at=NOW, lock=lock_of(case))
    assert reload(case).state == State.CLOSED


def test_keep_letter__heeds_a_consent_taken_back_after_the_decision(case, cast):
    decision = decided(case, cast)
    receive.receive_consent(mailbox_key=case.mailbox_key, granted=False, at=NOW)
    assert keep(decision).letter_state == "to_post"


def test_keep_letter__printed_twice_keeps_the_first(case, cast):
    decision = decided(case, cast)
    keep(decision)
    before = photograph(case)
    assert keep(decision, "2" * 64) is None
    assert letter.hold_letter(decision_key=decision.key, problem="𛀂", at=NOW) is None
    assert photograph(case) == before


def test_hold_letter__says_why_until_it_is_made_again(case, cast):
    decision = decided(case, cast)
    held = letter.hold_letter(decision_key=decision.key, problem="印刷できない文字：𛀂", at=NOW)
    assert (held.letter_state, held.letter_problem) == ("held", "印刷できない文字：𛀂")
    assert keep(decision) is None  # a held letter is not printed behind the clerk's back
    again(case, cast.clerk)
    made = keep(decision)
    assert (made.letter_state, made.letter_problem) == ("delivered", "")


def test_letters__refusals(case, cast):
    for step, refusal in ((post, "letter_not_to_post"), (again, "letter_not_held")):
        with pytest.raises(StepRefused, match=refusal):
            step(case, cast.clerk)
        with pytest.raises(CaseNotFound):
            step(case, cast.elsewhere)
        with pytest.raises(CaseChanged):
            step(case, cast.clerk, lock=9)
    keep(decided(case, cast))
    with pytest.raises(StepRefused, match="letter_not_held"):
        again(case, cast.clerk)


def test_note_opening__keeps_the_first_time(case, cast):
    decision = decided(case, cast)
    assert [letter.note_opening(decision_key=decision.key, at=at) for at in (NOW, NOW)] == [1, 0]
    decision.refresh_from_db()
    assert decision.letter_opened_at == NOW
    assert Event.objects.filter(kind="case.letter_opened", subject_key=case.subject_key).count() == 1


def test_letters__cost_a_bounded_number_of_statements(case, cast, sql_at_most):
    decision = decided(case, cast)
    with sql_at_most(8):
        letter.hold_letter(decision_key=decision.key, problem="x", at=NOW)
    with sql_at_most(8):  # one reads the count for the test
        again(case, cast.clerk)
    with sql_at_most(8):
        keep(decision)
