"""The book of a case in words: what happened, who did it, what they wrote."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as marked

from murakami.domain.cases.models import Entry
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import Outcome
from murakami.interfaces.components.shapes import Moment
from murakami.interfaces.office.words import CHANNELS, OUTCOMES

LAST = 6

# by the step that led there, else by the kind of the event
_STEPS = {
    "start": marked("担当になり、内容の確認を始めました"),
    "request_correction": marked("補正を求めました（{items}項目）"),
    "receive_correction": marked("補正の回答が届きました"),
    "cancel_correction": marked("補正の依頼を取り消しました"),
    "propose": marked("起案しました：{outcome}"),
    "return": marked("差し戻しました：{text}"),
    "approve": marked("決裁しました：{outcome}"),
    "close": marked("完了にしました"),
    "withdraw": marked("取下げ{reason}"),
    "transfer": marked("{from_unit}から移しました：{text}"),
}
_KINDS = {
    "case.emergency_asked": marked("ほかの課から緊急閲覧の同意を求められました：{text}"),
    "case.emergency_consented": marked("緊急閲覧に同意しました"),
    "case.emergency_opened": marked("ほかの課から緊急に開きました：{text}"),
    "case.emergency_reviewed": marked("緊急閲覧を確かめました"),
    "case.released": marked("担当者が異動したので、担当者なしになりました"),
    "case.assigned": marked("担当：{text}"),
    "case.checked": marked("確認すること {done}／{whole}"),
    "case.matched": marked("住民記録と照合しました：{text}"),
    "case.unmatched": marked("住民記録との照合を取り消しました：{text}"),
    "case.revised": marked("補正の回答が届きました"),
    "case.supplemented": marked("あとから出す書類が届きました"),
    "case.correction_cancelled": marked("補正の依頼を取り消しました"),
    "case.message_received": marked("本人から連絡が届きました"),
    "case.message_sent": marked("本人に連絡しました"),
    "case.message_settled": marked("返信は要らないことにしました"),
    "case.withdrawal_came_late": marked("決定のあとに取下げの申出が届きました{reason}"),
    "case.file_released": marked("確認待ちのファイルを使えるようにしました：{text}"),
    "case.file_rejected": marked("ファイルを使わないことにしました：{text}"),
    "case.file_passed": marked("ウイルスの検査が済み、ファイルを使えるようになりました"),
    "case.original_fetched": marked("元のファイルを取り出しました：{text}"),
    "case.letter_waiting": marked("通知書をもう一度作っています"),
    "case.letter_held": marked("通知書を止めました：{text}"),
    "case.letter_delivered": marked("通知書をマイページに交付しました"),
    "case.letter_to_post": marked("通知書ができました（郵送）"),
    "case.letter_posted": marked("通知書を郵送しました"),
    "case.own_data_gathered": marked("本人の情報を集めました（案件{cases}件、伏せたところ{withheld}）"),
    "case.mandate_ended": marked("代理を終わらせました：{text}"),
    "case.forgotten": marked("保存する期間が過ぎたので、案件を消しました"),
    "case.alarm_raised": marked("支援措置にかかわる案件です。課長の確認が要ります"),
    "case.alarm_released": marked("課長が支援措置の確認をしました：{text}"),
    "case.unmasked": marked("秘匿の住所を表示しました：{text}"),
    "case.letter_opened": marked("本人が通知書を開きました"),
}


_SMALL = frozenset({"case.checked", "case.matched", "case.unmatched"})


def history_of(page: CasePage, *, unit_names: Mapping[str, str], briefly: bool = False) -> tuple[Moment, ...]:
    """Tell what happened to a case, oldest first; `briefly` leaves out what the page shows anyway."""
    case = page.case
    filed = _moment(case.filed_at, _("到達、受付番号を発行"), str(CHANNELS.get(case.channel, case.channel)))
    arrived = _moment(case.received_at, _("{unit}に届きました").format(
        unit=unit_names.get(page.entries[0].event.unit, page.entries[0].event.unit)), "")
    told = [_moment(entry.event.at, _words(entry, unit_names), _who(entry)) for entry in page.entries[1:]
            if not (briefly and entry.event.kind in _SMALL)]
    return (filed, arrived, *told)


def _words(entry: Entry, unit_names: Mapping[str, str]) -> str:
    details = entry.event.details
    template = _STEPS.get(str(details.get("step", ""))) or _KINDS.get(entry.event.kind, "")
    outcome, unit = details.get("outcome"), str(details.get("from_unit", ""))
    said: dict[str, Any] = {
        **details, "text": entry.text, "reason": f"：{entry.text}" if entry.text else "",
        "outcome": OUTCOMES[Outcome(outcome)] if outcome else "", "from_unit": unit_names.get(unit, unit)}
    return _(template).format_map(said) if template else entry.event.kind


def _moment(at: Any, text: str, note: str) -> Moment:
    return Moment(at=f"{timezone.localtime(at):%-m月%-d日 %H:%M}", iso=at.isoformat(), text=text, note=note)


def _who(entry: Entry) -> str:
    """Name who did it; a deputy with the colleague for whom it was done (代理)."""
    if entry.acting_for is None:
        return _name(entry.by)
    return _("{deputy}（{absent}の代理）").format(deputy=_name(entry.by), absent=_name(entry.acting_for))


def _name(account: object) -> str:
    return str(getattr(getattr(account, "staff", None), "name", ""))
