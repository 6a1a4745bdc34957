"""What to do next with a case, in one sentence: a clerk who has never seen it must not have to guess."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.cases.models import Decision
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import WORKING_STATES, CaseKind, State, Step
from murakami.flows.agency.pages import CaseReading
from murakami.interfaces.components.shapes import Tone
from murakami.interfaces.office.clock_view import day_words


@dataclass(frozen=True, slots=True)
class NextStep:
    """The sentence; `href` leads to the place on the page, or to the page, where it is done."""

    text: str
    tone: Tone = "key"
    href: str = ""
    link: str = ""


def next_step_of(reading: CaseReading, *, steps: frozenset[str], today: date) -> NextStep:
    """Choose the one thing to do next; `steps` are those this actor may take."""
    if reading.case.waits_for_answer:
        return NextStep(_("本人から届いたものがあります。「やりとり」と「履歴」を読んで、返信してください。"), "warn")
    state = State(reading.case.state)
    if reading.standing_alarms and state is State.AWAITING_APPROVAL and Step.RETURN in steps:
        return NextStep(_("支援措置にかかわる案件です。請求した人と住所の扱いを確かめてから、決裁してください。"), "bad",
                        reverse("office:release", args=[reading.case.receipt_number]), _("確かめる"))
    if state in WORKING_STATES:
        return _checking(reading)
    if state is State.CORRECTION_REQUESTED:
        return _waiting(reading.page, today)
    if state is State.AWAITING_APPROVAL:
        return _awaiting(steps)
    return _telling(reading.page) if state is State.DECIDED else _plain(state)


def _plain(state: State) -> NextStep:
    if state is State.RECEIVED:
        return NextStep(_("内容を見て、「担当になって始める」を押してください。"))
    if state is State.WITHDRAWN:
        return NextStep(_("本人が取り下げました。することはありません。"), "plain")
    return NextStep(_("この案件は完了しました。することはありません。"), "plain")


def _telling(page: CasePage) -> NextStep:
    """What a decided case waits for: its letter, then its end."""
    states, decision = Decision.LetterState, page.standing_decision
    letter = decision.letter_state if decision else states.DELIVERED
    if letter == states.WAITING:
        return NextStep(_("通知書を作っています。数秒後にこのページを開き直してください。"), "plain")
    if letter == states.HELD:
        return NextStep(_("通知書を印刷できません。「決定」の欄を読んで、システムの担当者に伝えてください。"), "bad",
                        "#decision", _("「決定」へ"))
    if letter == states.TO_POST:
        return NextStep(_("通知書を印刷して郵送し、「郵送したことを記録」を押してください。"), "warn", "#decision",
                        _("「決定」へ"))
    if letter == states.POSTED:
        return NextStep(_("通知書を郵送しました。ほかの作業が済んだら、完了にしてください。"))
    return NextStep(_("通知書はマイページに届きました。ほかの作業が済んだら、完了にしてください。"))


def _checking(reading: CaseReading) -> NextStep:
    unsure = [person.name for person in reading.people if not person.matched and person.candidates]
    if unsure:
        return NextStep(_("{name}さんが住民記録のどの人か、確かめてください。").format(name=unsure[0]), "key", "#people",
                        _("「住民記録との照合」へ"))
    ticked = {tick.check_id for tick in reading.page.ticks}
    left = sum(check not in ticked for check in reading.version.checklist)
    is_declaration = reading.case.machine == CaseKind.DECLARATION
    if left:
        words = (_("確認することがあと{n}つあります。終わったら、完了にしてください。") if is_declaration
                 else _("確認することがあと{n}つあります。終わったら、決裁へ進めてください。"))
        return NextStep(words.format(n=left), "key", "#checks", _("「確認すること」へ"))
    if is_declaration:
        return NextStep(_("確認はすべて終わりました。「完了にする」を押してください。"))
    return NextStep(_("確認はすべて終わりました。「決裁へ進める」を押してください。"))


def _waiting(page: CasePage, today: date) -> NextStep:
    until = min((one.until for one in page.open_corrections), default=today)
    if until < today:
        return NextStep(_("補正の期限（{day}）を過ぎました。本人に連絡するか、補正を取り消して審査へ戻してください。").format(
            day=day_words(until)), "warn", "#corrections", _("「補正」へ"))
    return NextStep(_("本人の回答を待っています（{day}まで）。することはありません。").format(day=day_words(until)), "plain")


def _awaiting(steps: frozenset[str]) -> NextStep:
    if Step.APPROVE in steps:
        return NextStep(_("起案を読んで、決裁するか差し戻してください。"), "warn", "#decision", _("「決定」へ"))
    if Step.RETURN in steps:
        return NextStep(_("自分が起案した決定です。別の課長が決裁するのを待つか、差し戻してください。"), "plain")
    return NextStep(_("課長の決裁を待っています。することはありません。"), "plain")
