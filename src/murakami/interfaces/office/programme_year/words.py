"""The words of the cycle's pages; one place, so that a thing has one name everywhere."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from murakami.domain.programme.rules.cycle import Course, Grade, Stage, YearState
from murakami.domain.programme.rules.meetings import MeetingState
from murakami.domain.programme.rules.reminders import Waits
from murakami.interfaces.components.shapes import Tone

YEAR_STATES: Mapping[YearState, tuple[Promise, Tone]] = {
    YearState.OPEN: (_("実施中"), "plain"), YearState.EVALUATING: (_("評価中"), "key"), YearState.FROZEN: (_("確定"), "good"),
}
NOT_EVALUATED: tuple[Promise, Tone] = (_("評価していない"), "plain")
STAGES: Mapping[Stage, Promise] = {
    Stage.SELF: _("自己評価"), Stage.GROUP: _("検討部会"), Stage.HEADQUARTERS: _("推進本部"),
}
STAGE_SAYS: Mapping[Stage, Promise] = {
    Stage.SELF: _("自己評価"), Stage.GROUP: _("検討部会の評価"), Stage.HEADQUARTERS: _("推進本部の決定"),
}
STAGE_PEOPLE: Mapping[Stage, Promise] = {
    Stage.SELF: _("主管課の課長が署名します"), Stage.GROUP: _("検討部会の委員が署名します（推進室が代行できます）"),
    Stage.HEADQUARTERS: _("推進本部が決定します（推進室が代行できます）"),
}
GRADES: Mapping[Grade, Promise] = {
    Grade.A: _("計画より進んでいる"), Grade.B: _("計画どおり"), Grade.C: _("計画より遅れている"), Grade.D: _("評価できない"),
}
GRADE_TONES: Mapping[Grade, Tone] = {Grade.A: "good", Grade.B: "good", Grade.C: "warn", Grade.D: "plain"}
COURSES: Mapping[Course, Promise] = {
    Course.CONTINUE: _("継続"), Course.EXPAND: _("拡充"), Course.REVISE: _("見直し"), Course.END: _("終了"),
}
MISSING: Mapping[str, Promise] = {
    "result": _("成果が書かれていない"), "kpi_result": _("実績がない：{name}"), "evaluation_self": _("自己評価がまだ"),
    "evaluation_group": _("検討部会の評価がまだ"), "evaluation_headquarters": _("推進本部の決定がまだ"),
}
WAITS: Mapping[Waits, Promise] = {
    Waits.TASK_OVERDUE: _("期限を過ぎたタスク"), Waits.EVALUATION: _("評価を待っている"), Waits.KPI_RESULT: _("実績が入っていない指標"),
    Waits.TASK_SOON: _("30日以内に期限が来るタスク"), Waits.NOT_UPDATED: _("90日より長く更新がない"),
}
WAIT_TONES: Mapping[Waits, Tone] = {
    Waits.TASK_OVERDUE: "bad", Waits.EVALUATION: "key", Waits.KPI_RESULT: "warn", Waits.TASK_SOON: "warn",
    Waits.NOT_UPDATED: "plain",
}
MEETING_STATES: Mapping[MeetingState, tuple[Promise, Tone]] = {
    MeetingState.PLANNED: (_("準備中"), "plain"), MeetingState.ISSUED: (_("資料を配付"), "key"),
    MeetingState.HELD: (_("開催済み"), "good"),
}
BODY_KINDS: Mapping[str, Promise] = {
    "headquarters": _("推進本部"), "cio": _("CIO"), "adviser": _("CIO補佐官"), "office": _("デジタル化推進室"),
    "working_group": _("検討部会"), "promoters": _("DX推進員"),
}
FIELDS: Mapping[str, Promise] = {
    "plan": _("計画"), "result": _("成果"), "status_reason": _("状態の理由"), "budget_yen": _("予算（円）"),
    "settlement_yen": _("決算（円）"),
}
REFUSALS: Mapping[str, Promise] = {
    "year_out_of_range": _("その年度は開けません。"),
    "year_not_begun": _("まだ始まっていない年度は評価できません。"),
    "nothing_planned": _("この年度の計画が1つもありません。先に計画を書いてください。"),
    "not_evaluating": _("この年度の評価はまだ始まっていません。"),
    "frozen": _("この年度は確定しています。直すときは訂正を記録してください。"),
    "not_frozen": _("この年度はまだ確定していません。"),
    "not_their_turn": _("いまはこの段階の番ではありません。画面を読み直してください。"),
    "not_complete": _("足りないものがあるので、まだ確定できません。"),
    "reason_missing": _("理由を書いてください。"),
    "cause_missing": _("C・Dのときは、原因を書いてください。"),
    "next_step_missing": _("C・Dのときは、次にすることを書いてください。"),
    "field_unknown": _("その項目は訂正できません。"),
    "nothing_changed": _("前と同じ内容です。"),
    "not_an_amount": _("金額は数字だけで書いてください。"),
    "reasons_missing": _("すべてのタスクに、繰り越す（または取りやめる）理由を書いてください。"),
    "next_year_frozen": _("翌年度がもう確定しているので、繰り越せません。"),
    "achieved_missing": _("達成したことを書いてください。"),
    "name_missing": _("氏名を書いてください。"),
    "position_missing": _("役職を書いてください。"),
    "days_wrong": _("終わりの日は、始まりの日より後にしてください。"),
    "account_unknown": _("その職員は今はいません。選び直してください。"),
    "title_missing": _("名前を書いてください。"),
    "papers_are_out": _("資料を配ったあとは議題を変えられません。資料を取り下げてから直してください。"),
    "papers_not_out": _("まだ資料を配っていません。"),
    "agenda_empty": _("議題が1つもありません。"),
    "meeting_is_held": _("この会議はもう終わっています。"),
    "minutes_missing": _("議事録を書いてください。"),
    "point_missing": _("議題の名前を書いてください。"),
    "initiative_unknown": _("その取組はありません。"),
    "no_initiative": _("取組についての議題ではありません。"),
    "decision_missing": _("決まったことを書いてください。"),
    "has_outcomes": _("この会議の決定やタスクがもう記録されています。"),
    "year_frozen": _("その年度は確定しています。"),
    "status_reason": _("状態を自分で選ぶときは、理由を書いてください。"),
    "evidence_missing": _("実績には根拠を書いてください。"),
    "not_planned": _("この年度の計画がありません。"),
    "state_unknown": _("その状態にはできません。"),
    "task_unknown": _("そのタスクはもうありません。"),
    "kpi_unknown": _("その指標はもうありません。"),
    "result_is_measured": _("この指標の実績は自動で入ります。"),
}
CHANGED = _("この画面を開いたあとに、ほかの人が書き換えました。今の内容を見てから、もう一度送ってください。")
NOT_PERMITTED = _("この操作をする権限がありません。")
