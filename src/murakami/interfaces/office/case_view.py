"""What the case page shows, made from one read of the case and of the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.domain.cases.models import Decision
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import CaseKind, State, Step, steps_from
from murakami.flows.agency.register_match import Comparison
from murakami.foundation.accounts.rules import Actor, may_decide_in
from murakami.interfaces.components.shapes import FactRow, Moment, Tab
from murakami.interfaces.office.words import CHANNELS, OUTCOMES, STATES
from murakami.kernel.document import ReviewRow, review_rows
from murakami.kernel.facts import ValueSource

_SOURCES = {
    ValueSource.CARD: _("カードから"), ValueSource.EARLIER_FILING: _("前の申請から"), ValueSource.STAFF: _("職員が入力"),
    ValueSource.PROXY: _("代理人の申告"), ValueSource.REGISTER: _("住民記録から"), ValueSource.SUGGESTED: _("本人が確認"),
    ValueSource.RESIDENT: _("本人の申告"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A topic of the document; `key` names the rows that may be chosen for correction."""

    title: str
    rows: tuple[FactRow, ...]


def sections_of(page: CasePage, comparisons: Sequence[Comparison]) -> tuple[Section, ...]:
    """Render the newest revision with provenance and the differences from the register."""
    verdicts = {key: verdict for comparison in comparisons for key, verdict in comparison.verdicts.items()}
    otherwise = frozenset(key for comparison in comparisons for key in comparison.same_but_written_otherwise)
    return tuple(
        Section(title=f"{topic.title}　{topic.subject}".strip("　"),
                rows=tuple(_row(row, verdicts=verdicts, otherwise=otherwise) for row in topic.rows))
        for topic in review_rows(page.document, "ja"))


def _row(row: ReviewRow, *, verdicts: dict[str, bool], otherwise: frozenset[str]) -> FactRow:
    source = _SOURCES[row.provenance.source]
    verdict = verdicts.get(row.key)
    if verdict is False:
        return FactRow(label=row.label, value=row.text, note=source, difference=_("住民記録と違います"), key=row.key)
    if row.key in otherwise:
        return FactRow(label=row.label, value=row.text, difference=_("住民記録と字の形が違います"), key=row.key)
    note = _("%(source)s・住民記録と一致") % {"source": source} if verdict else source
    return FactRow(label=row.label, value=row.text, note=note, verified=bool(verdict), key=row.key)


def tabs_of(page: CasePage, *, current: str) -> list[Tab]:
    """List the views of a case, each with an address."""
    number = page.case.receipt_number
    views = (("case", _("申請の内容"), None), ("case-files", _("添付"), len(page.files)),
             ("case-talk", _("やりとり"), len(page.messages)), ("case-form", _("様式"), None),
             ("case-history", _("履歴"), None))
    return [Tab(label=label, href=reverse(f"office:{name}", args=[number]), current=name == current, count=count)
            for name, label, count in views]


def steps_of(page: CasePage, actor: Actor) -> frozenset[str]:
    """Name the steps that this actor may take now; a head's steps only for the head, and never on an own proposal."""
    case = page.case
    steps = steps_from(machine=CaseKind(case.machine), state=State(case.state))
    head = {Step.APPROVE, Step.RETURN}
    if not may_decide_in(actor, case.unit):
        steps -= head
    standing = standing_decision(page)
    if standing and standing.proposed_by_id == actor.account_id:
        steps -= {Step.APPROVE}
    return frozenset(step.value for step in steps)


def standing_decision(page: CasePage) -> Decision | None:
    """Find the decision that has not been returned."""
    return next((decision for decision in page.decisions if decision.returned_at is None), None)


def history_of(page: CasePage) -> list[Moment]:
    """Tell what happened to a case, oldest first."""
    case = page.case
    found = [(case.filed_at, _("到達、受付番号を発行"), CHANNELS.get(case.channel, case.channel)),
             (case.received_at, _("課に届きました"), "")]
    for correction in page.corrections:
        found.append((correction.asked_at, _("補正を求めました"), _name(correction.asked_by)))
        if correction.answered_at:
            found.append((correction.answered_at, _("補正の回答が届きました"), ""))
        if correction.cancelled_at:
            found.append((correction.cancelled_at, _("補正を取り消しました"), ""))
    for match in page.matches:
        found.append((match.confirmed_at, _("住民記録と照合しました"), _name(match.confirmed_by)))
    for message in page.messages:
        text = _("本人からの連絡") if message.from_resident else _("本人へ連絡")
        found.append((message.sent_at, text, _name(message.author)))
    for decision in page.decisions:
        outcome = str(OUTCOMES[decision.outcome])  # type: ignore[index]
        found.append((decision.proposed_at, _("起案：%(outcome)s") % {"outcome": outcome}, _name(decision.proposed_by)))
        if decision.returned_at:
            found.append((decision.returned_at, _("差し戻し：%(why)s") % {"why": decision.return_reason},
                          _name(decision.returned_by)))
        if decision.approved_at:
            found.append((decision.approved_at, _("決裁：%(outcome)s") % {"outcome": outcome}, _name(decision.approved_by)))
    if case.fulfilled_at:
        found.append((case.fulfilled_at, _("届出の義務は果たされました（行政手続法37条）"), ""))
    if case.ended_at and case.state in {State.CLOSED, State.WITHDRAWN}:
        found.append((case.ended_at, str(STATES[State(case.state)]), ""))
    return [Moment(at=f"{timezone.localtime(at):%-m月%-d日 %H:%M}", iso=at.isoformat(), text=str(text), note=str(note))
            for at, text, note in sorted(found, key=lambda moment: moment[0])]


def _name(account: object) -> str:
    return str(getattr(getattr(account, "staff", None), "name", ""))
