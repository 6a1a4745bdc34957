"""`bank_account`: the registered 公金受取口座, or an account written as the passbook has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from murakami.kernel.bank_accounts import REGISTERED, AccountKind, BankAccount
from murakami.kernel.characters import digits_only
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import Choice, FieldType, ParseContext, Part, Raw, RawValue, typed
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.labels import SAID, said
from murakami.kernel.fields.options import OptionProblem, flag_option, option_errors
from murakami.kernel.fields.texts import read_text
from murakami.kernel.json_values import Json, JsonShapeError, read_bool, read_object, read_str
from murakami.kernel.kana import fold_to_katakana

_TEXTS: Final = ("bank_name", "bank_code", "branch_name", "branch_code", "number", "holder_kana")
_CODES: Final = {"bank_code": 4, "branch_code": 3}
_ACCOUNT_DIGITS: Final = 7
_FEWEST_TYPED_DIGITS: Final = 4
_LONGEST: Final = 100
# Source: 全銀協 使用可能文字 (カナ, 英大文字, 数字, and these signs), written here in full-width kana.
_NOT_HOLDER: Final = re.compile("[^\u30a1-\u30fa\u30fcA-Z0-9().\\-/ ]")


class BankAccountField(FieldType[BankAccount]):
    """An account to be paid into. Option `registered` ("no": the 公金受取口座 cannot be chosen)."""

    name: ClassVar[str] = "bank_account"
    option_names: ClassVar[frozenset[str]] = frozenset({"registered"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        which = Part(
            "registered",
            "bank.registered",
            "radio",
            choices=(Choice("yes", SAID["registered"]), Choice("no", SAID["typed_account"])),
        )
        kinds = tuple(Choice(kind.value, SAID[kind.value]) for kind in AccountKind)
        typed_parts = (
            Part("bank_name", "bank.bank_name", "text"),
            Part("bank_code", "bank.bank_code", "numeric", required=False),
            Part("branch_name", "bank.branch_name", "text"),
            Part("branch_code", "bank.branch_code", "numeric", required=False),
            Part("kind", "bank.kind", "select", choices=kinds),
            Part("number", "bank.number", "numeric"),
            Part("holder_kana", "bank.holder_kana", "text"),
        )
        return (which, *typed_parts) if _may_be_registered(options) else typed_parts

    def read(self, raw: Raw, options: Options, context: ParseContext) -> BankAccount:
        if _may_be_registered(options):
            which = typed(raw, "registered").strip()
            if which == "yes":
                return REGISTERED
            if which != "no":
                code = "choice_unknown" if which else "choice_missing"
                raise FieldError(code, part="registered")
        return _read_account(raw)

    def to_json(self, value: BankAccount) -> Json:
        if value.registered:
            return {"registered": True}
        texts = {part: getattr(value, part) for part in _TEXTS}
        return {"registered": False, "kind": value.kind.value if value.kind else "", **texts}

    def from_json(self, data: Json) -> BankAccount:
        row = read_object(data, where="bank_account")
        if read_bool(row.get("registered"), where="bank_account.registered"):
            return REGISTERED
        texts = {part: read_str(row.get(part, ""), where=f"bank_account.{part}") for part in _TEXTS}
        return BankAccount(registered=False, kind=_stored_kind(row.get("kind")), **texts)

    def to_raw(self, value: BankAccount) -> dict[str, RawValue]:
        texts: dict[str, RawValue] = {part: getattr(value, part) for part in _TEXTS}
        kind = value.kind.value if value.kind else ""
        return {"registered": "yes" if value.registered else "no", "kind": kind, **texts}

    def show(self, value: BankAccount, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        if value.registered:
            return said("registered", lang)
        return " ".join(text for text in _shown(value, lang) if text)

    def print_paper(self, value: BankAccount, options: Options = NO_OPTIONS, parts: Sequence[str] = ()) -> str:
        if value.registered:
            return said("registered", "ja")
        if not parts:
            return self.show(value)
        raw = self.to_raw(value)
        texts = [said(str(raw[part]), "ja") if part == "kind" else str(raw.get(part, "")) for part in parts]
        return "　".join(text for text in texts if text)

    def blank(self, raw: Raw) -> bool:
        # Browsers send the first entry of a select although nobody chose it.
        return all(not typed(raw, part).strip() for part in ("registered", *_TEXTS))

    def item_count(self, options: Options = NO_OPTIONS) -> int:
        return 5  # 金融機関, 支店, 種別, 番号, 名義

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (*super().option_problems(options), *option_errors(lambda: flag_option(options, "registered")))


def _may_be_registered(options: Options) -> bool:
    return flag_option(options, "registered", default=True)


def _read_account(raw: Raw) -> BankAccount:
    errors: list[FieldError] = []

    def gather(part: str, reading: Callable[[Raw, str], str]) -> str:
        try:
            return reading(raw, part)
        except FieldError as error:
            errors.append(error)
            return ""

    texts = {
        "bank_name": gather("bank_name", _read_name),
        "bank_code": gather("bank_code", _read_code),
        "branch_name": gather("branch_name", _read_name),
        "branch_code": gather("branch_code", _read_code),
    }
    kind = gather("kind", _read_kind)
    texts |= {"number": gather("number", _read_number), "holder_kana": gather("holder_kana", _read_holder)}
    if errors:
        raise FieldErrors(errors)
    return BankAccount(registered=False, kind=AccountKind(kind), **texts)


def _read_part(raw: Raw, part: str, *, required: bool = True) -> str:
    text = read_text(raw, part=part, label_key=f"bank.{part}", maximum=_LONGEST)
    if required and not text:
        raise FieldError("part_missing", part=part, part_key=f"bank.{part}")
    return text


def _read_name(raw: Raw, part: str) -> str:
    return _read_part(raw, part)


def _read_code(raw: Raw, part: str) -> str:
    text = _read_part(raw, part, required=False)
    digits = digits_only(text)
    if text and (digits is None or len(digits) != _CODES[part]):
        raise FieldError(f"{part}_digits", part=part)
    return digits or ""


def _read_kind(raw: Raw, part: str) -> str:
    kind = _read_part(raw, part)
    if kind not in set(AccountKind):
        raise FieldError("choice_unknown", part=part)
    return kind


def _read_number(raw: Raw, part: str) -> str:
    digits = digits_only(_read_part(raw, part))
    if digits is None or not _FEWEST_TYPED_DIGITS <= len(digits) <= _ACCOUNT_DIGITS:
        raise FieldError("account_number_digits", part=part)
    return digits.zfill(_ACCOUNT_DIGITS)


def _read_holder(raw: Raw, part: str) -> str:
    folded = fold_to_katakana(unicodedata.normalize("NFKC", _read_part(raw, part)))
    holder = folded.replace("\u3000", " ").upper()
    wrong = _NOT_HOLDER.search(holder)
    if wrong:
        raise FieldError("holder_characters", part=part, found=wrong[0])
    return holder


def _stored_kind(kind: object) -> AccountKind:
    try:
        return AccountKind(str(kind))
    except ValueError:
        raise JsonShapeError(where="bank_account.kind", expected="a type of account", found=kind) from None


def _shown(value: BankAccount, lang: str) -> tuple[str, ...]:
    bank = f"{value.bank_name}（{value.bank_code}）" if value.bank_code else value.bank_name
    branch = f"{value.branch_name}（{value.branch_code}）" if value.branch_code else value.branch_name
    kind = said(value.kind.value, lang) if value.kind else ""
    return bank, branch, kind, value.number, value.holder_kana
