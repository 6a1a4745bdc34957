"""The office's words for states, piles, steps and refusals; one place, so that a thing has one name everywhere."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from murakami.domain.cases.queries.piles import Pile
from murakami.domain.cases.queries.work_list import Order
from murakami.domain.cases.rules import CorrectionKind, Outcome, State
from murakami.foundation.looks.rules import Purpose
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
    State.RECEIVED: "plain",
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
    Pile.UNANSWERED: _("未返信"),
    Pile.WAITING: _("補正待ち"),
    Pile.APPROVAL: _("決裁待ち"),
    Pile.LETTERS: _("通知と完了"),
    Pile.ALARM: _("支援措置"),
    Pile.ENDED: _("終わった案件"),
}
EMPTY = {
    Pile.MINE: (_("担当している案件はありません"), _("「課のすべて」から未着手の案件を開くと、担当になれます。")),
    Pile.UNIT: (_("いま課に案件はありません"), _("新しい案件が届くと、ここに表示されます。")),
    Pile.SOON: (_("期限が近い案件はありません"), _("あと3開庁日以内の案件と、期限を過ぎた案件がここに表示されます。")),
    Pile.UNANSWERED: (_("返信していない連絡はありません"), _("本人から連絡が届くと、ここに表示されます。")),
    Pile.WAITING: (_("補正を待っている案件はありません"), _("補正を求めた案件は、回答が届くまでここに表示されます。")),
    Pile.APPROVAL: (_("決裁を待っている案件はありません"), _("起案された案件がここに表示されます。")),
    Pile.LETTERS: (_("通知や完了を待っている案件はありません"), _("決裁が終わった案件は、完了にするまでここに表示されます。")),
    Pile.ALARM: (_("支援措置の確認を待っている案件はありません"), _("支援措置の対象の人や相手方にかかわる案件は、課長が確かめるまでここに表示されます。")),
    Pile.ENDED: (_("終わった案件はまだありません"), _("完了した案件と取り下げられた案件がここに表示されます。")),
}
ALARMS = {
    "about_protected": _("支援措置の対象の人についての手続です"),
    "from_refused": _("相手方として届けられた人と、名前（と生年月日）が同じ人がいます"),
    "from_old_home": _("支援措置の対象の人が前に住んでいた住所が書かれています"),
    "by_proxy": _("支援措置の対象の人の手続を、代理の人が出しました"),
}
ORDERS = {Order.DUE: _("期限の近い順"), Order.NEWEST: _("新しい順"), Order.OLDEST: _("古い順")}
OUTCOMES = {
    Outcome.GRANTED: _("認定・承認"),
    Outcome.PARTLY: _("一部を認定・承認"),
    Outcome.REFUSED: _("却下"),
    Outcome.DISMISSED: _("棄却"),
}
CORRECTION_KINDS = {
    CorrectionKind.INCOMPLETE: _("足りない"),
    CorrectionKind.INCORRECT: _("誤りがある"),
    CorrectionKind.OUTDATED: _("古くなっている"),
}
CHANNELS = {"online": _("オンライン"), "counter": _("窓口"), "phone": _("電話"), "paper": _("紙"), "kiosk": _("端末")}
LETTERS: Mapping[str, tuple[Promise, Tone]] = {
    "waiting": (_("通知書を作成中"), "plain"),
    "held": (_("印刷できません"), "bad"),
    "to_post": (_("郵送してください"), "warn"),
    "posted": (_("郵送済み"), "good"),
    "delivered": (_("交付済み"), "good"),
}
REFUSALS = {
    "step_not_allowed": _("この案件は、いまその手順に進めません。状態を確かめてください。"),
    "correction_open": _("補正の回答を待っています。回答が届くか補正を取り消してから、決裁へ進めてください。"),
    "reasons_missing": _("理由：却下や一部認定には理由が必要です（行政手続法8条）。理由を書いてください。"),
    "checklist_open": _("確認すること：まだ確かめていない項目があります。すべて確かめてから進めてください。"),
    "outcome_unworded": _("決定の内容：この手続には、その決定の通知書がありません。ほかの内容を選んでください。"),
    "own_proposal": _("自分が起案した決定は、自分では決裁できません。別の課長に決裁を頼むか、差し戻してください。"),
    "changed_since_proposal": _("起案のあとに本人の回答が届き、内容が変わりました。差し戻して、もう一度確かめてください。"),
    "items_missing": _("補正する項目：選ばれていません。1つ以上選んでください。"),
    "reason_missing": _("理由：空です。理由を書いてください。"),
    "kind_unknown": _("補正の種類：選び直してください。"),
    "period_too_short": _("回答の期限：今日までの日になっています。明日以降の日にしてください。"),
    "same_unit": _("移す先の課：いまと同じ課です。別の課を選んでください。"),
    "unit_unknown": _("移す先の課：そのような課はありません。選び直してください。"),
    "assignee_unknown": _("担当：この課の職員ではありません。選び直してください。"),
    "candidate_unknown": _("住民記録：候補にない人です。表示されている人から選んでください。"),
    "body_missing": _("本文：空です。伝えたいことを書いてください。"),
    "letter_not_to_post": _("郵送を待っている通知書はありません。"),
    "letter_not_held": _("止まっている通知書はありません。"),
    "letter_not_out": _("通知書がまだ本人に届いていません。交付または郵送してから、完了にしてください。"),
    "alarm_standing": _("支援措置にかかわる案件です。課長が確かめるまで、決裁も完了もできません。"),
    "alarm_not_standing": _("確認を待っている支援措置の知らせはありません。ほかの人が先に確かめたのかもしれません。"),
    "reason_short": _("理由をもう少しくわしく（10文字以上で）書いてください。"),
    "mandate_over": _("この代理は、もう終わっています。"),
    "correction_not_open": _("この補正には、すでに回答が届いています。"),
}
PURPOSES: Mapping[Purpose, Promise] = {
    Purpose.REVIEW: _("内容の確認"), Purpose.FILES: _("付けた書類の確認"), Purpose.TALK: _("連絡"), Purpose.CORRECTION: _("補正"),
    Purpose.DECISION: _("決定"), Purpose.LETTER: _("通知の確認"), Purpose.TRANSFER: _("課の変更"), Purpose.EMERGENCY: _("緊急閲覧（ほかの課）"),
    Purpose.OWN_DATA: _("本人の情報についての請求"), Purpose.BREACH: _("漏えいなどの調べ"),
}
CASE_CHANGED = _("このページを開いたあとに、案件が先に進みました。何も変えていません。いまの状態を確かめて、もう一度操作してください。")
NOT_PERMITTED = _("この操作は課長だけができます。")


def acting_words(filed_by: Mapping[str, object]) -> str:
    """Say who wrote a filing for whom; empty where nobody did for anybody."""
    acting = filed_by.get("acting")
    if not isinstance(acting, Mapping):
        return ""
    return now("{giver}さんの手続を、{proxy}さん（{kind}）が入力").format(giver=acting["giver"], proxy=acting["proxy"],
                                                            kind=_proxy_words(acting))


def filer_words(filed_by: Mapping[str, object], *, applicant: str) -> tuple[str, bool]:
    """Name who filed, and say whether they did it for somebody else."""
    acting = filed_by.get("acting")
    if not isinstance(acting, Mapping):
        return (now("{name}（本人）").format(name=applicant) if applicant else ""), False
    return now("{proxy}（{kind}・{giver}の代理）").format(proxy=acting["proxy"], kind=_proxy_words(acting), giver=acting["giver"]), True


def _proxy_words(acting: Mapping[str, object]) -> str:
    return {"family": now("家族"), "supporter": now("支援者"), "agent": now("代理人"), "parent": now("親権者"),
            "guardian": now("後見人など")}.get(str(acting["kind"]), "")


def firm_words(filed_by: Mapping[str, object]) -> str:
    """Say for which firm, as the provider checked it, who filed; empty where nobody filed for a firm."""
    firm = filed_by.get("firm")
    if not isinstance(firm, Mapping):
        return ""
    number = now("法人番号 {number}").format(number=firm["corporate_number"]) if firm["corporate_number"] else now("個人事業主")
    who = "　".join(part for part in (str(firm["department"]), str(firm["member"])) if part)
    return now("{name}（{number}）の{who}さんが入力。事業者と入力した人は、GビズIDで確認済みです。").format(
        name=firm["name"], number=number, who=who)


def identity_words(filed_by: Mapping[str, object]) -> str:
    """Say how whoever filed was identified; empty for a filing that does not tell (on paper, at the counter)."""
    if "firm" in filed_by:
        return now("GビズID")
    match filed_by.get("assurance"):
        case "card_sign":
            return now("マイナンバーカードの電子署名（失効未確認）")
        case "card_auth":
            checked = filed_by.get("revocation_checked") is True
            return now("マイナンバーカード（失効確認済み）") if checked else now("マイナンバーカード（失効未確認）")
        case "account":
            return now("メールアドレスのみ")
        case "none":
            return now("なし")
    return ""
