"""What a proxy may do on a day, as a table."""

from datetime import date, timedelta

import pytest

from murakami.domain.mandates.rules import (
    ALPHABET,
    Act,
    Kind,
    State,
    Terms,
    digest_of_code,
    may,
    may_file,
    read_code,
    refusal_of_terms,
    spell_code,
)

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
DAY = timedelta(days=1)


def terms(*acts, procedures=()):
    return Terms(kind=Kind.FAMILY, acts=frozenset(acts), procedures=frozenset(procedures), since=FIRST, until=LAST)


@pytest.mark.parametrize(("state", "acts", "procedures", "act", "procedure", "day", "allowed"), [
    (State.CONFIRMED, {Act.FILL_IN}, (), Act.FILL_IN, "a", FIRST, True),
    (State.CONFIRMED, {Act.FILL_IN}, (), Act.FILL_IN, None, LAST, True),
    (State.CONFIRMED, {Act.FILL_IN}, (), Act.FILL_IN, "a", FIRST - DAY, False),
    (State.CONFIRMED, {Act.FILL_IN}, (), Act.FILL_IN, "a", LAST + DAY, False),
    (State.CONFIRMED, {Act.FILL_IN}, (), Act.FILE, "a", FIRST, False),
    (State.CONFIRMED, {Act.FILL_IN, Act.FILE}, (), Act.READ_RESULTS, "a", FIRST, False),
    (State.CONFIRMED, {Act.FILL_IN, Act.FILE}, ("a",), Act.FILE, "a", FIRST, True),
    (State.CONFIRMED, {Act.FILL_IN, Act.FILE}, ("a",), Act.FILE, "b", FIRST, False),
    (State.CONFIRMED, {Act.FILL_IN, Act.FILE}, ("a",), Act.FILE, None, FIRST, False),
    (State.ASKED, {Act.FILL_IN, Act.FILE}, (), Act.FILL_IN, "a", FIRST, False),
    (State.REFUSED, {Act.FILL_IN, Act.FILE}, (), Act.FILL_IN, "a", FIRST, False),
    (State.ENDED, {Act.FILL_IN, Act.FILE}, (), Act.FILL_IN, "a", FIRST, False),
])
def test_may__says_what_a_proxy_may_do_on_a_day(state, acts, procedures, act, procedure, day, allowed):
    assert may(terms(*acts, procedures=procedures), state=state, act=act, procedure=procedure, day=day) is allowed


def test_may_file__wants_every_procedure_covered():
    narrow = terms(Act.FILL_IN, Act.FILE, procedures=("a", "b"))
    assert may_file(narrow, state=State.CONFIRMED, procedures=["a", "b"], day=FIRST)
    assert not may_file(narrow, state=State.CONFIRMED, procedures=["a", "c"], day=FIRST)


@pytest.mark.parametrize(("wanted", "code"), [
    (terms(Act.FILL_IN), None), (terms(Act.FILE), "nothing_to_do"), (terms(), "nothing_to_do"),
])
def test_terms__need_something_to_do(wanted, code):
    assert refusal_of_terms(wanted, today=FIRST) == code


def test_terms__end_in_sight_and_not_behind():
    long = Terms(kind=Kind.AGENT, acts=frozenset({Act.FILL_IN}), procedures=frozenset(), since=FIRST,
                 until=FIRST + timedelta(days=1099))
    assert refusal_of_terms(long, today=FIRST) == "too_long"
    assert refusal_of_terms(terms(Act.FILL_IN), today=LAST + DAY) == "over_already"


@pytest.mark.parametrize("typed", ["7K3M-P2XQ-9RTD", "7k3mp2xq9rtd", " 7K3M P2XQ 9RTD ", "７Ｋ３Ｍ－Ｐ２ＸＱ－９ＲＴＤ"])
def test_code__is_read_as_people_type_it(typed):
    assert read_code(typed) == "7K3MP2XQ9RTD"
    assert digest_of_code(typed) == digest_of_code(spell_code("7K3MP2XQ9RTD"))


def test_code__has_no_signs_that_look_alike():
    assert not set(ALPHABET) & set("01IO")
