"""`bank_account`."""

import pytest

from murakami.kernel.bank_accounts import REGISTERED, AccountKind, BankAccount
from murakami.kernel.fields import field_type
from tests.kernel.fields.reading import parsed, refused

ACCOUNT = field_type("bank_account")
TYPED = {
    "registered": "no",
    "bank_name": "村上信用金庫",
    "bank_code": "１３７９",
    "branch_name": "本店",
    "branch_code": "001",
    "kind": "ordinary",
    "number": "123-456",
    "holder_kana": "ﾑﾗｶﾐ はなこ",
}
VALUE = BankAccount(
    registered=False,
    bank_name="村上信用金庫",
    bank_code="1379",
    branch_name="本店",
    branch_code="001",
    kind=AccountKind.ORDINARY,
    number="0123456",
    holder_kana="ムラカミ ハナコ",
)


def test_parse__takes_an_account_as_the_passbook_has_it() -> None:
    assert parsed("bank_account", TYPED) == VALUE
    assert parsed("bank_account", TYPED | {"registered": ""}, registered="no") == VALUE


def test_parse__drops_everything_else_for_the_registered_account() -> None:
    assert parsed("bank_account", TYPED | {"registered": "yes"}) == REGISTERED
    assert ACCOUNT.to_json(REGISTERED) == {"registered": True}


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"registered": ""}, [("registered", "choice_missing")]),
        ({"registered": "maybe"}, [("registered", "choice_unknown")]),
        ({"bank_name": ""}, [("bank_name", "part_missing")]),
        ({"bank_code": "12"}, [("bank_code", "bank_code_digits")]),
        ({"branch_code": "0001"}, [("branch_code", "branch_code_digits")]),
        ({"kind": "gold"}, [("kind", "choice_unknown")]),
        ({"kind": ""}, [("kind", "part_missing")]),
        ({"number": "12345678"}, [("number", "account_number_digits")]),
        ({"number": "12a"}, [("number", "account_number_digits")]),
        ({"holder_kana": "村上"}, [("holder_kana", "holder_characters")]),
        ({"holder_kana": "1234-5678-9018"}, [("holder_kana", "individual_number")]),
        ({"number": "123456789018"}, [("number", "individual_number")]),
        ({"bank_name": "x" * 10_000_000}, [("bank_name", "too_long")]),
        ({"branch_name": "\u202e"}, [("branch_name", "direction_mark")]),
        ({"bank_name": "", "number": "", "kind": ""}, [("bank_name", "part_missing"), ("kind", "part_missing"), ("number", "part_missing")]),
    ],
)  # fmt: skip
def test_parse__names_the_part_to_mend(change: dict[str, str], errors: list[tuple[str, str]]) -> None:
    assert refused("bank_account", TYPED | change) == errors


@pytest.mark.parametrize(
    ("typed", "holder"),
    [
        ("ﾑﾗｶﾐ(ｶ", "ムラカミ(カ"),
        ("カ）ムラカミ", "カ)ムラカミ"),
        ("abc ムラカミ", "ABC ムラカミ"),
        ("さとー", "サトー"),
    ],
)
def test_parse__folds_the_holder_to_what_banks_take(typed: str, holder: str) -> None:
    value = parsed("bank_account", TYPED | {"holder_kana": typed})
    assert isinstance(value, BankAccount)
    assert value.holder_kana == holder


@pytest.mark.parametrize("value", [REGISTERED, VALUE])
def test_forms__come_back_the_same(value: BankAccount) -> None:
    assert ACCOUNT.from_json(ACCOUNT.to_json(value)) == value
    assert parsed("bank_account", ACCOUNT.to_raw(value)) == value


def test_show__says_which_account() -> None:
    assert ACCOUNT.show(VALUE) == "村上信用金庫（1379） 本店（001） 普通 0123456 ムラカミ ハナコ"
    assert ACCOUNT.show(REGISTERED, "en") == "Account registered with the state"
    assert ACCOUNT.print_paper(VALUE, {}, ("bank_name", "branch_name", "kind")) == "村上信用金庫　本店　普通"


def test_blank__is_not_fooled_by_a_select() -> None:
    assert ACCOUNT.blank({"kind": "ordinary", "number": " "})
    assert not ACCOUNT.blank({"registered": "yes"})


def test_parts__have_no_choice_where_the_registered_account_is_not_taken() -> None:
    assert "registered" in {part.name for part in ACCOUNT.parts()}
    assert "registered" not in {part.name for part in ACCOUNT.parts({"registered": "no"})}
