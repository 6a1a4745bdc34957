"""Forms about risks, decisions, the twelve articles and notes of the quick loop."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.programme.models import Risk
from murakami.domain.programme.operations.notes import CheckText, add_observation, check_design, record_decision
from murakami.domain.programme.operations.plan_desk import InitiativeNotFound
from murakami.domain.programme.operations.risks import RiskText, add_risk, change_risk
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.programme.forms import PlanForm, Sending, form_view
from murakami.interfaces.office.programme.words import ANSWERS, ARTICLES, GRADES, OODA


class AddRiskForm(PlanForm):
    """A risk that nobody has named yet."""

    heading = gettext_lazy("リスクを加える")
    tab = "plan-risks"
    send = gettext_lazy("加える")
    said = gettext_lazy("リスクを加えました。")

    @property
    def risk(self) -> Risk | None:
        """The risk that is written; here none."""
        return None

    def questions(self) -> tuple[Question, ...]:
        risk, grades = self.risk, choice_options(GRADES)
        return (
            Question("text", "long_text", _("起こるかもしれないこと"), start=risk.text if risk else None),
            Question("likelihood", "choice", _("起こりやすさ"), options=grades, start=str(risk.likelihood) if risk else None),
            Question("impact", "choice", _("影響"), options=grades, start=str(risk.impact) if risk else None),
            Question("measure", "long_text", _("対応"), start=(risk.measure or None) if risk else None, required=False),
            Question("open", "choice", _("続いているか"), start="no" if risk and not risk.is_open else "yes",
                     options=choice_options({"yes": _("続いている"), "no": _("もう心配ない")})))

    def text(self, answers: Answers) -> RiskText:
        """What was typed, as the operation takes it."""
        return RiskText(text=answers.text("text"), likelihood=int(answers["likelihood"]), impact=int(answers["impact"]),
                        measure=answers.text("measure"), is_open=answers["open"] == "yes")

    def save(self, answers: Answers, sending: Sending) -> object:
        return add_risk(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=sending.key,
                        text=self.text(answers))


class ChangeRiskForm(AddRiskForm):
    """A risk that is there."""

    heading = gettext_lazy("リスクを直す")
    send = gettext_lazy("保存する")
    said = gettext_lazy("リスクを直しました。")

    @property
    def risk(self) -> Risk | None:
        """The risk of the address. Raises InitiativeNotFound."""
        found = self.reading.initiative.risks.filter(key=self.address["risk"]).first()
        if found is None:
            raise InitiativeNotFound(self.code)
        return found

    def save(self, answers: Answers, sending: Sending) -> object:
        return change_risk(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision,
                           key=self.address["risk"], text=self.text(answers))


class DecisionForm(PlanForm):
    """What was decided; it stands as it was recorded."""

    heading = gettext_lazy("決定を記録する")
    tab = "plan-decisions"
    send = gettext_lazy("記録する")
    said = gettext_lazy("決定を記録しました。")
    lead = gettext_lazy("記録した決定は、あとから書き換えられません。変わったときは、新しい決定を記録します。")

    def questions(self) -> tuple[Question, ...]:
        return (Question("decided_on", "date", _("決定した日"), start=self.reading.today),
                Question("text", "long_text", _("決定したこと")), Question("reason", "long_text", _("理由")))

    def save(self, answers: Answers, sending: Sending) -> object:
        return record_decision(
            code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, key=sending.key,
            decided_on=answers["decided_on"], text=answers.text("text"), reason=answers.text("reason"))


class ChecksForm(PlanForm):
    """How far the twelve articles are kept."""

    heading = gettext_lazy("サービス設計12箇条を確かめる")
    tab = "plan-checks"
    said = gettext_lazy("12箇条の確認を保存しました。")
    columns = 2

    def questions(self) -> tuple[Question, ...]:
        known = {check.article: check for check in self.reading.initiative.checks.all()}
        return tuple(asked for number, text in enumerate(ARTICLES, 1) for asked in (
            Question(f"answer_{number}", "choice", _("第{n}条 {text}").format(n=number, text=text), required=False,
                     options=choice_options(ANSWERS), start=known[number].answer if number in known else None),
            Question(f"note_{number}", "text", _("第{n}条 メモ").format(n=number), required=False,
                     start=(known[number].note or None) if number in known else None)))

    def save(self, answers: Answers, sending: Sending) -> object:
        checks = {number: CheckText(answers.text(f"answer_{number}"), answers.text(f"note_{number}"))
                  for number in range(1, len(ARTICLES) + 1)}
        return check_design(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, checks=checks)


class NoteForm(PlanForm):
    """A step of the quick loop."""

    heading = gettext_lazy("OODAメモを書く")
    tab = "plan-notes"
    said = gettext_lazy("OODAメモを書きました。")

    def questions(self) -> tuple[Question, ...]:
        return (Question("step", "choice", _("段階"), options=choice_options(OODA)), Question("text", "long_text", _("メモ")))

    def save(self, answers: Answers, sending: Sending) -> object:
        return add_observation(code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision,
                               step=answers["step"], text=answers.text("text"))


add_risk_page, change_risk_page = form_view(AddRiskForm), form_view(ChangeRiskForm)
decide, check, note = form_view(DecisionForm), form_view(ChecksForm), form_view(NoteForm)
