"""Run in the environment of a zone: makes an empty database what release 0.1.0 left, and fills it by its own models.

    python -m tests.operation.frozen 10000

The document is one that 0.1.0 filed. Prints {"rows": {table: count}}.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps as installed
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from murakami.config.operation.releases import read_releases
from murakami.kernel.json_values import sha256_of
from murakami.kernel.receipts import ReceiptNumber

AT = datetime(2026, 11, 1, tzinfo=UTC)
DOCUMENT: dict[str, Any] = json.loads((Path(__file__).parent / "filed_0_1_0.json").read_text(encoding="utf-8"))
SHA256 = sha256_of(DOCUMENT)
SLICE = 2000


def migrate_to_0_1_0() -> Any:
    """Bring the database to the first release and give the apps as they were."""
    executor = MigrationExecutor(connection)
    here = set(installed.app_configs)
    targets = sorted(one for one in read_releases()[0].last if one[0] in here)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def numbers(count: int) -> list[str]:
    """The receipt numbers of a busy month."""
    return [ReceiptNumber(prefix="MK", year=26, month=11, serial=serial).format() for serial in range(1, count + 1)]


def fill_edge(apps: Any, receipts: list[str]) -> None:
    """A conversation, a filing and a line in the mailbox for each number."""
    account = apps.get_model("accounts.Account").objects.create(kind="resident", created_at=AT)
    intake_model, filing_model = apps.get_model("intake.Intake"), apps.get_model("intake.Filing")
    item_model, entry_model = apps.get_model("mailbox.MailboxItem"), apps.get_model("mailbox.TimelineEntry")
    intakes = intake_model.objects.bulk_create([
        intake_model(key=f"{n:032x}", state="filed", account=account, mailbox_key="m", subject_key=f"i{n}", channel="online",
               started_at=AT, saved_at=AT, filed_at=AT) for n, _ in enumerate(receipts)], batch_size=SLICE)
    common = {"mailbox_key": "m", "procedure": DOCUMENT["procedure"], "version": DOCUMENT["version"], "unit": "kodomo"}
    filing_model.objects.bulk_create([
        filing_model(receipt_number=number, intake=intake, subject_key=f"f{number}", document=DOCUMENT, sha256=SHA256,
               electronic_delivery=True, filed_at=AT, **common) for number, intake in zip(receipts, intakes, strict=True)],
        batch_size=SLICE)
    items = item_model.objects.bulk_create([
        item_model(receipt_number=number, subject_key=f"f{number}", kind="application", title={"ja": "児童手当"}, state="filed",
             state_at=AT, filed_at=AT, **common) for number in receipts], batch_size=SLICE)
    entry_model.objects.bulk_create([entry_model(item=item, key=f"filed {item.receipt_number}", kind="state", state="filed", at=AT)
                               for item in items], batch_size=SLICE)
    apps.get_model("intake.ReceiptSerial").objects.create(prefix="MK", month="2611", last=len(receipts))


def fill_core(apps: Any, receipts: list[str]) -> None:
    """A case with its document and its first event for each number."""
    event_model, case_model = apps.get_model("events.Event"), apps.get_model("cases.Case")
    revision_model, entry_model = apps.get_model("cases.CaseRevision"), apps.get_model("cases.Entry")
    events = event_model.objects.bulk_create([
        event_model(kind="case.received", subject_key=f"f{number}", at=AT + timedelta(seconds=n), unit="kodomo")
        for n, number in enumerate(receipts)], batch_size=SLICE)
    cases = case_model.objects.bulk_create([
        case_model(receipt_number=number, procedure=DOCUMENT["procedure"], version=DOCUMENT["version"], machine="application",
             channel="online", state="received", last_event=event, unit="kodomo", applicant_name="架空 花子", title="児童手当",
             search_text="架空花子", filed_at=AT, received_at=AT, mailbox_key="m", subject_key=f"f{number}")
        for number, event in zip(receipts, events, strict=True)], batch_size=SLICE)
    revision_model.objects.bulk_create([revision_model(case=case, number=0, document=DOCUMENT, sha256=SHA256, filed_at=AT)
                                  for case in cases], batch_size=SLICE)
    entry_model.objects.bulk_create([entry_model(case=case, event=event) for case, event in zip(cases, events, strict=True)],
                              batch_size=SLICE)


then = migrate_to_0_1_0()
receipts = numbers(int(sys.argv[1]))
if installed.is_installed("murakami.domain.intake"):
    fill_edge(then, receipts)
if installed.is_installed("murakami.domain.cases"):
    fill_core(then, receipts)
KEPT = ("intake_intake", "intake_filing", "mailbox_mailboxitem", "mailbox_timelineentry", "events_event", "cases_case",
        "cases_caserevision", "cases_entry")
rows = {}
with connection.cursor() as cursor:
    for table in set(KEPT) & set(connection.introspection.table_names(cursor)):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        rows[table] = cursor.fetchone()[0]
print(json.dumps({"rows": rows}))
