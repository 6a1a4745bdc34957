"""Names of the inputs inside a field (氏, フリガナ, 年, 番地 …) in the three languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from murakami.kernel.languages import EASY, EN, JA, Text, text_in


def _text(ja: str, easy: str, en: str) -> Text:
    return MappingProxyType({JA: ja, EASY: easy, EN: en})


PART_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "": _text("", "", ""),
        "name.family": _text("氏", "名前（みょうじ）", "Family name"),
        "name.given": _text("名", "名前（下の名前）", "Given name"),
        "name.family_kana": _text("氏（フリガナ）", "みょうじの よみかた（カタカナ）", "Family name in katakana"),
        "name.given_kana": _text("名（フリガナ）", "下の名前の よみかた（カタカナ）", "Given name in katakana"),
        "date.year": _text("年", "年", "Year"),
        "date.month": _text("月", "月", "Month"),
        "date.day": _text("日", "日", "Day"),
        "address.postal_code": _text("郵便番号", "郵便番号", "Postal code"),
        "address.prefecture": _text("都道府県", "都道府県", "Prefecture"),
        "address.city": _text("市区町村", "市・区・町・村", "City, ward, town or village"),
        "address.town": _text("町名・大字", "町の名前", "Town"),
        "address.block": _text("番地", "番地（番号）", "House number"),
        "address.building": _text("建物名・部屋番号", "建物の名前と 部屋の番号", "Building and room"),
        "bank.registered": _text("振込先", "お金を受けとる口座", "Account to be paid into"),
        "bank.bank_name": _text("金融機関名", "銀行の名前", "Bank"),
        "bank.bank_code": _text("金融機関コード", "銀行の番号（4けた）", "Bank code"),
        "bank.branch_name": _text("支店名", "支店の名前", "Branch"),
        "bank.branch_code": _text("支店コード", "支店の番号（3けた）", "Branch code"),
        "bank.kind": _text("口座の種類", "口座の種類", "Type of account"),
        "bank.number": _text("口座番号", "口座の番号", "Account number"),
        "bank.holder_kana": _text("口座名義（カナ）", "口座の人の名前（カタカナ）", "Account holder in katakana"),
    }
)

SAID: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "yes": _text("はい", "はい", "Yes"),
        "no": _text("いいえ", "いいえ", "No"),
        "agree": _text("同意する", "いいです（同意します）", "I agree"),
        "agreed": _text("同意しました", "同意しました", "Agreed"),
        "registered": _text(
            "公金受取口座（国に登録した口座）", "国に 登録した口座（公金受取口座）", "Account registered with the state"
        ),
        "typed_account": _text("口座を書く", "口座を 書く", "Enter an account"),
        "ordinary": _text("普通", "普通", "Ordinary (futsu)"),
        "current": _text("当座", "当座", "Current (toza)"),
        "savings": _text("貯蓄", "貯蓄", "Savings (chochiku)"),
        "files": _text("{count}件のファイル", "ファイル {count}つ", "{count} file(s)"),
    }
)


def part_label(key: str) -> Text:
    """Name an input by its key."""
    return PART_LABELS[key]


def said(key: str, lang: str) -> str:
    """Take one of the fixed words of the field types."""
    return text_in(SAID[key], lang)
