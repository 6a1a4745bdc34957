"""What grades, stages and courses are called on the public pages."""

from collections.abc import Mapping

from django.utils.translation import gettext, gettext_lazy

from murakami.interfaces.components.shapes import Tone

GRADES: Mapping[str, tuple[object, Tone]] = {
    "A": (gettext_lazy("計画より進んでいる"), "good"), "B": (gettext_lazy("計画どおり"), "good"),
    "C": (gettext_lazy("計画より遅れている"), "warn"), "D": (gettext_lazy("評価できない"), "plain"),
}
_STAGES: Mapping[str, object] = {
    "self": gettext_lazy("自己評価"), "group": gettext_lazy("検討部会"), "headquarters": gettext_lazy("推進本部の決定"),
}
_COURSES: Mapping[str, object] = {
    "continue": gettext_lazy("続ける"), "expand": gettext_lazy("広げる"), "revise": gettext_lazy("見直す"),
    "end": gettext_lazy("終える"),
}
_FIELDS: Mapping[str, object] = {
    "plan": gettext_lazy("計画"), "result": gettext_lazy("成果"), "status_reason": gettext_lazy("進み具合の理由"),
    "budget_yen": gettext_lazy("予算（円）"), "settlement_yen": gettext_lazy("決算（円）"),
}


def grade_word(grade: str) -> str:
    """Say what a grade means."""
    return str(GRADES[grade][0])


def grade_tone(grade: str) -> Tone:
    """Colour it; the word says it too."""
    return GRADES[grade][1]


def stage_word(stage: str) -> str:
    """Name a stage."""
    return str(_STAGES[stage])


def course_word(course: str) -> str:
    """Say what follows in the next year."""
    return str(_COURSES[course])


def field_word(field: str) -> str:
    """Name what a correction is about."""
    if field.startswith("kpi:"):
        return gettext("指標の実績：{name}").format(name=field.removeprefix("kpi:"))
    return str(_FIELDS[field])
