"""What stands around every view of a case: its tabs, and the steps that this reader may take."""

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.rules import CaseKind, State, Step, steps_from
from murakami.foundation.accounts.rules import Actor, may_decide_in
from murakami.interfaces.components.shapes import Tab

_HEAD_STEPS = frozenset({Step.APPROVE, Step.RETURN})
_RESIDENT_STEPS = frozenset({Step.WITHDRAW, Step.RECEIVE_CORRECTION})


def tabs_of(page: CasePage, *, current: str) -> list[Tab]:
    """List the views of a case, each with an address."""
    number = page.case.receipt_number
    filed = _("届出の内容") if page.case.machine == CaseKind.DECLARATION else _("申請の内容")
    views = (("case", filed, None), ("case-files", _("添付"), len(page.files)),
             ("case-talk", _("やりとり"), len(page.messages)), ("case-form", _("様式"), None),
             ("case-history", _("履歴"), None))
    return [Tab(label=label, href=reverse(f"office:{name}", args=[number]), current=name == current, count=count)
            for name, label, count in views]


def steps_of(page: CasePage, actor: Actor) -> frozenset[str]:
    """Name the steps that this actor may take now; a head's steps only for the head, and never on an own proposal."""
    case = page.case
    steps = steps_from(machine=CaseKind(case.machine), state=State(case.state)) - _RESIDENT_STEPS
    if not may_decide_in(actor, case.unit, procedure=case.procedure):
        steps -= _HEAD_STEPS
    standing = page.standing_decision
    if standing and standing.proposed_by_id == actor.account_id:
        steps -= {Step.APPROVE}
    return frozenset(step.value for step in steps)
