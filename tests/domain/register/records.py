"""People of a register, written as an export brings them."""

from dataclasses import replace
from datetime import date
from typing import Any

from murakami.domain.register.messages import ResidentRecord

HANAKO = ResidentRecord(
    register_number="0000000001", household_number="00000001", relation="妻", family_name="葛\U000e0100城",
    given_name="花子", family_kana="カツラギ", given_kana="ハナコ", born_on=date(1990, 4, 1), sex="2",
    postal_code="9593907", town="府屋", block="232-1", building="", district="山北", is_protected=False)


def record(number: int, **changes: Any) -> ResidentRecord:
    """Another person; only what is said differs from 花子."""
    return replace(HANAKO, register_number=f"{number:010}", **changes)
