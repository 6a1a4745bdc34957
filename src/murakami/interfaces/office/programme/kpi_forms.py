"""KPIs: how they are defined, and their targets and results."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.indicators.queries.definitions import list_indicators
from murakami.domain.programme.models import Kpi, KpiYear
from murakami.domain.programme.operations.kpis import Figures, KpiText, add_kpi, define_kpi, set_figures
from murakami.domain.programme.operations.plan_desk import InitiativeNotFound
from murakami.domain.programme.queries.plan import KpiReading
from murakami.domain.programme.rules.measures import plain_measure
from murakami.interfaces.office.answers import Answer, Answers, Question, choice_options
from murakami.interfaces.office.programme.forms import PlanForm, Sending, form_view, measured
from murakami.interfaces.office.programme.words import DIRECTIONS
from murakami.kernel.fields import FieldError
from murakami.kernel.fiscal_years import show_fiscal_year


class AddKpiForm(PlanForm):
    """A KPI that does not exist yet."""

    heading = gettext_lazy("KPIを加える")
    tab = "plan-kpis"
    send = gettext_lazy("加える")
    said = gettext_lazy("KPIを加えました。続けて目標を書いてください。")
    measures = ("baseline",)

    @property
    def kpi(self) -> Kpi:
        """The KPI that is written: here an empty one."""
        return Kpi(initiative=self.reading.initiative)

    def questions(self) -> tuple[Question, ...]:
        kpi = self.kpi
        known = {one.key: one.written.name.ja for one in list_indicators() if not one.written.not_yet or one.key == kpi.indicator}
        return (
            Question("name", "text", _("名前"), start=kpi.name or None),
            Question("definition", "long_text", _("定義"), start=kpi.definition or None, hint=_("何を、いつ、どう数えるか。")),
            Question("unit", "text", _("単位"), start=kpi.unit or None, options={"max": 20}, hint=_("件、%、日 など")),
            Question("direction", "choice", _("どちらがよいか"), options=choice_options(DIRECTIONS), start=kpi.direction or None),
            Question("baseline", "text", _("基準値"), start=plain_measure(kpi.baseline) or None, required=False),
            Question("baseline_on", "text", _("基準値の時点"), start=kpi.baseline_on or None, required=False,
                     options={"max": 50}, hint=_("令和4年度末 など")),
            Question("indicator", "choice", _("自動で測る指標"), options=choice_options(known, select=True), required=False,
                     start=kpi.indicator if kpi.indicator in known else None,
                     hint=_("選ぶと、実績は指標から入り、手では書けなくなります。")),
            Question("active", "choice", _("使うか"), start="yes" if kpi.is_active else "no",
                     options=choice_options({"yes": _("使う"), "no": _("もう使わない")})))

    def text(self, answers: Answers) -> KpiText:
        """What was typed, as the operation takes it."""
        return KpiText(name=answers.text("name"), definition=answers.text("definition"), unit=answers.text("unit"),
                       direction=answers["direction"], baseline=answers["baseline"], is_active=answers["active"] == "yes",
                       baseline_on=answers.text("baseline_on"), indicator=answers.text("indicator"))

    def save(self, answers: Answers, sending: Sending) -> object:
        return add_kpi(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=sending.key,
                       text=self.text(answers))


class DefineKpiForm(AddKpiForm):
    """The definition of a KPI that is there."""

    heading = gettext_lazy("KPIの定義を直す")
    send = gettext_lazy("保存する")
    said = gettext_lazy("KPIの定義を直しました。")

    @property
    def kpi(self) -> Kpi:
        """The KPI of the address. Raises InitiativeNotFound."""
        return _reading(self).kpi

    def save(self, answers: Answers, sending: Sending) -> object:
        return define_kpi(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=self.kpi.key,
                          text=self.text(answers))


class FiguresForm(PlanForm):
    """Targets and results of a KPI in the years that are open."""

    tab = "plan-kpis"
    said = gettext_lazy("目標と実績を保存しました。")
    columns = 3

    @property
    def heading(self) -> str:
        """What is written, and of which KPI."""
        kpi = _reading(self).kpi
        said = _("{name}の目標を書く") if kpi.indicator else _("{name}の目標と実績を書く")
        return said.format(name=kpi.name)

    def questions(self) -> tuple[Question, ...]:
        one = _reading(self)
        return tuple(asked for year in self.reading.open_years
                     for asked in _year_questions(one.kpi, year, one.years.get(year) or KpiYear(fiscal_year=year)))

    def checked(self, answers: Answers) -> Answers:
        read = measured(answers, tuple(key for key in answers.by_key if not key.startswith("evidence")))
        return Answers({key: _with_ground(one, read) for key, one in read.by_key.items()})

    def save(self, answers: Answers, sending: Sending) -> object:
        one = _reading(self)
        years = {year: Figures(answers[f"target_{year}"], None if one.kpi.indicator else answers[f"result_{year}"],
                               "" if one.kpi.indicator else answers.text(f"evidence_{year}"))
                 for year in self.reading.open_years}
        return set_figures(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=one.kpi.key,
                           years=years)


def _with_ground(answer: Answer, answers: Answers) -> Answer:
    """Ask for the evidence in its own field, where a result was typed without it."""
    stem, _sep, year = answer.question.key.partition("_")
    result = answers.by_key.get(f"result_{year}")
    if stem != "evidence" or answer.value or result is None or result.value is None:
        return answer
    return replace(answer, errors=FieldError("required", label=answer.question.label))


def _year_questions(kpi: Kpi, year: int, row: KpiYear) -> tuple[Question, ...]:
    named = show_fiscal_year(year)
    target = Question(f"target_{year}", "text", _("{year} 目標（{unit}）").format(year=named, unit=kpi.unit), required=False,
                      start=plain_measure(row.target) or None, options={"max": 30})
    if kpi.indicator:
        return (target,)
    return (target,
            Question(f"result_{year}", "text", _("{year} 実績（{unit}）").format(year=named, unit=kpi.unit), required=False,
                     start=plain_measure(row.result) or None, options={"max": 30}),
            Question(f"evidence_{year}", "text", _("{year} 実績の根拠").format(year=named), required=False,
                     start=row.evidence or None))


def _reading(form: PlanForm) -> KpiReading:
    found = next((one for one in form.reading.kpis if one.kpi.key == form.address["kpi"]), None)
    if found is None:
        raise InitiativeNotFound(form.code)
    return found


add, define, figures = form_view(AddKpiForm), form_view(DefineKpiForm), form_view(FiguresForm)
