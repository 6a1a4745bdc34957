"""What residents send from the mailbox is what the agency takes, and its answers come back into the mailbox."""

from datetime import timedelta

import pytest

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case
from murakami.domain.mailbox.models import CorrectionRequest
from murakami.domain.mailbox.queries import get_item_page
from murakami.flows.agency import work
from murakami.flows.conversation import correcting
from murakami.flows.mailing import acts
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.spool.models import Message as Waiting
from murakami.foundation.spool.worker import Worker
from tests.flows.mailing.test_correcting import NAME, NEW_NAME
from tests.foundation.accounts.people import make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(claim):
    """A clerk of the unit in charge."""
    account = make_staff("clerk", **{claim.unit.replace("-", "_"): Role.CLERK})
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, name="職員　花子", roles={Role.CLERK: frozenset({claim.unit})})


def carry(at):
    Worker(clock=lambda: at).work_once()
    assert not Waiting.objects.filter(dead_at__isnull=False).exists()


def lock_of(claim):
    return Case.objects.get(receipt_number=claim.receipt_number).lock


def test_correction__travels_there_and_back(claim, resident, clerk, draw_key, at):
    carry(at)
    work.start_work(receipt_number=claim.receipt_number, actor=clerk, at=at, lock=lock_of(claim))
    work.request_correction(
        receipt_number=claim.receipt_number, actor=clerk, key="c" * 32, message="お願いします", at=at, lock=lock_of(claim),
        until=at.date() + timedelta(days=14), items=[CorrectionItem(key=NAME, kind="incorrect", reason="出生届とちがいます")])
    carry(at)
    request = CorrectionRequest.objects.get()
    assert request.item.state == "correction_requested"
    later = at + timedelta(days=1)
    correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=later)
    correcting.save_item(key=request.key, owner=resident, item_key=NAME, form=NEW_NAME, seen={}, lang="ja", at=later)
    revision = correcting.send_correction(key=request.key, owner=resident, at=later)
    carry(later)
    case = Case.objects.get(receipt_number=claim.receipt_number)
    assert case.state == "under_review"
    assert case.revisions.get(correction_key=request.key).document == revision.document
    page = get_item_page(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number)
    assert (page.item.state, page.open_corrections) == ("under_review", ())


def test_message_and_withdrawal__reach_the_case(claim, resident, at):
    carry(at)
    acts.write_to_unit(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, key="m" * 32, body="いつですか", at=at)
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="引っ越すため", at=at)
    carry(at)
    case = Case.objects.get(receipt_number=claim.receipt_number)
    assert (case.state, [message.body for message in case.messages.all()]) == ("withdrawn", ["いつですか"])
    page = get_item_page(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number)
    assert page.item.state == "withdrawn"


def test_consent__reaches_the_open_cases(claim, resident, draw_key, at):
    carry(at)
    assert Case.objects.get(receipt_number=claim.receipt_number).electronic_delivery
    for minutes, granted in enumerate((True, False), start=1):
        acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=granted,
                               draw_key=draw_key, at=at + timedelta(minutes=minutes))
    carry(at + timedelta(minutes=5))
    assert not Case.objects.get(receipt_number=claim.receipt_number).electronic_delivery
