"""Filed is filed: receipt numbers are given once, filings and revisions never change in either database."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction

from murakami.domain.intake.models import Filing, FilingRevision, Intake
from murakami.domain.intake.operations.filing import NewFiling, lock_intake, record_filings, record_revision
from murakami.domain.intake.operations.starting import start_intake
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import IntakeNotFound
from murakami.domain.intake.receipts import take_receipt_numbers
from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.kernel.document import Document
from murakami.kernel.receipts import ReceiptNumber

pytestmark = pytest.mark.django_db
OWNER = Owner(account_id=None, visitor="browser", mailbox_key=None, assurance=Assurance.NONE)
DOCUMENT = Document(procedure="p", version="v" * 64, title={"ja": "手続"}, topics=(), roles={}, filed_by={},
                    filed_at="2026-11-23T09:00:00+09:00")


@pytest.fixture
def intake(at: datetime) -> Intake:
    return start_intake(key="k" * 32, subject_key="s" * 32, mailbox_key="m" * 32, owner=OWNER, channel="online",
                        life_event="birth", people={}, chosen={}, answers={}, at=at)


def filing(number: int, instance: str = "") -> NewFiling:
    return NewFiling(receipt_number=ReceiptNumber("MK", 26, 11, number).format(), instance=instance, unit="kodomo",
                     subject_key="f" * 32, salt="5" * 32, document=DOCUMENT)


def test_take_receipt_numbers__one_row_a_month_in_japan_s_time(sql_at_most):
    tokyo = ZoneInfo("Asia/Tokyo")
    with sql_at_most(1):
        first = take_receipt_numbers(prefix="MK", count=4, at=datetime(2026, 11, 30, 23, 59, tzinfo=tokyo))
    more = take_receipt_numbers(prefix="MK", count=1, at=datetime(2026, 11, 30, 14, 59, tzinfo=ZoneInfo("UTC")))
    new_month = take_receipt_numbers(prefix="MK", count=1, at=datetime(2026, 11, 30, 15, 0, tzinfo=ZoneInfo("UTC")))
    assert [number.format()[:13] for number in (*first, *more, *new_month)] == [
        "MK-2611-00001", "MK-2611-00002", "MK-2611-00003", "MK-2611-00004", "MK-2611-00005", "MK-2612-00001"]


def test_take_receipt_numbers__a_rolled_back_filing_gives_its_number_back(at):
    with pytest.raises(RuntimeError), transaction.atomic():
        take_receipt_numbers(prefix="MK", count=2, at=at)
        raise RuntimeError
    assert take_receipt_numbers(prefix="MK", count=1, at=at)[0].serial == 1


def test_record_filings__two_statements_however_many_and_the_conversation_is_closed(intake, at, sql_at_most):
    with sql_at_most(2):
        rows = record_filings(intake, filings=[filing(1), filing(2, "a"), filing(3, "b")], electronic_delivery=True, at=at)
    assert [row.receipt_number[:13] for row in rows] == ["MK-2611-00001", "MK-2611-00002", "MK-2611-00003"]
    assert rows[0].sha256 == DOCUMENT.sha256()
    assert Intake.objects.get().state == Intake.State.FILED
    with pytest.raises(IntakeClosed):
        record_filings(Intake.objects.get(), filings=[filing(9)], electronic_delivery=False, at=at)


def test_record_filings__the_database_itself_refuses_the_same_filing_twice(intake, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        record_filings(intake, filings=[filing(1, "a"), filing(2, "a")], electronic_delivery=False, at=at)
    assert not Filing.objects.exists()


def test_filings__never_change_and_never_go(intake, at):
    (row,) = record_filings(intake, filings=[filing(1)], electronic_delivery=False, at=at)
    Intake.objects.update(state=Intake.State.OPEN, filed_at=None, correction_key="c1")
    revision = record_revision(Intake.objects.get(), filing=row, document=DOCUMENT, salt="6" * 32, at=at)
    assert revision.number == 1
    for attempt in (
        lambda: Filing.objects.update(unit="x"), lambda: FilingRevision.objects.update(number=2),
        lambda: Filing.objects.all()._raw_delete("default"), lambda: FilingRevision.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    assert (Filing.objects.get().unit, FilingRevision.objects.get().number) == ("kodomo", 1)


def test_triggers__stand_after_every_migration():
    assert connection.vendor in {"sqlite", "postgresql"}
    assert not [name for name in list_missing_triggers() if "intake_filing" in name]


def test_lock_intake__is_found_by_its_owner_alone(intake):
    with transaction.atomic():
        assert lock_intake(key=intake.key, owner=OWNER).pk == intake.pk
    stranger = Owner(account_id=None, visitor="other", mailbox_key=None, assurance=Assurance.NONE)
    with pytest.raises(IntakeNotFound), transaction.atomic():
        lock_intake(key=intake.key, owner=stranger)
