"""A family whose birth has been filed, and what the agency then sends them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from murakami.demo.town.births import family_of, file_birth
from murakami.demo.town.households import Household, Person, Town
from murakami.domain.intake.models import Filing
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox import messages
from murakami.domain.mailbox.models import CorrectionRequest, Letter
from murakami.domain.mailbox.operations import receiving
from murakami.flows.conversation import correcting
from murakami.foundation.files.store import store
from murakami.kernel.dates import day_in_japan

LETTER = b"%PDF-1.7 a letter"

_FAMILY = Household(
    number="00000001", town=Town(name="府屋", postal_code="9593907", district="山北"), block="232-1",
    building="さんぽく荘 2", is_protected=False,
    people=(
        Person("0000000001", ("葛\U000e0100城", "カツラギ"), ("健", "ケン"), date(1991, 5, 2), "1", "世帯主"),
        Person("0000000002", ("葛\U000e0100城", "カツラギ"), ("みのり", "ミノリ"), date(1993, 8, 9), "2", "妻"),
        Person("0000000003", ("葛\U000e0100城", "カツラギ"), ("ひなた", "ヒナタ"), date(2026, 11, 3), "2", "子"),
        Person("0000000004", ("葛\U000e0100城", "カツラギ"), ("そら", "ソラ"), date(2023, 4, 1), "1", "子")))


def file_a_birth(owner: Owner, *, draw_key: Callable[[], str], at: datetime) -> dict[str, Filing]:
    """File everything a birth requires for the family, as they would; the filings by procedure."""
    family = family_of(_FAMILY, at=at, rng=Random(1))
    family.wishes.update({"allowance_status": "not_yet", "child_insurance": "national_health", "wants_nursery": "no"})  # type: ignore[attr-defined]
    filings = file_birth(family, owner=owner, consent=True, draw_key=draw_key, at=at)
    return {filing.procedure: filing for filing in filings}


def ask_for_correction(filing: Filing, *, at: datetime, key: str = "c" * 32, days: int = 6, message: str = "",
                       **reasons: str) -> CorrectionRequest:
    """Let the agency ask for the correction of items: `**{"account.account": "the reason"}`."""
    items = tuple(messages.CorrectionItem(key=name, kind="incorrect", reason=reason) for name, reason in reasons.items())
    return receiving.record_correction_request(messages.CorrectionAsked(
        receipt_number=filing.receipt_number, key=key, items=items, message=message, at=at,
        until=day_in_japan(at) + timedelta(days=days)))


def promise_bankbook(filing: Filing, *, owner: Owner, draw_key: Callable[[], str], at: datetime) -> None:
    """Let the family name another account and promise the picture of its bank book for later."""
    account, key = "account.account", "b" * 32
    values = {"registered": "no", "bank_name": "第四北越銀行", "bank_code": "", "branch_name": "村上支店", "branch_code": "",
              "kind": "ordinary", "number": "1234567", "holder_kana": "カツラギ　ケン"}
    ask_for_correction(filing, at=at, key=key, **{account: "公金受取口座が登録されていません"})
    correcting.open_correction(key=key, owner=owner, draw_key=draw_key, at=at)
    correcting.save_item(key=key, owner=owner, item_key=account, seen={}, lang="ja", at=at,
                         form={f"{account}.{part}": [text] for part, text in values.items()})
    correcting.confirm_item(key=key, owner=owner, item_key="attachment:bankbook", at=at)
    correcting.send_correction(key=key, owner=owner, at=at)


def send_letter(filing: Filing, *, at: datetime, key: str = "d" * 32, title: str = "児童手当 認定通知書") -> Letter:
    """Let the agency decide and send a letter."""
    stored = store(LETTER, content_type="application/pdf", at=at)
    receiving.record_progress(messages.Progress(receipt_number=filing.receipt_number, key=f"p-{key}", state="decided",
                                                at=at, due_on=None, note={}))
    return receiving.record_letter(messages.LetterIssued(
        receipt_number=filing.receipt_number, key=key, title=title, outcome="granted", sha256=stored.sha256,
        name=f"{title}.pdf", size=stored.size, at=at))
