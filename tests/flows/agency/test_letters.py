"""A decision becomes a letter: delivered, posted or held; printed twice it is one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from murakami.adapters.pdf.letters import TypstLetters
from murakami.adapters.pdf.printer import Printer
from murakami.domain.cases.models import Decision
from murakami.domain.cases.operations.letter import mark_posted
from murakami.domain.cases.operations.transition import StepRefused
from murakami.domain.cases.rules import Outcome, State
from murakami.domain.mailbox.models import Letter as Received
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency import letters, work
from murakami.flows.mailing import acts
from murakami.foundation.files.store import read_file
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.registry import GiveUp
from tests.domain.cases.cast import photograph
from tests.flows.agency.office import act, check_all, decide, deliver, item_of, propose, reload, waiting

pytestmark = pytest.mark.django_db
REASON = "請求の日に村上市に住所がないため"


def test_granted__with_consent_is_delivered_to_the_mailbox(claim, cast, printer, resident, at):
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    decision, letter = Decision.objects.get(), Received.objects.get()
    assert (decision.letter_state, letter.sha256, letter.title) == ("delivered", decision.letter_sha256, "児童手当 認定通知書")
    assert read_file(letter.sha256).startswith(b"%PDF")
    assert item_of(claim).state == "decided"
    [printed] = printer.printed
    assert (printed.addressee, printed.document_number) == ("葛\U000e0100城 健", f"第{claim.receipt_number}号")
    assert (printed.authority, printed.unit, printed.dated) == ("村上市長", "こども課", "令和8年11月23日")
    assert "葛\U000e0100城 ひなた、葛\U000e0100城 そら" in "".join(printed.paragraphs)
    assert (printed.reasons, printed.remedies) == ("", "")
    acts.open_letter(mailbox_key=resident.mailbox_key, key=letter.key, at=at + timedelta(hours=1))
    deliver(at + timedelta(hours=1))
    decision.refresh_from_db()
    assert decision.letter_opened_at == at + timedelta(hours=1)


def test_granted__without_consent_is_posted_and_then_closed(claim, cast, resident, at):
    acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=True,
                           draw_key=lambda: "1" * 32, at=at)
    acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=False,
                           draw_key=lambda: "2" * 32, at=at + timedelta(seconds=1))
    later = at + timedelta(minutes=1)
    deliver(later)
    decide(claim, cast.clerk, cast.head, at=later)
    deliver(later)
    assert Decision.objects.get().letter_state == "to_post"
    assert not Received.objects.exists()
    with pytest.raises(StepRefused, match="letter_not_out"):
        act(work.close_case, claim, cast.clerk, at=later)
    act(mark_posted, claim, cast.clerk, at=later)
    act(work.close_case, claim, cast.clerk, at=later)
    assert (reload(claim).state, Decision.objects.get().letter_state) == (State.CLOSED, "posted")


def test_refused__says_the_reasons_and_the_remedies(claim, cast, printer, at):
    decide(claim, cast.clerk, cast.head, at=at, outcome=Outcome.REFUSED, reasons=REASON)
    deliver(at)
    [printed] = printer.printed
    assert (printed.title, printed.reasons) == ("児童手当 認定請求却下通知書", REASON)
    assert "翌日から起算して3か月以内に、新潟県知事に対して審査請求" in printed.remedies


def test_unprintable_name__holds_the_letter_and_says_so(claim, cast, printer, at):
    printer.missing = "\U000e0100"
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    decision = Decision.objects.get()
    assert (decision.letter_state, decision.letter_sha256) == ("held", "")
    assert "印刷できない文字があります：\U000e0100" in decision.letter_problem
    assert not Received.objects.exists()
    assert not Message.objects.exists()  # nothing is tried again by itself
    printer.missing = ""  # a font has been installed
    act(work.retry_letter, claim, cast.clerk, at=at)
    deliver(at)
    decision.refresh_from_db()
    assert (decision.letter_state, decision.letter_problem, Received.objects.count()) == ("delivered", "", 1)
    with pytest.raises(StepRefused, match="letter_not_held"):
        act(work.retry_letter, claim, cast.clerk, at=at)


def test_name_without_any_font__is_held_by_the_real_printer(claim, cast, at):
    decision = decide(claim, cast.clerk, cast.head, at=at)
    real = Printer()
    try:
        letter = replace(letters.draft_letter(decision, on=at.date()), addressee="葛\U000e0100城 \U0003134f")
        with pytest.raises(letters.GlyphMissing):
            TypstLetters(real).print_letter(letter)
        assert TypstLetters(real).print_letter(replace(letter, addressee="葛\U000e0100城 健")).startswith(b"%PDF")
    finally:
        real.close()


def test_print_letter__twice_changes_nothing(claim, cast, printer, at):
    decision = decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    before = photograph(claim)
    for _ in range(2):
        letters.print_letter({"decision": decision.key}, at=at + timedelta(hours=1))
    assert (photograph(claim), len(printer.printed), waiting("case.letter_issued")) == (before, 1, [])


def test_print_letter__by_two_workers_at_once_delivers_the_first(claim, cast, printer, at):
    decision = decide(claim, cast.clerk, cast.head, at=at)
    first = printer.print_letter

    def print_while_another_finishes(letter):
        printer.print_letter = first
        letters.print_letter({"decision": decision.key}, at=at)
        return first(letter)

    printer.print_letter = print_while_another_finishes
    letters.print_letter({"decision": decision.key}, at=at)
    decision.refresh_from_db()
    assert len(printer.printed) == 2
    assert [one["file"]["sha256"] for one in waiting("case.letter_issued")] == [decision.letter_sha256]


def test_print_letter__without_a_printer_waits_for_an_operator(claim, cast, printer, at, monkeypatch):
    decision = decide(claim, cast.clerk, cast.head, at=at)
    monkeypatch.setattr(letters, "_printer", None)
    with pytest.raises(GiveUp):
        letters.print_letter({"decision": decision.key}, at=at)


def test_outcomes_worded__only_what_can_be_told(claim, cast, at):
    version = get_version(claim.procedure, claim.version)
    assert letters.outcomes_worded(version) == (Outcome.GRANTED, Outcome.REFUSED)
    act(work.start_work, claim, cast.clerk, at=at)
    check_all(claim, cast.clerk, at=at)
    with pytest.raises(StepRefused, match="outcome_unworded"):
        propose(claim, cast.clerk, at=at, outcome=Outcome.PARTLY, reasons=REASON)


def test_draft_letter__asks_two_questions(claim, cast, at, in_one_request, sql_at_most):
    decision = decide(claim, cast.clerk, cast.head, at=at)
    get_version(claim.procedure, claim.version)
    with sql_at_most(2):
        letters.draft_letter(decision, on=at.date())
