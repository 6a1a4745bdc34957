"""Who of the fictitious staff sits in the bodies of the programme, and the meeting that the headquarters will hold next."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from murakami.demo.town.staff import heads_by_unit, list_places, office_head, weekday_before
from murakami.domain.programme.models import Body, BodyMembership, Initiative
from murakami.domain.programme.operations.bodies import Place, add_member
from murakami.domain.programme.operations.meetings import Plan, Point, plan_meeting, set_agenda
from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from murakami.kernel.fiscal_years import first_day_of, fiscal_year_of

_CHAIR, _HEAD_OF_GROUP = "somu", "shimin"  # the fictitious mayor signs in as the head of general affairs
_OTHERS = {"headquarters": ("zaisei", "kodomo", "fukushi"), "working-group": ("kodomo", "hoken", "zeimu")}
_OUTSIDE = {"cio": ("架空　つばき", "CIO（副市長）"), "adviser": ("架空　あおい", "CIO補佐官")}
_AHEAD = 19
_AGENDA = (Point("今年度の進み具合について"), Point("令和4〜8年度の評価と、次の方針の素案について", code="1-2"),
           Point("手続のオンライン化の広げ方について", code="2-1-1"))


def fill_bodies(*, today: date, at: datetime) -> str:
    """Seat the fictitious staff and plan the next meeting; nothing happens where somebody sits already."""
    office = office_head()
    if office is None or BodyMembership.objects.exists():
        return "bodies were filled already"
    for body, place in _places(today):
        add_member(body=body, place=place, actor=office, at=at)
    if Body.objects.filter(code="headquarters").exists():
        _plan_meeting(office, today=today, at=at)
    return f"{BodyMembership.objects.count()} places in bodies"


def headquarters_member() -> Actor | None:
    """Whoever signs for the headquarters. SQL: 2."""
    return _seated("headquarters", _CHAIR)


def group_member() -> Actor | None:
    """Whoever signs for the working group. SQL: 2."""
    return _seated("working-group", _HEAD_OF_GROUP)


def _seated(body: str, unit: str) -> Actor | None:
    head = heads_by_unit().get(unit)
    seated = set(BodyMembership.objects.filter(body__code=body).values_list("account_id", flat=True))
    return head if head is not None and head.account_id in seated else None


def _places(today: date) -> Iterator[tuple[str, Place]]:
    known, since, heads = set(Body.objects.values_list("code", flat=True)), first_day_of(fiscal_year_of(today) - 1), heads_by_unit()
    units: Mapping[str, str] = dict(Unit.objects.values_list("code", "name"))
    for body, unit, position in _seats(units):
        if body in known and unit in heads:
            yield body, Place(name=heads[unit].name, position=position, since=since, account=heads[unit].account_id)
    for body, (name, position) in _OUTSIDE.items():
        if body in known:
            yield body, Place(name=name, position=position, since=since)
    if "promoters" in known:
        yield from (("promoters", Place(name=one.name, position=f"DX推進員（{units[unit]}）", since=since, account=one.account_id))
                    for unit, one in _clerks())


def _seats(units: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    yield "headquarters", _CHAIR, "本部長（市長）"
    yield "working-group", _HEAD_OF_GROUP, "部会長"
    yield from (("headquarters", unit, f"本部員（{units.get(unit, '')}長）") for unit in _OTHERS["headquarters"])
    yield from (("working-group", unit, f"部会員（{units.get(unit, '')}長）") for unit in _OTHERS["working-group"])


def _clerks() -> Iterator[tuple[str, Actor]]:
    return ((place.unit, one) for place in list_places() for one in place.workers if one.units_as(Role.CLERK))


def _plan_meeting(office: Actor, *, today: date, at: datetime) -> None:
    meeting = plan_meeting(key=f"{today:%Y%m%d}".rjust(32, "0"), actor=office, at=at, plan=Plan(
        body="headquarters", title="DX推進本部会議（架空の例）", held_on=weekday_before(today + timedelta(days=_AHEAD)), place="市役所本庁 大会議室"))
    known = set(Initiative.objects.values_list("code", flat=True))
    set_agenda(key=meeting.key, points=[one for one in _AGENDA if not one.code or one.code in known], actor=office,
               revision=meeting.revision, at=at)
