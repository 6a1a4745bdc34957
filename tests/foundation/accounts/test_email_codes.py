"""One-time codes by e-mail."""

from datetime import date, datetime, timedelta

import pytest

from murakami.foundation.accounts.models import Attempts, EmailCode
from murakami.foundation.accounts.operations.email_codes import (
    CodeRefused,
    SentCode,
    clean_address,
    issue_code,
    redeem_code,
)
from murakami.foundation.accounts.operations.lockouts import LockedOut
from murakami.kernel.fields import FieldErrors, ParseContext

pytestmark = pytest.mark.django_db
CONTEXT = ParseContext(today=date(2026, 11, 23), label="メールアドレス")


def issue(at: datetime, email: str = "hanako@example.jp", place: str = "192.0.2.1") -> SentCode:
    return issue_code(email=email, place=place, at=at)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_redeem_code__proves_the_address_once(at: datetime) -> None:
    sent = issue(at)
    assert redeem_code(key=sent.key, code=sent.code, at=at) == "hanako@example.jp"
    with pytest.raises(CodeRefused, match="expired"):
        redeem_code(key=sent.key, code=sent.code, at=at)


def test_redeem_code__takes_full_width_digits_and_spaces(at: datetime) -> None:
    sent = issue(at)
    typed = " ".join(chr(ord(digit) + 0xFEE0) for digit in sent.code)
    assert redeem_code(key=sent.key, code=typed, at=at) == "hanako@example.jp"


def test_redeem_code__ends_after_five_wrong_answers_even_with_the_right_one(at: datetime) -> None:
    sent = issue(at)
    outcomes = []
    for _ in range(5):
        with pytest.raises(CodeRefused) as refused:
            redeem_code(key=sent.key, code=wrong(sent.code), at=at)
        outcomes.append((refused.value.code, refused.value.attempts_left))
    assert outcomes == [("wrong", 4), ("wrong", 3), ("wrong", 2), ("wrong", 1), ("used_up", 0)]
    with pytest.raises(CodeRefused, match="used_up"):
        redeem_code(key=sent.key, code=sent.code, at=at)


def test_redeem_code__expires(at: datetime) -> None:
    sent = issue(at)
    with pytest.raises(CodeRefused, match="expired"):
        redeem_code(key=sent.key, code=sent.code, at=at + timedelta(minutes=10))


def test_redeem_code__needs_the_browser_that_asked(at: datetime) -> None:
    first, second = issue(at), issue(at)
    with pytest.raises(CodeRefused, match="expired"):
        redeem_code(key="guessed", code=first.code, at=at)
    if first.code != second.code:
        with pytest.raises(CodeRefused, match="wrong"):
            redeem_code(key=second.key, code=first.code, at=at)


def test_issue_code__keeps_neither_the_code_nor_who_asked_too_often(at: datetime) -> None:
    sent = issue(at)
    stored = EmailCode.objects.get()
    assert sent.code not in f"{stored.code_digest} {stored.key}"
    assert not any("hanako" in tally.key or "192.0.2.1" in tally.key for tally in Attempts.objects.all())


def test_issue_code__refuses_a_sixth_code_to_one_address(at: datetime) -> None:
    for number in range(5):
        issue(at, place=f"192.0.2.{number}")
    with pytest.raises(LockedOut) as locked:
        issue(at, place="192.0.2.9")
    assert locked.value.until == at + timedelta(hours=1)
    assert issue(at, email="taro@example.jp").email == "taro@example.jp"


def test_issue_code__refuses_one_place_that_writes_to_many(at: datetime) -> None:
    for number in range(60):
        issue(at, email=f"r{number}@example.jp")
    with pytest.raises(LockedOut):
        issue(at, email="r61@example.jp")


def test_issue_code__sweeps_out_what_has_expired(at: datetime) -> None:
    issue(at)
    issue(at + timedelta(hours=2))
    assert EmailCode.objects.count() == 1


@pytest.mark.parametrize(("written", "cleaned"), [
    ("Hanako@Example.JP", "hanako@example.jp"), ("  a@b.example ", "a@b.example"), ("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
    ("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
])
def test_clean_address__takes_what_keyboards_make(written: str, cleaned: str) -> None:
    assert clean_address(written, context=CONTEXT) == cleaned


@pytest.mark.parametrize("written", [
    "", "hanako", "a@b", "a b@example.jp", "a@example.jp\nBcc: x@example.jp", "a@example.jp\x00", "花子@example.jp",
    "a@example.jp,b@example.jp", "<a@example.jp>", "a" * 250 + "@example.jp", "\u202ea@example.jp",
])
def test_clean_address__refuses_what_is_none(written: str) -> None:
    with pytest.raises(FieldErrors):
        clean_address(written, context=CONTEXT)
