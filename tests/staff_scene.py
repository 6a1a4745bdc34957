"""What the pages about staff have to show: the clerk, with the right that the clerk has."""

from datetime import date
from typing import TYPE_CHECKING

from tests.cast import UNIT, Who

if TYPE_CHECKING:
    from tests.scene import Scene

WAITING = "f" * 31 + "1"  # the key of a reshuffle


def known(scene: "Scene") -> dict[str, str]:
    """What stands in the addresses of the pages about staff."""
    if Who.CLERK not in scene.cast.accounts:
        return {"account": "1", "right": "1", "form": "csv", "reshuffle": WAITING}
    clerk = scene.cast.accounts[Who.CLERK]
    return {"account": str(clerk.pk), "right": str(clerk.memberships.get().pk), "form": "csv", "reshuffle": WAITING}


def written(scene: "Scene") -> dict[str, dict[str, object]]:
    """What is written into the forms about staff."""
    day = {"day.year": "2099", "day.month": "4", "day.day": "1"}
    return {
        "office:reshuffles": {**day}, "office:reshuffle-confirm": {"token": "x"},
        "office:staff-new": {"login.value": "new-1", "name.value": "新人　翠", "unit.value": UNIT, "role.value": "clerk"},
        "office:staff-grant": {"unit.value": UNIT, "role.value": "unit_head"},
        "office:staff-deputy": {"deputy.value": scene.account(Who.HEAD), "last.year": "2099", "last.month": "12", "last.day": "3"},
        "office:staff-email": {"email.value": "clerk@example.jp"},
    }


def set_up(scene: "Scene") -> None:
    """Confirm a reshuffle that waits for its day."""
    from murakami.foundation.accounts.operations.reshuffles import confirm_reshuffle

    confirm_reshuffle(actor=scene.cast.actor(Who.PERSONNEL), key=WAITING, name="R9.xlsx", rows=[], apply_on=date(2099, 4, 1),
                      at=scene.at)
