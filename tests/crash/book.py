"""Run in the environment of a zone: finishes what waits, and prints what the zone holds as JSON.

{"filings": [[conversation, receipt number]], "mailbox": [receipt number], "cases": [receipt number], "waiting": n}
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.apps import apps
from django.utils import timezone

from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import Worker

if sys.argv[1:] == ["finish"]:
    # an hour on: what the killed workers had leased is free again
    Worker(clock=lambda: timezone.now() + timedelta(hours=1)).work_once()


def column(model: str, *names: str) -> list[object]:
    """Read columns of a table that this zone may not have."""
    app, _, name = model.partition(".")
    if not apps.is_installed(f"murakami.domain.{app}"):
        return []
    rows = apps.get_model(app, name).objects.order_by("pk").values_list(*names)
    return [list(row) if len(names) > 1 else row[0] for row in rows]


print(json.dumps({"filings": column("intake.Filing", "intake__key", "receipt_number"),
                  "mailbox": column("mailbox.MailboxItem", "receipt_number"),
                  "cases": column("cases.Case", "receipt_number"), "waiting": Message.objects.count()}))
