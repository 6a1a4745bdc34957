"""The words of the drafting pages; one place, so that a thing has one name everywhere."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from murakami.domain.programme.models import Comment
from murakami.domain.programme.rules.hearing import HearingPhase
from murakami.interfaces.components.shapes import Tone

STEPS: Mapping[str, tuple[Promise, Tone]] = {
    "kept": (_("そのまま"), "plain"), "renamed": (_("改名"), "key"), "merged": (_("統合"), "key"), "split": (_("分割"), "key"),
    "added": (_("新規"), "good"), "moved": (_("移動"), "key"), "withdrawn": (_("廃止"), "bad"),
}
REWRITTEN: tuple[Promise, Tone] = (_("本文を変更"), "plain")
PHASES: Mapping[HearingPhase | None, tuple[Promise, Tone]] = {
    None: (_("作成中"), "plain"), HearingPhase.AHEAD: (_("意見募集の前"), "key"), HearingPhase.OPEN: (_("意見募集中"), "key"),
    HearingPhase.CLOSED: (_("回答を作成中"), "warn"), HearingPhase.ANSWERED: (_("結果を公表済み"), "good"),
}
EFFECTS: Mapping[Comment.Effect, tuple[Promise, Tone]] = {
    Comment.Effect.REFLECTED: (_("案に反映した"), "good"), Comment.Effect.ALREADY: (_("すでに案に書いてある"), "plain"),
    Comment.Effect.LATER: (_("進めるときの参考にする"), "key"), Comment.Effect.NOT_TAKEN: (_("反映しない"), "plain"),
}
PARTS: Mapping[str, Promise] = {
    "vision": _("目指すべき姿"), "texts": _("本文"), "principles": _("3つの原則"), "articles": _("サービス設計12箇条"),
    "pillars": _("重点項目"), "organisation": _("推進体制"), "glossary": _("用語集"),
}
REFUSALS: Mapping[str, Promise] = {
    "code_taken": _("その番号はもう使われています。別の番号にしてください。"),
    "code_not_after": _("版の番号は、もとの版より大きい数字にしてください（例：3.0）。"),
    "dated_wrong": _("年月は 2027-03 のように書いてください。"),
    "period_wrong": _("終わりの年度は、はじめの年度より後にしてください。"),
    "being_heard": _("意見を募集している間は、案を変えられません。募集が終わってから直してください。"),
    "format": _("このままでは保存できません。{place}"),
    "initiative_unknown": _("その取組は、この案にありません。"),
    "group_unknown": _("その見出しは、この案にありません。"),
    "plain_incomplete": _("「ひとことで言うと」は、3つとも書くか、3つとも空けてください。"),
    "last_initiative": _("最後の1つの取組は廃止できません。"),
    "not_withdrawn": _("その取組は廃止されていません。"),
    "merge_alone": _("いっしょにする取組を1つ以上選んでください。"),
    "merge_split_piece": _("分割した取組は、ほかの取組と統合できません。分けた片方を廃止してから統合してください。"),
    "split_merged": _("統合した取組は分割できません。新しい取組を加えてください。"),
    "chapter_unknown": _("その章は、この案にありません。"),
    "item_unknown": _("その行は、この案にありません。"),
    "heading_unknown": _("その見出しは、この案にありません。"),
    "name_taken": _("同じ名前のものが、もうあります。別の名前にしてください。"),
    "row_unknown": _("その行は、この案にありません。"),
    "bar_unreadable": _("{place}行目が読めません。「2027-2029 すること」のように書いてください。"),
    "bar_outside": _("{place}行目の年度が、この表の年度の外にあるか、順番が逆です。"),
    "heard_already": _("この案の意見募集は、もう始めています。"),
    "days_wrong": _("始まりは今日から後、終わりは始まりから後の日にしてください。"),
    "announcement_missing": _("お知らせの文を書いてください。"),
    "answer_missing": _("回答を書いてください。"),
    "results_published": _("結果はもう公表しています。"),
    "hearing_open": _("募集が終わるまで、結果は公表できません。"),
    "unanswered": _("まだ回答を書いていない意見があります。"),
    "results_missing": _("意見募集の結果を公表してから決定してください。"),
    "overtaken": _("この案より新しい版が、もう決まっています。"),
    "no_hearing": _("この案の意見募集は、まだ始めていません。"),
}
CHANGED = _("この画面を開いたあとに、ほかの人がこの案を書き換えました。今の内容を見てから、もう一度送ってください。")
NOT_PERMITTED = _("次の版を書けるのは、デジタル化推進室の職員です。")


def refusal(code: str, place: str = "") -> str:
    """Say why something was not done."""
    return str(REFUSALS[code]).format(place=place)


def step_tags(steps: list[Mapping[str, Any]]) -> list[tuple[Promise, Tone]]:
    """Say what became of an initiative; that it merely went on only where nothing else is said."""
    rewritten = any(step.get("rewritten") for step in steps)
    kinds = [step["kind"] for step in steps if not (rewritten and step["kind"] == "kept")]
    return [STEPS[kind] for kind in kinds] + ([REWRITTEN] if rewritten else [])
