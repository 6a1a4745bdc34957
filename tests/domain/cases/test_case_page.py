"""Reading one case whole."""

import pytest

from murakami.domain.cases.operations import receive, talk, work
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.cases.queries.case_page import find_file, find_letter, read_case
from tests.domain.cases.cast import NOW, PHONE, answer, ask, decided, lock_of, start

pytestmark = pytest.mark.django_db


def test_read_case__is_for_the_unit_alone(case, cast):
    for actor in (cast.clerk, cast.colleague, cast.head):
        assert read_case(receipt_number=case.receipt_number, actor=actor).case == case
    for actor in (cast.elsewhere, cast.administrator):
        with pytest.raises(CaseNotFound):
            read_case(receipt_number=case.receipt_number, actor=actor)
    with pytest.raises(CaseNotFound):
        read_case(receipt_number="MK-2611-77777-0", actor=cast.clerk)


def test_read_case__costs_the_same_whatever_the_case_holds(case, cast, sql_at_most):
    def read():
        page = read_case(receipt_number=case.receipt_number, actor=cast.clerk)
        return page, [entry.by.staff.name for entry in page.entries if entry.by], [one.event.kind for one in page.entries]

    with sql_at_most(9):
        assert read()[0].open_corrections == ()
    start(case, cast.clerk)
    for number in range(6):
        key = f"{number}" * 32
        ask(case, cast.clerk, key=key, items=(PHONE,) * 3)
        answer(case, key=key, revision=number + 1)
        receive.receive_message(receipt_number=case.receipt_number, key=f"q{number}", body="?", at=NOW)
        talk.send_message(receipt_number=case.receipt_number, actor=cast.clerk, key=f"a{number}", body="!", at=NOW)
    ask(case, cast.clerk, key="last")
    work.confirm_match(receipt_number=case.receipt_number, actor=cast.clerk, instance="me", name="", at=NOW,
                       register_number="0000000001", lock=lock_of(case))
    with sql_at_most(9):
        page, names, kinds = read()
        assert [revision.number for revision in page.revisions] == list(range(7))
        assert [one.key for one in page.open_corrections] == ["last"]
        assert [message.author.staff.name for message in page.messages if message.author] == ["職員 clerk"] * 6
    assert kinds[:2] == ["case.received", "case.under_review"]
    assert set(names) == {"職員 clerk"}


def test_find__only_what_belongs_to_the_case(case, cast):
    assert find_file(case, sha256="a" * 64).name == "通帳.jpg"
    assert find_file(case, sha256="b" * 64) is None
    assert find_letter(case) is None
    decided(case, cast)
    assert find_letter(case) is None
