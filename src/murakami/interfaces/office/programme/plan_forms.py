"""Forms about the plan itself: what it is for, whose it is, a year."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murakami.domain.procedures.queries import list_catalogue
from murakami.domain.programme.models import YearPlan
from murakami.domain.programme.operations.edit_initiative import edit_initiative, place_initiative
from murakami.domain.programme.operations.edit_year import YearText, write_year
from murakami.domain.programme.operations.plan_desk import InitiativeNotFound
from murakami.domain.programme.rules.status import Status
from murakami.foundation.accounts.queries import list_staff
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.office.answers import Answers, Question, choice_options
from murakami.interfaces.office.frame import unit_names
from murakami.interfaces.office.programme.forms import PlanForm, Sending, form_view
from murakami.interfaces.office.programme.people import account_ids, staff_by_login
from murakami.interfaces.office.programme.words import STATUSES
from murakami.kernel.fiscal_years import show_fiscal_year

COMPUTED = "computed"


class DescribeForm(PlanForm):
    """What an initiative is for."""

    heading = gettext_lazy("目的・課題を書く")

    def questions(self) -> tuple[Question, ...]:
        one = self.reading.initiative
        titles = {each.id: each.text("title", "ja") for each in list_catalogue()}
        chosen = [code for code in one.procedures if code in titles]
        return (
            Question("purpose", "long_text", _("目的"), start=one.purpose or None, required=False),
            Question("issue", "long_text", _("現状・課題"), start=one.issue or None, required=False),
            Question("procedures", "choices", _("関わる手続"), options=choice_options(titles), start=tuple(chosen) or None,
                     required=False, hint=_("公表するページに、この手続の実際の数字を出します。")))

    def save(self, answers: Answers, sending: Sending) -> object:
        return edit_initiative(
            code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, purpose=answers.text("purpose"),
            issue=answers.text("issue"), procedures=answers["procedures"] or ())


class PlaceForm(PlanForm):
    """Whose an initiative is."""

    heading = gettext_lazy("主管課・関係課・推進員を決める")

    def is_theirs(self, actor: Actor) -> bool:
        return self.reading.may_place(actor)

    def questions(self) -> tuple[Question, ...]:
        one, names = self.reading.initiative, unit_names()
        people = staff_by_login(list_staff(on=self.reading.today), names)
        held = [account.login_name or "" for account in one.promoters.all()]
        related = [unit for unit in one.related_units if unit in names]
        return (
            Question("owner", "choice", _("主管課"), options=choice_options(names, select=True),
                     start=one.owner_unit if one.owner_unit in names else None),
            Question("related", "choices", _("関係課"), options=choice_options(names), start=tuple(related) or None,
                     required=False),
            Question("promoters", "choices", _("DX推進員"), options=choice_options(people), required=False,
                     start=tuple(login for login in held if login in people) or None,
                     hint=_("推進員は、所属にかかわらず、この取組の計画を書けます。")))

    def save(self, answers: Answers, sending: Sending) -> object:
        return place_initiative(
            code=self.code, actor=sending.actor, at=sending.at, revision=sending.revision, owner_unit=answers["owner"],
            related_units=answers["related"] or (), promoters=account_ids(answers["promoters"] or ()))


class YearForm(PlanForm):
    """What is planned, spent and achieved in a year."""

    heading = gettext_lazy("年度の計画と成果を書く")

    def questions(self) -> tuple[Question, ...]:
        year = self.address["year"]
        if year not in self.reading.fiscal_years:
            raise InitiativeNotFound(self.code)
        row = self.reading.years.get(year) or YearPlan(fiscal_year=year)
        words: dict[str, str] = {COMPUTED: _("自動（タスクとKPIから決める）")}
        words |= {status.value: str(said) for status, said in STATUSES.items()}
        return (
            Question("plan", "long_text", _("{year}の計画").format(year=show_fiscal_year(year)), start=row.plan or None,
                     required=False),
            Question("result", "long_text", _("成果"), start=row.result or None, required=False,
                     hint=_("この年度にしたことと、その結果。")),
            Question("status", "choice", _("状態"), options=choice_options(words, select=True),
                     start=row.status if row.status_reason else COMPUTED),
            Question("reason", "text", _("自動で決めないときの理由"), start=row.status_reason or None, required=False,
                     options={"max": 200}),
            Question("budget", "amount_yen", _("予算額（円・税込）"), start=row.budget_yen, required=False),
            Question("settlement", "amount_yen", _("決算額（円・税込）"), start=row.settlement_yen, required=False))

    def save(self, answers: Answers, sending: Sending) -> object:
        said = answers["status"]
        text = YearText(plan=answers.text("plan"), result=answers.text("result"), reason=answers.text("reason"),
                        status=None if said == COMPUTED else Status(said), budget_yen=answers["budget"],
                        settlement_yen=answers["settlement"])
        return write_year(code=self.code, fiscal_year=self.address["year"], actor=sending.actor, at=sending.at,
                          revision=sending.revision, text=text)


describe, place, write = form_view(DescribeForm), form_view(PlaceForm), form_view(YearForm)
