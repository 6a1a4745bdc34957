"""The card «電子署名» of a case: what state the signature is in, who signed, and whether the four items agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from murakami.flows.agency.signature import SignatureReading
from murakami.flows.signatures import Checked
from murakami.kernel.dates import day_in_japan
from murakami.kernel.eras import format_era_date
from murakami.kernel.signatures import Agreement

_PROBLEMS: Final = {
    "unreadable": _("電子証明書が読めません。"),
    "untrusted": _("信頼する認証局の電子証明書ではありません。"),
    "expired": _("出した時に、電子証明書が有効期間の外でした。"),
    "unsupported": _("いまは認めていない方法（古い暗号、短い鍵、複数の署名など）で署名されています。"),
    "wrong_use": _("署名用の電子証明書ではありません。"),
    "altered": _("署名が、この内容に対するものではありません。内容が変えられたおそれがあります。"),
    "other_person": _("電子証明書の氏名か生年月日が、書いてある本人とちがいます。"),
}
_ITEMS: Final = {"name": _("氏名"), "born_on": _("生年月日"), "sex": _("性別"), "address": _("住所")}
_AGREEMENTS: Final = {Agreement.EQUAL: _("一致"), Agreement.DIFFERENT: _("ちがう"),
                      Agreement.NOT_COMPARED: _("片方にない")}
_TONES: Final = {Agreement.EQUAL: "good", Agreement.DIFFERENT: "warn", Agreement.NOT_COMPARED: "plain"}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One of the four items: its name, whether certificate and filing agree, and the tone of that."""

    label: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """What the card shows. `notes` are sentences below; nothing of it names an address."""

    state: str
    tone: str
    notes: tuple[str, ...]
    signer: str = ""
    certificate: str = ""
    items: tuple[ItemLine, ...] = ()


def signature_view(reading: SignatureReading) -> SignatureView:
    """Word a signature for a clerk."""
    if not reading.can_check:
        return SignatureView(str(_("確かめていません")), "warn", (str(_(
            "この区域に、信頼する認証局が設定されていません（MURAKAMI_SIGNATURE_ANCHORS）。署名の有無も、ここでは分かりません。")),))
    if reading.checked is None:
        return SignatureView(str(_("署名なし")), "bad", (str(_(
            "この手続は電子署名が要りますが、署名が付いていません。窓口で本人を確かめるか、補正を求めてください。")),))
    return _checked(reading.checked, is_corrected=reading.is_corrected)


def _checked(checked: Checked, *, is_corrected: bool) -> SignatureView:
    signer = checked.verdict.signer
    notes = [_PROBLEMS[checked.problem]] if checked.problem else [_(
        "失効していないかは確かめていません。市に J-LIS への回線がないためです。要るときは、統合端末などで確かめてください。")]
    if signer and signer.substituted:
        notes.append(_("証明書の氏名に代替文字があります。氏名は目で確かめてください。"))
    if is_corrected:
        notes.append(_("署名は、はじめに出されたものに対するものです。補正のあとの内容には署名がありません。"))
    return SignatureView(
        state=str(_("無効") if checked.problem else _("有効（失効未確認）")), tone="bad" if checked.problem else "warn",
        notes=tuple(map(str, notes)), signer=signer.name if signer else "",
        certificate=_certificate(checked), items=_items(checked.items))


def _certificate(checked: Checked) -> str:
    signer = checked.verdict.signer
    if signer is None:
        return ""
    return str(_("シリアル番号 {serial}、有効期間 {since}から{until}まで")).format(
        serial=signer.serial, since=format_era_date(day_in_japan(signer.not_before)),
        until=format_era_date(day_in_japan(signer.not_after)))


def _items(items: Mapping[str, Agreement]) -> tuple[ItemLine, ...]:
    return tuple(ItemLine(str(_ITEMS[name]), str(_AGREEMENTS[found]), _TONES[found]) for name, found in items.items())
