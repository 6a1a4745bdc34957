"""The words of the plan's pages; one place, so that a thing has one name everywhere."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from murakami.domain.programme.rules.status import Direction, Status, TaskState
from murakami.interfaces.components.shapes import Tone

STATUSES: Mapping[Status, Promise] = {
    Status.NOT_STARTED: _("未着手"),
    Status.ON_TRACK: _("順調"),
    Status.LATE: _("遅れ"),
    Status.DONE: _("完了"),
    Status.STOPPED: _("休止"),
}
STATUS_TONES: Mapping[Status, Tone] = {
    Status.NOT_STARTED: "plain", Status.ON_TRACK: "key", Status.LATE: "bad", Status.DONE: "good", Status.STOPPED: "warn",
}
TASK_STATES: Mapping[TaskState, Promise] = {
    TaskState.TODO: _("未着手"),
    TaskState.DOING: _("進行中"),
    TaskState.DONE: _("完了"),
    TaskState.DROPPED: _("取りやめ"),
    TaskState.CARRIED: _("翌年度へ"),
}
TASK_TONES: Mapping[TaskState, Tone] = {
    TaskState.TODO: "plain", TaskState.DOING: "key", TaskState.DONE: "good", TaskState.DROPPED: "plain",
    TaskState.CARRIED: "warn",
}
TASK_MOVES: Mapping[TaskState, Promise] = {
    TaskState.DOING: _("始める"), TaskState.DONE: _("終えた"), TaskState.DROPPED: _("取りやめる"),
    TaskState.TODO: _("やり直す"),
}
DIRECTIONS: Mapping[Direction, Promise] = {Direction.UP: _("増えるほどよい"), Direction.DOWN: _("減るほどよい")}
GRADES: Mapping[int, Promise] = {1: _("小"), 2: _("中"), 3: _("大")}
ANSWERS: Mapping[str, Promise] = {"yes": _("できている"), "partly": _("一部できている"), "no": _("できていない")}
OODA: Mapping[str, Promise] = {
    "observe": _("観察"), "orient": _("判断"), "decide": _("決定"), "act": _("実行"),
}
ARTICLES: tuple[Promise, ...] = (
    _("利用者のニーズから出発する"), _("事実を詳細に把握する"), _("エンドツーエンドで考える"), _("すべての関係者に気を配る"),
    _("サービスはシンプルにする"), _("デジタル技術を活用しサービスの価値を高める"), _("利用者の日常体験に溶け込む"),
    _("自分で作りすぎない"), _("オープンにサービスを作る"), _("何度も繰り返す"), _("一遍にやらず、一貫してやる"),
    _("情報システムではなくサービスを作る"),
)
ENTRIES: Mapping[str, Promise] = {
    "plan.seeded": _("はじめの計画を取り込みました"),
    "plan.described": _("目的・課題を書きました"),
    "plan.placed": _("主管課・関係課・推進員を決めました"),
    "plan.year_written": _("年度の計画を書きました"),
    "plan.task_added": _("タスクを加えました"),
    "plan.task_changed": _("タスクを直しました"),
    "plan.task_todo": _("タスクをやり直しにしました"),
    "plan.task_doing": _("タスクを始めました"),
    "plan.task_done": _("タスクを終えました"),
    "plan.task_dropped": _("タスクを取りやめました"),
    "plan.risk_added": _("リスクを加えました"),
    "plan.risk_changed": _("リスクを直しました"),
    "plan.decided": _("決定を記録しました"),
    "plan.checked": _("12箇条を確かめました"),
    "plan.observed": _("OODAメモを書きました"),
    "plan.kpi_added": _("KPIを加えました"),
    "plan.kpi_defined": _("KPIの定義を直しました"),
    "plan.kpi_measured": _("KPIの目標・実績を書きました"),
    "plan.updated": _("専用リンクから進み具合を書きました"),
    "plan.rolled": _("次の年度へ送りました"),
    "plan.decision_recorded": _("会議の決定を記録しました"),
    "plan.imported": _("表計算ファイルから取り込みました"),
    "plan.published": _("計画を公表しました"),
}
REFUSALS: Mapping[str, Promise] = {
    "reason_missing": _("理由を書いてください。"),
    "money_negative": _("金額は0以上で書いてください。"),
    "unit_unknown": _("その課はありません。選び直してください。"),
    "promoter_unknown": _("選んだ職員の中に、今はいない人がいます。選び直してください。"),
    "owner_unknown": _("その職員は今はいません。選び直してください。"),
    "title_missing": _("することを書いてください。"),
    "text_missing": _("内容を書いてください。"),
    "task_unknown": _("そのタスクはもうありません。"),
    "task_carried": _("翌年度へ送ったタスクは直せません。翌年度のタスクを直してください。"),
    "state_unknown": _("その状態にはできません。"),
    "risk_unknown": _("そのリスクはもうありません。"),
    "grade_unknown": _("起こりやすさと影響を選んでください。"),
    "kpi_unknown": _("そのKPIはもうありません。"),
    "name_missing": _("KPIの名前を書いてください。"),
    "name_taken": _("この取組には、同じ名前のKPIがすでにあります。"),
    "definition_missing": _("何をどう数えるかを書いてください。"),
    "unit_missing": _("単位を書いてください。"),
    "direction_unknown": _("どちらがよいかを選んでください。"),
    "evidence_missing": _("実績には根拠を書いてください。"),
    "result_is_measured": _("このKPIの実績は指標から自動で入ります。手では書けません。"),
    "answer_unknown": _("答えを選び直してください。"),
    "step_unknown": _("段階を選んでください。"),
}
CHANGED = _("この画面を開いたあとに、ほかの人がこの取組を書き換えました。書いたことは下に残っています。"
            "今の内容と見比べてから、もう一度送ってください。")
NOT_THEIRS = _("この取組の計画を直せるのは、デジタル化推進室、主管課・関係課の職員、DX推進員です。")
FROZEN = _("{year}は評価が決まり、確定しています。直すには、確定した年度の訂正を使ってください。")
CHANGED_FILE = _("見たあとに計画が変わりました。今の計画と比べ直したので、もう一度確かめてください。")
MAPPING_REFUSALS: Mapping[str, Promise] = {
    "no_initiative": _("どの列が取組の番号（または取組名）かを選んでください。"),
    "meant_twice": _("二つの列に同じ意味が選ばれています。一つにしてください。"),
    "kpi_unnamed": _("KPIの列を取り込むときは、どの列がKPIの名前かも選んでください。"),
    "nothing_meant": _("取り込む列を一つ以上選んでください。"),
}
