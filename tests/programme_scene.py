"""What the programme has in the scene of the routes: a frozen year, one that is evaluated, meetings, a personal link."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from tests import drafting_scene

if TYPE_CHECKING:
    from tests.scene import Scene

PLANNED, READY, FROZEN, RUNNING = "3-2-2", 2020, 2021, 2026  # an initiative of the unit in charge; years
LINK, TALK, TABLE, BODY = "L" * 43, "a" * 31 + "1", "a" * 31 + "2", "scene-group"


@dataclass(frozen=True)
class Stage:
    """What stands in the addresses of the cycle's routes."""

    membership: str

    def known(self, name: str) -> dict[str, str]:
        """Name the parts of a route's address where they are others than everybody's."""
        parts = {"token": LINK, "order": "1", "membership": self.membership, "year": str(RUNNING)}
        if name.startswith(("office:year-frozen", "office:year-correct", "office:year-roll", "open:")):
            parts["year"] = str(FROZEN)
        if name == "office:year-freeze":
            parts["year"] = str(READY)
        if name.startswith("office:meeting"):
            parts["key"] = TALK if name in {"office:meeting-agenda", "office:meeting-issue"} else TABLE
        if name.startswith("office:body"):
            parts["code"] = BODY
        return parts | drafting_scene.known(name)


def set_programme(scene: "Scene", *, pdf: bytes) -> Stage:
    """Take one year to where it can be frozen and one to where it is, begin to evaluate another, issue papers, make a link of the head's."""
    from murakami.domain.programme.models import Body, BodyMembership, Initiative, YearPlan
    from murakami.domain.programme.operations import cycle_freezing, cycle_signing, cycle_years, meetings
    from murakami.domain.programme.operations.links import make_link
    from murakami.domain.programme.rules import cycle
    from murakami.foundation.accounts.rules import Actor
    from murakami.foundation.accounts.vocabulary import AccountKind, Role
    from murakami.foundation.files.store import store
    from tests.cast import UNIT, Who

    at, account = scene.at, scene.cast.accounts[Who.HEAD].pk
    Body.objects.get_or_create(code="scene-office", defaults={"kind": "office", "name": "推進室", "unit": "scene"})
    roles = {Role.CLERK: frozenset({"scene"}), Role.UNIT_HEAD: frozenset({UNIT})}
    office = Actor(kind=AccountKind.STAFF, account_id=account, name="head", roles=roles)
    initiative = Initiative.objects.get(code=PLANNED)
    for year in (READY, FROZEN, RUNNING):
        YearPlan.objects.update_or_create(initiative=initiative, fiscal_year=year, defaults={"result": "架空の成果"})
        opened = cycle_years.open_year(fiscal_year=year, actor=office, at=at)
        cycle_years.start_evaluation(fiscal_year=year, actor=office, revision=opened.revision, at=at)
    said = cycle.Statement(grade=cycle.Grade.B, reason="架空の理由", course=cycle.Course.CONTINUE)
    for year in (READY, FROZEN):
        for seen, stage in enumerate(cycle.Stage):
            cycle_signing.sign_step(fiscal_year=year, code=PLANNED, stage=stage, statement=said, actor=office, seen=seen,
                                    at=at)
    cycle_freezing.freeze_year(fiscal_year=FROZEN, actor=office, revision=2, at=at)
    body = Body.objects.create(code=BODY, kind="promoters", name="架空の会議体")
    for key in (TALK, TABLE):
        meetings.plan_meeting(key=key, actor=office, at=at, plan=meetings.Plan(
            body=BODY, title="架空の会議", held_on=timezone.localdate() + timedelta(days=9)))
        meetings.set_agenda(key=key, points=[meetings.Point("架空の議題", code=PLANNED)], actor=office, revision=0, at=at)
    papers = store(pdf, content_type="application/pdf", at=at)
    meetings.keep_papers(key=TABLE, sha256=papers.sha256, actor=office, revision=1, at=at)
    make_link(account_id=account, token=LINK, at=at)
    drafting_scene.set_drafts(office, at=at)
    member = BodyMembership.objects.create(body=body, name="架空　花子", position="委員", since=timezone.localdate(at))
    return Stage(membership=str(member.pk))


