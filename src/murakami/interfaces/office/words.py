"""The office's words for states, piles, steps and refusals; one place, so that a thing has one name everywhere."""

from collections.abc import Mapping

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from murakami.domain.cases.queries.work_list import Order, Pile
from murakami.domain.cases.rules import CorrectionKind, Outcome, State
from murakami.interfaces.components.shapes import Tone

STATES = {
    State.RECEIVED: _("未着手"),
    State.UNDER_REVIEW: _("審査中"),
    State.IN_WORK: _("処理中"),
    State.CORRECTION_REQUESTED: _("補正待ち"),
    State.AWAITING_APPROVAL: _("決裁待ち"),
    State.DECIDED: _("決定済み"),
    State.CLOSED: _("完了"),
    State.WITHDRAWN: _("取下げ"),
}
TONES: dict[State, Tone] = {
    State.RECEIVED: "key",
    State.UNDER_REVIEW: "key",
    State.IN_WORK: "key",
    State.CORRECTION_REQUESTED: "warn",
    State.AWAITING_APPROVAL: "warn",
    State.DECIDED: "good",
    State.CLOSED: "plain",
    State.WITHDRAWN: "plain",
}
PILES = {
    Pile.MINE: _("自分の担当"),
    Pile.UNIT: _("課のすべて"),
    Pile.SOON: _("期限が近い"),
    Pile.WAITING: _("補正待ち"),
    Pile.APPROVAL: _("決裁待ち"),
    Pile.ENDED: _("終わった案件"),
}
ORDERS = {Order.DUE: _("期限の近い順"), Order.NEWEST: _("新しい順"), Order.OLDEST: _("古い順")}
OUTCOMES = {
    Outcome.GRANTED: _("認定・承認"),
    Outcome.PARTLY: _("一部を認定・承認"),
    Outcome.REFUSED: _("却下"),
    Outcome.DISMISSED: _("棄却（要件に当たらない）"),
}
CORRECTION_KINDS = {
    CorrectionKind.INCOMPLETE: _("足りない"),
    CorrectionKind.INCORRECT: _("誤りがある"),
    CorrectionKind.OUTDATED: _("古くなっている"),
}
CHANNELS = {"online": _("オンライン"), "counter": _("窓口"), "phone": _("電話"), "paper": _("紙"), "kiosk": _("端末")}
REFUSALS = {
    "step_not_allowed": _("この案件は、いまその手順に進めません。状態を確かめてください。"),
    "correction_open": _("補正の回答を待っています。回答が届くか補正を取り消してから、決裁へ進めてください。"),
    "reasons_missing": _("理由：却下や一部認定には理由が必要です（行政手続法8条）。理由を書いてください。"),
    "checklist_open": _("確認事項：まだ確かめていない項目があります。すべて確かめてから決裁へ進めてください。"),
    "own_proposal": _("自分が起案した決定は、自分では決裁できません。別の人が決裁してください。"),
    "items_missing": _("補正する項目：1つ以上選んでください。"),
    "reason_missing": _("理由：空です。理由を書いてください。"),
    "kind_unknown": _("補正の種類：選び直してください。"),
    "period_too_short": _("回答の期限：明日以降の日にしてください。"),
    "same_unit": _("移す先の課：いまと同じ課です。別の課を選んでください。"),
    "unit_unknown": _("移す先の課：選んでください。"),
    "body_missing": _("本文：空です。伝えたいことを書いてください。"),
    "letter_not_to_post": _("郵送を待っている通知書はありません。"),
    "correction_not_open": _("この補正は、すでに回答が届いたか、取り消されています。"),
    "date_unreadable": _("回答の期限：年・月・日を数字で入れてください。"),
}
CASE_CHANGED = _("ほかの人がこの案件を先に進めました。いまの状態を確かめて、もう一度操作してください。")
NOT_PERMITTED = _("この操作は課長だけができます。")


def identity_words(filed_by: Mapping[str, object]) -> str:
    """Say how whoever filed was identified; empty for a filing that does not tell (on paper, at the counter)."""
    match filed_by.get("assurance"):
        case "card_auth" | "card_sign":
            checked = filed_by.get("revocation_checked") is True
            return now("マイナンバーカード（失効確認済み）") if checked else now("マイナンバーカード（失効未確認）")
        case "account":
            return now("メールアドレスのみ")
        case "none":
            return now("なし")
    return ""
