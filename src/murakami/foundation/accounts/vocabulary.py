"""The closed sets of this room: kinds of account, roles in a unit or a firm, levels of assurance."""

from enum import StrEnum


class AccountKind(StrEnum):
    """Residents, staff and people of a firm are different to the software, even when they are the same human."""

    RESIDENT = "resident"
    STAFF = "staff"
    BUSINESS = "business"


class FirmRole(StrEnum):
    """What somebody is in a firm: its representative (gBizIDプライム), or whom the representative let in (メンバー)."""

    PRIME = "prime"
    MEMBER = "member"


class PlaceEnd(StrEnum):
    """Who said that somebody no longer acts for a firm: a prime of the firm here, or the provider by naming another firm."""

    PRIME = "prime"
    PROVIDER = "provider"


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
    """How sure we are of who is acting, weakest first; belongs to a session, not to a person.

    A session by a business account is `ACCOUNT`: the provider checked the firm and who speaks for it, and the card of the
    human was not read. What it adds is `Actor.firm`, which is no level: no card gives it, and it replaces no card.
    """

    NONE = "none"
    ACCOUNT = "account"
    CARD_AUTH = "card_auth"
    CARD_SIGN = "card_sign"

    def reaches(self, needed: "Assurance") -> bool:
        """Say whether this level is as strong as the needed one."""
        order = list(Assurance)
        return order.index(self) >= order.index(needed)
