"""Personal links: only the digest is kept, they end, and they reach only what is their holder's."""

from datetime import timedelta
from decimal import Decimal

import pytest

from murakami.domain.programme.models import Initiative, KpiYear, Task, UpdateLink, YearPlan
from murakami.domain.programme.operations.cycle import CycleNotPermitted
from murakami.domain.programme.operations.links import (
    LinkRefused,
    holder_of,
    make_link,
    make_own_link,
    open_link,
    revoke_links,
)
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    InitiativeNotFound,
    NotTheirs,
    PlanChanged,
    YearIsFrozen,
)
from murakami.domain.programme.operations.updates import Update, save_update
from murakami.domain.programme.rules.links import LINK_LIFE
from murakami.domain.programme.rules.status import Status, TaskState
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import ANONYMOUS
from murakami.foundation.events.models import Event
from tests.domain.programme.year.cast import FRONT, MOOD, NOW, YEAR, frozen, make_initiatives

pytestmark = pytest.mark.django_db
TOKEN = "t" * 43


def update(who, *, code=FRONT, revision=None, year=YEAR, **said):
    if revision is None:
        revision = Initiative.objects.get(code=code).revision
    return save_update(code=code, fiscal_year=year, update=Update(**{"result": "できた", **said}), actor=who, revision=revision,
                       at=NOW)


def test_link__keeps_only_a_digest_of_its_token(town):
    link = make_own_link(actor=town.clerk, token=TOKEN, at=NOW)
    assert TOKEN not in str(UpdateLink.objects.values().get())
    assert holder_of(token=TOKEN, at=NOW).actor.units == town.clerk.units
    assert link.expires_at == NOW + LINK_LIFE


@pytest.mark.parametrize("token", ["", "x", "t" * 42, "t" * 44, "T" * 43])
def test_link__opens_only_by_its_own_token(town, token):
    make_own_link(actor=town.clerk, token=TOKEN, at=NOW)
    with pytest.raises(LinkRefused):
        open_link(token=token, at=NOW)


def test_link__ends_by_time_by_hand_and_by_leaving(town):
    make_own_link(actor=town.clerk, token=TOKEN, at=NOW)
    holder_of(token=TOKEN, at=NOW + LINK_LIFE - timedelta(seconds=1))
    with pytest.raises(LinkRefused):
        holder_of(token=TOKEN, at=NOW + LINK_LIFE)
    Account.objects.filter(pk=town.clerk.account_id).update(is_active=False)
    with pytest.raises(LinkRefused):
        holder_of(token=TOKEN, at=NOW)
    Account.objects.filter(pk=town.clerk.account_id).update(is_active=True)
    assert revoke_links(account_id=town.clerk.account_id, at=NOW) == 1
    assert revoke_links(account_id=town.clerk.account_id, at=NOW) == 0
    with pytest.raises(LinkRefused):
        holder_of(token=TOKEN, at=NOW)


def test_link__made_anew_closes_the_one_before(town):
    make_own_link(actor=town.clerk, token=TOKEN, at=NOW)
    make_own_link(actor=town.clerk, token="u" * 43, at=NOW)
    with pytest.raises(LinkRefused):
        holder_of(token=TOKEN, at=NOW)
    with pytest.raises(CycleNotPermitted):
        make_own_link(actor=ANONYMOUS, token="v" * 43, at=NOW)


def test_link__being_opened_is_an_event_without_the_person(town):
    link = make_link(account_id=town.clerk.account_id, token=TOKEN, at=NOW)
    open_link(token=TOKEN, at=NOW)
    assert list(Event.objects.filter(subject_key=f"update-link-{link.pk}").order_by("id").values_list("kind", "details")) == [
        ("programme.link_made", {}), ("programme.link_opened", {})]


def test_update__writes_result_status_tasks_and_figures_at_once(town):
    make_initiatives()
    update(town.clerk, result="窓口を4つにまとめた", status=Status.LATE, reason="納品を待つ",
           tasks={"task-0": TaskState.DONE, "task-1": TaskState.DROPPED},
           results={"k" * 32: (Decimal("10.5"), "新しい記録")})
    plan = YearPlan.objects.get(initiative__code=FRONT)
    assert (plan.result, plan.status, plan.status_reason, plan.plan) == (
        "窓口を4つにまとめた", "late", "納品を待つ", "総合窓口を開く")
    assert dict(Task.objects.values_list("key", "state")) == {"task-0": "done", "task-1": "dropped", "task-2": "done"}
    assert KpiYear.objects.values_list("target", "result", "evidence").get() == (Decimal(12), Decimal("10.5"), "新しい記録")
    assert Initiative.objects.get(code=FRONT).revision == 1


@pytest.mark.parametrize(("said", "error"), [
    ({"status": Status.LATE}, "reason_missing"), ({"tasks": {"nope": TaskState.DONE}}, "task_unknown"),
    ({"tasks": {"task-0": TaskState.CARRIED}}, "state_unknown"), ({"results": {"x": (Decimal(1), "y")}}, "kpi_unknown"),
    ({"results": {"k" * 32: (Decimal(1), " ")}}, "evidence_missing"), ({"year": 2019}, "not_planned")])
def test_update__that_is_wrong_changes_nothing(town, said, error):
    make_initiatives()
    before = (*YearPlan.objects.values(), *Task.objects.values(), *KpiYear.objects.values(), *Initiative.objects.values())
    with pytest.raises(EditRefused, match=error):
        update(town.clerk, **said)
    assert before == (*YearPlan.objects.values(), *Task.objects.values(), *KpiYear.objects.values(),
                      *Initiative.objects.values())


@pytest.mark.parametrize("who", ["office", "office_head", "group", "headquarters", "elsewhere"])
def test_update__is_only_of_ones_own(town, who):
    make_initiatives()
    with pytest.raises(NotTheirs):
        update(getattr(town, who))
    assert Initiative.objects.get(code=FRONT).revision == 0


def test_update__is_a_promoters_too(town):
    make_initiatives()
    Initiative.objects.get(code=FRONT).promoters.add(town.elsewhere.account_id)
    update(town.elsewhere)
    with pytest.raises(NotTheirs):
        update(town.elsewhere, code=MOOD)


def test_update__from_an_old_page_or_of_a_frozen_year_is_refused(town):
    frozen(town)
    with pytest.raises(YearIsFrozen):
        update(town.clerk)
    with pytest.raises(PlanChanged):
        update(town.clerk, revision=99)
    with pytest.raises(InitiativeNotFound):
        update(town.clerk, code="9-9", revision=0)


def test_update__leaves_a_measured_kpi_alone(town):
    make_initiatives()
    Initiative.objects.get(code=FRONT).kpis.update(indicator="online-rate")
    with pytest.raises(EditRefused, match="result_is_measured"):
        update(town.clerk, results={"k" * 32: (Decimal(3), "見た")})


def test_update__costs_little(town, sql_at_most):
    make_initiatives()
    with sql_at_most(22):
        update(town.clerk, revision=0, tasks={"task-0": TaskState.DONE}, results={"k" * 32: (Decimal(9), "記録")})
