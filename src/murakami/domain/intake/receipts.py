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
