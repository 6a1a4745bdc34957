"""The closed sets of this room: kinds of account, roles in a unit, levels of assurance."""

from enum import StrEnum


class AccountKind(StrEnum):
    """Residents and staff are different people to the software, even when they are the same person."""

    RESIDENT = "resident"
    STAFF = "staff"


class Role(StrEnum):
    """What a member of staff does in a unit; the last two look beyond it.

    `PERSONNEL` looks after the people of every unit and prepares the yearly reshuffle, `AUDITOR` reads what others did.
    """

    CLERK = "clerk"
    UNIT_HEAD = "unit_head"
    ADMINISTRATOR = "administrator"
    PERSONNEL = "personnel"
    AUDITOR = "auditor"


UNIT_ROLES = (Role.CLERK, Role.UNIT_HEAD, Role.ADMINISTRATOR)
TOWN_ROLES = (Role.PERSONNEL, Role.AUDITOR)


class Assurance(StrEnum):
    """How sure we are of who is acting, weakest first; belongs to a session, not to a person."""

    NONE = "none"
    ACCOUNT = "account"
    CARD_AUTH = "card_auth"
    CARD_SIGN = "card_sign"

    def reaches(self, needed: "Assurance") -> bool:
        """Say whether this level is as strong as the needed one."""
        order = list(Assurance)
        return order.index(self) >= order.index(needed)
