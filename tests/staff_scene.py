"""What the pages about staff have to show: the clerk, with the right that the clerk has."""

from typing import TYPE_CHECKING

from tests.cast import UNIT, Who

if TYPE_CHECKING:
    from tests.scene import Scene


def known(scene: "Scene") -> dict[str, str]:
    """What stands in the addresses of the pages about staff."""
    if Who.CLERK not in scene.cast.accounts:
        return {"account": "1", "right": "1"}
    clerk = scene.cast.accounts[Who.CLERK]
    return {"account": str(clerk.pk), "right": str(clerk.memberships.get().pk)}


def written(scene: "Scene") -> dict[str, dict[str, object]]:
    """What is written into the forms about staff."""
    return {
        "office:staff-new": {"login.value": "new-1", "name.value": "新人　翠", "unit.value": UNIT, "role.value": "clerk"},
        "office:staff-grant": {"unit.value": UNIT, "role.value": "unit_head"},
        "office:staff-deputy": {"deputy.value": scene.account(Who.HEAD), "last.year": "2099", "last.month": "12", "last.day": "3"},
        "office:staff-email": {"email.value": "clerk@example.jp"},
    }
