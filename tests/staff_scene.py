"""What the pages about staff have to show: the clerk, with the right that the clerk has."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests.cast import UNIT, Who
from tests.foundation.accounts.authenticator import give_passkey

if TYPE_CHECKING:
    from tests.scene import Scene

WAITING = "f" * 31 + "1"  # the key of a reshuffle
IS_LOOKED_AT, WHY = "child-medical-subsidy", "家族から安否の確認を求める電話がありました。"


def known(scene: "Scene", name: str) -> dict[str, str]:
    """What stands in the addresses of the pages about staff, of passkeys and of emergencies."""
    named = {"form": "csv", "reshuffle": WAITING, "account": "1", "right": "1", "emergency": "1", "passkey": "1"}
    owner = Who.RESIDENT if name.startswith("portal:") else Who.HEAD
    if owner in scene.cast.accounts:
        named["passkey"] = str(scene.cast.accounts[owner].passkeys.get().pk)
    if Who.CLERK in scene.cast.accounts:
        clerk = scene.cast.accounts[Who.CLERK]
        named |= {"account": str(clerk.pk), "right": str(clerk.memberships.get().pk)}
    if name.startswith("office:audit-"):
        named["day"] = f"{timezone.localdate(scene.at)}"
    if scene.has_cases:
        from murakami.domain.cases.models import EmergencyAccess

        named["emergency"] = str(EmergencyAccess.objects.get().pk)
    return named


def written(scene: "Scene") -> dict[str, dict[str, object]]:
    """What is written into the forms about staff."""
    day = {"day.year": "2099", "day.month": "4", "day.day": "1"}
    return {
        "office:reshuffles": {**day}, "office:reshuffle-confirm": {"token": "x"},
        "office:emergency-open": {"receipt.value": scene.receipts.get(IS_LOOKED_AT, ""), "reason.value": WHY},
        "office:emergency-review": {"outcome.value": "justified"},
        "office:staff-new": {"login.value": "new-1", "name.value": "新人　翠", "unit.value": UNIT, "role.value": "clerk"},
        "office:staff-grant": {"unit.value": UNIT, "role.value": "unit_head"},
        "office:staff-deputy": {"deputy.value": scene.account(Who.ELSEWHERE), "last.year": "2099", "last.month": "12", "last.day": "3"},
        "office:staff-email": {"email.value": "clerk@example.jp"},
    }


def give_passkeys(scene: "Scene") -> None:
    """Give everybody whom this zone lets in, and who needs one, a passkey."""
    for who in (Who.RESIDENT, Who.HEAD):
        if who in scene.cast.accounts:
            give_passkey(scene.cast.accounts[who], at=scene.at)


def set_up(scene: "Scene") -> None:
    """Confirm a reshuffle that waits for its day, and let a clerk of another unit open a case in an emergency."""
    from murakami.domain.cases.emergencies import open_emergency
    from murakami.foundation.accounts.operations.reshuffles import confirm_reshuffle

    confirm_reshuffle(actor=scene.cast.actor(Who.PERSONNEL), key=WAITING, name="R9.xlsx", rows=[], apply_on=date(2099, 4, 1),
                      at=scene.at)
    if scene.has_cases:
        open_emergency(receipt_number=scene.receipts[IS_LOOKED_AT], actor=scene.cast.actor(Who.ELSEWHERE), reason=WHY, lasts=timedelta(hours=1), needs_consent=False,
                       at=timezone.now())
