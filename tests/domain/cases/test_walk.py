"""A case walked at random: its state and its last event agree at every step, and what is refused changes nothing."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations import correct, decide, letter, receive, talk, work
from murakami.domain.cases.operations.transition import CaseChanged, CaseNotFound, NotPermitted, StepRefused
from murakami.domain.cases.rules import FINISHED_STATES, OPEN_STATES, Outcome, State
from murakami.foundation.events.models import Event
from tests.domain.cases.cast import (
    CHECKLIST,
    DUE,
    NOW,
    Cast,
    answer,
    approve,
    ask,
    lock_of,
    make_cast,
    photograph,
    propose,
    receive_one,
    reload,
    start,
    tick,
)

_REFUSALS = (CaseChanged, CaseNotFound, NotPermitted, StepRefused)
_STATE_KINDS = {f"case.{state}" for state in State}
_people = st.sampled_from(["clerk", "colleague", "head"])


class CaseWalk(RuleBasedStateMachine):
    """What staff and the edge may do, in any order; the case belongs to a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()
        self.cast: Cast = make_cast()
        self.case: Case | None = None
        self.key = 0
        self.hour = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)

    @initialize(kind=st.sampled_from(["application", "declaration"]), consent=st.booleans())
    def receive(self, kind: str, consent: bool) -> None:
        self.case = receive_one(kind=kind, electronic_delivery=consent)

    def _try(self, step) -> None:
        """Take a step; a refusal must leave no trace."""
        self.hour += 1
        before = photograph(self.case)
        try:
            with transaction.atomic():
                step()
        except _REFUSALS:
            assert photograph(self.case) == before

    @property
    def _at(self):
        return NOW + timedelta(hours=self.hour)

    def _key(self) -> str:
        self.key += 1
        return f"{self.key:032x}"

    def _by(self, who: str):
        return getattr(self.cast, who)

    @rule(who=_people)
    def start(self, who: str) -> None:
        self._try(lambda: start(self.case, self._by(who), at=self._at))

    @rule(who=_people, ticks=st.sets(st.sampled_from(CHECKLIST)))
    def tick(self, who: str, ticks: set[str]) -> None:
        self._try(lambda: tick(self.case, self._by(who), *ticks, at=self._at))

    @rule(who=_people)
    def tick_all(self, who: str) -> None:
        self._try(lambda: tick(self.case, self._by(who), *CHECKLIST, at=self._at))

    @rule(who=_people)
    def ask(self, who: str) -> None:
        self._try(lambda: ask(self.case, self._by(who), key=self._key(), at=self._at))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        keys = [one.key for one in self.case.corrections.all()]
        if keys:
            key, number = data.draw(st.sampled_from(keys)), self.case.revisions.count()
            self._try(lambda: answer(self.case, key=key, revision=number, at=self._at))

    @rule(data=st.data(), who=_people)
    def cancel(self, data: st.DataObject, who: str) -> None:
        keys = [one.key for one in self.case.corrections.all()]
        if keys:
            key = data.draw(st.sampled_from(keys))
            self._try(lambda: correct.cancel_correction(
                receipt_number=self.case.receipt_number, actor=self._by(who), key=key, due_on=DUE, at=self._at,
                lock=lock_of(self.case)))

    @rule(who=_people, outcome=st.sampled_from(list(Outcome)), reasons=st.sampled_from(["", "理由"]))
    def propose(self, who: str, outcome: Outcome, reasons: str) -> None:
        self._try(lambda: propose(self.case, self._by(who), key=self._key(), outcome=outcome, reasons=reasons, at=self._at))

    @rule(who=_people)
    def approve(self, who: str) -> None:
        self._try(lambda: approve(self.case, self._by(who), at=self._at))

    @rule(who=_people)
    def give_back(self, who: str) -> None:
        self._try(lambda: decide.return_decision(receipt_number=self.case.receipt_number, actor=self._by(who), reason="x",
                                                 at=self._at, lock=lock_of(self.case)))

    @precondition(lambda self: self.case is not None and self.case.decisions.filter(approved_at__isnull=False).exists())
    @rule(can_print=st.booleans())
    def print_letter(self, can_print: bool) -> None:
        key = self.case.decisions.get(approved_at__isnull=False).key
        if can_print:
            self._try(lambda: letter.keep_letter(decision_key=key, sha256="1" * 64, salt="5" * 32, at=self._at))
        else:
            self._try(lambda: letter.hold_letter(decision_key=key, problem="x", at=self._at))

    @rule(who=_people, step=st.sampled_from([letter.ask_again, letter.mark_posted, talk.settle_messages]))
    def look_after_letter(self, who: str, step) -> None:
        self._try(lambda: step(receipt_number=self.case.receipt_number, actor=self._by(who), at=self._at,
                               lock=lock_of(self.case)))

    @rule(who=_people)
    def close(self, who: str) -> None:
        self._try(lambda: work.close_case(receipt_number=self.case.receipt_number, actor=self._by(who), at=self._at,
                                          checklist=CHECKLIST, lock=lock_of(self.case)))

    @rule(there=st.booleans())
    def transfer(self, there: bool) -> None:
        actor, unit = (self.cast.clerk, "hoken") if there else (self.cast.elsewhere, "kodomo")
        self._try(lambda: work.transfer_case(receipt_number=self.case.receipt_number, actor=actor, unit=unit, reason="x",
                                             at=self._at, lock=lock_of(self.case)))

    @rule()
    def hear(self) -> None:
        self._try(lambda: receive.receive_message(receipt_number=self.case.receipt_number, key=self._key(), body="?",
                                                  at=self._at))

    @precondition(lambda self: self.hour > 12)
    @rule()
    def withdraw(self) -> None:
        self._try(lambda: receive.receive_withdrawal(receipt_number=self.case.receipt_number, reason="x", at=self._at))

    @rule(who=_people)
    def act_from_an_old_page(self, who: str) -> None:
        stale = lock_of(self.case) - 1
        with suppress(CaseNotFound), pytest.raises((CaseChanged, StepRefused)):
            work.transfer_case(receipt_number=self.case.receipt_number, actor=self._by(who), unit="hoken", reason="x",
                               at=self._at, lock=stale)

    @invariant()
    def state_and_last_event_agree(self) -> None:
        if self.case is None:
            return
        case = reload(self.case)
        events = list(Event.objects.filter(subject_key=case.subject_key).order_by("id"))
        assert case.last_event_id == events[-1].pk
        assert [event.kind for event in events if event.kind in _STATE_KINDS][-1] == f"case.{case.state}"
        assert [entry.event_id for entry in case.entries.order_by("id")] == [event.pk for event in events]
        assert case.lock == len(events) - 1

    @invariant()
    def what_is_written_fits_the_state(self) -> None:
        if self.case is None:
            return
        case = reload(self.case)
        state, is_open = State(case.state), case.corrections.filter(answered_at=None, cancelled_at=None).exists()
        assert is_open == (state is State.CORRECTION_REQUESTED)
        assert (case.ended_at is None) == (state in OPEN_STATES)
        assert case.filed_at == NOW
        standing = case.decisions.filter(returned_at=None).first()
        if state is State.AWAITING_APPROVAL:
            assert standing is not None
            assert standing.approved_at is None
        if standing is not None and standing.approved_at is not None:
            assert standing.approved_by_id not in {standing.proposed_by_id, self.cast.clerk.account_id}
            assert state in {State.DECIDED} | FINISHED_STATES
        if state in {State.DECIDED, State.CLOSED, State.WITHDRAWN, State.CORRECTION_REQUESTED}:
            assert case.due_on is None


@pytest.mark.slow
@pytest.mark.django_db
def test_case__walked_at_random_never_contradicts_itself():
    run_state_machine_as_test(CaseWalk, settings=settings(
        max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)))
