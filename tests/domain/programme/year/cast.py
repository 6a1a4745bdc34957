"""The programme of the tests: a DX office, an owner unit, a working group, the headquarters, two initiatives in a year."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from murakami.domain.programme.models import (
    Body,
    BodyMembership,
    EvaluationStep,
    Initiative,
    Kpi,
    KpiYear,
    Task,
    Year,
    YearPlan,
)
from murakami.domain.programme.operations import cycle_freezing, cycle_signing, cycle_years
from murakami.domain.programme.rules.cycle import Course, Grade, Stage, Statement
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import staff
from tests.foundation.accounts.people import make_unit

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
YEAR = 2025
FRONT, MOOD = "2-1-2", "1-1"  # of こども課, of the DX office itself
GOOD = Statement(grade=Grade.B, reason="目標のとおり進んだ", course=Course.CONTINUE)
BAD = Statement(grade=Grade.C, reason="遅れた", course=Course.REVISE, cause="機器が届かなかった", next_step="調達を先に行う")


@dataclass(frozen=True)
class Town:
    """Who takes part."""

    office: Actor
    owner: Actor  # the head of the unit of `FRONT`
    clerk: Actor  # of that unit
    group: Actor  # a member of the working group, of another unit
    headquarters: Actor  # a member of the headquarters
    elsewhere: Actor
    office_head: Actor

    def signer(self, stage: Stage) -> Actor:
        """Who signs a stage of `FRONT`."""
        return {Stage.SELF: self.owner, Stage.GROUP: self.group, Stage.HEADQUARTERS: self.headquarters}[stage]


def make_town() -> Town:
    """Make the units, the bodies and everybody in them."""
    make_unit("kodomo", "こども課")
    make_unit("digital", "デジタル化推進室")
    people = Town(
        office=staff("dx-1", digital=Role.CLERK), office_head=staff("dx-0", digital=Role.UNIT_HEAD),
        owner=staff("owner", kodomo=Role.UNIT_HEAD), clerk=staff("clerk", kodomo=Role.CLERK),
        group=staff("group", fukushi=Role.CLERK), headquarters=staff("mayor", soumu=Role.UNIT_HEAD),
        elsewhere=staff("elsewhere", hoken=Role.CLERK))
    Body.objects.create(code="office", kind="office", name="デジタル化推進室", unit="digital")
    seat(people.group, "group", "working_group", "窓口検討部会", "部会長")
    seat(people.headquarters, "headquarters", "headquarters", "DX推進本部", "本部長")
    return people


def seat(who: Actor, code: str, kind: str, name: str, position: str) -> BodyMembership:
    """Give somebody a place in a body."""
    body = Body.objects.get_or_create(code=code, defaults={"kind": kind, "name": name})[0]
    return BodyMembership.objects.create(body=body, account_id=who.account_id, name=who.name, position=position,
                                         since=date(2022, 4, 1))


def make_initiatives(*, year: int = YEAR, result: str = "窓口を3つにまとめた") -> None:
    """Plan two initiatives for a year: one with a KPI and tasks, one of the DX office."""
    front = Initiative.objects.create(code=FRONT, title="自治体フロントヤード改革", owner_unit="kodomo", purpose="待たない窓口",
                                      updated_at=NOW)
    mood = Initiative.objects.create(code=MOOD, title="機運醸成と人材育成", owner_unit="digital", updated_at=NOW)
    YearPlan.objects.create(initiative=front, fiscal_year=year, plan="総合窓口を開く", result=result, budget_yen=1_200_000)
    YearPlan.objects.create(initiative=mood, fiscal_year=year, plan="研修を開く", result="研修を4回開いた")
    kpi = Kpi.objects.create(initiative=front, key="k" * 32, name="待ち時間", definition="受付から呼び出しまで", unit="分",
                             direction="down", baseline=Decimal("18"), baseline_on="令和4年度")
    KpiYear.objects.create(kpi=kpi, fiscal_year=year, target=Decimal("12"), result=Decimal("11.5"), evidence="発券機の記録")
    for number, (title, state) in enumerate({"機器を入れる": "doing", "案内を直す": "todo", "様式を集める": "done"}.items()):
        Task.objects.create(initiative=front, fiscal_year=year, key=f"task-{number}", title=title, unit="kodomo", state=state,
                            due_on=date(2026, 2, 27), done_on=date(2026, 1, 9) if state == "done" else None)


def evaluating(town: Town, *, year: int = YEAR) -> Year:
    """Open the year and begin to evaluate it."""
    opened = cycle_years.open_year(fiscal_year=year, actor=town.office, at=NOW)
    return cycle_years.start_evaluation(fiscal_year=year, actor=town.office, revision=opened.revision, at=NOW)


def sign(who: Actor, stage: Stage, said: Statement = GOOD, *, code: str = FRONT, seen: int | None = None,
         year: int = YEAR, at: datetime = NOW) -> EvaluationStep:
    """Sign a stage from a fresh page."""
    return cycle_signing.sign_step(fiscal_year=year, code=code, stage=stage, statement=said, actor=who, at=at,
                                   seen=steps_of(code, year=year) if seen is None else seen)


def back(who: Actor, stage: Stage, reason: str = "理由を足してください", *, code: str = FRONT) -> EvaluationStep:
    """Send an evaluation back from a fresh page."""
    return cycle_signing.send_back(fiscal_year=YEAR, code=code, stage=stage, reason=reason, actor=who, at=NOW,
                                   seen=steps_of(code))


def steps_of(code: str, *, year: int = YEAR) -> int:
    """Count the signed steps of an initiative's year."""
    return EvaluationStep.objects.filter(initiative__code=code, fiscal_year=year).count()


def decide_all(town: Town, *, said: Statement = GOOD) -> None:
    """Take both initiatives through every stage."""
    for stage in Stage:
        sign(town.signer(stage), stage, said)
        sign(town.office_head, stage, code=MOOD)


def freeze(town: Town, *, year: int = YEAR) -> Year:
    """Freeze the year from a fresh page."""
    return cycle_freezing.freeze_year(fiscal_year=year, actor=town.office, revision=revision_of(year), at=NOW)


def frozen(town: Town, *, said: Statement = GOOD) -> Year:
    """Take the whole year from nothing to frozen."""
    make_initiatives()
    evaluating(town)
    decide_all(town, said=said)
    return freeze(town)


def revision_of(year: int = YEAR) -> int:
    """How often the year has been written."""
    return Year.objects.get(fiscal_year=year).revision