def hear_year(*, at: datetime) -> Stage:
    """Receive the frozen year as the core would send it."""
    from murakami.domain.publications.operations import publish_document

    drafting_scene.hear_draft(at=at)
    publish_document(kind="policy-year", key=str(FROZEN), title="架空の年度", at=at, document={
        "fiscal_year": FROZEN, "frozen_at": at.isoformat(), "digest": "0" * 64, "corrections": [], "initiatives": [],
        "counts": dict.fromkeys("ABCD", 0)})
    return Stage(membership="1")


def run_as_office() -> None:
    """Let the unit of the clerk and the head be the DX office."""
    from murakami.domain.programme.models import Body
    from tests.cast import UNIT

    Body.objects.filter(code="scene-office").update(unit=UNIT)


def sign_first(scene: "Scene") -> None:
    """Let the head sign the self-evaluation of the year that is evaluated."""
    from murakami.domain.programme.operations.cycle_signing import sign_step
    from murakami.domain.programme.rules import cycle
    from tests.cast import Who

    said = cycle.Statement(grade=cycle.Grade.A, reason="架空の理由", course=cycle.Course.EXPAND)
    sign_step(fiscal_year=RUNNING, code=PLANNED, stage=cycle.Stage.SELF, statement=said, actor=scene.cast.actor(Who.HEAD), seen=0,
              at=scene.at)


def revisions(name: str) -> dict[str, object]:
    """What a button of a route sends beside its token; nothing where the zone has no programme."""
    from murakami.domain.programme.models import Meeting, Year

    if name in {"office:meeting-issue", "office:meeting-reopen"}:
        key = TALK if name == "office:meeting-issue" else TABLE
        return {"revision": Meeting.objects.get(key=key).revision}
    if name == "office:programme-year-start":
        return {"revision": Year.objects.get(fiscal_year=RUNNING).revision}
    return {"year": "2024"} if name == "office:programme-year-open" else drafting_scene.revisions(name)


_TODAY = {"since.year": "2026", "since.month": "4", "since.day": "1"}
WRITTEN: dict[str, dict[str, object]] = {
    "office:evaluation-sign": {"grade.value": "B", "reason.value": "架空の理由", "course.value": "continue"},
    "office:evaluation-return": {"reason.value": "架空の理由"},
    "office:year-correct": {"field.value": "result", "after.value": "架空の訂正", "reason.value": "架空の理由"},
    "office:period-evaluate": {"grade.value": "B", "achieved.value": "架空の成果"},
    "office:meeting-plan": {"body.value": BODY, "title.value": "架空の会議", "held_on.year": "2026", "held_on.month": "12",
                            "held_on.day": "10"},
    "office:meeting-minutes": {"minutes.value": "架空の議事録"},
    "office:meeting-decide": {"text.value": "架空の決定", "reason.value": "架空の理由"},
    "office:meeting-task": {"title.value": "架空のタスク"},
    "office:body-add": {"name.value": "架空　太郎", "position.value": "委員", **_TODAY},
    "office:body-end": {"until.year": "2099", "until.month": "4", "until.day": "1"},
    **drafting_scene.WRITTEN,
}
OFFICE_RUNS = {"office:programme-year-open", "office:programme-year-start", "office:year-freeze", "office:year-correct",
               "office:year-roll", "office:evaluation-return", "office:period-evaluate", "office:meeting-plan",
               "office:meeting-agenda", "office:meeting-issue", "office:meeting-reopen", "office:meeting-minutes",
               "office:meeting-decide", "office:meeting-task", "office:body-add", "office:body-end",
               *drafting_scene.OFFICE_RUNS}
