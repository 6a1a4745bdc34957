"""Two families with a newborn and an older child, and every answer that somebody could ask them for."""

from collections.abc import Mapping
from datetime import date

from murakami.kernel.addresses import Address
from murakami.kernel.bank_accounts import REGISTERED, AccountKind, BankAccount
from murakami.kernel.conditions import FactKey, fact_key_of
from murakami.kernel.fields.choosing import Consent
from murakami.kernel.names import PersonName

TODAY = date(2026, 11, 5)
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "me": ("me",),
    "partner": ("partner",),
    "newborn": ("newborn-1",),
    "sibling": ("sibling-1",),
    "head": (),
    "household": ("household",),
    "account": ("account",),
    "mother_account": ("mother_account",),
}
HOME = Address("9580842", "新潟県", "村上市", "大町", "1-2")
WRITTEN_ACCOUNT = BankAccount(
    registered=False,
    bank_name="村上信用金庫",
    branch_name="本店",
    kind=AccountKind.ORDINARY,
    number="0123456",
    holder_kana="カツラギ ハナコ",
)

_ANSWERS: Mapping[str, object] = {
    # the guide
    "me.lives_in_city": True,
    "newborn-1.born_on": date(2026, 11, 3),
    "household.main_earner": "me",
    "household.allowance_status": "not_yet",
    "household.child_insurance": "national_health",
    "household.wants_nursery": True,
    "me.gave_birth": True,
    # the adults
    "me.name": PersonName("葛城", "花子", "カツラギ", "ハナコ"),
    "me.born_on": date(1992, 4, 1),
    "me.sex": "female",
    "me.residence": HOME,
    "me.phone": "0254-53-2111",
    "me.work": "employee",
    "me.care_reason": "work",
    "partner.name": PersonName("葛城", "一郎", "カツラギ", "イチロウ"),
    "partner.born_on": date(1990, 9, 9),
    "partner.sex": "male",
    "partner.residence": HOME,
    "partner.phone": "090-1234-5678",
    "partner.work": "self_employed",
    "partner.care_reason": "work",
    # the children
    "newborn-1.name": PersonName("葛城", "みらい", "カツラギ", "ミライ"),
    "newborn-1.sex": "female",
    "newborn-1.care_from": date(2027, 4, 1),
    "newborn-1.care_hours": "standard",
    "newborn-1.care_place_1": "第一希望の園",
    "newborn-1.care_place_2": "第二希望の園",
    "newborn-1.care_place_3": "第三希望の園",
    "newborn-1.care_notes": ("nothing_special",),
    "newborn-1.pick_up": "朝は父が車で、夕方は母が車で",
    "sibling-1.name": PersonName("葛城", "はるき", "カツラギ", "ハルキ"),
    "sibling-1.born_on": date(2023, 2, 2),
    "sibling-1.school": "通っている園",
    # the household
    "household.special_cases": ("none",),
    "household.circumstances": ("grandparents_near",),
    "household.tax_consent": Consent(),
    "account.account": WRITTEN_ACCOUNT,
}


def family(**changed: object) -> dict[FactKey, object]:
    """Answer everything as the usual family, some things differently (`household__main_earner="partner"`)."""
    answers = dict(_ANSWERS)
    for name, value in changed.items():
        answers[name.replace("__", ".").replace("_1.", "-1.")] = value
    return {fact_key_of(text): value for text, value in answers.items()}


def with_registered_account() -> dict[FactKey, object]:
    """Answer as the usual family, paid into the account registered with the state."""
    return family(account__account=REGISTERED)


CARD: Mapping[str, frozenset[str]] = {
    "me.name": frozenset({"name"}),
    "me.born_on": frozenset({"value"}),
    "me.sex": frozenset({"value"}),
    "me.residence": frozenset({"value"}),
    # follows from the address on the card
    "me.lives_in_city": frozenset({"value"}),
}
"""What the card says of the person who holds it: name without reading, birth date, sex, address."""
