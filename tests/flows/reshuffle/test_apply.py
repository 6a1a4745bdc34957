"""A reshuffle on its day: units, people, cases and plans change together, once, and nothing is left without an owner."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest

from murakami.domain.cases.models import Case, Entry
from murakami.domain.procedures.queries import list_units
from murakami.domain.programme.models import Initiative
from murakami.flows.nightly.reshuffle import apply_reshuffles
from murakami.flows.reshuffle import town as towns
from murakami.flows.reshuffle.apply import apply_due
from murakami.flows.reshuffle.sheet import COLUMNS, template_of
from murakami.flows.reshuffle.town import Town, read_town
from murakami.foundation.accounts.lineage import read_successors, successor_of
from murakami.foundation.accounts.models import Account, Membership, Reshuffle, Succession, Unit
from murakami.foundation.accounts.operations.reshuffles import cancel_reshuffle, confirm_reshuffle
from murakami.foundation.accounts.operations.rights import RightRefused, arrange_deputy
from murakami.foundation.accounts.operations.units import UnitEntry, load_units
from murakami.foundation.accounts.queries import find_staff
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from tests.domain.cases.cast import Cast, make_cast, receive_one, staff, start

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = TODAY + timedelta(days=8)


@pytest.fixture(autouse=True)
def at(at: datetime) -> Iterator[datetime]:
    with patch("django.utils.timezone.now", lambda: at):
        yield at


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def personnel(cast: Cast):
    made = staff("personnel", somu=Role.PERSONNEL)
    for unit in Unit.objects.exclude(code="kodomo"):
        Unit.objects.filter(pk=unit.pk).update(name=f"{unit.code}課")
    return made


def on_the_day() -> datetime:
    from zoneinfo import ZoneInfo

    return datetime(2026, 12, 1, 3, 5, tzinfo=ZoneInfo("Asia/Tokyo"))


def rows(*changes: tuple[str, str, str], more: tuple[dict[str, str], ...] = (), on: date = TODAY) -> list[dict[str, str]]:
    """The present state with some rows changed: (code or sign-in name, column, text)."""
    town: Town = read_town(on=on)
    table = [dict(zip(COLUMNS, row, strict=True)) for row in template_of(town)[1:]]
    for whose, column, text in changes:
        for row in table:
            if whose == (row["職員番号"] or row["課コード"]):
                row[column] = text
    return [*table, *({**dict.fromkeys(COLUMNS, ""), **one} for one in more)]


MERGED = (("kodomo", "区分", "廃止"), ("kodomo", "引き継ぐ課", "mirai"), ("clerk", "課コード", "mirai"), ("head", "課コード", "mirai"),
          ("administrator", "課コード", "mirai"), ("colleague", "課コード", "hoken"))
MIRAI = {"区分": "課", "課コード": "mirai", "課名": "こども未来課"}


def confirm(personnel, table: list[dict[str, str]], *, at: datetime, key: str = "r" * 32, on: date = DAY) -> Reshuffle:
    return confirm_reshuffle(actor=personnel, key=key, name="R9", rows=table, apply_on=on, at=at)


def test_merge__moves_people_cases_and_plans_on_the_day(cast: Cast, personnel, at: datetime) -> None:
    mine, theirs, idle = receive_one(), receive_one(procedure="nursery"), receive_one()
    start(mine, cast.clerk)
    start(theirs, cast.colleague)
    Initiative.objects.create(code="2-1-2", title="x", owner_unit="kodomo", related_units=["hoken", "kodomo"])
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    assert apply_due(at=at) == 0  # the day has not come
    apply_reshuffles({}, at=on_the_day())
    for case in (mine, theirs, idle):
        case.refresh_from_db()
    assert {case.unit for case in (mine, theirs, idle)} == {"mirai"}
    assert (mine.assignee_id, theirs.assignee_id) == (cast.clerk.account_id, None)
    assert Initiative.objects.get().owner_unit == "mirai"
    after = find_staff(cast.clerk.account_id or 0, on=DAY)
    before = find_staff(cast.clerk.account_id or 0, on=DAY - timedelta(days=1))
    assert after is not None
    assert before is not None
    assert (before.actor.units, after.actor.units) == ({"kodomo"}, {"mirai"})
    assert not Unit.objects.get(code="kodomo").is_open
    kinds = set(Event.objects.filter(at=on_the_day()).values_list("kind", flat=True))
    assert kinds == {"right.ended", "right.granted", "case.transferred", "case.released", "reshuffle.applied"}
    assert Entry.objects.filter(case=theirs).count() == 4


def test_apply__twice_is_once(cast: Cast, personnel, at: datetime) -> None:
    receive_one()
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    assert apply_due(at=on_the_day()) == 1
    counts = (Event.objects.count(), Membership.objects.count(), Succession.objects.count())
    assert apply_due(at=on_the_day()) == 0
    assert (Event.objects.count(), Membership.objects.count(), Succession.objects.count()) == counts
    again = confirm(personnel, rows(on=DAY), at=at, key="s" * 32)
    assert apply_due(at=on_the_day()) == 1
    assert Event.objects.get(kind="reshuffle.applied", subject_key=again.subject_key).details["people"] == 0


def test_split__takes_one_procedure_out(cast: Cast, personnel, at: datetime) -> None:
    stays, goes = receive_one(), receive_one(procedure="nursery")
    with patch.object(towns, "list_catalogue", lambda: [_Procedure("nursery"), _Procedure("child-allowance-claim")]), \
         patch("murakami.flows.reshuffle.town.list_catalogue", lambda: [_Procedure("nursery")]):
        table = rows(more=({"区分": "課", "課コード": "hoiku", "課名": "保育課"},
                           {"区分": "手続", "課コード": "kodomo", "引き継ぐ課": "hoiku", "手続": "nursery"}))
        confirm(personnel, table, at=at)
        assert apply_due(at=on_the_day()) == 1
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.unit, goes.unit) == ("kodomo", "hoiku")
    follow = read_successors()
    assert [successor_of(follow, unit="kodomo", procedure=one) for one in ("nursery", "claim")] == ["hoiku", "kodomo"]


class _Procedure:
    def __init__(self, name: str) -> None:
        self.id, self.unit = name, "kodomo"

    def text(self, _key: str, _lang: str) -> str:
        return self.id


def test_join_and_leave__accounts_open_and_close(cast: Cast, personnel, at: datetime) -> None:
    deputy = arrange_deputy(actor=cast.head, membership_id=_right(cast.head.account_id), deputy_id=cast.colleague.account_id or 0,
                            since=TODAY, until=date(2027, 1, 1), at=at)
    table = rows(("head", "区分", "退職"), ("colleague", "氏名", "改姓　花子"), more=(
        {"区分": "職員", "課コード": "kodomo", "職員番号": "new-1", "氏名": "新人　翠", "役割": "課長", "メール": "N@example.jp"},))
    confirm(personnel, table, at=at)
    apply_due(at=on_the_day())
    assert not Account.objects.get(pk=cast.head.account_id).is_active
    new = Account.objects.get(login_name="new-1")
    assert (new.staff.name, new.staff.email, new.has_usable_password()) == ("新人　翠", "n@example.jp", False)
    deputy.refresh_from_db()
    assert deputy.member_until == DAY
    assert Account.objects.get(pk=cast.colleague.account_id).staff.name == "改姓　花子"


def test_cancel__before_the_day(cast: Cast, personnel, at: datetime) -> None:
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    assert cancel_reshuffle(actor=personnel, key="r" * 32, at=at)
    assert cancel_reshuffle(actor=personnel, key="r" * 32, at=at)
    assert apply_due(at=on_the_day()) == 0
    assert not Unit.objects.filter(code="mirai").exists()
    assert not cancel_reshuffle(actor=personnel, key="x" * 32, at=at)
    with pytest.raises(RightRefused):
        cancel_reshuffle(actor=cast.administrator, key="r" * 32, at=at)
    with pytest.raises(RightRefused):
        confirm(cast.administrator, [], at=at, key="z" * 32)


def test_apply__leaves_alone_who_came_after_the_confirmation(cast: Cast, personnel, at: datetime) -> None:
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    later = staff("later", hoken=Role.CLERK)
    assert apply_due(at=on_the_day()) == 1
    found = find_staff(later.account_id or 0, on=DAY)
    assert found is not None
    assert found.actor.units == {"hoken"}


def test_apply__says_why_it_does_not_fit_any_more(cast: Cast, personnel, at: datetime) -> None:
    confirm(personnel, rows(*MERGED, more=(MIRAI,)), at=at)
    confirm(personnel, rows(("kodomo", "区分", "廃止"), ("kodomo", "引き継ぐ課", "hoken"), ("clerk", "課コード", "hoken"),
                            ("head", "課コード", "hoken"), ("administrator", "課コード", "hoken"), ("colleague", "課コード", "hoken")),
            at=at, key="s" * 32)
    assert apply_due(at=on_the_day()) == 1
    second = Reshuffle.objects.get(key="s" * 32)
    assert "廃止する課「kodomo」は、今ありません" in second.problem
    assert second.applied_at is None
    assert Event.objects.filter(kind="reshuffle.failed").count() == 1


def test_packs__do_not_take_the_towns_word_back(cast: Cast, personnel, at: datetime) -> None:
    confirm(personnel, rows(("hoken", "課名", "健康課"), *MERGED, more=(MIRAI,)), at=at)
    apply_due(at=on_the_day())
    load_units([UnitEntry("kodomo", "こども課", phone="0"), UnitEntry("hoken", "保健医療課"), UnitEntry("somu", "somu")])
    now = {unit.code: (unit.name, unit.is_open) for unit in Unit.objects.all()}
    assert (now["kodomo"][1], now["hoken"], now["mirai"]) == (False, ("健康課", True), ("こども未来課", True))


def test_names__are_the_towns_everywhere(cast: Cast, personnel, at: datetime) -> None:
    from tests.packs_loaded import load_packs

    load_packs()
    named = {unit.code: unit.name for unit in list_units()}
    confirm(personnel, rows(("hoken", "課名", "健康課"), *MERGED, more=(MIRAI,)), at=at)
    apply_due(at=on_the_day())
    assert {unit.code: unit.name for unit in list_units()} == {**named, "hoken": "健康課", "mirai": "こども未来課"}


def test_new_filing__of_a_closed_unit_lies_with_its_successor(cast: Cast, personnel, at: datetime) -> None:
    Succession.objects.create(unit="kodomo", successor="mirai", since=TODAY)
    Succession.objects.create(unit="mirai", successor="hoken", since=TODAY)
    Succession.objects.create(unit="kodomo", procedure="x", successor="fukushi", since=TODAY)
    follow = read_successors()
    assert [successor_of(follow, unit="kodomo", procedure=one) for one in ("claim", "x")] == ["hoken", "fukushi"]
    assert Case.objects.count() == 0


def _right(account_id: int | None) -> int:
    return Membership.objects.get(account_id=account_id).pk
