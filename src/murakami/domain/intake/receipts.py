"""Taking receipt numbers: one serial per month, moved inside the filing transaction."""

from datetime import datetime

from django.db import connection

from murakami.domain.intake.models import ReceiptSerial
from murakami.kernel.dates import day_in_japan
from murakami.kernel.receipts import ReceiptNumber


def take_receipt_numbers(*, prefix: str, count: int, at: datetime) -> list[ReceiptNumber]:
    """Take the next `count` numbers of the month of `at` (Japan time). A rolled-back transaction gives them back.

    SQL: 1, whatever `count`.
    """
    day = day_in_japan(at)
    table = connection.ops.quote_name(ReceiptSerial._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (prefix, month, last) VALUES (%s, %s, %s) "  # noqa: S608 - our own table name
            f"ON CONFLICT (prefix, month) DO UPDATE SET last = {table}.last + excluded.last RETURNING last",
            [prefix, day.strftime("%y%m"), count])
        last = int(cursor.fetchone()[0])
    return [ReceiptNumber(prefix=prefix, year=day.year % 100, month=day.month, serial=serial)
            for serial in range(last - count + 1, last + 1)]


def skip_receipt_numbers(*, count: int, since: datetime, until: datetime) -> int:
    """Take `count` numbers of each month from `since` to `until` out of use; gives how many months were touched.

    For a database that was brought back: numbers given out after the backup must not be given to somebody else.
    SQL: 1, and 1 a month and prefix.
    """
    first, last = day_in_japan(since), day_in_japan(until)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    prefixes = list(ReceiptSerial.objects.order_by("prefix").values_list("prefix", flat=True).distinct())
    for prefix in prefixes:
        for month in months:
            begun = datetime(month // 12, month % 12 + 1, 1, 12, tzinfo=until.tzinfo)
            take_receipt_numbers(prefix=prefix, count=count, at=begun)
    return len(months) if prefixes else 0
