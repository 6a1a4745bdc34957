"""What the pages about protections have to show: one that ends soon, of somebody whom no filing names, its end asked for."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.cast import UNIT, Who

if TYPE_CHECKING:
    from tests.scene import Scene

PROTECTION = "e" * 31 + "1"
NUMBER, WHY = "0000009991", "電話と書面で本人の意思を確かめました（架空）"
ON_A_CASE = frozenset({"office:release", "office:unmask", "office:mask"})
WRITTEN: dict[str, dict[str, object]] = {
    "office:protection-new": {"number.value": NUMBER, "ground.value": "stalking", "refused.value": "架空 太郎"},
    "office:protection-refuse": {"refused.value": "架空 次郎"},
    "office:protection-end-ask": {"reason.value": WHY},
    "office:release": {"reason.value": WHY},
    "office:unmask": {"reason.value": WHY},
}


def set_up(scene: "Scene") -> None:
    """Protect somebody whose year is nearly over; the clerk has asked for the end."""
    from murakami.domain.register.operations import import_residents
    from murakami.domain.register.protecting import Refused, Wanted, ask_to_end, set_protection
    from murakami.domain.register.rules import Ground
    from tests.domain.register.records import record

    today, clerk = timezone.localdate(scene.at), scene.cast.actor(Who.CLERK)
    import_residents([record(int(NUMBER), family_name="秘匿", given_name="守", born_on="1955-05-05", block="88-1")])
    set_protection(Wanted(
        ground=Ground.VIOLENCE, register_number=NUMBER, accompanying=(), refused=(Refused("相手 方子", None),), old_home="",
        since=today - timedelta(days=350), until=today + timedelta(days=10)), actor=clerk, units=(UNIT,), key=PROTECTION,
        subject_key="d" * 32, at=scene.at)
    ask_to_end(key=PROTECTION, reason=WHY, actor=clerk, units=(UNIT,), at=scene.at)


def raise_one(receipt_number: str, *, at: object) -> None:
    """Put an alarm on a case."""
    from murakami.domain.cases.alarms import AlarmKind
    from murakami.domain.cases.operations.protect import raise_alarms

    raise_alarms(receipt_number, {AlarmKind.ABOUT_PROTECTED}, at=at)  # type: ignore[arg-type]
