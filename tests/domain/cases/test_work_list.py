"""The work list: piles, filters, paging there and back, and what it costs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.cases.operations import letter, receive, work
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.cases.queries import work_list
from murakami.domain.cases.queries.loads import NOBODY
from murakami.domain.cases.queries.piles import Desk, Pile
from murakami.domain.cases.queries.work_list import Key, Order, Wish, find_next, read_work_list
from murakami.domain.cases.rules import State
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import DUE, NOW, ask, decided, lock_of, proposed, receive_one, staff, start
from tests.kernel.document.filed import document, name, with_value

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def desk(actor, soon=TODAY + timedelta(days=3)):
    return Desk(actor, soon_until=soon)


def numbers(actor, **wish):
    return [item.case.receipt_number for item in read_work_list(desk=desk(actor), wish=Wish(**wish)).items]


@pytest.fixture
def piled(cast):
    """One case for every state."""
    made = {state: receive_one(due_on=TODAY + timedelta(days=10)) for state in
            ("received", "mine", "asked", "proposed", "to_post", "closed", "withdrawn", "written")}
    made["soon"] = receive_one(due_on=TODAY + timedelta(days=3))
    made["elsewhere"] = receive_one(unit="hoken")
    start(made["mine"], cast.clerk)
    start(made["asked"], cast.colleague)
    ask(made["asked"], cast.colleague, until=date(2026, 12, 1))
    proposed(made["proposed"], cast, key="1" * 32)
    letter.keep_letter(decision_key=decided(made["closed"], cast, key="2" * 32).key, sha256="1" * 64, salt="5" * 32, at=NOW)
    work.close_case(receipt_number=made["closed"].receipt_number, actor=cast.clerk, checklist=(), at=NOW,
                    lock=lock_of(made["closed"]))
    receive.receive_consent(mailbox_key="a" * 32, granted=False, at=NOW)
    letter.keep_letter(decision_key=decided(made["to_post"], cast, key="3" * 32).key, sha256="2" * 64, salt="6" * 32, at=NOW)
    receive.receive_withdrawal(receipt_number=made["withdrawn"].receipt_number, reason="", at=NOW)
    receive.receive_message(receipt_number=made["written"].receipt_number, key="m", body="?", at=NOW)
    return made


def test_read_work_list__puts_every_case_on_its_piles(cast, piled):
    expected = {
        Pile.MINE: {"mine", "proposed", "to_post"},  # started by the clerk and not finished
        Pile.UNIT: {"received", "mine", "asked", "proposed", "to_post", "written", "soon"},
        Pile.SOON: {"soon"}, Pile.UNANSWERED: {"written"}, Pile.WAITING: {"asked"}, Pile.APPROVAL: {"proposed"},
        Pile.LETTERS: {"to_post"}, Pile.ENDED: {"closed", "withdrawn"},
    }
    counts = read_work_list(desk=desk(cast.clerk), wish=Wish()).counts
    for pile, names in expected.items():
        assert set(numbers(cast.clerk, pile=pile)) == {piled[name].receipt_number for name in names}, pile
        assert counts.get(pile, len(names)) == len(names), pile
    assert Pile.ENDED not in counts


def test_read_work_list__says_what_a_case_waits_for(cast, piled):
    found = {item.case.receipt_number: item for item in read_work_list(desk=desk(cast.clerk), wish=Wish()).items}
    assert found[piled["asked"].receipt_number].answer_until == date(2026, 12, 1)
    assert found[piled["to_post"].receipt_number].letter_state == "to_post"
    assert found[piled["mine"].receipt_number].letter_state == ""


def test_read_work_list__shows_only_the_actors_units(cast, piled):
    assert numbers(cast.elsewhere) == [piled["elsewhere"].receipt_number]
    assert numbers(cast.administrator) == []
    both = staff("both", kodomo=Role.CLERK, hoken=Role.UNIT_HEAD)
    assert len(numbers(both)) == 8
    assert numbers(both, unit="hoken") == [piled["elsewhere"].receipt_number]
    assert len(numbers(cast.clerk, unit="hoken")) == 7  # a unit that is not theirs is no filter


def test_read_work_list__narrows(cast, piled):
    assert numbers(cast.clerk, state=State.RECEIVED, pile=Pile.SOON) == [piled["soon"].receipt_number]
    assert numbers(cast.clerk, procedure="another") == []
    other = with_value(document(), "child-1.name", name("𠮷田", "はなこ"))
    sought = receive_one(filed=other)
    for words in ("吉田", "𠮷田 はなこ", "ハナコ 吉田", sought.receipt_number, sought.receipt_number.lower()):
        assert sought.receipt_number in numbers(cast.clerk, words=words), words
    assert numbers(cast.clerk, words="吉田 いない") == []
    assert numbers(cast.clerk, words="100%_'\"") == []


def test_read_work_list__offers_the_procedures_that_lie_there(cast):
    receive_one()
    receive_one(procedure="another")
    receive_one(procedure="not mine", unit="hoken")
    assert read_work_list(desk=desk(cast.clerk), wish=Wish()).procedures == ["another", "child-allowance-claim"]


@pytest.mark.parametrize("order", list(Order))
def test_read_work_list__pages_there_and_back_without_gap_or_twin(cast, order, monkeypatch):
    monkeypatch.setattr(work_list, "PAGE_SIZE", 4)
    days = [3, None, 1, 2, 2, None, 2, 1, None, 5, 5]
    made = [receive_one(due_on=TODAY + timedelta(days=day) if day else None) for day in days]
    keys = {Order.NEWEST: lambda case: -case.pk, Order.OLDEST: lambda case: case.pk,
            Order.DUE: lambda case: (case.due_on or date.max, case.pk)}
    wanted = [case.receipt_number for case in sorted(made, key=keys[order])]
    wish, forwards, pages = Wish(order=order), [], []
    for _ in range(10):
        found = read_work_list(desk=desk(cast.clerk), wish=wish)
        forwards += [item.case.receipt_number for item in found.items]
        pages.append(found)
        if found.next_after is None:
            break
        wish = replace(wish, after=found.next_after)
    assert (forwards, len(pages), pages[0].previous_before) == (wanted, 3, None)
    backwards, page = [], pages[-1]
    while page.previous_before:
        page = read_work_list(desk=desk(cast.clerk), wish=Wish(order=order, before=page.previous_before))
        backwards = [item.case.receipt_number for item in page.items] + backwards
        assert page.next_after is not None
    assert backwards == wanted[:8]


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\|[0-9]{1,30}", fullmatch=True)))
def test_key__takes_whatever_an_address_says(text):
    key = Key.parse(text)
    assert key is None or str(key).rpartition("|")[0] == text.rpartition("|")[0]


@pytest.mark.parametrize("text", ["", "|", "2026-13-01|1", "2026-02-30|1", "x|1", "|²", "|-1", "|" + "9" * 30, "\x00|1"])
def test_key__of_nonsense_is_none(text):
    assert Key.parse(text) is None


@pytest.mark.parametrize(("rows", "units"), [(3, 1), (60, 1), (3, 6), (60, 6)])
def test_read_work_list__costs_four_statements(cast, sql_at_most, rows, units):
    codes = ["kodomo", *(f"unit{number}" for number in range(1, units))]
    actor = staff("busy", **dict.fromkeys(codes, Role.CLERK))
    for number in range(rows):
        receive_one(unit=codes[number % units], due_on=DUE)
    with sql_at_most(4) as sent:
        found = read_work_list(desk=desk(actor), wish=Wish(words="葛城"))
        assert all(item.case.assignee is None or item.case.assignee.staff.name for item in found.items)
    assert len(found.items) == min(rows, 50)
    assert len(sent.captured_queries) == 4


def test_read_work_list__counts_and_narrows_by_who_has_it(cast, piled):
    found = read_work_list(desk=desk(cast.clerk), wish=Wish())
    loads = {load.assignee: load.cases for load in found.loads}
    assert loads == {NOBODY: 3, str(cast.clerk.account_id): 3, str(cast.colleague.account_id): 1}
    assert found.loads[0].assignee == NOBODY
    assert numbers(cast.clerk, assignee=str(cast.colleague.account_id)) == [piled["asked"].receipt_number]
    assert len(numbers(cast.clerk, assignee=NOBODY)) == 3


def test_find_next__goes_through_the_list_and_begins_again(cast, piled, sql_at_most):
    wish = Wish(pile=Pile.MINE)
    listed = numbers(cast.clerk, pile=Pile.MINE)
    with sql_at_most(3):
        assert find_next(desk=desk(cast.clerk), wish=wish, receipt_number=listed[0]) == listed[1]
    assert find_next(desk=desk(cast.clerk), wish=wish, receipt_number=listed[-1]) == listed[0]


def test_find_next__has_nothing_after_the_only_case(cast, piled):
    wish = Wish(pile=Pile.SOON)
    assert find_next(desk=desk(cast.clerk), wish=wish, receipt_number=piled["soon"].receipt_number) is None
    with pytest.raises(CaseNotFound):
        find_next(desk=desk(cast.clerk), wish=wish, receipt_number=piled["elsewhere"].receipt_number)
